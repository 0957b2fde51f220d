//! What no format may do: say a name twice, lose a field or a digit, or write what its reader refuses.

use serde_json::{Value, json};

use super::BEGINS;
use super::tests::{FAILURE, names, text, value};
use crate::setup::Format;

/// A line with a user's fields at its top.
fn with(fields: &str) -> String {
    format!(
        r#"{{"timestamp":"2026-11-27T15:38:44.178606Z","level":"INFO","message":"m",{fields},"trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":"b7ad6b7169203331"}}"#
    )
}

#[test]
fn cloudwatch_gets_no_dimension_that_it_refuses() {
    for (version, is_dimension) in [(0, false), (1, true), (1024, true), (1025, false)] {
        let version = "v".repeat(version);
        let fields = format!(r#""duration_seconds":0.5,"model_version":"{version}""#);
        let line = value(Format::Emf, &with(&fields));
        let dimensions = &line["_aws"]["CloudWatchMetrics"][0]["Dimensions"];
        let expected = if is_dimension {
            json!([["model_version"]])
        } else {
            json!([[]])
        };
        assert_eq!(
            (dimensions, &line["model_version"]),
            (&expected, &json!(version))
        );
    }
}

#[test]
fn opentelemetry_gets_every_number_with_all_its_digits() {
    let line = with(
        r#""least":-9223372036854775808,"most":18446744073709551615,"float":1e300,"whole":344400.0"#,
    );
    let line = text(Format::Otlp, &line);
    for expected in [
        r#"{"key":"least","value":{"intValue":"-9223372036854775808"}}"#,
        r#"{"key":"most","value":{"stringValue":"18446744073709551615"}}"#,
        r#"{"key":"float","value":{"doubleValue":1e300}}"#,
        r#"{"key":"whole","value":{"doubleValue":344400.0}}"#,
    ] {
        assert!(line.contains(expected), "{expected} in {line}");
    }
}

#[test]
fn datadog_gets_objects_as_they_are_until_they_are_too_many_or_too_deep() {
    let numbers = |count: usize| {
        (0..count)
            .map(|at| format!(r#""f{at}":{at}"#))
            .collect::<Vec<_>>()
            .join(",")
    };
    let (few, many) = (numbers(20), numbers(300));
    let line = with(&format!(
        r#""empty":{{"a":{{}}}},"few":{{{few}}},"many":{{{many}}}"#
    ));
    let line = value(Format::Datadog, &line);
    assert_eq!(line["empty"], json!({"a": {}}));
    assert_eq!(line["few"]["f19"], 19);
    let many: Value = serde_json::from_str(line["many"].as_str().expect("a string")).expect("JSON");
    assert_eq!(many["f299"], 299);

    let deep = format!(r#""deep":{}1{}"#, r#"{"d":"#.repeat(40), "}".repeat(40));
    let line = value(Format::Datadog, &with(&deep));
    let (mut inner, mut levels) = (&line["deep"], 1);
    while let Some(next) = inner.get("d") {
        (inner, levels) = (next, levels + 1);
    }
    assert!((5..=10).contains(&levels), "{levels}");
    let rest: Value = serde_json::from_str(inner.as_str().expect("a string")).expect("JSON");
    assert!(rest["d"]["d"].is_object(), "nothing is lost");
}

#[test]
fn datadog_gets_fields_that_are_too_many_by_themselves_as_one() {
    let fields: Vec<_> = (0..400).map(|at| format!(r#""s{at}":{at}"#)).collect();
    let native = with(&format!(
        r#""event":"log","more_fields":true,{}"#,
        fields.join(",")
    ));
    let line = value(Format::Datadog, &native);
    assert!(line.as_object().is_some_and(|line| line.len() < 256));
    assert_eq!(
        (&line["s0"], &line["more_fields"]),
        (&json!(0), &json!(true))
    );
    assert!(line["trace_id"].is_string() && line["span_id"].is_string());
    let more = line["field_more_fields"].as_str().expect("a string");
    let more: Value = serde_json::from_str(more).expect("JSON");
    for at in 0..400 {
        let name = format!("s{at}");
        let found = line.get(&name).or_else(|| more.get(&name));
        assert_eq!(found, Some(&json!(at)));
    }
}

#[test]
fn a_name_that_a_format_has_a_meaning_for_is_neither_doubled_nor_lost() {
    let theirs = [
        "@timestamp",
        "@type",
        "_aws",
        "body",
        "code.file.path",
        "dd",
        "dd.trace_id",
        "ddsource",
        "duration",
        "error",
        "evt.name",
        "exception",
        "field_dd",
        "field_thread.name",
        "host.name",
        "httpRequest",
        "log",
        "log.level",
        "logger",
        "logging.googleapis.com/spanId",
        "logging.googleapis.com/insertId",
        "resourceLogs",
        "severity",
        "stack_trace",
        "thread.name",
        "time",
        "traceId",
    ];
    let fields: Vec<_> = theirs
        .iter()
        .map(|name| format!(r#""{name}":"mine {name}!""#))
        .collect();
    let native = with(&format!(
        r#""event":"log","thread":"main",{}"#,
        fields.join(",")
    ));
    for format in [
        Format::Datadog,
        Format::Ecs,
        Format::Gcp,
        Format::Emf,
        Format::Otlp,
    ] {
        let line = text(format, &native);
        for name in theirs {
            let value = format!(r#""mine {name}!""#);
            assert_eq!(
                line.matches(&value).count(),
                1,
                "{format:?} of {name}: {line}"
            );
        }
        let mut keys = match format {
            Format::Otlp => {
                let line: Value = serde_json::from_str(&line).expect("JSON");
                let record = &line["resourceLogs"][0]["scopeLogs"][0]["logRecords"][0];
                let attributes = record["attributes"].as_array().expect("an array");
                attributes
                    .iter()
                    .map(|pair| pair["key"].to_string())
                    .collect()
            }
            _ => names(&line),
        };
        let count = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), count, "{format:?}: {line}");
    }
    let datadog = value(Format::Datadog, &native);
    assert_eq!(datadog["dd"]["trace_id"], "9532127138774266268");
    assert_eq!(
        datadog.get("dd.trace_id"),
        None,
        "it would stand inside of `dd`"
    );
    let google = value(Format::Gcp, &native);
    assert_eq!(google["logging.googleapis.com/spanId"], "b7ad6b7169203331");
    assert_eq!(google.get("logging.googleapis.com/insertId"), None);
}

#[test]
fn every_format_begins_as_what_is_taken_out_when_it_is_torn() {
    for format in [
        Format::Native,
        Format::Datadog,
        Format::Ecs,
        Format::Gcp,
        Format::Emf,
        Format::Otlp,
    ] {
        let line = text(format, FAILURE);
        assert!(
            BEGINS
                .iter()
                .any(|begin| line.as_bytes().starts_with(begin)),
            "{line}"
        );
    }
}
