//! What the tests share: looking at lines.

use std::any::Any;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use flight_recorder::testing::capture;
use serde_json::Value;

/// The one line that `run` records.
#[track_caller]
pub(crate) fn one<R>(run: impl FnOnce() -> R) -> Value {
    let mut lines = capture(run);
    assert_eq!(lines.len(), 1, "exactly one line: {lines:#?}");
    lines.remove(0)
}

/// The one line of a call that panics, and the payload that its caller gets.
#[track_caller]
pub(crate) fn one_panic<R>(run: impl FnOnce() -> R) -> (Value, Box<dyn Any + Send>) {
    let mut payload = None;
    let line = one(|| payload = catch_unwind(AssertUnwindSafe(run)).err());
    (line, payload.expect("the panic goes on to the caller"))
}

/// The input features of the one line that `run` records.
#[track_caller]
pub(crate) fn features<R>(run: impl FnOnce() -> R) -> Value {
    one(run)["input_features"].clone()
}

/// The line of the function with this name.
#[track_caller]
pub(crate) fn of<'l>(lines: &'l [Value], function: &str) -> &'l Value {
    let mut found = lines.iter().filter(|line| line["function"] == function);
    match (found.next(), found.next()) {
        (Some(line), None) => line,
        (first, _) => panic!(
            "exactly one line of {function}, not {}: {lines:#?}",
            if first.is_none() { "none" } else { "several" }
        ),
    }
}

/// The names of a line's or an object's fields.
pub(crate) fn keys(object: &Value) -> Vec<&str> {
    let object = object.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

/// Polls once, with a waker that does nothing.
pub(crate) fn poll_once<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Runs a future on this thread.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    ::futures::executor::block_on(future)
}

/// Whether a value stands for one that could not be rendered.
pub(crate) fn is_marker(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| text.starts_with("[unprintable: "))
}
