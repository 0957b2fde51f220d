//! Nothing in the user's scope can break what an attribute makes of a function: each module calls
//! something by a name that an expansion might rely on, and its functions compile and record.

#![deny(warnings, clippy::pedantic)]

mod forbidding;
mod items;
mod macros;
mod packages;
mod parameters;
mod prelude;
mod traits;

use flight_recorder::testing::capture;
use serde_json::Value;

/// The one line that a call writes, which went well.
#[track_caller]
fn one<R>(call: impl FnOnce() -> R) -> Value {
    let lines = lines(1, call);
    lines.into_iter().next().expect("there is one")
}

/// The lines that a call writes, all of which went well.
#[track_caller]
fn lines<R>(count: usize, call: impl FnOnce() -> R) -> Vec<Value> {
    let lines = capture(|| drop(call()));
    assert_eq!(lines.len(), count, "{lines:?}");
    assert!(
        lines.iter().all(|line| line["outcome"] == "ok"),
        "{lines:?}"
    );
    lines
}

fn block_on<F: Future>(future: F) -> F::Output {
    ::futures::executor::block_on(future)
}
