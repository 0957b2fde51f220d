//! The gate: whether anything is recorded at all, for one relaxed load a call.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

/// The bit of the logs' output.
pub(crate) const LOGS: u32 = 1;
/// The bit of the audit trail's output.
pub(crate) const AUDIT: u32 = 2;
/// Some thread is capturing its lines, whatever the outputs are.
const CAPTURE: u32 = 4;

// Open until a set-up says otherwise: the first line finds out where lines go.
static GATE: AtomicU32 = AtomicU32::new(LOGS | AUDIT);

static CAPTURES: Mutex<usize> = Mutex::new(0);

/// Whether a call has anything to record for this output.
#[inline]
pub(crate) fn gate(output: u32) -> bool {
    GATE.load(Ordering::Relaxed) & (output | CAPTURE) != 0
}

/// Whether the output itself is on.
#[inline]
pub(super) fn is_on(output: u32) -> bool {
    GATE.load(Ordering::Relaxed) & output != 0
}

/// Opens the gate for these outputs, and closes it for others.
pub(super) fn set_outputs(outputs: u32) {
    let _captures = CAPTURES.lock().unwrap_or_else(PoisonError::into_inner);
    let capture = GATE.load(Ordering::Relaxed) & CAPTURE;
    GATE.store(outputs | capture, Ordering::Relaxed);
}

/// Keeps other threads from it while the process forks.
pub(super) fn hold() -> impl Sized + 'static {
    CAPTURES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Closes the gate for ever: nothing can be recorded any more.
pub(super) fn close() {
    GATE.store(0, Ordering::Relaxed);
}

/// Keeps the gate open while a thread captures.
pub(super) struct Capturing(());

impl Capturing {
    pub(super) fn new() -> Self {
        let mut captures = CAPTURES.lock().unwrap_or_else(PoisonError::into_inner);
        *captures += 1;
        GATE.fetch_or(CAPTURE, Ordering::Relaxed);
        Self(())
    }
}

impl Drop for Capturing {
    fn drop(&mut self) {
        let mut captures = CAPTURES.lock().unwrap_or_else(PoisonError::into_inner);
        *captures -= 1;
        if *captures == 0 {
            GATE.fetch_and(!CAPTURE, Ordering::Relaxed);
        }
    }
}
