//! What several subjects need.

use std::sync::Once;

use flight_recorder::{TracingLayer, testing};
use serde_json::Value;
use tracing_subscriber::layer::SubscriberExt as _;

/// The lines of `run`, in which the macros of `log` and `tracing` are bridged.
pub(crate) fn bridged<R>(run: impl FnOnce() -> R) -> Vec<Value> {
    log_is_bridged();
    let subscriber = tracing_subscriber::registry().with(TracingLayer::new());
    testing::capture(|| tracing::subscriber::with_default(subscriber, run))
}

/// Makes the recorder the logger of the tests, which have one among them all.
pub(crate) fn log_is_bridged() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        flight_recorder::init_log().expect("no other logger");
        log::set_max_level(log::LevelFilter::Trace);
    });
}

/// The only line.
#[track_caller]
pub(crate) fn only(lines: Vec<Value>) -> Value {
    let [line] = <[Value; 1]>::try_from(lines).expect("one line");
    line
}

/// A line's fields that are not the recorder's to say of every line.
pub(crate) fn keys(line: &Value) -> Vec<&str> {
    let keys = line.as_object().expect("an object").keys();
    let common = ["timestamp", "host", "thread"];
    keys.map(String::as_str)
        .filter(|key| !common.contains(key))
        .collect()
}
