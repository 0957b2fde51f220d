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
const MOST: u32 = 16;
const MOST_BYTES: usize = 64 * 1024;

// A list through the steps themselves: one word is moved. A `Vec` that is taken out of its cell and put
// back is read by wider loads than it was written by, which cannot be forwarded and wait until all
// earlier stores, the line's among them, have left the core: 40 ns a call.
thread_local! {
    // Without a destructor, so that calls in the destructors of thread-locals find it.
    static IDLE: Cell<ManuallyDrop<Option<Handle>>> = const { Cell::new(ManuallyDrop::new(None)) };
    static COUNT: Cell<u32> = const { Cell::new(0) };
    static IS_CLEANED: Cell<bool> = const { Cell::new(false) };
    static CLEANER: Cleaner = const { Cleaner };
}

/// Frees a thread's steps when it ends.
struct Cleaner;

impl Drop for Cleaner {
    fn drop(&mut self) {
        IS_CLEANED.set(false);
        while take().is_some() {}
    }
}

/// A step to use again, if there is one.
#[inline]
pub(super) fn take() -> Option<Handle> {
    let mut step = ManuallyDrop::into_inner(IDLE.take())?;
    IDLE.set(ManuallyDrop::new(step.next.take()));
    COUNT.set(COUNT.get() - 1);
    Some(step)
}

/// Gives a step back for [`take`].
#[inline]
pub(super) fn give(mut step: Handle) {
    let is_large = step.fields.capacity() > MOST_BYTES || step.scratch.is_large();
    if is_large || COUNT.get() >= MOST {
        return;
    }
    if !IS_CLEANED.get() && !clean_up() {
        return;
    }
    step.next = ManuallyDrop::into_inner(IDLE.take());
    IDLE.set(ManuallyDrop::new(Some(step)));
    COUNT.set(COUNT.get() + 1);
}

/// Has the thread's steps freed at its end; not where that has come.
#[cold]
fn clean_up() -> bool {
    let will_be = CLEANER.try_with(|_| ()).is_ok();
    IS_CLEANED.set(will_be);
    will_be
}
