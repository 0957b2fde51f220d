//! What the flight recorder is to reach, and whether it did.

use peers::results::{Calls, Off};
use peers::subjects::{Kind, Name};

use crate::rounds::Measured;
use crate::statistics::{Ratio, Short};

/// One of the goals.
pub(crate) struct Target {
    pub(crate) what: &'static str,
    pub(crate) goal: f64,
    is_least: bool,
    unit: &'static str,
    /// Nothing where it could not be measured.
    pub(crate) measured: Option<f64>,
}

impl Target {
    fn at_most(what: &'static str, goal: f64, unit: &'static str, measured: Option<f64>) -> Self {
        Self {
            what,
            goal,
            is_least: false,
            unit,
            measured,
        }
    }

    fn at_least(what: &'static str, goal: f64, unit: &'static str, measured: Option<f64>) -> Self {
        Self {
            is_least: true,
            ..Self::at_most(what, goal, unit, measured)
        }
    }

    /// The goal in words.
    pub(crate) fn goal(&self) -> String {
        let bound = if self.is_least { "at least" } else { "at most" };
        format!("{bound} {}{}", self.goal, self.unit)
    }

    /// What came out.
    pub(crate) fn measured(&self) -> String {
        match self.measured {
            Some(measured) => format!("{}{}", Short(measured), self.unit),
            None => "not measured".to_owned(),
        }
    }

    /// Met, or missed by how much.
    pub(crate) fn verdict(&self) -> String {
        let Some(measured) = self.measured else {
            return "?".to_owned();
        };
        let by = if self.is_least {
            self.goal - measured
        } else {
            measured - self.goal
        };
        if by <= 0.0 {
            return "met".to_owned();
        }
        if self.goal == 0.0 {
            format!("MISSED by {}{}", Short(by), self.unit)
        } else {
            let percent = 100.0 * by / self.goal;
            format!("MISSED by {}{} ({percent:.0} %)", Short(by), self.unit)
        }
    }
}

/// All of them.
pub(crate) fn all(measured: &Measured) -> Vec<Target> {
    let of_calls = of_calls(measured).into_iter();
    of_calls.chain(of_the_rest(measured)).collect()
}

/// What a recorded call costs.
fn of_calls(measured: &Measured) -> [Target; 7] {
    let quietest = |name, base, kind, figure: fn(&Calls) -> f64| {
        let (one, base) = (measured.caller(name, kind)?, measured.caller(base, kind)?);
        Some(Ratio::of(&one.calls, &base.calls, figure).quietest)
    };
    let burst: fn(&Calls) -> f64 = |calls| calls.burst;
    let sparse: fn(&Calls) -> f64 = |calls| calls.sparse.p50;
    let allocations = |kind| {
        let ours = measured.caller(Name::Ours, kind);
        ours.map(|ours| ours.allocations)
    };
    [
        Target::at_most(
            "timed, in bursts, to two clock reads and a 300-byte copy",
            1.5,
            " times",
            quietest(Name::Ours, Name::Limit, Kind::Timed, burst),
        ),
        Target::at_most(
            "the same at one call each 150 µs, p50",
            2.0,
            " times",
            quietest(Name::Ours, Name::Limit, Kind::Timed, sparse),
        ),
        Target::at_most(
            "audited, in bursts, to plain `serde_json` of the record",
            0.8,
            " times",
            quietest(Name::Ours, Name::Serde, Kind::Audited, burst),
        ),
        Target::at_most(
            "allocations of a timed call",
            0.0,
            "",
            allocations(Kind::Timed),
        ),
        Target::at_most(
            "allocations of an audited call",
            0.0,
            "",
            allocations(Kind::Audited),
        ),
        Target::at_least(
            "timed, in bursts, faster than `#[instrument]`",
            15.0,
            " times",
            quietest(Name::Instrument, Name::Ours, Kind::Timed, burst),
        ),
        Target::at_least(
            "audited, in bursts, faster than a `tracing` event by hand",
            4.0,
            " times",
            quietest(Name::Event, Name::Ours, Kind::Audited, burst),
        ),
    ]
}

/// How much is written, what is lost, and what is paid for nothing.
fn of_the_rest(measured: &Measured) -> [Target; 6] {
    let beyond_bare = |figure: fn(&Off) -> f64| {
        let rounds = measured.off.iter().map(|off| figure(off) - off.bare);
        rounds.reduce(f64::min)
    };
    let filtered = measured
        .filtered
        .iter()
        .map(|one| one.filtered - one.two_clocks);
    [
        Target::at_least(
            "10 million audits of 4 threads, lines a second, to the best lossless peer",
            2.5,
            " times",
            measured.long_ratio(),
        ),
        Target::at_most(
            "lines of ours that were lost in any run",
            0.0,
            "",
            Some(measured.worst_loss(Name::Ours).0 as f64),
        ),
        Target::at_most(
            "timed, output off, beyond the bare function",
            3.0,
            " ns",
            beyond_bare(|off| off.timed),
        ),
        Target::at_most(
            "audited, output off, beyond the bare function",
            3.0,
            " ns",
            beyond_bare(|off| off.audited),
        ),
        Target::at_most(
            "filtered by level, beyond two clock reads",
            10.0,
            " ns",
            filtered.reduce(f64::min),
        ),
        Target::at_most(
            "an idle process, of a core",
            0.1,
            " %",
            measured.idle.map(|share| 100.0 * share),
        ),
    ]
}
