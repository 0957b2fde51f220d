//! The scope that a thread is in: what its lines say besides their own.

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::sync::Arc;

use super::Shared;

thread_local! {
    // Without a destructor, so that steps in the destructors of thread-locals find it. Whoever puts something
    // here takes it out again, also when it unwinds.
    static CURRENT: ManuallyDrop<RefCell<Option<Arc<Shared>>>> =
        const { ManuallyDrop::new(RefCell::new(None)) };
}

/// Puts what the scope around says behind a line's own fields.
#[inline]
pub(crate) fn append(fields: &mut Vec<u8>) {
    CURRENT.with(|current| {
        if let Ok(current) = current.try_borrow()
            && let Some(shared) = &*current
        {
            fields.extend_from_slice(&shared.json);
        }
    });
}

/// What the scope around shares with those inside of it.
pub(super) fn get() -> Option<Arc<Shared>> {
    CURRENT.with(|current| current.borrow().clone())
}

/// Puts another one in its place, and tells what was there.
pub(super) fn replace(shared: Option<Arc<Shared>>) -> Option<Arc<Shared>> {
    CURRENT.with(|current| current.replace(shared))
}
