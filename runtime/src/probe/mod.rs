//! What an expansion asks of types: traits whose errors speak the user's language, and the wrappers
//! by which method lookup tells types apart ("autoref specialisation", after David Tolnay).

pub(crate) mod elements;
pub(crate) mod keep;
pub(crate) mod outcome;
pub(crate) mod predicted;
pub(crate) mod required;

pub use outcome::{ErrorProbe, ResultProbe};

use std::fmt::Display;

use serde::Serialize;

/// An input feature: anything that is [`Serialize`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be recorded as an input feature",
    label = "this feature is not `serde::Serialize`",
    note = "derive `serde::Serialize` for its type (of a type parameter, ask for it: `T: serde::Serialize`)",
    note = "or leave it out with `skip(…)`, keep its value out of the lines with `mask(…)`, or record something of it with `features(name = …)`"
)]
pub trait Feature: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> Feature for T {}

/// A prediction: anything that is [`Serialize`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be recorded as a prediction",
    label = "this prediction is not `serde::Serialize`",
    note = "derive `serde::Serialize` for its type (of a type parameter, ask for it: `T: serde::Serialize`)",
    note = "or record something of it with `prediction = |p| …`"
)]
pub trait Prediction: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> Prediction for T {}

/// A version or id: anything that is [`Display`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be recorded as a version or id",
    label = "this is not `Display`",
    note = "write a string literal, or an expression that is `Display`, such as `MODEL.version()`"
)]
pub trait Version: Display {}

#[diagnostic::do_not_recommend]
impl<T: Display + ?Sized> Version for T {}
