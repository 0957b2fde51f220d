//! A step: one call in flight, from its features to the one line it writes.
//!
//! The expansion of an attribute is one chain: [`Call::timed`] or [`Call::audited`] looks at the
//! gate, `keep` or `audit` takes the features, `run` or `future` runs the user's body, `finish`
//! judges what it returned. Everything that does not depend on the user's types is in [`Step`].

#[cfg(any(panic = "abort", test))]
mod active;
mod audit;
mod boxed;
mod call;
pub(crate) mod event;
mod future;
mod guard;
mod kept;
mod pool;
mod prediction;
mod site;
mod spans;
mod trace;
mod trail;
mod verdict;

pub use call::{Call, FinishValue};
pub(crate) use kept::Kept;
pub use kept::{Item, Placement};
pub use prediction::{ParsePredictionIdError, PredictionId, last_prediction, record_label};
pub(crate) use site::call_sites;
pub use site::{CallSite, Delivery};
pub(crate) use trace::{Around, Span, leave, random, reseed};
#[cfg(feature = "tracing")]
pub(crate) use verdict::Chain;
pub(crate) use verdict::Verdict;

use std::any::Any;
use std::panic::resume_unwind;

use kept::Fallen;
use prediction::LastPrediction;
use verdict::Judged;

use crate::capture::{Scratch, Secrets};
use crate::line::Facts;
use crate::recorder::clock::Moment;
use crate::recorder::{self, Kind};
use crate::scope;
use crate::setup::{self, Level};

/// Keeps other threads from what they share while the process forks.
pub(crate) fn hold() -> impl Sized + 'static {
    (site::hold(), trail::hold())
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Ok,
    Error,
    Panic,
    Cancelled,
}

/// One call in flight.
#[derive(Debug)]
pub(crate) struct Step {
    site: &'static CallSite,
    span: Span,
    /// The call's begin, and its end.
    start: Moment,
    end: Moment,
    /// Nanoseconds spent in polls, of an async step.
    busy: Option<u64>,
    /// What varies in the line besides times and ids: `,"key":value` after `,"key":value`.
    fields: Vec<u8>,
    /// What rendering the features and the prediction uses again.
    scratch: Scratch,
    /// The rows of a batch, each a rendered object.
    rows: Option<Box<audit::Rows>>,
    /// What is masked or hashed, and must not come back in a text.
    secrets: Secrets,
    /// Whether the features of a call that failed are in the fields.
    has_features: bool,
    /// Its span for `tracing`.
    opened: spans::Opened,
    /// The next one in the pool, of a step that is there.
    next: Option<Box<Step>>,
}

impl Step {
    /// A step of this call site, from the thread's pool. As everything here, it is compiled once and not
    /// into each annotated function.
    #[inline(never)]
    fn new(site: &'static CallSite) -> Box<Self> {
        let Some(mut step) = pool::take() else {
            let now = Moment::now();
            return Box::new(Self {
                site,
                span: Span::next(),
                start: now,
                end: now,
                busy: None,
                fields: Vec::new(),
                scratch: Scratch::default(),
                rows: None,
                secrets: Secrets::default(),
                has_features: false,
                opened: spans::Opened::default(),
                next: None,
            });
        };
        step.site = site;
        step.span = Span::next();
        step
    }

    /// The call's begin: the clock is read last, so that our own work is not timed.
    #[inline(never)]
    fn begin(&mut self) -> Around {
        self.opened.enter(self.site, self.span);
        let before = self.span.enter();
        self.start = Moment::now();
        before
    }

    /// The call's end: the clock is read first.
    #[inline(never)]
    fn end(&mut self, before: Around) {
        self.end = Moment::now();
        leave(before);
        self.opened.exit();
    }

    /// Records a call that ended without an error.
    #[inline(never)]
    fn succeed(mut self: Box<Self>) {
        let limit = self.site.slow;
        let is_slow = limit < u64::MAX && self.end.since(self.start) > limit;
        let level = if is_slow {
            Level::Warn
        } else {
            self.site.level
        };
        if self.passes(level) && (is_slow || self.is_drawn()) {
            self.write(Outcome::Ok, level);
        }
        self.opened.close(Outcome::Ok, &self.fields);
        self.release();
    }

