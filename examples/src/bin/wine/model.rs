//! The model: a decision tree that knows which wines it must not judge.

use flight_recorder::{audit, track_time};
use linfa::Dataset;
use linfa::traits::{Fit, Predict};
use linfa_trees::DecisionTree;
use ndarray::{Array1, Array2, aview2};

use crate::error::{Fault, ModelError};
use crate::scaler::Scaler;
use crate::wine::{MEASUREMENTS, NAMES, Quality, TastedWine, Wine};

/// The most of each measurement that a wine can have, generously: nothing drinkable comes near, and
/// a lost decimal point goes far beyond.
const LIMITS: [f64; MEASUREMENTS] = [
    30.0, 5.0, 5.0, 300.0, 2.0, 400.0, 800.0, 1.2, 5.0, 5.0, 25.0,
];

/// A trained tree, with the scaling that it was trained under.
pub(crate) struct Model {
    scaler: Scaler,
    tree: DecisionTree<f64, Quality>,
}

impl Model {
    /// Predicts the quality of one wine; each call is one line of the audit trail.
    #[audit(model_version = "wine-tree-1.0.0")]
    pub(crate) fn predict(&self, wine: &Wine) -> Result<Quality, ModelError> {
        check(wine)?;
        let row = [self.scaler.apply(wine)];
        Ok(self.tree.predict(&aview2(&row))[0])
    }

    /// How many leaves the tree has.
    pub(crate) fn leaves(&self) -> usize {
        self.tree.num_leaves()
    }
}

/// Grows the tree.
#[track_time]
pub(crate) fn train(
    scaler: Scaler,
    matrix: Array2<f64>,
    wines: &[TastedWine],
) -> Result<Model, ModelError> {
    // linfa panics on an empty data set.
    if wines.is_empty() {
        return Err(ModelError::NoWines);
    }
    let qualities: Array1<_> = wines.iter().map(|tasted| tasted.quality).collect();
    let dataset = Dataset::new(matrix, qualities).with_feature_names(NAMES.to_vec());
    // By five-fold cross-validation on the training wines: the shallowest tree within one standard
    // error of the best (72.2 % against 72.7 %, which took a depth of 10).
    let tree = DecisionTree::params()
        .max_depth(Some(4))
        .min_weight_leaf(20.0)
        .fit(&dataset)
        .map_err(ModelError::Training)?;
    Ok(Model { scaler, tree })
}

/// Refuses a wine with a measurement that no wine has.
pub(crate) fn check(wine: &Wine) -> Result<(), ModelError> {
    for ((value, limit), measurement) in wine.values().into_iter().zip(LIMITS).zip(NAMES) {
        let source = if !value.is_finite() {
            Fault::NotFinite(value)
        } else if value < 0.0 {
            Fault::Negative(value)
        } else if value > limit {
            Fault::TooLarge { value, limit }
        } else {
            continue;
        };
        return Err(ModelError::Refused {
            measurement,
            source,
        });
    }
    Ok(())
}
