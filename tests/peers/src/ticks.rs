//! Processor time, as the kernel counts it.

use std::fs;

/// Processor time in the kernel's ticks.
#[derive(Clone, Copy, Debug)]
pub struct Ticks {
    /// Of this process.
    pub own: u64,
    /// Of its children that have ended.
    pub children: u64,
}

impl Ticks {
    /// So far; nothing where the system does not tell.
    pub fn now() -> Option<Self> {
        let stat = fs::read_to_string("/proc/self/stat").ok()?;
        // Behind the name, which may hold anything: the state, ten more fields, and the four times.
        let (_, fields) = stat.rsplit_once(')')?;
        let times = fields.split_whitespace().skip(11).take(4);
        let times: Vec<u64> = times.filter_map(|time| time.parse().ok()).collect();
        let [user, system, children_user, children_system] = times[..] else {
            return None;
        };
        Some(Self {
            own: user + system,
            children: children_user + children_system,
        })
    }
}
