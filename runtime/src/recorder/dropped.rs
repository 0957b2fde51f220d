//! Timing lines that were dropped and are not yet said in a line: how many, whose, and since when.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{clock, health};
use crate::step::CallSite;

/// So many functions are told apart.
const MOST: usize = 16;

/// What was dropped since it was said last.
#[derive(Debug, Default)]
pub(crate) struct Dropped {
    pub(crate) count: u64,
    /// Monotonic nanoseconds when the first of them was.
    pub(crate) since: u64,
    pub(crate) functions: Vec<(&'static CallSite, u64)>,
    /// How many are of other functions.
    pub(crate) others: u64,
}

/// Taken only where lines are dropped, and never while waiting for anything.
static UNSAID: Mutex<Dropped> = Mutex::new(Dropped {
    count: 0,
    since: 0,
    functions: Vec::new(),
    others: 0,
});

fn unsaid() -> MutexGuard<'static, Dropped> {
    UNSAID.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps other threads from it while the process forks.
pub(super) fn hold() -> impl Sized + 'static {
    unsaid()
}

/// Forgets what another process has to say.
pub(super) fn renew() {
    *unsaid() = Dropped::default();
}

/// Counts a line of this function that is dropped.
#[cold]
pub(crate) fn count_dropped(site: &'static CallSite) {
    health::count_dropped();
    unsaid().add(site);
}

/// What is to be said, if anything is; then it counts as said.
pub(super) fn take_dropped() -> Option<Dropped> {
    let mut unsaid = unsaid();
    (unsaid.count > 0).then(|| std::mem::take(&mut *unsaid))
}

impl Dropped {
    fn add(&mut self, site: &'static CallSite) {
        if self.count == 0 {
            self.since = clock::now();
        }
        self.count += 1;
        let mut functions = self.functions.iter_mut();
        if let Some((_, count)) = functions.find(|(of, _)| std::ptr::eq(*of, site)) {
            *count += 1;
        } else if self.functions.len() < MOST {
            self.functions.push((site, 1));
        } else {
            self.others += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_counted_apart_and_beyond_the_most_together() {
        let mut dropped = Dropped::default();
        let sites: Vec<&'static CallSite> = (0..=MOST)
            .map(|_| &*Box::leak(Box::new(CallSite::timed("module", "function", "file", 1))))
            .collect();
        for site in &sites {
            dropped.add(site);
            dropped.add(sites[0]);
        }
        assert_eq!(dropped.count, 2 * (MOST as u64 + 1));
        assert_eq!(dropped.functions.len(), MOST);
        assert_eq!(dropped.functions[0].1, MOST as u64 + 2);
        assert_eq!(dropped.others, 1);
    }
}
