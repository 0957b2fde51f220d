//! Timing lines that were dropped and are not yet said in a line: how many, whose, and since when.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{clock, health};
use crate::line;

/// So many functions are told apart.
const MOST: usize = 16;

/// What was dropped since it was said last.
#[derive(Debug, Default)]
pub(crate) struct Dropped {
    pub(crate) count: u64,
    /// Monotonic nanoseconds when the first of them was.
    pub(crate) since: u64,
    /// By the part of a line that says whose it is.
    pub(crate) functions: Vec<(Box<[u8]>, u64)>,
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

/// Counts a line that is dropped.
#[cold]
pub(crate) fn count_dropped(line: &[u8]) {
    health::count_dropped();
    unsaid().add(line::origin(line));
}

/// What is to be said, if anything is; then it counts as said.
pub(super) fn take_dropped() -> Option<Dropped> {
    let mut unsaid = unsaid();
    (unsaid.count > 0).then(|| std::mem::take(&mut *unsaid))
}

impl Dropped {
    fn add(&mut self, origin: &[u8]) {
        if self.count == 0 {
            self.since = clock::now();
        }
        self.count += 1;
        if let Some((_, count)) = self.functions.iter_mut().find(|(of, _)| **of == *origin) {
            *count += 1;
        } else if self.functions.len() < MOST && !origin.is_empty() {
            self.functions.push((origin.into(), 1));
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
        for number in 0..=MOST {
            dropped.add(format!("function {number}").as_bytes());
            dropped.add(b"function 0");
        }
        assert_eq!(dropped.count, 2 * (MOST as u64 + 1));
        assert_eq!(dropped.functions.len(), MOST);
        assert_eq!(dropped.functions[0].1, MOST as u64 + 2);
        assert_eq!(dropped.others, 1);
    }
}
