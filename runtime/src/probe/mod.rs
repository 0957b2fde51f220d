//! What an expansion asks of types: traits whose errors speak the user's language, and the wrappers
//! by which method lookup tells types apart ("autoref specialisation", after David Tolnay).

pub(crate) mod keep;
pub(crate) mod outcome;
pub(crate) mod required;

pub use outcome::{ErrorProbe, ResultProbe};

use std::fmt::Display;

use serde::Serialize;

/// An input feature: anything that is [`Serialize`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be recorded as an input feature",
    label = "this feature is not `serde::Serialize`",
    note = "derive `serde::Serialize` for it, leave it out with `skip(…)`, or record something of it with `features(name = …)`"
)]
pub trait Feature: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> Feature for T {}

/// A prediction: anything that is [`Serialize`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be recorded as a prediction",
    label = "this prediction is not `serde::Serialize`",
    note = "derive `serde::Serialize` for it, or record something of it with `prediction = |p| …`"
)]
pub trait Prediction: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> Prediction for T {}

/// A version or id: anything that is [`Display`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be recorded as a version",
    label = "this is not `Display`",
    note = "write a string literal or an expression that is `Display`"
)]
pub trait Version: Display {}

#[diagnostic::do_not_recommend]
impl<T: Display + ?Sized> Version for T {}

/// A sequence whose elements can be looked at without consuming it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be recorded as a batch",
    label = "`&{Self}` is not an iterator",
    note = "`batch = …` takes whatever iterates by reference, such as a `Vec`, a slice or an array"
)]
pub trait Elements
where
    for<'a> &'a Self: IntoIterator,
{
    /// The elements, by reference.
    fn flight_recorder_elements(&self) -> <&Self as IntoIterator>::IntoIter {
        self.into_iter()
    }
}

#[diagnostic::do_not_recommend]
impl<C: ?Sized> Elements for C where for<'a> &'a C: IntoIterator {}
