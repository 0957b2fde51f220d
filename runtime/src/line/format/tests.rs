//! Whole lines in each format, as their readers get them.

use serde_json::{Value, json};

use super::Shape;
use crate::setup::Format;

/// An audit that failed, inside of a request's scope.
pub(super) const FAILURE: &str = r#"{"timestamp":"2026-11-27T15:38:44.178606Z","level":"ERROR","message":"Prediction failed","module":"shop::price","function":"predict","file":"src/price.rs","line":17,"event":"prediction_audit","outcome":"error","model_version":"v1.2.0","duration_seconds":1.000002654,"input_features":{"rooms":4,"area":null,"non_finite":{"area":"NaN"}},"error_type":"shop::Error","error_message":"no \"price\"","request_id":"r-17","trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":"b7ad6b7169203331","parent_span_id":"00f067aa0ba902b7","run":"167b8c8a653208f7","lane":1,"seq":3,"service":"shop","service_version":"1.4.0","host":"vm","thread":"main"}"#;

/// A request, and what `log` says: no function, no outcome.
const REQUEST: &str = r#"{"timestamp":"2026-11-27T15:38:44.178606Z","level":"WARN","message":"GET /wines/{id} answered 404","event":"request","method":"GET","route":"/wines/{id}","status":404,"duration_seconds":0.000000340,"trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":"b7ad6b7169203331"}"#;
const LOG: &str = r#"{"timestamp":"2026-11-27T15:38:44.178606Z","level":"TRACE","message":"hello","event":"log","module":"shop","file":"src/main.rs","line":3,"cached":true}"#;

pub(super) fn text(format: Format, native: &str) -> String {
    let shape = Shape {
        format,
        gcp_project: Some("my-project".to_owned()),
        emf_namespace: "shop".to_owned(),
    };
    let mut out = Vec::new();
    shape.write(&mut out, native.as_bytes());
    String::from_utf8(out).expect("UTF-8")
}

#[track_caller]
pub(super) fn value(format: Format, native: &str) -> Value {
    serde_json::from_str(&text(format, native)).expect("JSON")
}

/// The names of all fields at the top, in their order.
pub(super) fn names(line: &str) -> Vec<String> {
    let inside = &line.as_bytes()[1..line.len() - 1];
    let keys = crate::capture::json::fields(inside).map(|(key, _)| inside[key].to_vec());
    keys.map(|key| String::from_utf8(key).expect("UTF-8"))
        .collect()
}

#[test]
fn datadog_finds_its_standard_attributes() {
    assert_eq!(
        value(Format::Datadog, FAILURE),
        json!({
            "timestamp": "2026-11-27T15:38:44.178606Z",
            "status": "ERROR",
            "message": "Prediction failed",
            "service": "shop",
            "host": "vm",
            "ddsource": "flight-recorder",
            "logger": {"name": "shop::price", "thread_name": "main", "method_name": "predict"},
            "evt": {"name": "prediction_audit"},
            "duration": 1_000_002_654,
            "error": {
                "kind": "shop::Error",
                "message": "no \"price\"",
                "stack": "shop::Error: no \"price\"\n    at shop::price::predict (src/price.rs:17)",
            },
            // `python3 -c 'print(0x8448eb211c80319c, 0xb7ad6b7169203331)'`
            "dd": {"trace_id": "9532127138774266268", "span_id": "13235353014750950193"},
            "file": "src/price.rs",
            "line": 17,
            "outcome": "error",
            "model_version": "v1.2.0",
            "input_features": {"rooms": 4, "area": null, "non_finite": {"area": "NaN"}},
            "request_id": "r-17",
            "trace_id": "0af7651916cd43dd8448eb211c80319c",
            "span_id": "b7ad6b7169203331",
            "parent_span_id": "00f067aa0ba902b7",
            "run": "167b8c8a653208f7",
            "lane": 1,
            "seq": 3,
            "service_version": "1.4.0",
        })
    );
    let request = value(Format::Datadog, REQUEST);
    assert_eq!(request["status"], "WARN");
    assert_eq!(
        request["http"],
        json!({"method": "GET", "status_code": 404, "route": "/wines/{id}"})
    );
    assert_eq!(value(Format::Datadog, LOG).get("dd"), None);
}

