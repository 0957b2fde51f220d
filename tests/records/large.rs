//! A line is at most 16 KiB and stays valid JSON, whatever users put into it.

use std::collections::{BTreeMap, HashMap};

use flight_recorder::testing::capture;
use flight_recorder::{audit, track_time};
use serde::Serialize;
use serde_json::Value;

use crate::support::one;

const LIMIT: usize = 16 * 1024;

/// What every line of an audit has, however large its values are.
#[track_caller]
fn assert_whole(line: &Value) {
    let length = line.to_string().len();
    assert!(length <= LIMIT, "{length} bytes");
    for field in [
        "timestamp",
        "outcome",
        "model_version",
        "duration_seconds",
        "trace_id",
        "seq",
    ] {
        assert!(line.get(field).is_some(), "{field} is missing: {line}");
    }
    assert!(line["input_features"].is_object());
}

#[audit(model_version = format!("v{}", 1), model_id = "large", mask(token))]
fn predict<F: Serialize, P>(
    features: F,
    token: &str,
    result: Result<P, String>,
) -> Result<P, String>
where
    P: Serialize,
{
    let _ = (&features, token);
    result
}

#[audit(model_version = format!("v{}", 1), features(..first, ..second, last))]
fn spread<A: Serialize, B: Serialize>(first: A, second: B, last: &str) -> usize {
    let _ = (first, second);
    last.len()
}

fn text() -> String {
    "x".repeat(100_000)
}

/// Six bytes of each in JSON.
fn controls() -> String {
    "\u{1}".repeat(100_000)
}

fn many() -> HashMap<String, String> {
    (0..100_000)
        .map(|at| (format!("field_{at}"), "x".repeat(100)))
        .collect()
}

fn numbers() -> Vec<Vec<f64>> {
    vec![vec![f64::NAN; 60]; 60]
}

#[test]
fn a_map_of_100_000_fields_fits() {
    let line = one(|| predict(many(), "t", Ok(1)));
    assert_whole(&line);
    assert_eq!(line["prediction"], 1);
    let shown = line["input_features"]["features"].as_object().unwrap();
    assert!(shown.len() > 10);
    assert_eq!(shown["omitted_fields"], 100_000 - (shown.len() as u64 - 1));
}

#[test]
fn large_features_leave_room_for_the_prediction() {
    for line in [
        one(|| predict(text(), "t", Ok(1))),
        one(|| predict(controls(), "t", Ok(1))),
        one(|| predict(numbers(), "t", Ok(1))),
        one(|| predict(vec![controls(); 60], "t", Ok(1))),
        one(|| predict(BTreeMap::from([(controls(), 1)]), "t", Ok(1))),
        one(|| predict(BTreeMap::from([(text(), f64::NAN)]), "t", Ok(1))),
    ] {
        assert_whole(&line);
        assert_eq!(line["prediction"], 1);
        assert_eq!(line["model_version"], "v1");
    }
}

#[test]
fn a_large_prediction_fits() {
    for line in [
        one(|| predict(1, "t", Ok(text()))),
        one(|| predict(2, "t", Ok(controls()))),
        one(|| predict(3, "t", Ok(vec![controls(); 60]))),
    ] {
        assert_whole(&line);
        assert!(line["input_features"]["features"].is_u64());
        assert!(line.get("prediction").is_some());
    }
    let line = one(|| predict(4, "t", Ok(numbers())));
    assert_whole(&line);
    assert_eq!(line["input_features"]["features"], 4);
}

#[test]
fn a_large_error_message_fits() {
    for error in [text(), controls()] {
        let line = one(|| predict::<_, u8>(1, "t", Err(error)));
        assert_whole(&line);
        assert_eq!(line["outcome"], "error");
        assert!(line["error_type"].is_string());
        assert!(
            line["error_message"]
                .as_str()
                .unwrap()
                .contains("more bytes")
        );
        assert_eq!(line["input_features"]["features"], 1);
    }
}

#[test]
fn everything_large_at_once_fits() {
    let line = one(|| predict::<_, u8>(vec![controls(); 60], "t", Err(controls())));
    assert_whole(&line);
    assert!(line["error_type"].is_string());
    assert!(line["error_message"].is_string());
    let line = one(|| predict(vec![controls(); 60], "t", Ok(vec![controls(); 60])));
    assert_whole(&line);
    assert!(line.get("prediction").is_some());
}

#[test]
fn spreads_without_room_are_counted_and_the_line_is_whole() {
    for line in [
        one(|| spread(many(), vec![1, 2], "l")),
        one(|| spread(many(), many(), "l")),
        one(|| spread(many(), (1, "two"), "l")),
        one(|| spread(many(), ndarray::arr1(&[1.0]), "l")),
        one(|| spread(many(), Some(Large::Struct { a: 1 }), "l")),
        one(|| spread(many(), Large::Tuple(1, 2), "l")),
        one(|| spread(many(), Large::New(1), "l")),
        one(|| spread(many(), 5, "l")),
    ] {
        assert_whole(&line);
        assert!(line["input_features"]["omitted_fields"].is_u64());
    }
}

#[derive(Serialize)]
enum Large {
    New(u8),
    Tuple(u8, u8),
    Struct { a: u8 },
}

#[track_time]
fn fails(features: &[String], text: &str) -> Result<(), String> {
    Err(format!("{}{text}", features.len()))
}

#[track_time]
fn panics(text: &str) {
    panic!("{text}");
}

#[test]
fn a_large_failure_of_a_timed_function_fits() {
    for text in [text(), controls()] {
        let line = one(|| fails(&vec![text.clone(); 60], &text));
        assert!(line.to_string().len() <= LIMIT);
        assert!(line["error_message"].is_string() && line["input_features"].is_object());
        let (line, _) = crate::support::one_panic(|| panics(&text));
        assert!(line.to_string().len() <= LIMIT);
        assert!(line["error_message"].is_string() && line["input_features"].is_object());
    }
}

#[audit(model_version = "v1", batch = rows)]
fn batch(rows: &[String], works: bool) -> Result<Vec<u8>, String> {
    if works {
        Ok(vec![1; rows.len()])
    } else {
        Err(rows[0].clone())
    }
}

#[test]
fn large_rows_fit() {
    let rows = vec![controls(); 100];
    let lines = capture(|| batch(&rows, true));
    assert_eq!(lines.len(), 100);
    for line in &lines {
        assert_whole(line);
        assert_eq!(line["prediction"], 1);
        assert!(line["row"].is_u64());
    }
    let line = one(|| batch(&rows, false));
    assert_whole(&line);
    assert_eq!(line["batch_size"], 100);
    assert!(line["error_message"].is_string());
}
