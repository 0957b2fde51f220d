//! Trace context: which step is running on this thread, and ids for the next.

use std::cell::Cell;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

/// The ids of a step: 128 bits for the trace, 64 for the span, as in W3C trace context.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Span {
    /// The upper half and the lower.
    pub(crate) trace: [u64; 2],
    pub(crate) id: u64,
    /// 0 where the step has no parent.
    pub(crate) parent: u64,
}

/// What new steps are children of: a trace, and the span of a step or of somebody else's; 0 where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Around {
    pub(crate) trace: [u64; 2],
    pub(crate) id: u64,
}

/// The step that runs on a thread.
///
/// Atomics of one thread, because they are read and written word by word: plain cells are copied by wider
/// loads than they were written by, which wait until all earlier stores have left the core.
struct Current {
    trace: [AtomicU64; 2],
    id: AtomicU64,
}

thread_local! {
    // Neither has a destructor, so that steps in thread-local destructors still have ids.
    static CURRENT: Current = const {
        Current {
            trace: [AtomicU64::new(0), AtomicU64::new(0)],
            id: AtomicU64::new(0),
        }
    };
    static RANDOM: Cell<u64> = const { Cell::new(0) };
}

impl Current {
    fn get(&self) -> Around {
        let [high, low] = &self.trace;
        Around {
            trace: [high.load(Ordering::Relaxed), low.load(Ordering::Relaxed)],
            id: self.id.load(Ordering::Relaxed),
        }
    }

    fn set(&self, trace: [u64; 2], id: u64) {
        for (cell, half) in self.trace.iter().zip(trace) {
            cell.store(half, Ordering::Relaxed);
        }
        self.id.store(id, Ordering::Relaxed);
    }
}

/// What `SplitMix64` adds to its state for each number.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Random numbers of 64 bits: `SplitMix64` (Steele, Lea, Flood 2014), seeded for each thread by the standard
/// library's random keys. Unique ids and unbiased samples need no more.
#[inline]
fn randoms<const N: usize>() -> [u64; N] {
    let mut seed = RANDOM.get();
    if seed == 0 {
        seed = random_seed();
    }
    RANDOM.set(seed.wrapping_add(STEP.wrapping_mul(N as u64)));
    // Each from the state and not from the one before, so that they are computed side by side.
    std::array::from_fn(|number| {
        let mut z = seed.wrapping_add(STEP.wrapping_mul(number as u64 + 1));
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

#[cold]
fn random_seed() -> u64 {
    // Of forked processes only the process and the time differ.
    let (process, now) = (std::process::id(), SystemTime::now());
    RandomState::new().hash_one((process, now, std::thread::current().id()))
}

/// 64 random bits.
pub(crate) fn random() -> u64 {
    let [random] = randoms();
    random
}

/// Begins other random numbers on this thread than those that the process it was forked from goes on with.
pub(crate) fn reseed() {
    RANDOM.set(0);
}

impl Span {
    /// A child of the step that runs on this thread, or the root of a new trace.
    #[inline]
    pub(crate) fn next() -> Self {
        let Around { trace, id: parent } = CURRENT.with(Current::get);
        let [id, high, low] = randoms();
        let trace = match trace {
            // W3C: an id of all zeros is invalid.
            [0, 0] => [high, low | 1],
            trace => trace,
        };
        let id = id | 1;
        Self { trace, id, parent }
    }

    /// Makes this the step that runs on this thread; what ran before is returned for [`leave`].
    #[inline]
    pub(crate) fn enter(&self) -> Around {
        enter(self.trace, self.id)
    }
}

#[inline]
fn enter(trace: [u64; 2], id: u64) -> Around {
    CURRENT.with(|current| {
        let before = current.get();
        current.set(trace, id);
        before
    })
}

/// Makes the step that ran before the current one again.
#[inline]
pub(crate) fn leave(before: Around) {
    CURRENT.with(|current| current.set(before.trace, before.id));
}

impl Around {
    /// What runs on this thread.
    pub(crate) fn here() -> Self {
        CURRENT.with(Current::get)
    }

    /// A new trace, in which nothing runs yet.
    pub(crate) fn new_trace() -> Self {
        let [high, low] = randoms();
        Self {
            // W3C: an id of all zeros is invalid.
            trace: [high, low | 1],
            id: 0,
        }
    }

    /// Makes it what runs on this thread; what ran before is returned for [`leave`].
    pub(crate) fn enter(self) -> Self {
        enter(self.trace, self.id)
    }
}
