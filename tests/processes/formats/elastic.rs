//! Elastic: the Common Schema.

use serde_json::json;

use super::{at, has, keys, lines, texts};

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
