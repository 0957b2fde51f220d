//! What a call's result is: a prediction, an error, or the predictions of a batch.

use std::any::Any;
use std::error::Error;
use std::fmt::{self, Debug, Display};

use super::kept::Fallen;
use super::{Outcome, Step, audit};
use crate::capture::{
    self, Debugged, How, LastPanic, ObjectWriter, Render, Scratch, Scrubber, quietly,
};
use crate::probe::Prediction;
use crate::setup::Level;
use crate::{line, setup};

/// What the judge found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judged {
    Ok,
    Error,
    /// A batch whose lines are written.
    Written,
}

/// Takes what an expansion's judge finds in a result.
pub struct Verdict<'s> {
    step: &'s mut Step,
    kept: &'s dyn Fallen,
    judged: Judged,
}

impl<'s> Verdict<'s> {
    #[inline]
    pub(super) fn new(step: &'s mut Step, kept: &'s dyn Fallen) -> Self {
        Self {
            step,
            kept,
            judged: Judged::Ok,
        }
    }

    #[inline]
    pub(super) fn outcome(&self) -> Judged {
        self.judged
    }

    /// The result is this prediction.
    pub fn prediction<P: Prediction + ?Sized>(&mut self, prediction: &P) {
        let Step {
            fields,
            secrets,
            scratch,
            ..
        } = &mut *self.step;
        write_prediction(fields, scratch, &prediction, secrets.scrubber().as_ref());
    }

    /// The result is what `of` makes of this value.
    pub fn prediction_of<'v, V: ?Sized, P: Prediction>(
        &mut self,
        value: &'v V,
        of: impl FnOnce(&'v V) -> P,
    ) {
        match quietly(|| of(value)) {
            Some(prediction) => self.prediction(&prediction),
            None => self.prediction(PANICKED),
        }
    }

    /// Looks for the predictions of a batch, which a collection whose `into_iter` panics keeps to
    /// itself.
    pub fn guarded(&mut self, judge: impl FnOnce(&mut Self)) {
        if quietly(|| judge(self)).is_none() {
            self.unreadable();
        }
    }

    fn unreadable(&mut self) {
        let message = "reading the predictions of the batch panicked";
        self.error_display("batch_unreadable", &message);
    }

    /// The result is these predictions, one for each row of the batch.
    pub fn predictions<P: Prediction>(&mut self, predictions: impl Iterator<Item = P>) {
        self.batch(|rendered, rows, scratch| {
            for (row, prediction) in predictions.enumerate() {
                let scrubber = rows.and_then(|rows| rows.scrubber(row));
                rendered
                    .push(|out| write_prediction(out, scratch, &&prediction, scrubber.as_ref()));
            }
        });
    }

    /// The result is what `of` makes of each of these values.
    pub fn predictions_of<V, P: Prediction>(
        &mut self,
        values: impl Iterator<Item = V>,
        mut of: impl FnMut(V) -> P,
    ) {
        self.batch(|rendered, rows, scratch| {
            for (row, value) in values.enumerate() {
                let prediction = quietly(|| of(value));
                let scrubber = rows.and_then(|rows| rows.scrubber(row));
                rendered.push(|out| match &prediction {
                    Some(prediction) => {
                        write_prediction(out, scratch, &prediction, scrubber.as_ref());
                    }
                    None => write_prediction(out, scratch, &PANICKED, None),
                });
            }
        });
    }

    /// Writes one line for each row, or why there cannot be.
    fn batch(&mut self, render: impl FnOnce(&mut audit::Rows, Option<&audit::Rows>, &mut Scratch)) {
        let mut predictions = audit::Rows::default();
        let Step { rows, scratch, .. } = &mut *self.step;
        let rows = rows.as_deref();
        let is_whole = quietly(|| render(&mut predictions, rows, scratch)).is_some();
        let rows = rows.map(audit::Rows::len);
        let (kind, message) = match rows {
            None => (
                "batch_unreadable",
                "reading the rows of the batch panicked".to_owned(),
            ),
            Some(_) if !is_whole => return self.unreadable(),
            Some(rows) if rows != predictions.len() => (
                "batch_mismatch",
                format!(
                    "the batch has {rows} rows, but {} predictions were returned",
                    predictions.len()
                ),
            ),
            Some(rows) => {
                for row in 0..rows {
                    audit::begin_row(self.step, row, predictions.get(row));
                    self.step.write(Outcome::Ok, Level::Info);
                }
                self.judged = Judged::Written;
                return;
            }
        };
        self.error_display(kind, &message);
    }

