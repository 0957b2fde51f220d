//! This process's run: its id, and when it began.

use std::sync::atomic::{AtomicU64, Ordering};

use super::clock;
use crate::step::random;

/// 0 until it is drawn.
static RUN: AtomicU64 = AtomicU64::new(0);
/// Monotonic nanoseconds: the clock began before the first line of a call.
static BEGAN: AtomicU64 = AtomicU64::new(0);

/// The run's id: the same before and after `init`.
pub(crate) fn run() -> u64 {
    match RUN.load(Ordering::Relaxed) {
        0 => draw(),
        run => run,
    }
}

#[cold]
fn draw() -> u64 {
    let run = random() | 1;
    let drawn = RUN.compare_exchange(0, run, Ordering::Relaxed, Ordering::Relaxed);
    drawn.err().unwrap_or(run)
}

/// When it began.
pub(super) fn began() -> u64 {
    BEGAN.load(Ordering::Relaxed)
}

/// Begins another run.
pub(super) fn renew() {
    RUN.store(0, Ordering::Relaxed);
    BEGAN.store(clock::now(), Ordering::Relaxed);
}
