//! What recording costs the caller, in bursts and at a service's rate.

use std::hint::black_box;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use super::count_lines;
use crate::Result;
use crate::customer::Customer;
use crate::results::{Calls, Percentiles};
use crate::subjects::{Caller, Kind, Subject, Visitor};

/// Calls back to back. They fit into everybody's buffers.
const BURST: usize = 2000;
/// After a burst, for the slowest writer to catch up.
const PAUSE: Duration = Duration::from_millis(15);
const WARM_UP: usize = 3;
const BURSTS: usize = 40;
/// Bursts whose calls are timed one by one.
const TIMED_BURSTS: usize = 5;
/// Calls at a service's rate, and their distance. Between them the thread is busy with something else (it spins):
/// it is the writer that is asleep, not the caller.
const SPARSE: usize = 3000;
const DISTANCE: Duration = Duration::from_micros(150);

/// Measures calls of one kind; a subject that is a limit has no `file`.
pub struct CallsOf {
    /// What is recorded.
    pub kind: Kind,
    /// Where the lines go.
    pub file: PathBuf,
    /// Whether it writes lines at all.
    pub is_limit: bool,
}

impl Visitor for CallsOf {
    type Output = Calls;

    fn visit<S: Subject>(self) -> Result<Calls> {
        let subject = S::start(&self.file)?;
        let customers = Customer::samples();
        let mut calls = {
            let mut caller = subject.caller();
            match self.kind {
                Kind::Timed => measure(&customers, |customer| caller.timed(customer)),
                Kind::Audited => measure(&customers, |customer| caller.audited(customer)),
            }
        };
        subject.finish()?;
        if !self.is_limit {
            let expected = (BURST * (WARM_UP + BURSTS + TIMED_BURSTS) + SPARSE) as u64;
            calls.lines = Some(count_lines(&self.file, self.kind, expected)?);
        }
        Ok(calls)
    }
}

fn measure(customers: &[Customer], mut call: impl FnMut(&Customer) -> f64) -> Calls {
    let mut bursts = Vec::with_capacity(BURSTS);
    for number in 0..WARM_UP + BURSTS {
        thread::sleep(PAUSE);
        let begin = Instant::now();
        repeat(customers, BURST, &mut call);
        let nanos = nanos(begin.elapsed()) / BURST as f64;
        if number >= WARM_UP {
            bursts.push(nanos);
        }
    }
    let clock = clock_cost();
    let mut timed = |customer: &Customer| {
        let begin = Instant::now();
        black_box(call(black_box(customer)));
        (nanos(begin.elapsed()) - clock).max(0.0)
    };
    let mut in_bursts = Vec::with_capacity(BURST * TIMED_BURSTS);
    for _ in 0..TIMED_BURSTS {
        thread::sleep(PAUSE);
        for customer in customers.iter().cycle().take(BURST) {
            in_bursts.push(timed(customer));
        }
    }
    thread::sleep(PAUSE);
    let mut sparse = Vec::with_capacity(SPARSE);
    for customer in customers.iter().cycle().take(SPARSE) {
        let begin = Instant::now();
        while begin.elapsed() < DISTANCE {
            std::hint::spin_loop();
        }
        sparse.push(timed(customer));
    }
    Calls {
        burst: Percentiles::of(bursts).p50,
        in_bursts: Percentiles::of(in_bursts),
        sparse: Percentiles::of(sparse),
        lines: None,
    }
}

/// Calls so many times, with each customer in turn.
#[inline]
pub fn repeat(customers: &[Customer], times: usize, mut call: impl FnMut(&Customer) -> f64) {
    for customer in customers.iter().cycle().take(times) {
        black_box(call(black_box(customer)));
    }
}

/// What timing one call adds to its time.
fn clock_cost() -> f64 {
    let empty = (0..10_000)
        .map(|_| {
            let begin = Instant::now();
            nanos(begin.elapsed())
        })
        .collect();
    Percentiles::of(empty).p50
}

fn nanos(time: Duration) -> f64 {
    time.as_secs_f64() * 1e9
}

/// Calls a subject so many times and ends it, for who counts something else from outside.
pub struct CountedCalls<Count> {
    /// What is recorded.
    pub kind: Kind,
    /// Where the lines go.
    pub file: PathBuf,
    /// Calls before it counts.
    pub before: usize,
    /// Runs what it is given, which calls [`CountedCalls::calls`] times.
    pub count: Count,
    /// Calls that count.
    pub calls: usize,
}

impl<T, Count: FnOnce(&mut dyn FnMut()) -> T> Visitor for CountedCalls<Count> {
    type Output = T;

    fn visit<S: Subject>(self) -> Result<T> {
        let subject = S::start(&self.file)?;
        let customers = Customer::samples();
        let counted = {
            let mut caller = subject.caller();
            let kind = self.kind;
            let mut calls = |times| match kind {
                Kind::Timed => repeat(&customers, times, |customer| caller.timed(customer)),
                Kind::Audited => repeat(&customers, times, |customer| caller.audited(customer)),
            };
            calls(self.before);
            // The writer catches up, so that buffers which it hands back are there.
            thread::sleep(PAUSE);
            (self.count)(&mut || calls(self.calls))
        };
        subject.finish()?;
        Ok(counted)
    }
}
