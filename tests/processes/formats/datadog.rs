//! Datadog: standard attributes, and limits.

use serde_json::{Value, json};

use super::{at, has, lacks, lines};

#[test]
fn datadog_finds_its_standard_attributes() {
    let lines = lines("datadog");
    let failed = at(&lines, "/error/message", "no \"income\" at 40\n");
    has(
        failed,
        &[
            ("/status", json!("ERROR")),
            ("/message", json!("Prediction failed")),
            ("/service", json!("wine")),
            ("/ddsource", json!("flight-recorder")),
            ("/logger/name", json!("child::formats")),
            ("/logger/thread_name", json!("main")),
            ("/logger/method_name", json!("predicts")),
            ("/evt/name", json!("prediction_audit")),
            ("/error/kind", json!("alloc::string::String")),
            ("/outcome", json!("error")),
            ("/model_version", json!("v1")),
            ("/input_features/age", json!(40)),
            ("/service_version", json!("1.4.0")),
        ],
    );
    assert!(failed["host"].is_string());
    assert!(failed["duration"].is_u64(), "{failed}");
    let stack = failed["error"]["stack"].as_str().expect("a stack");
    assert!(stack.starts_with(
        "alloc::string::String: no \"income\" at 40\n\n    at child::formats::predicts ("
    ));
    let low =
        u64::from_str_radix(&failed["trace_id"].as_str().expect("hex")[16..], 16).expect("hex");
    let span = u64::from_str_radix(failed["span_id"].as_str().expect("hex"), 16).expect("hex");
    assert_eq!(
        failed["dd"],
        json!({"trace_id": low.to_string(), "span_id": span.to_string()})
    );
    lacks(
        failed,
        &[
            "level",
            "module",
            "function",
            "thread",
            "event",
            "error_type",
            "error_message",
            "duration_seconds",
        ],
    );
    // A line without an error has none.
    let well = at(&lines, "/logger/method_name", "timed");
    lacks(well, &["error", "http"]);
    assert_eq!(
        at(&lines, "/evt/name", "recorder_started")["settings"]["format"],
        "datadog"
    );
}

#[test]
fn datadog_indexes_all_of_a_line() {
    fn leaves(value: &Value) -> usize {
        match value {
            Value::Object(fields) => fields.values().map(leaves).sum(),
            Value::Array(values) => values.iter().map(leaves).sum::<usize>().max(1),
            _ => 1,
        }
    }
    fn depth(value: &Value) -> usize {
        match value {
            Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or(0),
            Value::Array(values) => values.iter().map(depth).max().unwrap_or(0),
            _ => 0,
        }
    }
    let lines = lines("datadog");
    let wide = lines
        .iter()
        .filter_map(|line| line["input_features"].as_str());
    let mut wide = wide.filter_map(|features| serde_json::from_str::<Value>(features).ok());
    let wide = wide.find(|features| features.get("feature_249").is_some());
    assert_eq!(wide.expect("the features as text")["feature_7"], 7);
    for line in &lines {
        assert!(depth(line) <= 10, "{line}");
        let numbers = line["input_features"].get("numbers").is_some();
        assert!(numbers || leaves(line) < 256, "{} in {line}", leaves(line));
    }
}
