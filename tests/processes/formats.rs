//! Formats: every kind of line as its reader wants it, whole, unique and within the limits.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Value, json};

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

/// JSON in which no object has a key twice.
struct Unique;

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Unique;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("JSON")
            }
            fn visit_unit<E>(self) -> Result<Unique, E> {
                Ok(Unique)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Unique, E> {
                Ok(Unique)
            }
            fn visit_i64<E>(self, _: i64) -> Result<Unique, E> {
                Ok(Unique)
            }
            fn visit_u64<E>(self, _: u64) -> Result<Unique, E> {
                Ok(Unique)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Unique, E> {
                Ok(Unique)
            }
            fn visit_str<E>(self, _: &str) -> Result<Unique, E> {
                Ok(Unique)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Unique, A::Error> {
                while seq.next_element::<Unique>()?.is_some() {}
                Ok(Unique)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unique, A::Error> {
                let mut seen = BTreeSet::new();
                while let Some((key, Unique)) = map.next_entry::<String, Unique>()? {
                    if !seen.insert(key.clone()) {
                        return Err(A::Error::custom(format!("{key} comes twice")));
                    }
                }
                Ok(Unique)
            }
        }
        deserializer.deserialize_any(Any)
    }
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

#[test]
fn elastic_finds_the_common_schema_in_the_order_of_the_specification() {
    let texts = texts("ecs");
    for line in &texts {
        assert!(line.starts_with("{\"@timestamp\":\""), "{line}");
        let at = |key: &str| {
            line.find(&format!("\"{key}\":"))
                .unwrap_or_else(|| panic!("{key} of {line}"))
        };
        assert!(
            at("@timestamp") < at("log.level")
                && at("log.level") < at("message")
                && at("message") < at("ecs.version")
        );
    }
    let lines = lines("ecs");
    let failed = at(&lines, "/error/message", "no \"income\" at 40\n");
    has(
        failed,
        &[
            ("/log.level", json!("ERROR")),
            ("/log/logger", json!("child::formats")),
            ("/log/origin/function", json!("predicts")),
            ("/event/action", json!("prediction_audit")),
            ("/event/outcome", json!("failure")),
            ("/error/type", json!("alloc::string::String")),
            ("/service", json!({"name": "wine", "version": "1.4.0"})),
            ("/process/thread/name", json!("main")),
            ("/flight_recorder/input_features/age", json!(40)),
            ("/flight_recorder/model_version", json!("v1")),
        ],
    );
    assert!(failed["log"]["origin"]["file"]["line"].is_u64());
    assert!(failed["event"]["duration"].is_u64());
    assert!(failed["error"]["stack_trace"].is_string());
    assert!(failed["trace"]["id"].is_string() && failed["span"]["id"].is_string());
    assert!(failed["host"]["name"].is_string());
    let theirs = [
        "@timestamp",
        "log.level",
        "message",
        "ecs.version",
        "log",
        "event",
        "error",
        "trace",
        "span",
        "parent",
        "service",
        "host",
        "process",
        "flight_recorder",
    ];
    for line in &lines {
        let more: Vec<_> = keys(line)
            .into_iter()
            .filter(|key| !theirs.contains(key))
            .collect();
        assert!(more.is_empty(), "{more:?}");
    }
    let outcomes = [
        ("timed", "success"),
        ("breaks", "failure"),
        ("waits", "unknown"),
    ];
    for (function, outcome) in outcomes {
        assert_eq!(
            at(&lines, "/log/origin/function", function)["event"]["outcome"],
            outcome
        );
    }
}

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

#[test]
fn cloudwatch_finds_a_metric_in_each_line_with_a_duration() {
    let (emf, native) = (lines("emf"), lines("native"));
    assert_eq!(emf.len(), native.len());
    let mut metrics = 0;
    for (line, native) in emf.iter().zip(&native) {
        let mut expected = keys(native);
        if native.get("duration_seconds").is_some() {
            metrics += 1;
            expected.insert("_aws");
            let aws = &line["_aws"];
            assert_eq!(
                keys(aws),
                BTreeSet::from(["CloudWatchMetrics", "Timestamp"])
            );
            let directive = &aws["CloudWatchMetrics"][0];
            has(
                directive,
                &[
                    ("/Namespace", json!("wine")),
                    (
                        "/Metrics",
                        json!([{"Name": "duration_seconds", "Unit": "Seconds"}]),
                    ),
                ],
            );
            for name in directive["Dimensions"][0].as_array().expect("dimensions") {
                let value = line[name.as_str().expect("a name")].as_str();
                assert!(
                    value.is_some_and(|value| !value.is_empty()),
                    "{name} of {line}"
                );
            }
            assert!(aws["Timestamp"].as_u64() > Some(1_700_000_000_000));
        }
        // The user's `_aws` has another name than theirs.
        if native.get("_aws").is_some() {
            expected.insert("field__aws");
        }
        assert_eq!(keys(line), expected);
    }
    assert!(metrics > 10 && metrics < emf.len());
    let audit = at(&emf, "/event", "prediction_audit");
    assert_eq!(
        audit["_aws"]["CloudWatchMetrics"][0]["Dimensions"],
        json!([["service", "function", "model_version"]])
    );
}

#[test]
fn opentelemetry_finds_one_record_a_line() {
    let attribute = |record: &Value, key: &str| {
        let mut attributes = record["attributes"].as_array().expect("attributes").iter();
        attributes
            .find(|attribute| attribute["key"] == key)
            .map(|attribute| attribute["value"].clone())
    };
    let mut seen = BTreeSet::new();
    for line in lines("otlp") {
        assert_eq!(keys(&line), BTreeSet::from(["resourceLogs"]));
        let of_resource = &line["resourceLogs"][0];
        let resource = &of_resource["resource"];
        assert_eq!(
            attribute(resource, "service.name"),
            Some(json!({"stringValue": "wine"}))
        );
        assert_eq!(
            attribute(resource, "service.version"),
            Some(json!({"stringValue": "1.4.0"}))
        );
        let of_scope = &of_resource["scopeLogs"][0];
        assert_eq!(of_scope["scope"]["name"], "flight-recorder");
        let record = &of_scope["logRecords"][0];
        let nanos: u64 = record["timeUnixNano"]
            .as_str()
            .expect("a string")
            .parse()
            .expect("a number");
        assert!(nanos > 1_700_000_000_000_000_000);
        let severity = [
            ("TRACE", 1),
            ("DEBUG", 5),
            ("INFO", 9),
            ("WARN", 13),
            ("ERROR", 17),
        ];
        let text = record["severityText"].as_str().expect("a level");
        let number = severity
            .iter()
            .find(|(level, _)| *level == text)
            .expect("a level")
            .1;
        assert_eq!(record["severityNumber"], number);
        seen.insert(number);
        assert!(record["body"]["stringValue"].is_string() && record["eventName"].is_string());
        let attributes = record["attributes"].as_array().expect("attributes");
        let names: BTreeSet<_> = attributes
            .iter()
            .map(|attribute| attribute["key"].to_string())
            .collect();
        assert_eq!(names.len(), attributes.len(), "a name comes twice");
        if attribute(record, "exception.message")
            == Some(json!({"stringValue": "no \"income\" at 40\n"}))
        {
            assert_eq!(
                attribute(record, "code.function.name"),
                Some(json!({"stringValue": "child::formats::predicts"}))
            );
            assert!(attribute(record, "code.file.path").is_some());
            let number = attribute(record, "code.line.number").expect("a line");
            assert!(
                number["intValue"].is_string(),
                "an int64 is a string in JSON"
            );
            assert_eq!(record["traceId"].as_str().map(str::len), Some(32));
            assert_eq!(record["spanId"].as_str().map(str::len), Some(16));
            assert!(attribute(record, "duration_seconds").expect("one")["doubleValue"].is_number());
        }
        if let Some(features) = attribute(record, "input_features") {
            assert!(features["kvlistValue"]["values"].is_array());
        }
    }
    assert_eq!(seen.len(), 5);
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
