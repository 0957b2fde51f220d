//! The facts of a call: what its line tells besides the user's values, as numbers that a thread can hand over.

use crate::setup::Level;
use crate::step::{CallSite, Outcome, Span};

/// What the line of a step tells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    pub(crate) site: &'static CallSite,
    pub(crate) outcome: Outcome,
    pub(crate) level: Level,
    /// When the call ended, in nanoseconds of the monotonic clock, and how long it took.
    pub(crate) end: u64,
    pub(crate) duration: u64,
    /// Nanoseconds spent in polls, of an async step.
    pub(crate) busy: Option<u64>,
    pub(crate) span: Span,
    /// The thread's count of audits with this one; 0 before the first.
    pub(crate) seq: u64,
}

/// Words that facts take.
pub(crate) const WORDS: usize = 9;

const OUTCOMES: [Outcome; 4] = [
    Outcome::Ok,
    Outcome::Error,
    Outcome::Panic,
    Outcome::Cancelled,
];

impl Facts {
    /// The facts as words.
    #[inline]
    pub(crate) fn to_words(self) -> [u64; WORDS] {
        let [high, low] = self.span.trace;
        let how = (self.outcome as u64) << 8 | self.level as u64;
        [
            u64::from(self.site.number()) << 16 | how,
            self.end,
            self.duration,
            // No poll takes 584 years.
            self.busy.unwrap_or(u64::MAX),
            high,
            low,
            self.span.id,
            self.span.parent,
            self.seq,
        ]
    }

    /// The facts of words, whose call site `site` finds by its number; nothing of words that are none.
    pub(crate) fn from_words(
        words: [u64; WORDS],
        site: impl FnOnce(usize) -> Option<&'static CallSite>,
    ) -> Option<Self> {
        let [how, end, duration, busy, high, low, id, parent, seq] = words;
        let [level, outcome, ..] = how.to_le_bytes();
        Some(Self {
            site: site(usize::try_from(how >> 16).ok()?)?,
            outcome: *OUTCOMES.get(usize::from(outcome))?,
            level: *Level::ALL.get(usize::from(level))?,
            end,
            duration,
            busy: (busy != u64::MAX).then_some(busy),
            span: Span {
                trace: [high, low],
                id,
                parent,
            },
            seq,
        })
    }
}
