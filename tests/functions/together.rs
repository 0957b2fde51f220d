//! Both attributes on one function, in either order: each writes its own line.

use std::panic::catch_unwind;

use flight_recorder::{audit, track_time};
use serde_json::json;

use crate::expected::{Audited, Timed, assert_lines, driven, recorded};

#[track_time(name = "timing", skip(noise))]
#[audit(model_version = "v1", mask(noise))]
fn timed_above(x: f64, noise: u8) -> Result<f64, String> {
    match noise {
        0 => Err("no noise".to_owned()),
        1 => panic!("too little noise"),
        _ => Ok(x),
    }
}

#[audit(model_version = "v1", mask(noise))]
#[track_time(skip(noise))]
fn audited_above(x: f64, noise: u8) -> Result<f64, String> {
    match noise {
        0 => Err("no noise".to_owned()),
        1 => panic!("too little noise"),
        _ => Ok(x),
    }
}

#[track_time]
#[inline]
#[audit(model_version = "v1")]
#[must_use]
async fn asynchronous(x: f64, forever: bool) -> f64 {
    if forever {
        std::future::pending::<()>().await;
    }
    x
}

#[track_time(name = "outer")]
#[track_time(name = "inner")]
fn timed_twice(x: u8) -> u8 {
    x
}

#[test]
fn each_writes_its_line_for_each_outcome() {
    for (noise, outcome) in [(2, "ok"), (0, "error"), (1, "panic")] {
        let lines = [
            (Audited, "audited_above", outcome),
            (Timed, "audited_above", outcome),
        ];
        let (_, lines) = recorded(&lines, || {
            catch_unwind(|| audited_above(1.0, noise).is_ok()).is_ok()
        });
        assert_eq!(
            lines[0]["input_features"],
            json!({"x": 1.0, "noise": "[masked]"})
        );
        if outcome != "ok" {
            assert_eq!(lines[1]["input_features"], json!({"x": 1.0}));
            assert_eq!(lines[0]["error_message"], lines[1]["error_message"]);
        }
    }
}

#[test]
fn the_one_nearest_the_function_is_the_outer_step() {
    let lines = flight_recorder::testing::capture(|| timed_above(1.0, 2));
    assert_eq!(lines[0]["message"], "Execution of timing completed");
    assert_eq!(lines[0]["function"], "timed_above");
    assert_lines(&lines[1..], &[(Audited, "timed_above", "ok")]);
    assert_eq!(lines[0]["parent_span_id"], lines[1]["span_id"]);
    assert_eq!(lines[0]["line"], lines[1]["line"]);
}

#[test]
fn a_future_that_is_dropped_is_cancelled_in_both_lines() {
    let lines = [
        (Timed, "asynchronous", "cancelled"),
        (Audited, "asynchronous", "cancelled"),
    ];
    let ((), lines) = recorded(&lines, || {
        let mut future = Box::pin(asynchronous(1.0, true));
        let waker = std::task::Waker::noop();
        let polled = future
            .as_mut()
            .poll(&mut std::task::Context::from_waker(waker));
        assert!(polled.is_pending());
    });
    let features = json!({"x": 1.0, "forever": true});
    assert_eq!(lines[0]["input_features"], features);
    assert_eq!(lines[1]["input_features"], features);
    driven(
        &[
            (Timed, "asynchronous", "ok"),
            (Audited, "asynchronous", "ok"),
        ],
        || asynchronous(1.0, false),
    );
}

#[test]
fn one_attribute_twice_writes_two_lines() {
    let lines = flight_recorder::testing::capture(|| timed_twice(1));
    let messages: Vec<_> = lines.iter().map(|line| &line["message"]).collect();
    assert_eq!(
        messages,
        [
            "Execution of outer completed",
            "Execution of inner completed"
        ]
    );
}
