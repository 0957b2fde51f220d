//! How many lines a second get into the file, and how many do not.

use std::path::PathBuf;
use std::sync::Barrier;
use std::thread;
use std::time::Instant;

use super::{count_lines, repeat};
use crate::Result;
use crate::customer::Customer;
use crate::results::Sustained;
use crate::subjects::{Caller, Kind, Subject, Visitor};
use crate::ticks::Ticks;

/// Audited calls without a pause, from some threads: of a trail nothing may be dropped.
pub struct SustainedOf {
    /// Where the lines go.
    pub file: PathBuf,
    /// Threads that call.
    pub threads: usize,
    /// Calls of all of them.
    pub calls: usize,
}

impl Visitor for SustainedOf {
    type Output = Sustained;

    fn visit<S: Subject>(self) -> Result<Sustained> {
        let subject = S::start(&self.file)?;
        let customers = Customer::samples();
        let each = self.calls / self.threads;
        let before = Ticks::now();
        let barrier = Barrier::new(self.threads + 1);
        let begin = thread::scope(|scope| {
            for number in 0..self.threads {
                let (subject, customers, barrier) = (&subject, &customers, &barrier);
                thread::Builder::new()
                    .name(format!("caller-{number}"))
                    .spawn_scoped(scope, move || {
                        let mut caller = subject.caller();
                        barrier.wait();
                        repeat(customers, each, |customer| caller.audited(customer));
                    })?;
            }
            barrier.wait();
            Ok::<_, std::io::Error>(Instant::now())
        })?;
        subject.finish()?;
        let seconds = begin.elapsed().as_secs_f64();
        let ticks = before.zip(Ticks::now());
        let expected = (each * self.threads) as u64;
        Ok(Sustained {
            seconds,
            ticks: ticks.map(|(before, after)| after.own - before.own),
            lines: count_lines(&self.file, Kind::Audited, expected)?,
        })
    }
}
