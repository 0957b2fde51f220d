//! Lines that a test captures: kept by the thread that records them.

use std::cell::RefCell;

use super::local::set_capturing;
use super::{Author, Kind, gate};
use crate::capture as values;
use crate::line::{self, Facts};

thread_local! {
    static CAPTURED: RefCell<Captured> = const { RefCell::new(Captured { lines: Vec::new(), audits: 0 }) };
}

/// Lines of a thread that captures, and how many of them are audits.
#[derive(Default)]
struct Captured {
    lines: Vec<Vec<u8>>,
    audits: u64,
}

/// Keeps a line for the capture that is under way.
#[cold]
pub(super) fn keep(kind: Kind, fields: &[u8], facts: impl Fn(u64) -> Facts) {
    CAPTURED.with_borrow_mut(|captured| {
        captured.audits += u64::from(kind == Kind::Audit);
        let (mut text, mut author) = (Vec::new(), Author::default());
        if let Some(name) = std::thread::current().name() {
            values::string(&mut author.thread, name);
        }
        line::step(&mut text, &facts(captured.audits), fields, &author);
        captured.lines.push(text);
    });
}

/// The lines that this thread records while `run` runs.
pub(crate) fn capture<R>(run: impl FnOnce() -> R) -> Vec<Vec<u8>> {
    /// What a capture around this one had, put back also when `run` panics.
    struct Around {
        captured: Captured,
        capturing: bool,
        _gate: gate::Capturing,
    }
    impl Drop for Around {
        fn drop(&mut self) {
            CAPTURED.set(std::mem::take(&mut self.captured));
            set_capturing(self.capturing);
        }
    }
    values::silence_hook();
    let around = Around {
        captured: CAPTURED.take(),
        capturing: set_capturing(true),
        _gate: gate::Capturing::new(),
    };
    run();
    let lines = CAPTURED.take().lines;
    drop(around);
    lines
}
