//! Google Cloud: the special fields of structured logging.

use serde_json::Value;

use super::{at, lacks, lines};
use crate::{Temporary, child};

#[test]
fn google_finds_its_special_fields() {
    let lines = lines("gcp");
    for (function, severity) in [
        ("child::formats::traced", "DEBUG"),
        ("child::formats::debugged", "DEBUG"),
        ("child::formats::timed", "INFO"),
        ("child::formats::slow", "WARNING"),
        ("child::formats::breaks", "ERROR"),
        ("child::formats::waits", "WARNING"),
    ] {
        let place = "/logging.googleapis.com~1sourceLocation/function";
        assert_eq!(at(&lines, place, function)["severity"], severity);
    }
    let failed = at(&lines, "/error_message", "no \"income\" at 40\n");
    assert!(failed["time"].is_string());
    assert!(failed["logging.googleapis.com/sourceLocation"]["line"].is_string());
    let trace = failed["logging.googleapis.com/trace"]
        .as_str()
        .expect("a trace");
    assert_eq!(
        trace.strip_prefix("projects/acme/traces/").map(str::len),
        Some(32)
    );
    assert!(failed["logging.googleapis.com/spanId"].is_string());
    assert!(failed["stack_trace"].is_string());
    assert!(failed["duration_seconds"].is_number());
    assert_eq!(failed["input_features"]["age"], 40);
    lacks(
        failed,
        &["timestamp", "level", "trace_id", "span_id", "file", "line"],
    );
    for line in &lines {
        let labels = line["logging.googleapis.com/labels"]
            .as_object()
            .expect("labels");
        assert!(labels.values().all(Value::is_string));
        assert_eq!(labels["service"], "wine");
    }
    assert!(at(&lines, "/severity", "INFO").get("stack_trace").is_none());
}

#[test]
fn without_a_project_the_id_of_a_trace_stays() {
    let file = Temporary::new();
    let mut command = child("formats");
    command
        .env("FLIGHT_RECORDER_FORMAT", "gcp")
        .env("FLIGHT_RECORDER_LOGS", &file.0);
    assert!(command.status().expect("it runs").success());
    let timed = file
        .lines()
        .into_iter()
        .find(|line| line["function"] == "timed");
    let timed = timed.expect("a line");
    assert_eq!(timed["trace_id"].as_str().map(str::len), Some(32));
    lacks(&timed, &["logging.googleapis.com/trace"]);
}
