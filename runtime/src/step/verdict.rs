//! What a call's result is: a prediction, an error, or the predictions of a batch.

use std::any::Any;
use std::error::Error;
use std::fmt::{self, Debug, Display};

use serde::Serialize;

use super::{Outcome, Step, audit};
use crate::capture::{self, Debugged, How, LastPanic, ObjectWriter, quietly};
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
#[derive(Debug)]
pub struct Verdict<'s> {
    step: &'s mut Step,
    judged: Judged,
}

impl<'s> Verdict<'s> {
    #[inline]
    pub(super) fn new(step: &'s mut Step) -> Self {
        Self {
            step,
            judged: Judged::Ok,
        }
    }

    #[inline]
    pub(super) fn outcome(&self) -> Judged {
        self.judged
    }

    /// The result is this prediction.
    pub fn prediction<P: Prediction + ?Sized>(&mut self, prediction: &P) {
        write_prediction(&mut self.step.fields, prediction);
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

    /// The result is these predictions, one for each row of the batch.
    pub fn predictions<P: Prediction>(&mut self, predictions: impl Iterator<Item = P>) {
        self.batch(|rendered| {
            for prediction in predictions {
                rendered.push(|out| write_prediction(out, &prediction));
            }
        });
    }

    /// The result is what `of` makes of each of these values.
    pub fn predictions_of<V, P: Prediction>(
        &mut self,
        values: impl Iterator<Item = V>,
        mut of: impl FnMut(V) -> P,
    ) {
        self.batch(|rendered| {
            for value in values {
                let prediction = quietly(|| of(value));
                rendered.push(|out| match &prediction {
                    Some(prediction) => write_prediction(out, prediction),
                    None => write_prediction(out, PANICKED),
                });
            }
        });
    }

    /// Writes one line for each row, or why there cannot be.
    fn batch(&mut self, render: impl FnOnce(&mut audit::Rows)) {
        let mut predictions = audit::Rows::default();
        let is_whole = quietly(|| render(&mut predictions)).is_some();
        let rows = self.step.rows.as_ref().map(|rows| rows.len());
        let (kind, message) = match rows {
            None => (
                "batch_unreadable",
                "reading the rows of the batch panicked".to_owned(),
            ),
            Some(_) if !is_whole => (
                "batch_unreadable",
                "reading the predictions of the batch panicked".to_owned(),
            ),
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
        self.error(kind, |out| capture::string(out, &message));
    }

    fn error(&mut self, kind: &str, message: impl FnOnce(&mut Vec<u8>)) {
        self.judged = Judged::Error;
        let fields = &mut self.step.fields;
        write_kind(fields, kind);
        fields.extend_from_slice(br#","error_message":"#);
        message(fields);
    }

    /// The result is an error with a chain of sources.
    #[cold]
    pub fn error_chain(&mut self, kind: &'static str, error: &dyn Error) {
        self.error_display(kind, &Chain(error));
    }

    /// The result is an error with a message.
    #[cold]
    pub fn error_display(&mut self, kind: &'static str, error: &dyn Display) {
        let limit = line::Budget::of(&setup::settings().rules).message;
        self.error(kind, |out| capture::text(out, limit, error));
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
        write_kind(&mut self.step.fields, kind);
    }
}

/// Stands for a prediction whose expression panicked.
const PANICKED: &str = "[unprintable: panicked]";

/// An error's message and those of its sources, as anyhow prints them with `{:#}`.
struct Chain<'e>(&'e dyn Error);

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

fn write_kind(fields: &mut Vec<u8>, kind: &str) {
    fields.extend_from_slice(br#","error_type":"#);
    capture::string(fields, kind);
}

fn write_prediction<P: Serialize + ?Sized>(fields: &mut Vec<u8>, prediction: &P) {
    let rules = &setup::settings().rules;
    let budget = line::Budget::of(rules).prediction;
    ObjectWriter::inside(fields, rules, budget, |object| {
        object.field("prediction", How::Plain, prediction);
    });
}

/// Writes the error fields of a panic.
pub(super) fn panic(fields: &mut Vec<u8>, payload: &(dyn Any + Send)) {
    write_kind(fields, "panic");
    let limit = line::Budget::of(&setup::settings().rules).message;
    let seen;
    let message: &dyn Display = if let Some(message) = payload.downcast_ref::<&'static str>() {
        message
    } else if let Some(message) = payload.downcast_ref::<String>() {
        message
    } else if payload.is::<Unseen>() {
        // A body that stays in its function is seen to unwind, but not with what: the hook saw it.
        seen = capture::last_panic();
        match &seen {
            LastPanic::Message(message) => message,
            LastPanic::Other => &NO_STRING,
            LastPanic::Unknown => return,
        }
    } else {
        &NO_STRING
    };
    fields.extend_from_slice(br#","error_message":"#);
    capture::text(fields, limit, message);
}
