//! A body that stays in its function, because a closure could not have its type: a guard beside it ends
//! the call.

use super::Step;
use super::call::Call;
use super::kept::Keep;
use super::verdict::Unseen;
use crate::capture;

impl<K: Keep> Call<K> {
    /// Begins a call whose body stays in the function: it ends when the guard is dropped.
    #[inline]
    pub fn guard(self) -> Guard<K> {
        let panicking = std::thread::panicking();
        Guard {
            on: self.on.map(|(mut step, kept)| {
                if !panicking {
                    capture::watch_panics();
                }
                let before = step.begin();
                (step, kept, before)
            }),
            panicking,
        }
    }
}

/// A call whose body runs beside it, in the function itself.
#[derive(Debug)]
pub struct Guard<K: Keep> {
    on: Option<(Box<Step>, K, super::trace::Around)>,
    /// Whether the thread was unwinding when the call began: then ending so is no panic of it.
    panicking: bool,
}

impl<K: Keep> Drop for Guard<K> {
    fn drop(&mut self) {
        let Some((mut step, kept, before)) = self.on.take() else {
            return;
        };
        step.end(before);
        if std::thread::panicking() && !self.panicking {
            step.panicked(&kept, &Unseen);
        } else {
            step.succeed();
        }
    }
}
