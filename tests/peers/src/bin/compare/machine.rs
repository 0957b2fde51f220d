//! What it was measured on.

use std::fmt::{self, Display};
use std::fs;
use std::process::Command;

/// The machine, and how busy it was with other things.
pub(crate) struct Machine {
    processor: String,
    cores: usize,
    rustc: String,
    load_before: String,
    load_after: Option<String>,
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
            load_before: load(),
            load_after: None,
        }
    }

    /// After everything.
    pub(crate) fn is_done(&mut self) {
        self.load_after = Some(load());
    }
}

/// Processes that wanted to run, on average of one and of fifteen minutes.
fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ')
        .next()
        .map_or_else(|| "unknown".to_owned(), str::to_owned)
}

impl Display for Machine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            processor,
            cores,
            rustc,
            load_before,
            load_after,
        } = self;
        write!(
            out,
            "{processor}, {cores} cores, {}, {rustc}; load before: {load_before}",
            std::env::consts::OS
        )?;
        match load_after {
            Some(after) => write!(out, ", after: {after}."),
            None => out.write_str("."),
        }
    }
}