#[test]
fn elastic_finds_its_schema_and_the_three_first_keys() {
    let line = text(Format::Ecs, FAILURE);
    assert_eq!(
        names(&line)[..3],
        [r#""@timestamp""#, r#""log.level""#, r#""message""#]
    );
    assert_eq!(
        value(Format::Ecs, FAILURE),
        json!({
            "@timestamp": "2026-11-27T15:38:44.178606Z",
            "log.level": "ERROR",
            "message": "Prediction failed",
            "ecs.version": "8.11.0",
            "log": {
                "logger": "shop::price",
                "origin": {"file": {"name": "src/price.rs", "line": 17}, "function": "predict"},
            },
            "event": {"action": "prediction_audit", "outcome": "failure", "duration": 1_000_002_654},
            "error": {
                "type": "shop::Error",
                "message": "no \"price\"",
                "stack_trace": "shop::Error: no \"price\"\n    at shop::price::predict (src/price.rs:17)",
            },
            "trace": {"id": "0af7651916cd43dd8448eb211c80319c"},
            "span": {"id": "b7ad6b7169203331"},
            "parent": {"id": "00f067aa0ba902b7"},
            "service": {"name": "shop", "version": "1.4.0"},
            "host": {"name": "vm"},
            "process": {"thread": {"name": "main"}},
            "flight_recorder": {
                "outcome": "error",
                "model_version": "v1.2.0",
                "input_features": {"rooms": 4, "area": null, "non_finite": {"area": "NaN"}},
                "request_id": "r-17",
                "run": "167b8c8a653208f7",
                "lane": 1,
                "seq": 3,
            },
        })
    );
    let request = value(Format::Ecs, REQUEST);
    assert_eq!(
        request["http"],
        json!({"request": {"method": "GET"}, "response": {"status_code": 404}})
    );
    assert_eq!(request["flight_recorder"], json!({"route": "/wines/{id}"}));
    assert_eq!(request["event"].get("outcome"), None);
}

#[test]
fn google_finds_severity_source_trace_and_error() {
    let line = value(Format::Gcp, FAILURE);
    assert_eq!(
        line,
        json!({
            "time": "2026-11-27T15:38:44.178606Z",
            "severity": "ERROR",
            "message": "Prediction failed",
            "logging.googleapis.com/sourceLocation":
                {"file": "src/price.rs", "line": "17", "function": "shop::price::predict"},
            "logging.googleapis.com/trace":
                "projects/my-project/traces/0af7651916cd43dd8448eb211c80319c",
            "logging.googleapis.com/spanId": "b7ad6b7169203331",
            "@type": "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent",
            "stack_trace": "shop::Error: no \"price\"\n    at shop::price::predict (src/price.rs:17)",
            "serviceContext": {"service": "shop", "version": "1.4.0"},
            "logging.googleapis.com/labels":
                {"service": "shop", "service_version": "1.4.0", "host": "vm", "thread": "main"},
            "module": "shop::price",
            "function": "predict",
            "event": "prediction_audit",
            "outcome": "error",
            "model_version": "v1.2.0",
            "duration_seconds": 1.000_002_654,
            "input_features": {"rooms": 4, "area": null, "non_finite": {"area": "NaN"}},
            "error_type": "shop::Error",
            "error_message": "no \"price\"",
            "request_id": "r-17",
            "parent_span_id": "00f067aa0ba902b7",
            "run": "167b8c8a653208f7",
            "lane": 1,
            "seq": 3,
        })
    );
    assert_eq!(value(Format::Gcp, REQUEST)["severity"], "WARNING");
    let log = value(Format::Gcp, LOG);
    assert_eq!(
        (&log["severity"], &log["cached"]),
        (&json!("DEBUG"), &json!(true))
    );
}

#[test]
fn without_a_google_project_the_trace_keeps_its_id() {
    let shape = Shape {
        format: Format::Gcp,
        gcp_project: None,
        emf_namespace: String::new(),
    };
    let mut out = Vec::new();
    shape.write(&mut out, FAILURE.as_bytes());
    let line: Value = serde_json::from_slice(&out).expect("JSON");
    assert_eq!(line["trace_id"], "0af7651916cd43dd8448eb211c80319c");
    assert_eq!(line.get("logging.googleapis.com/trace"), None);
}

#[test]
fn cloudwatch_finds_a_metric_where_there_is_a_duration() {
    let mut expected: Value = serde_json::from_str(FAILURE).expect("JSON");
    expected["_aws"] = json!({
        // `date -u -d 2026-11-27T15:38:44.178Z +%s%3N`
        "Timestamp": 1_795_793_924_178_u64,
        "CloudWatchMetrics": [{
            "Namespace": "shop",
            "Dimensions": [["service", "function", "model_version"]],
            "Metrics": [{"Name": "duration_seconds", "Unit": "Seconds"}],
        }],
    });
    assert_eq!(value(Format::Emf, FAILURE), expected);
    let request = value(Format::Emf, REQUEST);
    assert_eq!(
        request["_aws"]["CloudWatchMetrics"][0]["Dimensions"],
        json!([[]])
    );
    assert_eq!(text(Format::Emf, LOG), LOG);
}

#[test]
fn cloudwatch_is_given_no_dimension_and_no_namespace_that_it_refuses() {
    for (service, dimensions) in [
        (r#""café""#, json!([["function", "model_version"]])),
        (r#"" ""#, json!([["function", "model_version"]])),
        (r#""""#, json!([["function", "model_version"]])),
        ("7", json!([["function", "model_version"]])),
        (
            r#""my shop""#,
            json!([["service", "function", "model_version"]]),
        ),
    ] {
        let line = FAILURE.replace(r#""shop""#, service);
        let aws = &value(Format::Emf, &line)["_aws"]["CloudWatchMetrics"][0];
        assert_eq!(aws["Dimensions"], dimensions, "{service}");
    }
    assert_eq!(super::emf_namespace("my café/v1"), "my_caf_/v1");
    assert_eq!(super::emf_namespace(&"n".repeat(300)).len(), 256);
}

#[test]
fn opentelemetry_finds_its_log_data() {
    let line = value(Format::Otlp, FAILURE);
    let string = |key: &str, value: &str| json!({"key": key, "value": {"stringValue": value}});
    let integer = |key: &str, value: &str| json!({"key": key, "value": {"intValue": value}});
    assert_eq!(
        line,
        json!({"resourceLogs": [{
            "resource": {"attributes": [
                string("service.name", "shop"),
                string("service.version", "1.4.0"),
                string("host.name", "vm"),
            ]},
            "scopeLogs": [{
                "scope": {"name": "flight-recorder", "version": env!("CARGO_PKG_VERSION")},
                "logRecords": [{
                    "timeUnixNano": "1795793924178606000",
                    "observedTimeUnixNano": "1795793924178606000",
                    "severityNumber": 17,
                    "severityText": "ERROR",
                    "eventName": "prediction_audit",
                    "body": {"stringValue": "Prediction failed"},
                    "traceId": "0af7651916cd43dd8448eb211c80319c",
                    "spanId": "b7ad6b7169203331",
                    "attributes": [
                        string("code.function.name", "shop::price::predict"),
                        string("code.file.path", "src/price.rs"),
                        integer("code.line.number", "17"),
                        string("thread.name", "main"),
                        string("exception.type", "shop::Error"),
                        string("exception.message", "no \"price\""),
                        string("outcome", "error"),
                        string("model_version", "v1.2.0"),
                        {"key": "duration_seconds", "value": {"doubleValue": 1.000_002_654}},
                        {"key": "input_features", "value": {"kvlistValue": {"values": [
                            integer("rooms", "4"),
                            {"key": "area", "value": {}},
                            {"key": "non_finite", "value": {"kvlistValue": {"values": [
                                string("area", "NaN"),
                            ]}}},
                        ]}}},
                        string("request_id", "r-17"),
                        string("parent_span_id", "00f067aa0ba902b7"),
                        string("run", "167b8c8a653208f7"),
                        integer("lane", "1"),
                        integer("seq", "3"),
                    ],
                }],
            }],
        }]})
    );
    let record = |native| {
        let line = value(Format::Otlp, native);
        line["resourceLogs"][0]["scopeLogs"][0]["logRecords"][0].clone()
    };
    assert_eq!(record(LOG)["severityNumber"], 1);
    assert_eq!(record(REQUEST)["severityNumber"], 13);
    let attributes = record(REQUEST)["attributes"].clone();
    for expected in [
        string("http.request.method", "GET"),
        integer("http.response.status_code", "404"),
        string("http.route", "/wines/{id}"),
    ] {
        assert!(attributes.as_array().expect("an array").contains(&expected));
    }
}
