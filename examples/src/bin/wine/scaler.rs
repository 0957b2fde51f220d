//! Standardisation: each measurement gets mean 0 and standard deviation 1.
//!
//! A tree asks only for an order, yet linfa's takes values that differ by less than 1e-5 for equal,
//! and many densities in g/ml do.

use flight_recorder::track_time;
use ndarray::Array2;

use crate::wine::{MEASUREMENTS, TastedWine, Wine};

/// What was learnt of the training wines, to be applied to every later one.
pub(crate) struct Scaler {
    mean: [f64; MEASUREMENTS],
    deviation: [f64; MEASUREMENTS],
}

impl Scaler {
    /// Mean and standard deviation of each measurement.
    #[track_time(name = "fit_scaler")]
    pub(crate) fn fit(wines: &[TastedWine]) -> Self {
        let mut scaler = Self {
            mean: [0.0; MEASUREMENTS],
            deviation: [1.0; MEASUREMENTS],
        };
        let rows: Vec<_> = wines.iter().map(|tasted| tasted.wine.values()).collect();
        let count = rows.len().max(1) as f64;
        for column in 0..MEASUREMENTS {
            let mean = rows.iter().map(|row| row[column]).sum::<f64>() / count;
            let squares = rows.iter().map(|row| (row[column] - mean).powi(2));
            let deviation = (squares.sum::<f64>() / count).sqrt();
            scaler.mean[column] = mean;
            // A measurement that never varies stays as it is instead of becoming NaN.
            if deviation > 0.0 {
                scaler.deviation[column] = deviation;
            }
        }
        scaler
    }

    /// The training wines as the tree takes them, one row each.
    #[track_time]
    pub(crate) fn scale(&self, wines: &[TastedWine]) -> Array2<f64> {
        let rows: Vec<_> = wines
            .iter()
            .map(|tasted| self.apply(&tasted.wine))
            .collect();
        Array2::from(rows)
    }

    /// One wine.
    pub(crate) fn apply(&self, wine: &Wine) -> [f64; MEASUREMENTS] {
        let mut values = wine.values();
        for (value, (mean, deviation)) in
            values.iter_mut().zip(self.mean.iter().zip(self.deviation))
        {
            *value = (*value - mean) / deviation;
        }
        values
    }
}