    /// The result is an error with a chain of sources.
    #[cold]
    pub fn error_chain(&mut self, kind: &'static str, error: &dyn Error) {
        self.error_display(kind, &Chain(error));
    }

    /// The result is an error with a message.
    #[cold]
    pub fn error_display(&mut self, kind: &'static str, error: &dyn Display) {
        self.judged = Judged::Error;
        self.step.hide(self.kept);
        let Step {
            fields, secrets, ..
        } = &mut *self.step;
        write_failure(fields, kind, Some(error), secrets.scrubber().as_ref());
    }

    /// The result is an error that has only a `Debug` form.
    #[cold]
    pub fn error_debug(&mut self, kind: &'static str, error: &dyn Debug) {
        let rules = &setup::settings().rules;
        self.error_display(
            kind,
            &Debugged {
                value: error,
                rules,
            },
        );
    }

    /// The result is an error that cannot say anything.
    #[cold]
    pub fn error_silent(&mut self, kind: &'static str) {
        self.judged = Judged::Error;
        self.step.hide(self.kept);
        write_failure(&mut self.step.fields, kind, None, None);
    }
}

impl Debug for Verdict<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Verdict")
            .field("judged", &self.judged)
            .finish_non_exhaustive()
    }
}

/// Stands for a prediction whose expression panicked.
const PANICKED: &str = "[unprintable: panicked]";

/// An error's message and those of its sources, as anyhow prints them with `{:#}`.
pub(crate) struct Chain<'e>(pub(crate) &'e dyn Error);

impl Display for Chain<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)?;
        let mut next = self.0.source();
        while let Some(source) = next {
            write!(out, ": {source}")?;
            next = source.source();
        }
        Ok(())
    }
}

/// Stands for the message of a panic whose payload is none.
const NO_STRING: &str = "[unprintable: the panic's payload is no string]";

/// The payload of a panic that a guard saw pass without being able to look at it.
pub(super) struct Unseen;

/// Stands for a message that may quote a masked value which could not be read.
const WITHHELD: &str = "[withheld: a masked value could not be read]";

/// Writes the fields of a failure, its message without secrets.
fn write_failure(
    fields: &mut Vec<u8>,
    kind: &str,
    message: Option<&dyn Display>,
    scrubber: Option<&Scrubber<'_>>,
) {
    fields.extend_from_slice(br#","error_type":"#);
    capture::string(fields, kind);
    let Some(message) = message.filter(|_| setup::settings().content) else {
        return;
    };
    fields.extend_from_slice(br#","error_message":"#);
    if scrubber.is_some_and(Scrubber::withholds) {
        return capture::string(fields, WITHHELD);
    }
    let limit = line::Budget::of(&setup::settings().rules).message;
    capture::text(fields, limit, message, scrubber);
}

fn write_prediction(
    fields: &mut Vec<u8>,
    scratch: &mut Scratch,
    prediction: &dyn Render,
    scrubber: Option<&Scrubber<'_>>,
) {
    let settings = setup::settings();
    if !settings.content {
        return;
    }
    let rules = &settings.rules;
    let budget = line::Budget::of(rules).prediction;
    ObjectWriter::inside(fields, scratch, rules, budget, scrubber, |object| {
        object.field("prediction", How::Plain, prediction);
    });
}

/// Writes the error fields of a panic.
pub(super) fn panic(
    fields: &mut Vec<u8>,
    payload: &(dyn Any + Send),
    scrubber: Option<&Scrubber<'_>>,
) {
    let seen;
    let message: Option<&dyn Display> = if let Some(message) = payload.downcast_ref::<&str>() {
        Some(message)
    } else if let Some(message) = payload.downcast_ref::<String>() {
        Some(message)
    } else if payload.is::<Unseen>() {
        // A body that stays in its function is seen to unwind, but not with what: the hook saw it.
        seen = capture::last_panic();
        match &seen {
            LastPanic::Message(message) => Some(message),
            LastPanic::Other => Some(&NO_STRING),
            LastPanic::Unknown => None,
        }
    } else {
        Some(&NO_STRING)
    };
    write_failure(fields, "panic", message, scrubber);
}
