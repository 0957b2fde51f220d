//! The flight recorder for machine-learning pipelines.
//!
//! Annotate a function, and each of its calls writes one line of JSON:
//!
//! - [`#[track_time]`](track_time) writes how long the call took; a call that fails (an `Err`, a
//!   panic, a dropped future) is an ERROR or WARN line with the input features that caused it.
//! - [`#[audit(model_version = "…")]`](audit) writes, for every prediction, its input features, the
//!   prediction, the version of the model and the time.
//!
//! ```
//! use flight_recorder::{audit, track_time};
//!
//! #[track_time]
//! fn scale(income: f64) -> f64 {
//!     income / 100_000.0
//! }
//!
//! #[audit(model_version = "v1.2.0")]
//! fn predict(income: f64) -> f64 {
//!     0.3 + 0.5 * scale(income)
//! }
//!
//! let lines = flight_recorder::testing::capture(|| predict(52_000.0));
//! assert_eq!(lines[0]["message"], "Execution of scale completed");
//! assert_eq!(lines[1]["message"], "Prediction generated");
//! assert_eq!(lines[1]["input_features"]["income"], 52_000.0);
//! ```
//!
//! No set-up is needed: lines go to stdout, whatever way the process ends. [`builder`] changes
//! where they go; [`testing::capture`] shows a test what its functions record.

// The layers, in the order of the data's way: a step (one call in flight) captures values as JSON,
// renders them into a line, and hands it to the recorder, whose thread writes it to an output.
#[cfg(any(feature = "log", feature = "tower", feature = "tracing"))]
mod bridge;
mod capture;
mod line;
mod output;
mod probe;
mod recorder;
mod scope;
mod setup;
#[cfg(all(unix, feature = "signal"))]
mod signal;
mod step;
pub mod testing;
mod unchecked;

#[doc(hidden)]
pub mod __private;

/// What the attributes ask of types: where the compiler suggests a bound, its path can be written.
#[doc(hidden)]
pub mod bounds {
    pub use crate::probe::elements::{Rows, Sequence};
    pub use crate::probe::predicted::IsPrediction;
    pub use crate::probe::required::{CarriesAuditError, FromAuditError};
    pub use crate::probe::{Feature, Prediction, Version};
}

#[cfg(feature = "tracing")]
pub use bridge::TracingLayer;
#[cfg(feature = "log")]
pub use bridge::init_log;
#[cfg(feature = "tower")]
pub use bridge::{RequestFuture, RequestLayer, RequestService};
pub use flight_recorder_macros::{audit, track_time};
pub use output::{Keep, Output, Rotate};
pub use recorder::{AuditError, FlushError, Health, flush, health};
pub use scope::{Scope, Scoped};
pub use setup::{Builder, Format, InitError, Level, builder};
#[cfg(all(unix, feature = "signal"))]
pub use signal::exit_on_signals;
pub use step::{ParsePredictionIdError, PredictionId, last_prediction, record_label};
