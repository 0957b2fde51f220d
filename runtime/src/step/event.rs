//! Lines that are not of a call: what bridges and labels write, in the trace and the scope around.

use std::fmt::Display;

use serde::Serialize;

use super::trace::Around;
use super::{CallSite, Outcome, Span, Step};
use crate::capture::{How, ObjectWriter};
#[cfg(feature = "tower")]
use crate::line;
#[cfg(any(feature = "log", feature = "tracing"))]
use crate::line::free_name;
use crate::recorder::clock::Moment;
use crate::recorder::{self, Kind};
use crate::setup::{self, Level};

/// Whether a line of this kind and level would be written at all.
pub(crate) fn is_recorded(kind: Kind, level: Level) -> bool {
    let output = match kind {
        Kind::Log => recorder::LOGS,
        Kind::Audit => recorder::AUDIT,
    };
    recorder::gate(output)
        && (kind == Kind::Audit || level >= setup::settings().level || recorder::capturing())
}

/// What a line says to people.
#[derive(Clone, Copy)]
pub(crate) enum Message<'m> {
    Ours(&'m &'static str),
    /// Content, as features are.
    #[cfg_attr(
        not(any(feature = "log", feature = "tracing")),
        expect(dead_code, reason = "what bridges hand on")
    )]
    Users(&'m dyn Display),
}

/// Stands for a message where no content is recorded.
const WITHHELD: &str = "[withheld: no content is recorded]";

/// Records a line of this site in the step around: its `span_id` is that step's.
pub(crate) fn record(
    site: &'static CallSite,
    level: Level,
    message: Message<'_>,
    describe: impl FnOnce(&mut Fields<'_, '_>),
) {
    let Around { trace, id } = Around::here();
    let span = Span {
        trace,
        id,
        parent: 0,
    };
    record_as(site, level, span, message, describe);
}

/// Records a line that has these ids.
pub(crate) fn record_as(
    site: &'static CallSite,
    level: Level,
    span: Span,
    message: Message<'_>,
    describe: impl FnOnce(&mut Fields<'_, '_>),
) {
    if !is_recorded(site.kind, level) {
        return;
    }
    let mut step = Step::new(site);
    step.span = span;
    step.end = Moment::now();
    step.start = step.end;
    let settings = setup::settings();
    let rules = &settings.rules;
    let Step {
        fields, scratch, ..
    } = &mut *step;
    ObjectWriter::inside(fields, scratch, rules, rules.limits.line, None, |object| {
        let message: &dyn Display = match message {
            Message::Ours(message) => message,
            Message::Users(message) if settings.content => message,
            Message::Users(_) => &WITHHELD,
        };
        object.text("message", message);
        object.text("event", &site.event.unwrap_or_default());
        describe(&mut Fields {
            object,
            content: settings.content,
        });
    });
    step.write(Outcome::Ok, level);
    step.release();
}

/// Takes the fields of a line, which have one name each.
pub(crate) struct Fields<'f, 'o> {
    object: &'f mut ObjectWriter<'o>,
    content: bool,
}

impl Fields<'_, '_> {
    /// A field of ours.
    pub(crate) fn ours<V: Serialize + ?Sized>(&mut self, name: &'static str, value: &V) {
        self.object.field(name, How::Allow, &value);
    }

    /// A field of ours that is a time, with all digits of its nanoseconds.
    #[cfg(feature = "tower")]
    pub(crate) fn seconds(&mut self, name: &'static str, nanos: u64) {
        let mut text = Vec::new();
        line::seconds(&mut text, nanos);
        self.object.json(name, &text);
    }

    /// A field of ours whose value is the user's: nothing where no content is recorded.
    pub(crate) fn content<V: Serialize + ?Sized>(&mut self, name: &'static str, value: &V) {
        if self.content {
            self.object.field(name, How::Plain, &value);
        }
    }

    /// A field of the user's, under its name or one that is free: nothing where no content is recorded.
    #[cfg(any(feature = "log", feature = "tracing"))]
    pub(crate) fn user<V: Serialize + ?Sized>(&mut self, name: &str, value: &V) {
        if self.content {
            self.object.named(&free_name(name), &value);
        }
    }
}
