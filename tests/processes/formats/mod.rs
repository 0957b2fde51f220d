//! Formats: every kind of line as its reader wants it, whole, unique and within the limits.

mod cloudwatch;
mod datadog;
mod elastic;
mod google;
mod opentelemetry;
mod unique;

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use unique::Unique;

use crate::{Temporary, child};

const ALL: [&str; 6] = ["native", "datadog", "ecs", "gcp", "emf", "otlp"];

/// The lines in a format, as they stand in the file.
fn texts(format: &str) -> Vec<String> {
    let file = Temporary::new();
    let mut command = child("formats");
    command
        .env("FLIGHT_RECORDER_FORMAT", format)
        .env("FLIGHT_RECORDER_SERVICE", "wine")
        .env("FLIGHT_RECORDER_GCP_PROJECT", "acme")
        .env("FLIGHT_RECORDER_LOGS", &file.0);
    let ended = command.output().expect("the child runs");
    assert!(
        ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    let text = fs::read_to_string(&file.0).expect("UTF-8");
    text.lines().map(str::to_owned).collect()
}

fn lines(format: &str) -> Vec<Value> {
    let lines = texts(format);
    lines
        .iter()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

/// The first line that has this value there.
#[track_caller]
fn at<'l>(lines: &'l [Value], pointer: &str, value: &str) -> &'l Value {
    let mut lines = lines.iter();
    let found = lines.find(|line| line.pointer(pointer).is_some_and(|found| found == value));
    found.unwrap_or_else(|| panic!("no line has {value} at {pointer}"))
}

#[track_caller]
fn has(line: &Value, expected: &[(&str, Value)]) {
    for (pointer, value) in expected {
        assert_eq!(line.pointer(pointer), Some(value), "{pointer} of {line}");
    }
}

#[track_caller]
fn lacks(line: &Value, keys: &[&str]) {
    for key in keys {
        assert!(line.get(key).is_none(), "{key} of {line}");
    }
}

fn keys(line: &Value) -> BTreeSet<&str> {
    line.as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn in_every_format_all_lines_are_there_whole_unique_and_short_enough() {
    let count = texts("native").len();
    for format in ALL {
        let lines = texts(format);
        assert_eq!(lines.len(), count, "{format}");
        for line in &lines {
            if let Err(error) = serde_json::from_str::<Unique>(line) {
                panic!("{format}: {error}: {line}");
            }
            assert!(line.len() <= 16 * 1024, "{format}: {} bytes", line.len());
            assert!(!line.contains("\\u0000"));
        }
        // What is too long is cut and not thrown away.
        let longest = lines.iter().map(String::len).max();
        assert!(longest > Some(8 * 1024), "{format}: {longest:?}");
    }
}

#[test]
fn what_a_user_calls_like_a_field_of_theirs_is_there_under_another_name() {
    for format in ALL {
        let lines = texts(format);
        let found = lines.iter().find(|line| line.contains("the user's"));
        let line = found.unwrap_or_else(|| panic!("{format}: no line has the fields"));
        assert_eq!(
            line.matches("\"the user's\"").count(),
            18,
            "{format}: {line}"
        );
    }
}

#[test]
fn a_torn_line_of_any_format_is_taken_out_under_any_other() {
    for format in ALL {
        let whole = texts(format).remove(0);
        let file = Temporary::new();
        fs::write(&file.0, format!("{whole}\n{}", &whole[..whole.len() / 2])).expect("a file");
        let mut command = child("both");
        command
            .env("FLIGHT_RECORDER_LOGS", &file.0)
            .env("FLIGHT_RECORDER_FORMAT", "ecs");
        assert!(command.status().expect("it runs").success());
        let text = fs::read_to_string(&file.0).expect("UTF-8");
        assert!(
            text.lines()
                .all(|line| serde_json::from_str::<Value>(line).is_ok()),
            "{format}: {text}"
        );
        assert!(text.contains("torn_line_repaired"), "{format}: {text}");
    }
}
