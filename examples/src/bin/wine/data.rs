//! The first two steps: the tasted wines, and which of them the model may learn from.

use flight_recorder::track_time;

use crate::error::DataError;
use crate::wine::{NAMES, Quality, TastedWine, Wine};

/// The wines of the UCI data set "Wine Quality" (Cortez et al., 2009), its red part.
#[track_time]
pub(crate) fn load() -> Result<Vec<TastedWine>, DataError> {
    let dataset = linfa_datasets::winequality();
    let columns = || DataError::Columns(dataset.feature_names().to_vec());
    let expected =
        |(column, name): (&String, &str)| column.to_lowercase().replace(' ', "_") == name;
    if dataset.feature_names().len() != NAMES.len()
        || !dataset.feature_names().iter().zip(NAMES).all(expected)
    {
        return Err(columns());
    }
    let rows = dataset.records().rows();
    rows.into_iter()
        .zip(dataset.targets())
        .map(|(row, &points)| {
            let values = row.to_vec().try_into().map_err(|_| columns())?;
            let quality = Quality::from_points(points);
            Ok(TastedWine {
                wine: Wine::from_values(values),
                quality,
            })
        })
        .collect()
}

/// One wine in five is for validation.
///
/// A wine's own measurements decide which: 220 wines stand in the data set more than once, and a
/// shuffled split would let the model meet some of its validation wines in training.
#[track_time]
pub(crate) fn split(wines: Vec<TastedWine>) -> (Vec<TastedWine>, Vec<TastedWine>) {
    wines
        .into_iter()
        .partition(|tasted| !fnv1a(&tasted.wine).is_multiple_of(5))
}

/// FNV-1a over the measurements: the same on every machine and with every compiler, which the
/// hasher of the standard library does not promise.
fn fnv1a(wine: &Wine) -> u64 {
    let bytes = wine.values().map(f64::to_le_bytes);
    bytes
        .iter()
        .flatten()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}
