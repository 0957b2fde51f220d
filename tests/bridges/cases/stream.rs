//! All of them in one program.

use flight_recorder::{Scope, audit, track_time};
use serde_json::Value;

use crate::support::bridged;

#[track_time]
fn scale(income: f64) -> f64 {
    log::debug!(income; "scaling");
    tracing::debug!(income, "scaling too");
    income / 100_000.0
}

#[audit(model_version = "v1")]
fn predict(income: f64) -> Result<f64, String> {
    let scaled = scale(income);
    if scaled < 0.0 {
        tracing::warn!(scaled, "about to fail");
        return Err("negative".to_owned());
    }
    log::info!(scaled; "done");
    Ok(scaled)
}

#[test]
fn one_program_gives_one_ordered_well_typed_stream() {
    let lines = bridged(|| {
        let _span = tracing::info_span!("request", tenant = "a").entered();
        Scope::new().field("request_id", "r").enter(|| {
            let _ = predict(52_000.0);
            let _ = predict(-1.0);
        });
    });
    let told: Vec<_> = lines
        .iter()
        .map(|line| {
            let text = |key: &str| line[key].as_str().unwrap_or_default();
            format!("{} {}", text("event"), text("message"))
        })
        .collect();
    assert_eq!(
        told,
        [
            "log scaling",
            "log scaling too",
            "execution Execution of scale completed",
            "log done",
            "prediction_audit Prediction generated",
            "log scaling",
            "log scaling too",
            "execution Execution of scale completed",
            "log about to fail",
            "prediction_audit Prediction failed",
        ]
    );
    let times: Vec<_> = lines
        .iter()
        .map(|line| line["timestamp"].as_str())
        .collect();
    assert!(times.is_sorted(), "{times:?}");
    assert!(lines.iter().all(|line| line["request_id"] == "r"));
    assert!(
        lines
            .iter()
            .all(|line| line["trace_id"] == lines[0]["trace_id"])
    );
    // Only `tracing` knows of its spans.
    assert_eq!(lines[1]["tenant"], "a");
    // A column has one type, whoever wrote it.
    let mut kinds = std::collections::BTreeMap::<&str, Vec<u8>>::new();
    for (key, value) in lines
        .iter()
        .flat_map(|line| line.as_object().expect("an object"))
    {
        let kind = match value {
            Value::Null => 0,
            Value::Bool(_) => 1,
            Value::Number(_) => 2,
            Value::String(_) => 3,
            Value::Array(_) => 4,
            Value::Object(_) => 5,
        };
        kinds.entry(key).or_default().push(kind);
    }
    for (key, kinds) in kinds {
        assert!(kinds.iter().all(|kind| *kind == kinds[0]), "{key}");
    }
}

#[test]
fn however_much_is_said_a_line_has_its_limits() {
    let long = "ä".repeat(10_000);
    let scope = Scope::new().field("tenant", "a");
    let lines = bridged(|| {
        scope.enter(|| {
            let l = &*long;
            log::info!(
                a = l, b = l, c = l, d = l, e = l, f = l, g = l, h = l, i = l, j = l, k = l, l = l, m = l, n = l,
                o = l, p = l, q = l, r = l, s = l, t = l; "{l}"
            );
            let _span = tracing::info_span!("span", a = l, b = l, c = l, d = l, e = l, f = l, g = l, h = l).entered();
            tracing::info!(i = l, j = l, k = l, m = l, n = l, o = l, p = l, q = l, r = l, s = l, t = l, "{l}");
        });
    });
    for line in &lines {
        assert!(
            line.to_string().len() <= 16 * 1024,
            "{}",
            line.to_string().len()
        );
        let message = line["message"].as_str().expect("text");
        assert!(message.starts_with("ää"), "{message}");
        assert_eq!(line["event"], "log");
        assert_eq!(line["trace_id"], scope.trace_id());
    }
    assert_eq!(lines.len(), 2);
}
