//! All kinds of line, and values that a format could stumble over.

use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::pin::pin;
use std::task::{Context, Waker};

use flight_recorder::{Level, Scope, audit, builder, last_prediction, record_label, track_time};
use serde_json::{Value, json};

#[track_time(level = "trace")]
fn traced() {}

#[track_time(level = "debug")]
fn debugged() {}

#[track_time]
fn timed() {}

#[track_time(slow = "1ns")]
fn slow() {}

#[track_time]
fn breaks(number: u8) {
    panic!("broken by {number}");
}

#[track_time(features(number))]
async fn waits(number: u8) -> u8 {
    std::future::pending::<()>().await;
    number
}

#[audit(model_version = "v1", model_id = "m")]
fn predicts(income: f64, age: u8) -> Result<f64, String> {
    if income > 0.0 {
        Ok(0.5)
    } else {
        Err(format!("no \"income\" at {age}\n"))
    }
}

#[audit(model_version = "v1", batch = rows)]
fn predicts_all(rows: &[f64]) -> Vec<bool> {
    rows.iter().map(|row| *row > 1.0).collect()
}

#[audit(model_version = "v1")]
fn takes(anything: &Value) -> Value {
    anything.clone()
}

/// Names that one of the formats has a meaning for.
const THEIRS: [&str; 18] = [
    "status",
    "logger",
    "error",
    "dd",
    "duration",
    "evt",
    "ddsource",
    "log",
    "event",
    "time",
    "severity",
    "stack_trace",
    "_aws",
    "resourceLogs",
    "attributes",
    "code.file.path",
    "@timestamp",
    "thread.name",
];

pub(super) fn all() {
    builder()
        .level(Level::Trace)
        .service_version("1.4.0")
        .init()
        .expect("a set-up");
    traced();
    debugged();
    timed();
    slow();
    predicts(1.5, 40).expect("a prediction");
    record_label(last_prediction().expect("it went well"), &true);
    predicts(f64::NAN, 40).expect_err("no prediction");
    catch_unwind(|| breaks(7)).expect_err("it panics");
    {
        let mut call = pin!(waits(7));
        assert!(
            call.as_mut()
                .poll(&mut Context::from_waker(Waker::noop()))
                .is_pending()
        );
    }
    predicts_all(&[1.0, 2.0]);
    let theirs = THEIRS
        .iter()
        .fold(Scope::new(), |scope, name| scope.field(name, "the user's"));
    theirs
        .enter(|| predicts(0.0, 40))
        .expect_err("no prediction");
    // More than Datadog indexes, deeper than it does, and longer than a line.
    let wide: BTreeMap<_, _> = (0..250).map(|at| (format!("feature_{at}"), at)).collect();
    takes(&json!(wide));
    takes(&(0..40).fold(json!("bottom"), |inside, _| json!({ "k": [inside] })));
    let text = "\\\"\u{1}ä".repeat(250);
    let long: BTreeMap<_, _> = (0..60).map(|at| (format!("text_{at}"), &text)).collect();
    takes(&json!(long));
    let numbers: Vec<_> = (0..60).map(|at| vec![f64::from(at); 60]).collect();
    takes(
        &json!({ "numbers": numbers, "large": u64::MAX, "small": i64::MIN, "float": 1e300, "empty": {}, "none": [] }),
    );
}
