//! What can go wrong, as types: each ERROR line carries the type's name and the chain of sources.

use std::error::Error;
use std::fmt;
use std::num::ParseFloatError;

/// The model gave no answer.
#[derive(Debug)]
pub(crate) enum ModelError {
    /// A measurement is not one that a wine can have, so that a prediction from it would be a lie.
    Refused {
        measurement: &'static str,
        source: Fault,
    },
    /// There was nothing to learn from.
    NoWines,
    /// The tree could not be grown.
    Training(linfa::Error),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { measurement, .. } => write!(f, "wine refused for its {measurement}"),
            Self::NoWines => f.write_str("no wines to learn from"),
            Self::Training(_) => f.write_str("the tree could not be trained"),
        }
    }
}

impl Error for ModelError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Refused { source, .. } => Some(source),
            Self::NoWines => None,
            Self::Training(source) => Some(source),
        }
    }
}

/// Why a measurement cannot be one.
#[derive(Debug)]
pub(crate) enum Fault {
    /// NaN (which is also how a gap arrives) or infinite.
    NotFinite(f64),
    Negative(f64),
    /// More than any wine has.
    TooLarge {
        value: f64,
        limit: f64,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFinite(value) => write!(f, "{value} is not a measurement"),
            Self::Negative(value) => write!(f, "{value} is negative"),
            Self::TooLarge { value, limit } => write!(f, "{value} is more than {limit}"),
        }
    }
}

impl Error for Fault {}

/// The wines could not be read.
#[derive(Debug)]
pub(crate) enum DataError {
    /// The data set's columns are not the eleven measurements in their order.
    Columns(Vec<String>),
    /// A row of a batch has too few or too many fields.
    Fields { row: usize, found: usize },
    /// A field of a batch holds something else than a number.
    Field {
        row: usize,
        measurement: &'static str,
        source: ParseFloatError,
    },
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns(found) => write!(f, "unexpected columns: {}", found.join(", ")),
            Self::Fields { row, found } => write!(f, "row {row} has {found} fields, not eleven"),
            Self::Field {
                row, measurement, ..
            } => write!(f, "row {row}, {measurement}"),
        }
    }
}

impl Error for DataError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Field { source, .. } => Some(source),
            Self::Columns(_) | Self::Fields { .. } => None,
        }
    }
}