    /// Records a call as its result was judged; whether it went well.
    fn settle(mut self: Box<Self>, judged: Judged, kept: &dyn Fallen) -> bool {
        match judged {
            Judged::Ok => self.succeed(),
            Judged::Error => self.fail(Outcome::Error, kept),
            // One line for each row has been written.
            Judged::Written => {
                self.opened.close(Outcome::Ok, &self.fields);
                self.release();
            }
        }
        judged != Judged::Error
    }

    /// Whether the level's filter lets a line through; audits are no log.
    #[inline]
    fn passes(&self, level: Level) -> bool {
        self.site.kind == Kind::Audit || level >= setup::settings().level || recorder::capturing()
    }

    /// Whether a call that went well is in the sample.
    #[inline]
    fn is_drawn(&self) -> bool {
        // As many of 2^64 draws as the share says; at 1 the product saturates, which no draw is above.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of 2^64"
        )]
        let is_below = |share: f64| random() <= (share * 18_446_744_073_709_551_616.0) as u64;
        self.site.sample.is_none_or(is_below)
    }

    /// Records a call that failed, with the features that were kept for it.
    #[cold]
    fn fail(mut self: Box<Self>, outcome: Outcome, kept: &dyn Fallen) {
        self.write_failed(outcome, kept);
        self.release();
    }

    fn write_failed(&mut self, outcome: Outcome, kept: &dyn Fallen) {
        let level = match outcome {
            Outcome::Cancelled => Level::Warn,
            _ => Level::Error,
        };
        if self.passes(level) {
            self.write_features(kept);
            audit::write_failed_batch(self);
            self.write(outcome, level);
        }
        self.opened.close(outcome, &self.fields);
        trail::leave(self.span.parent, std::mem::take(&mut self.secrets));
    }

    /// Takes together what the texts of a call that failed must not quote.
    #[cold]
    fn hide(&mut self, kept: &dyn Fallen) {
        if let Some(rows) = &self.rows {
            rows.hide(&mut self.secrets);
        }
        trail::take(self.span.id, &mut self.secrets);
        // Before the message: what is masked in them is a secret in it.
        self.write_features(kept);
    }

    fn write_features(&mut self, kept: &dyn Fallen) {
        if !std::mem::replace(&mut self.has_features, true) {
            // No other feature shows what one hides.
            kept.hide(&mut self.secrets);
            kept.write_fields(&mut self.fields, &mut self.scratch, &mut self.secrets);
        }
    }

    /// Records a call that unwound.
    #[cold]
    fn panicked(mut self: Box<Self>, kept: &dyn Fallen, payload: &(dyn Any + Send)) {
        self.write_panic(kept, payload);
        if self.site.foreign {
            // The process is about to abort: no background thread will have time.
            let _ = recorder::flush();
        }
        self.release();
    }

    fn write_panic(&mut self, kept: &dyn Fallen, payload: &(dyn Any + Send)) {
        self.hide(kept);
        verdict::panic(&mut self.fields, payload, self.secrets.scrubber().as_ref());
        self.write_failed(Outcome::Panic, kept);
    }

    /// Ends a call that unwound, and lets it.
    #[cold]
    fn unwound(
        mut self: Box<Self>,
        before: Around,
        kept: &dyn Fallen,
        payload: Box<dyn Any + Send>,
    ) -> ! {
        self.end(before);
        self.panicked(kept, &*payload);
        resume_unwind(payload)
    }

    #[inline]
    fn write(&mut self, outcome: Outcome, level: Level) {
        if self.site.delivery != Delivery::Buffered {
            recorder::use_durable();
        }
        if self.site.is_prediction() {
            LastPrediction::of(outcome, self.span.id).set();
        }
        if self.site.event.is_some() {
            scope::append_missing(&mut self.fields);
        } else {
            scope::append(&mut self.fields);
        }
        let (end, duration) = (self.end.nanos(), self.end.since(self.start));
        recorder::record(self.site.kind, &self.fields, |seq| Facts {
            site: self.site,
            outcome,
            level,
            end,
            duration,
            busy: self.busy,
            span: self.span,
            seq,
        });
    }

    /// Gives the step back, for the thread's next call.
    #[inline]
    fn release(mut self: Box<Self>) {
        // What failed inside was overcome.
        trail::take(self.span.id, &mut self.secrets);
        if self.rows.is_some() || !self.secrets.is_empty() {
            self.forget_values();
        }
        (self.busy, self.has_features) = (None, false);
        self.fields.clear();
        pool::give(self);
    }

    #[cold]
    fn forget_values(&mut self) {
        self.rows = None;
        self.secrets = Secrets::default();
    }
}
