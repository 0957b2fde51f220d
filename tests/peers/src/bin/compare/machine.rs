//! What it was measured on, and what else the machine did meanwhile.

use std::fmt::{self, Display};
use std::fs;
use std::process::Command;

use peers::ticks::Ticks;

/// The share of others above which the figures tell more about them than about the subjects.
const BUSY: f64 = 0.05;

/// The machine, from before the measurements.
pub(crate) struct Machine {
    processor: String,
    cores: usize,
    rustc: String,
    before: Option<Times>,
    others: Option<f64>,
}

/// Time of all processors, in the kernel's ticks.
#[derive(Clone, Copy)]
struct Times {
    all: u64,
    busy: u64,
    /// Of `busy`: of this process and of its children that have ended.
    own: u64,
}

impl Machine {
    /// Before anything is measured.
    pub(crate) fn now() -> Self {
        let processor = fs::read_to_string("/proc/cpuinfo").ok().and_then(|info| {
            let name = info
                .lines()
                .find_map(|line| line.strip_prefix("model name"))?;
            Some(name.trim_start_matches(['\t', ' ', ':']).to_owned())
        });
        let rustc = Command::new("rustc").arg("--version").output();
        Self {
            processor: processor.unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            rustc: rustc.map_or_else(
                |_| "rustc".to_owned(),
                |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
            ),
            before: Times::now(),
            others: None,
        }
    }

    /// After everything.
    pub(crate) fn is_done(&mut self) {
        let times = self.before.zip(Times::now());
        self.others = times.map(|(before, after)| {
            let busy = (after.busy - before.busy).saturating_sub(after.own - before.own);
            busy as f64 / (after.all - before.all).max(1) as f64
        });
    }

    /// Whether others disturbed.
    pub(crate) fn was_busy(&self) -> bool {
        self.others.is_some_and(|share| share > BUSY)
    }
}

impl Times {
    /// Nothing where the system does not tell.
    fn now() -> Option<Self> {
        let all = fs::read_to_string("/proc/stat").ok()?;
        // `cpu user nice system idle iowait irq softirq steal …`; what guests use is within user.
        let times = all.lines().next()?.split_whitespace().skip(1).take(8);
        let times: Vec<u64> = times.filter_map(|time| time.parse().ok()).collect();
        let all = times.iter().sum();
        let idle: u64 = times.get(3..5)?.iter().sum();
        let own = Ticks::now()?;
        Some(Self {
            all,
            busy: all - idle,
            own: own.own + own.children,
        })
    }
}

impl Display for Machine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            processor,
            cores,
            rustc,
            others,
            ..
        } = self;
        write!(
            out,
            "{processor}, {cores} cores, {}, {rustc}",
            std::env::consts::OS
        )?;
        match others {
            Some(share) => write!(
                out,
                "; other programs used {:.0} % of the processors.",
                100.0 * share
            ),
            None => out.write_str("."),
        }
    }
}
