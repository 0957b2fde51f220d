//! The scope that a thread is in: what its lines say besides their own.

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::sync::Arc;

use super::Shared;
use crate::capture::json;

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

/// The same behind a line that has fields of the user's: they stand where the scope has some of the same name.
pub(crate) fn append_missing(fields: &mut Vec<u8>) {
    let Some(shared) = get() else { return };
    let own = fields.len();
    for (key, value) in json::fields(&shared.json) {
        let field = &shared.json[key.start..value.end];
        let key = &shared.json[key];
        if !json::fields(&fields[..own]).any(|(own, _)| fields[own] == *key) {
            fields.push(b',');
            fields.extend_from_slice(field);
        }
    }
}

/// What the scope around shares with those inside of it.
pub(super) fn get() -> Option<Arc<Shared>> {
    CURRENT.with(|current| current.borrow().clone())
}

/// Puts another one in its place, and tells what was there.
pub(super) fn replace(shared: Option<Arc<Shared>>) -> Option<Arc<Shared>> {
    CURRENT.with(|current| current.replace(shared))
}
