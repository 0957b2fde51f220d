//! The end of the process: what is in memory is written, without a guard that users keep.
//!
//! A destructor of the program image (`.fini_array` on Linux) runs after everything registered with
//! `atexit`, on return from `main` and on `std::process::exit` from any thread. Thread-local
//! destructors lose lines there, and `atexit` runs before handlers that were registered earlier.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use super::control::{self, Answer};
use super::health::health;
use super::worker;
use crate::setup;

/// The process whose end is waited for: not one's that was forked unnoticed, which has no worker; 0 until
/// there is one.
static PROCESS: AtomicU32 = AtomicU32::new(0);

/// Has the end of the process wait for the recorder. Calling it also keeps this module in the binary.
pub(super) fn register() {
    PROCESS.store(std::process::id(), Ordering::Release);
}

/// Leaves the end of a process that was forked alone, until it records something.
pub(super) fn renew() {
    PROCESS.store(0, Ordering::Release);
}

dtor::declarative::dtor! {
    #[dtor(unsafe)]
    fn at_exit() {
        finish();
    }
}

/// Waits for the worker to write everything, as long as it gets on. It writes nothing afterwards: whatever
/// else is recorded would be cut off with the process, in the middle of a line.
pub(crate) fn finish() {
    if PROCESS.load(Ordering::Acquire) != std::process::id() {
        return;
    }
    let ticket = control::begin_exit();
    if worker::is_worker() {
        // `exit` was called by a user's writer: nobody is left to write.
        return say_lost("the output ended the process");
    }
    worker::help_out();
    let limit = setup::settings().exit_timeout;
    let mut progress = worker::seen_progress();
    let mut until = Instant::now() + limit;
    loop {
        let step = Duration::from_millis(20).min(limit);
        match control::wait_at_exit(ticket, step) {
            Answer::Done => return,
            Answer::Failed(failure) if failure.is_closed => return say_lost(&failure.why),
            Answer::Failed(_) => std::thread::sleep(step),
            Answer::Pending => {}
        }
        if worker::seen_progress() != progress {
            progress = worker::seen_progress();
            until = Instant::now() + limit;
        } else if Instant::now() >= until {
            let last_error = health().last_error;
            let why = last_error.unwrap_or_else(|| "the output takes nothing".to_owned());
            return say_lost(&format!(
                "{why}, for {limit:?} (the setting `exit_timeout`)"
            ));
        }
    }
}

/// Says how many lines are lost, if any are.
fn say_lost(why: &str) {
    let health = health();
    let lost = health
        .recorded
        .saturating_sub(health.written + health.dropped);
    if lost > 0 {
        let lines = if lost == 1 { "line is" } else { "lines are" };
        super::say(&format!(
            "{lost} {lines} lost at the end of the process: {why}"
        ));
    }
}
