//! A prediction's id, and the labels that come later: what it should have been.

use std::cell::Cell;
use std::error::Error;
use std::fmt::{self, Display};
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer};
use serde::{Serialize, Serializer};

use super::event::{self, Message};
use super::{CallSite, Outcome};
use crate::line::hex;
use crate::recorder::Kind;
use crate::scope::number;
use crate::setup::Level;

/// Names a prediction: the `span_id` of its audit line, and its `row` if it is one of a batch.
///
/// As text (`Display`, `FromStr`, serde) it is `b98996e0b9b43363`, and of a row `b98996e0b9b43363-7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PredictionId {
    span: u64,
    row: Option<usize>,
}

thread_local! {
    static LAST: Cell<u64> = const { Cell::new(0) };
}

/// The span of the audit that was written last on a thread; 0 where it failed, or there was none.
#[derive(Clone, Copy)]
pub(super) struct LastPrediction(u64);

impl LastPrediction {
    /// That of a call that ends.
    #[inline]
    pub(super) fn of(outcome: Outcome, span: u64) -> Self {
        Self(if outcome == Outcome::Ok { span } else { 0 })
    }

    /// This thread's.
    pub(super) fn get() -> Self {
        Self(LAST.get())
    }

    /// Makes it this thread's.
    #[inline]
    pub(super) fn set(self) {
        LAST.set(self.0);
    }
}

/// The id of the prediction that an audited function returned last on this thread; `None` if that call failed, or
/// is not recorded because the audit trail is off.
///
/// It is meant to stand right behind the call, or behind its `.await`: hand it out with the prediction, and
/// [`record_label`] says later what it should have been. What another task or thread predicted (`spawn`, `rayon`) is not
/// this thread's: ask there. Of a batch it names all rows: see [`row`](PredictionId::row).
///
/// # Examples
///
/// ```
/// use flight_recorder::{audit, last_prediction, record_label};
///
/// #[audit(model_version = "v1.2.0")]
/// fn churn(income: f64) -> bool {
///     income < 20_000.0
/// }
///
/// let lines = flight_recorder::testing::capture(|| {
///     churn(52_000.0);
///     let id = last_prediction().expect("the call above");
///     record_label(id, &true);
/// });
/// assert_eq!(lines[1]["event"], "prediction_label");
/// assert_eq!(lines[1]["prediction_id"], lines[0]["span_id"]);
/// assert_eq!(lines[1]["label"], true);
/// ```
pub fn last_prediction() -> Option<PredictionId> {
    match LAST.get() {
        0 => None,
        span => Some(PredictionId { span, row: None }),
    }
}

/// Records what a prediction should have been: a line of the audit trail with `event` `prediction_label`,
/// `prediction_id` (the `span_id` of the prediction's line), `row` if it names one of a batch, and `label`.
///
/// The line belongs to the trace in which it is recorded, not to the prediction's. The rules for values are those of
/// predictions.
pub fn record_label<L: Serialize + ?Sized>(prediction: PredictionId, label: &L) {
    static LABEL: CallSite = CallSite::event(Kind::Audit, "prediction_label");
    event::record(
        &LABEL,
        Level::Info,
        Message::Ours(&"Prediction labelled"),
        |fields| {
            let span = hex(prediction.span);
            fields.ours("prediction_id", &String::from_utf8_lossy(&span));
            if let Some(row) = prediction.row {
                fields.ours("row", &row);
            }
            fields.content("label", label);
        },
    );
}

impl PredictionId {
    /// The id of one row of a batch: that of the audit line with this `row`, from 0 on.
    #[must_use]
    pub fn row(self, row: usize) -> Self {
        Self {
            row: Some(row),
            ..self
        }
    }
}

impl Display for PredictionId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.span)?;
        match self.row {
            Some(row) => write!(out, "-{row}"),
            None => Ok(()),
        }
    }
}

/// A text that is no [`PredictionId`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsePredictionIdError(());

impl Display for ParsePredictionIdError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(
            "a prediction's id is 16 lower-case hexadecimal digits, and `-7` behind them for row 7 of a batch",
        )
    }
}

impl Error for ParsePredictionIdError {}

impl FromStr for PredictionId {
    type Err = ParsePredictionIdError;

    fn from_str(text: &str) -> Result<Self, ParsePredictionIdError> {
        let (span, row) = match text.split_once('-') {
            Some((span, row)) => (span, Some(row)),
            None => (text, None),
        };
        // As it is displayed: without a sign and zeros in front.
        let row = row.map(|text| {
            text.parse()
                .ok()
                .filter(|row: &usize| row.to_string() == text)
        });
        let span = Some(span).filter(|span| span.len() == 16);
        match (span.and_then(|span| number(span.as_bytes())), row) {
            (None | Some(0), _) | (_, Some(None)) => Err(ParsePredictionIdError(())),
            (Some(span), row) => Ok(Self {
                span,
                row: row.flatten(),
            }),
        }
    }
}

impl Serialize for PredictionId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PredictionId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
