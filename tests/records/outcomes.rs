//! One call, one outcome: what a call of a function that is no future ended in.

use flight_recorder::testing::capture;
use flight_recorder::{audit, track_time};

use crate::support::{one, one_panic};

#[track_time]
fn half(number: u32) -> Result<u32, String> {
    if number.is_multiple_of(2) {
        Ok(number / 2)
    } else {
        Err(format!("{number} is odd"))
    }
}

#[audit(model_version = "v1")]
fn score(number: u32) -> Result<u32, String> {
    match number {
        0 => panic!("no model for 0"),
        1..10 => Ok(number * 10),
        _ => Err(format!("{number} is out of range")),
    }
}

#[test]
fn a_call_that_returns_ok_is_one_line_of_level_info() {
    let line = one(|| assert_eq!(half(4), Ok(2)));
    assert_eq!(line["outcome"], "ok");
    assert_eq!(line["level"], "INFO");
    assert_eq!(line["message"], "Execution of half completed");
    assert!(line.get("error_message").is_none() && line.get("error_type").is_none());
}

#[test]
fn a_call_that_returns_err_is_one_line_of_level_error() {
    let line = one(|| assert_eq!(half(7), Err("7 is odd".to_owned())));
    assert_eq!(line["outcome"], "error");
    assert_eq!(line["level"], "ERROR");
    assert_eq!(line["message"], "Execution of half failed");
    assert_eq!(line["error_message"], "7 is odd");
    assert_eq!(line["input_features"]["number"], 7);
}

#[test]
fn an_audited_call_has_the_same_outcomes_in_its_own_words() {
    let ok = one(|| score(4));
    assert_eq!(
        (&ok["outcome"], &ok["level"]),
        (&"ok".into(), &"INFO".into())
    );
    assert_eq!(ok["message"], "Prediction generated");
    assert_eq!(ok["prediction"], 40);

    let error = one(|| score(40));
    assert_eq!(error["outcome"], "error");
    assert_eq!(error["level"], "ERROR");
    assert_eq!(error["message"], "Prediction failed");
    assert_eq!(error["error_message"], "40 is out of range");
    assert_eq!(error["input_features"]["number"], 40);
    assert!(error.get("prediction").is_none());

    let (panic, _) = one_panic(|| score(0));
    assert_eq!(panic["outcome"], "panic");
    assert_eq!(panic["level"], "ERROR");
    assert_eq!(panic["message"], "Prediction panicked");
    assert_eq!(panic["error_message"], "no model for 0");
    assert_eq!(panic["input_features"]["number"], 0);
    assert!(panic.get("prediction").is_none());
}

#[track_time]
fn nested(depth: u32) -> Result<u32, String> {
    match depth {
        0 => Err("the bottom".to_owned()),
        _ => Ok(nested(depth - 1)? + 1),
    }
}

#[test]
fn every_step_that_a_failure_passes_has_its_own_line() {
    let lines = capture(|| nested(2));
    let depths: Vec<_> = lines
        .iter()
        .map(|line| &line["input_features"]["depth"])
        .collect();
    assert_eq!(depths, [0, 1, 2]);
    assert!(lines.iter().all(|line| line["outcome"] == "error"));
    assert!(
        lines
            .iter()
            .all(|line| line["error_message"] == "the bottom")
    );
}

#[track_time]
#[audit(model_version = "v1")]
fn doubly(number: u32) -> Result<u32, String> {
    number.checked_sub(1).ok_or_else(|| "zero".to_owned())
}

#[audit(model_version = "v1")]
#[track_time]
fn doubly_turned(number: u32) -> Result<u32, String> {
    number.checked_sub(1).ok_or_else(|| "zero".to_owned())
}

#[test]
fn with_both_attributes_each_writes_its_own_line() {
    for (function, outcome, number) in [
        (doubly as fn(u32) -> _, "ok", 1),
        (doubly, "error", 0),
        (doubly_turned, "ok", 1),
        (doubly_turned, "error", 0),
    ] {
        let lines = capture(|| function(number));
        let mut events: Vec<_> = lines.iter().map(|line| line["event"].as_str()).collect();
        events.sort_unstable();
        assert_eq!(events, [Some("execution"), Some("prediction_audit")]);
        assert!(lines.iter().all(|line| line["outcome"] == outcome));
    }
}
