//! Writes lines that a reader could stumble over into the file that its argument names.
//!
//! Every line comes from a call of an annotated function, as a user's would: all kinds of line that
//! the recorder knows, with values that break naive readers in them. With `whole-second` behind the
//! file, one of them ends at a whole second: that is to be run under `faketime` with
//! a clock that stands a tenth of a millisecond before a whole second: the recorder sets its time by
//! that clock whenever its worker wakes, so of the calls that go on meanwhile one soon ends at
//! `.000000`.

mod kinds;
mod values;

use std::{env, fs, process};

use flight_recorder::{Output, builder, flush, track_time};

/// Enough for the worker to wake while they go on, which it does each millisecond then.
const TICKS: u32 = 2_000;

fn main() {
    let path = env::args_os().nth(1).expect("the file to write");
    builder()
        .service("hostile")
        .service_version("1.0.0")
        .logs(Output::file(&path))
        .init()
        .expect("a file that can be written");
    kinds::record_all();
    values::record_all();
    if env::args().nth(2).as_deref() != Some("whole-second") {
        return;
    }
    for _ in 0..100 {
        (0..TICKS).for_each(|_| tick());
        flush().expect("a file that can be written");
        let lines = fs::read_to_string(&path).expect("the lines, as text");
        if lines.contains(".000000Z") {
            return;
        }
    }
    eprintln!("no call ended at a whole second: does the clock stand before one?");
    process::exit(1);
}

#[track_time]
fn tick() {}
