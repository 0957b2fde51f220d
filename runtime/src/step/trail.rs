//! What a call that failed had hidden is hidden too in the lines of the steps that it fails through:
//! their errors quote its error.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::capture::Secrets;

/// More than steps are failing at a time; of more, the oldest are forgotten.
const MOST: usize = 256;

/// By the span of the step around the call that failed. A list for all threads, because a future may
/// have moved on; only calls that fail with something hidden come here.
static HIDDEN: Mutex<Vec<(u64, Secrets)>> = Mutex::new(Vec::new());

/// How many there are, so that calls look only where there is something.
static COUNT: AtomicUsize = AtomicUsize::new(0);

fn hidden() -> MutexGuard<'static, Vec<(u64, Secrets)>> {
    HIDDEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps other threads from it while the process forks.
pub(super) fn hold() -> impl Sized + 'static {
    hidden()
}

/// Leaves what a call hid to the step around it.
pub(super) fn leave(parent: u64, secrets: Secrets) {
    if parent == 0 || secrets.is_empty() {
        return;
    }
    let mut hidden = hidden();
    if hidden.len() >= MOST {
        hidden.remove(0);
    }
    hidden.push((parent, secrets));
    COUNT.store(hidden.len(), Ordering::Relaxed);
}

/// Takes what the calls inside of this step left.
#[inline]
pub(super) fn take(span: u64, secrets: &mut Secrets) {
    if COUNT.load(Ordering::Relaxed) > 0 {
        take_from(&mut hidden(), span, secrets);
    }
}

#[cold]
fn take_from(hidden: &mut Vec<(u64, Secrets)>, span: u64, secrets: &mut Secrets) {
    hidden.retain(|(parent, left)| {
        let is_mine = *parent == span;
        if is_mine {
            secrets.extend(left);
        }
        !is_mine
    });
    COUNT.store(hidden.len(), Ordering::Relaxed);
}
