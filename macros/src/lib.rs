//! The attributes of [flight-recorder](https://docs.rs/flight-recorder), which re-exports them: depend
//! on that crate, not on this one.
//!
//! An attribute goes through three stages whose types differ: `parse` makes arguments and a function
//! of tokens, `validate` checks all of it at once and makes a model, `expand` makes tokens of the
//! model and cannot fail.

#![forbid(unsafe_code)]

mod diagnostics;
mod expand;
mod not_a_function;
mod parse;
mod personal;
#[cfg(test)]
mod personal_tests;
mod validate;

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;
use crate::parse::{Arguments, Function};

/// Which of the two attributes is at work.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attribute {
    TrackTime,
    Audit,
}

impl Attribute {
    /// As users write it.
    fn shown(self) -> &'static str {
        match self {
            Self::TrackTime => "`#[track_time]`",
            Self::Audit => "`#[audit]`",
        }
    }
}

/// Writes a line with the wall-clock time of each call; when a call fails (an `Err`, a panic, a dropped
/// future), with the input features that caused it.
///
/// ```ignore (the runtime is needed: its documentation has examples that run)
/// #[track_time]
/// fn scale(rows: &[f64]) -> Vec<f64> { todo!() }
///
/// #[track_time(level = "debug", slow = "50ms", skip(rows))]
/// fn train(rows: &[f64], depth: usize) -> Result<Model, TrainError> { todo!() }
/// ```
///
/// # Options
///
/// | option | meaning |
/// | --- | --- |
/// | `name = "…"` | the step's name; default: the function's name |
/// | `level = "trace\|debug\|info\|warn"` | level of the line of a call that went well; default info |
/// | `slow = "50ms"` | a call that took longer is a WARN line that says so (`ns`, `us`, `ms`, `s`, `m`, `h`) |
/// | `sample = 0.01` | this share of the calls that went well is recorded; failed and slow calls always are |
/// | `features(a, b = EXPR, ..c)` | exactly these are recorded when a call fails |
/// | `skip(a, …)` | everything but these |
/// | `mask(a, …)` | recorded as `"[masked]"` |
/// | `hash(a, …)` | recorded as a keyed pseudonym: `"hash:…"` |
/// | `allow(a, …)` | recorded as it is although its name looks personal |
/// | `crate = PATH` | where `flight_recorder` is re-exported |
///
/// Without `features(…)`, shared references and primitives are kept for the line of a failure; names that
/// look personal are masked. It asks nothing of the types.
///
/// The one thing that changes is `#[track_caller]`: a panic in the body, or `Location::caller()`, sees a
/// place inside of the function.
#[proc_macro_attribute]
pub fn track_time(
    arguments: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    attribute(Attribute::TrackTime, arguments.into(), item.into()).into()
}

/// Writes an audit record for every prediction: input features, prediction, model version, timestamp.
///
/// ```ignore (the runtime is needed: its documentation has examples that run)
/// #[audit(model_version = "v1.2.0")]
/// fn predict(features: &Features) -> Result<f64, ModelError> { todo!() }
///
/// #[audit(model_version = self.version, mask(email), prediction = |p| p.score)]
/// fn predict(&self, email: &str, age: u8) -> Prediction { todo!() }
/// ```
///
/// Every parameter but `self` is an input feature and must be `serde::Serialize`.
///
/// # Options
///
/// | option | meaning |
/// | --- | --- |
/// | `model_version = EXPR` | **required**: a string literal or any expression that is `Display`, evaluated before the body |
/// | `model_id = EXPR`, `feature_version = EXPR` | recorded when given |
/// | `prediction = \|p\| EXPR` | what of the result is recorded; `p` is a reference to the returned value, of a `Result` to its `Ok` value, of a batch to one element |
/// | `name = "…"` | the step's name; default: the function's name |
/// | `batch = EXPR` | one line for each element of EXPR and of the returned sequence |
/// | `features(a, b = EXPR, ..c)` | exactly these are recorded |
/// | `skip(a, …)` | everything but these |
/// | `mask(a, …)` | recorded as `"[masked]"` |
/// | `hash(a, …)` | recorded as a keyed pseudonym, equal for equal values: `"hash:…"` |
/// | `allow(a, …)` | recorded as it is although its name looks personal |
/// | `delivery = "buffered\|durable\|required"` | whether the call returns at once, when its line is on disk, or with an `Err` if it cannot be written |
/// | `crate = PATH` | where `flight_recorder` is re-exported |
#[proc_macro_attribute]
pub fn audit(
    arguments: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    attribute(Attribute::Audit, arguments.into(), item.into()).into()
}

/// The names that look personal, as source: the runtime masks by the list that these attributes check.
#[doc(hidden)]
#[proc_macro]
pub fn __personal(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    include_str!("personal.rs")
        .parse()
        .expect("this crate's own source lexes")
}

fn attribute(attribute: Attribute, arguments: TokenStream, item: TokenStream) -> TokenStream {
    let function: Function = match syn::parse2(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            return not_a_function::refuse(attribute, item, error);
        }
    };
    let mut diagnostics = Diagnostics::default();
    let arguments = Arguments::parse(attribute, arguments, &mut diagnostics);
    let model = validate::model(attribute, arguments, function, &mut diagnostics);
    match diagnostics.into_result(model) {
        Ok(model) => expand::function(&model),
        // The function stands as it was, so that one mistake is one error.
        Err(errors) => with_errors(&errors, item),
    }
}

fn with_errors(errors: &syn::Error, item: TokenStream) -> TokenStream {
    let mut tokens = errors.to_compile_error();
    tokens.extend(item);
    tokens
}
