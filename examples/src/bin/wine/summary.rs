//! What the person at the terminal reads at the end. The lines on stdout are for machines.

use std::fmt;
use std::time::{Duration, Instant};

/// Calls and total time of each step, in the order of their first call.
#[derive(Default)]
pub(crate) struct Summary {
    steps: Vec<Step>,
}

struct Step {
    name: &'static str,
    calls: usize,
    total: Duration,
}

impl Summary {
    /// Runs `call` and counts it. The time is the caller's, so it includes the recording.
    pub(crate) fn step<T>(&mut self, name: &'static str, call: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = call();
        let elapsed = start.elapsed();
        match self.steps.iter_mut().find(|step| step.name == name) {
            Some(step) => {
                step.calls += 1;
                step.total += elapsed;
            }
            None => self.steps.push(Step {
                name,
                calls: 1,
                total: elapsed,
            }),
        }
        result
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<12}{:>7}{:>14}", "step", "calls", "total")?;
        for Step { name, calls, total } in &self.steps {
            let milliseconds = total.as_secs_f64() * 1e3;
            writeln!(f, "{name:<12}{calls:>7}{milliseconds:>11.3} ms")?;
        }
        Ok(())
    }
}
