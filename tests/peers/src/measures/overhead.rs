//! What functions of ours cost that record nothing.

use std::hint::black_box;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use flight_recorder::{Output, builder, flush};

use super::repeat;
use crate::Result;
use crate::customer::Customer;
use crate::results::{Filtered, Off};
use crate::subjects::{self, predict, scale};

/// Short, so that some are not disturbed.
const BURST: usize = 2000;
const BURSTS: usize = 300;

const UNTIL_IDLE: Duration = Duration::from_secs(1);
const IDLE: Duration = Duration::from_secs(5);

/// A function to call.
type Function = fn(&Customer) -> f64;

fn bare(customer: &Customer) -> f64 {
    customer.score()
}

fn between_clocks(customer: &Customer) -> f64 {
    let begin = Instant::now();
    let score = customer.score();
    black_box(begin.elapsed());
    score
}

/// Nanoseconds a call of each function, of the quietest burst; they take turns.
///
/// They are called through a pointer: inlined into the loop, the bare function would be computed for
/// several customers at once, and nothing left to compare with.
fn quietest<const N: usize>(functions: [Function; N]) -> [f64; N] {
    let customers = Customer::samples();
    let mut least = [f64::INFINITY; N];
    for _ in 0..BURSTS {
        for (least, function) in least.iter_mut().zip(functions) {
            let function = black_box(function);
            let begin = Instant::now();
            repeat(&customers, BURST, function);
            *least = least.min(begin.elapsed().as_secs_f64() * 1e9 / BURST as f64);
        }
    }
    least
}

/// Functions whose outputs are off, beside the bare one.
///
/// # Errors
///
/// When the recorder was set up before.
pub fn off() -> Result<Off> {
    builder().logs(Output::off()).audit(Output::off()).init()?;
    let [bare, timed, audited] = quietest([bare, scale, predict]);
    Ok(Off {
        bare,
        timed,
        audited,
    })
}

/// A function below the level, beside one between two clock readings.
///
/// # Errors
///
/// When the file cannot be opened or the recorder was set up before.
pub fn filtered(file: &Path) -> Result<Filtered> {
    builder().logs(Output::file(file)).init()?;
    let [two_clocks, filtered] = quietest([between_clocks, subjects::filtered]);
    Ok(Filtered {
        two_clocks,
        filtered,
    })
}

/// The share of a core that the recorder uses in a process which does nothing, after one line.
///
/// # Errors
///
/// When the file cannot be opened, or the system does not tell the threads' times.
pub fn idle(file: &Path) -> Result<f64> {
    builder().logs(Output::file(file)).init()?;
    scale(&Customer::samples()[0]);
    flush()?;
    thread::sleep(UNTIL_IDLE);
    let (begin, before) = (Instant::now(), used_nanos()?);
    thread::sleep(IDLE);
    Ok((used_nanos()? - before) as f64 / begin.elapsed().as_nanos() as f64)
}

/// Nanoseconds that the threads of this process have run.
fn used_nanos() -> Result<u64> {
    let mut nanos = 0;
    for thread in std::fs::read_dir("/proc/self/task")? {
        let times = std::fs::read_to_string(thread?.path().join("schedstat"))?;
        let running = times.split(' ').next().unwrap_or_default();
        nanos += running.parse::<u64>()?;
    }
    Ok(nanos)
}
