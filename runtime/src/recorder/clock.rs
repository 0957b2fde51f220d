//! Time: one monotonic clock for durations, from which the wall clock's time is derived.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Instant, SystemTime};

static BEGIN: OnceLock<Instant> = OnceLock::new();

/// Unix nanoseconds at the monotonic clock's zero; 0 until it is known.
static OFFSET: AtomicU64 = AtomicU64::new(0);

/// A reading of the monotonic clock. What follows from it is computed where a line needs it: a call that is
/// not recorded pays for nothing but the two readings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment(Instant);

impl Moment {
    #[inline]
    pub(crate) fn now() -> Self {
        Self(Instant::now())
    }

    /// Nanoseconds since the recorder's first reading.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "u64 holds 584 years")]
    pub(crate) fn nanos(self) -> u64 {
        let begin = *BEGIN.get_or_init(Instant::now);
        self.0.saturating_duration_since(begin).as_nanos() as u64
    }

    /// Nanoseconds since another reading, which came before.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "u64 holds 584 years")]
    pub(crate) fn since(self, earlier: Self) -> u64 {
        self.0.saturating_duration_since(earlier.0).as_nanos() as u64
    }
}

/// Nanoseconds since the recorder's first reading.
pub(crate) fn now() -> u64 {
    Moment::now().nanos()
}

/// Unix nanoseconds of a monotonic time: an addition instead of a second clock reading.
pub(crate) fn unix_nanos(monotonic: u64) -> u64 {
    let offset = match OFFSET.load(Ordering::Relaxed) {
        0 => renew(),
        offset => offset,
    };
    offset + monotonic
}

/// Follows the wall clock, which may have been set.
#[expect(
    clippy::cast_possible_truncation,
    reason = "Unix nanoseconds fit until the year 2554"
)]
pub(super) fn renew() -> u64 {
    let monotonic = now();
    // A clock before 1970 counts as 1970.
    let wall = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    let offset = (wall.as_nanos() as u64).saturating_sub(monotonic).max(1);
    OFFSET.store(offset, Ordering::Relaxed);
    offset
}
