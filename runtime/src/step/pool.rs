//! Steps that are not in use: a call takes one of its thread and gives it back, with its buffer.
//!
//! A step is behind a pointer, so that handing it from one link of an expansion's chain to the next
//! costs no copy and no code, and a future stores eight bytes of it.

use std::cell::Cell;
use std::mem::ManuallyDrop;

use super::Step;

/// A step that is handed on.
type Handle = Box<Step>;

/// As many as calls are nested, and no more memory each than a line takes.
const MOST: usize = 16;
const MOST_BYTES: usize = 64 * 1024;

thread_local! {
    // Without a destructor, so that calls in the destructors of thread-locals find it.
    static IDLE: Cell<ManuallyDrop<Vec<Handle>>> = const { Cell::new(ManuallyDrop::new(Vec::new())) };
    static IS_CLEANED: Cell<bool> = const { Cell::new(false) };
    static CLEANER: Cleaner = const { Cleaner };
}

/// Frees a thread's steps when it ends.
struct Cleaner;

impl Drop for Cleaner {
    fn drop(&mut self) {
        IS_CLEANED.set(false);
        drop(ManuallyDrop::into_inner(IDLE.take()));
    }
}

/// A step to use again, if there is one.
pub(super) fn take() -> Option<Handle> {
    let mut idle = IDLE.take();
    let step = idle.pop();
    IDLE.set(idle);
    step
}

/// Gives a step back for [`take`].
pub(super) fn give(mut step: Handle) {
    if !IS_CLEANED.get() {
        if CLEANER.try_with(|_| ()).is_err() {
            return;
        }
        IS_CLEANED.set(true);
    }
    if step.fields.capacity() > MOST_BYTES {
        step.fields = Vec::new();
    }
    let mut idle = IDLE.take();
    if idle.len() < MOST {
        idle.push(step);
    }
    IDLE.set(idle);
}
