//! `CloudWatch`: the embedded metric format.

use std::collections::BTreeSet;

use serde_json::json;

use super::{at, has, keys, lines};

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
