//! Trace context: which step is running on this thread, and ids for the next.

use std::cell::Cell;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

/// The ids of a step: 128 bits for the trace, 64 for the span, as in W3C trace context.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Span {
    pub(crate) trace: u128,
    pub(crate) id: u64,
    /// 0 where the step has no parent.
    pub(crate) parent: u64,
}

thread_local! {
    // Neither has a destructor, so that steps in thread-local destructors still have ids.
    static CURRENT: Cell<(u128, u64)> = const { Cell::new((0, 0)) };
    static RANDOM: Cell<u64> = const { Cell::new(0) };
}

/// 64 random bits: `SplitMix64` (Steele, Lea, Flood 2014), seeded for each thread by the standard
/// library's random keys. Unique ids and unbiased samples need no more.
pub(crate) fn random() -> u64 {
    RANDOM.with(|state| {
        let mut seed = state.get();
        if seed == 0 {
            seed = RandomState::new().hash_one(std::thread::current().id());
        }
        seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        state.set(seed);
        let mut z = seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

impl Span {
    /// A child of the step that runs on this thread, or the root of a new trace.
    pub(crate) fn next() -> Self {
        let (trace, parent) = CURRENT.get();
        // W3C: an id of all zeros is invalid.
        let id = random() | 1;
        let trace = match trace {
            0 => u128::from(random()) << 64 | u128::from(random() | 1),
            trace => trace,
        };
        Self { trace, id, parent }
    }

    /// Makes this the step that runs on this thread; what ran before is returned for [`leave`].
    pub(crate) fn enter(&self) -> (u128, u64) {
        CURRENT.replace((self.trace, self.id))
    }
}

/// Makes the step that ran before the current one again.
pub(crate) fn leave(before: (u128, u64)) {
    CURRENT.set(before);
}
