//! OpenTelemetry: log records as JSON.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{keys, lines};

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
