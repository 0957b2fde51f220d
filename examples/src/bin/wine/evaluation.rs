//! How good the predictions were.

use flight_recorder::track_time;

use crate::wine::{Quality, TastedWine};

/// Predictions against what the tasters said.
pub(crate) struct Evaluation {
    /// How many wines were predicted.
    pub(crate) wines: usize,
    /// The share predicted as the tasters said.
    pub(crate) accuracy: f64,
    /// The share that the better of two constant answers gets right: what the accuracy is worth.
    pub(crate) baseline: f64,
}

/// Compares each wine with its prediction.
#[track_time]
pub(crate) fn evaluate(wines: &[TastedWine], predictions: &[Quality]) -> Evaluation {
    let count = wines.len();
    let right = wines
        .iter()
        .zip(predictions)
        .filter(|(wine, said)| wine.quality == **said)
        .count();
    let good = wines
        .iter()
        .filter(|wine| wine.quality == Quality::Good)
        .count();
    let share = |part: usize| part as f64 / count.max(1) as f64;
    Evaluation {
        wines: count,
        accuracy: share(right),
        baseline: share(good.max(count - good)),
    }
}
