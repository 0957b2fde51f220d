//! Batches as a laboratory bench sends them. Their faults are planted: the rows are the data set's
//! first five wines, each with one measurement broken as a sensor breaks it.

use flight_recorder::track_time;
use serde::Serialize;

use crate::error::DataError;
use crate::wine::{NAMES, Wine};

/// What one bench sent: the rows are text until they are read.
#[derive(Serialize)]
pub(crate) struct Batch {
    pub(crate) bench: &'static str,
    rows: &'static str,
}

pub(crate) const BATCHES: [Batch; 2] = [
    // Every row can be read, and none can be judged.
    Batch {
        bench: "night",
        rows: "\
7.4,0.70,0.00,1.9,0.076,11,34,0.9978,3.51,0.56,
7.8,0.88,0.00,-2.6,0.098,25,67,0.9968,3.20,0.68,9.8
7.8,0.76,0.04,2.3,0.092,15,54,NaN,3.26,0.65,9.8
11.2,0.28,0.56,1.9,0.075,17,inf,0.9980,3.16,0.58,9.8
7.4,0.70,0.00,1.9,0.076,11,34,0.9978,351,0.56,9.4
",
    },
    // The bench wrote a message where the pH belongs.
    Batch {
        bench: "morning",
        rows: "\
7.4,0.70,0.00,1.9,0.076,11,34,0.9978,3.51,0.56,9.4
7.8,0.88,0.00,2.6,0.098,25,67,0.9968,ERR 07,0.68,9.8
",
    },
];

/// Reads one batch, a wine a row; an empty field is a gap and becomes NaN.
///
/// A batch with a field that is no number is refused as a whole: the bench that wrote it is out of
/// order. The ERROR line then shows the bench and its rows.
#[track_time]
pub(crate) fn read_batch(batch: &Batch) -> Result<Vec<Wine>, DataError> {
    batch
        .rows
        .lines()
        .enumerate()
        .map(|(row, fields)| read_wine(row + 1, fields))
        .collect()
}

fn read_wine(row: usize, fields: &str) -> Result<Wine, DataError> {
    let found = fields.split(',').count();
    if found != NAMES.len() {
        return Err(DataError::Fields { row, found });
    }
    let mut values = [f64::NAN; NAMES.len()];
    for ((value, field), measurement) in values.iter_mut().zip(fields.split(',')).zip(NAMES) {
        if !field.is_empty() {
            *value = field.parse().map_err(|source| DataError::Field {
                row,
                measurement,
                source,
            })?;
        }
    }
    Ok(Wine::from_values(values))
}
