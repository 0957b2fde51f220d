//! What the programs tell each other: one JSON value on stdout.

use serde::{Deserialize, Serialize};

/// Percentiles of nanoseconds a call.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Percentiles {
    /// The mean of the middle fifth: of clocks that tick each 10 ns, the median were too coarse.
    pub p50: f64,
    /// Of a hundred calls, all but one are as fast.
    pub p99: f64,
    /// Of a thousand calls, all but one are as fast.
    pub p999: f64,
}

impl Percentiles {
    /// Of at least one value.
    pub fn of(mut values: Vec<f64>) -> Self {
        values.sort_unstable_by(f64::total_cmp);
        let at = |per_mille: usize| values[(values.len() * per_mille / 1000).min(values.len() - 1)];
        let fifth = &values[values.len() * 2 / 5..=values.len() * 3 / 5];
        Self {
            p50: fifth.iter().sum::<f64>() / fifth.len() as f64,
            p99: at(990),
            p999: at(999),
        }
    }
}

/// What became of the lines.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Lines {
    /// Calls that were to be recorded.
    pub expected: u64,
    /// Lines in the file that name the function.
    pub found: u64,
    /// The file's length in bytes.
    pub bytes: u64,
}

impl Lines {
    /// How many are missing.
    pub fn lost(self) -> u64 {
        self.expected.saturating_sub(self.found)
    }
}

/// What recording costs the caller.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Calls {
    /// Nanoseconds a call in a burst: the burst's time, shared. The median of the bursts.
    pub burst: f64,
    /// Calls in bursts, each timed by itself.
    pub in_bursts: Percentiles,
    /// Calls at a service's rate, each timed by itself.
    pub sparse: Percentiles,
    /// What became of the lines; nothing for the limits, which write none.
    pub lines: Option<Lines>,
}

/// How fast lines get into the file.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Sustained {
    /// From the first call until the subject was ended and everything written, in seconds.
    pub seconds: f64,
    /// Processor time of all threads in that time, in the kernel's ticks, where the system tells.
    pub ticks: Option<u64>,
    /// What became of the lines.
    pub lines: Lines,
}

/// Functions of ours whose outputs are off: nanoseconds a call in the quietest burst.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Off {
    /// The function without an attribute.
    pub bare: f64,
    /// Timed.
    pub timed: f64,
    /// Audited.
    pub audited: f64,
}

/// A function of ours below the level that is written: nanoseconds a call in the quietest burst.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Filtered {
    /// The function without an attribute, between two clock readings.
    pub two_clocks: f64,
    /// The filtered one.
    pub filtered: f64,
}
