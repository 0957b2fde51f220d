//! The flight recorder, as it is: no setting but the file.

use std::path::Path;

use flight_recorder::{Output, audit, builder, flush, health, track_time};

use super::{Caller, Subject};
use crate::Result;
use crate::customer::{Customer, MODEL_VERSION};

/// A timed function.
#[track_time]
pub fn scale(customer: &Customer) -> f64 {
    customer.score()
}

/// An audited function.
#[audit(model_version = MODEL_VERSION)]
pub fn predict(customer: &Customer) -> f64 {
    customer.score()
}

/// A timed function below the level that is written.
#[track_time(level = "trace")]
pub fn filtered(customer: &Customer) -> f64 {
    customer.score()
}

pub(super) struct Ours;

impl Subject for Ours {
    type Caller<'s> = Self;

    fn start(file: &Path) -> Result<Self> {
        builder().logs(Output::file(file)).init()?;
        Ok(Self)
    }

    fn caller(&self) -> Self {
        Self
    }

    // Not needed before the end of a process: here it tells when everything is written.
    fn finish(self) -> Result<()> {
        flush()?;
        match health().last_error {
            Some(error) => Err(error.into()),
            None => Ok(()),
        }
    }
}

impl Caller for Ours {
    #[inline]
    fn timed(&mut self, customer: &Customer) -> f64 {
        scale(customer)
    }

    #[inline]
    fn audited(&mut self, customer: &Customer) -> f64 {
        predict(customer)
    }
}
