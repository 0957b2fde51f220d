//! The fields of a line: which are there, of which type, and when not.

use flight_recorder::testing::capture;
use flight_recorder::{audit, track_time};
use serde_json::Value;

use crate::support::{block_on, keys, of, one};

const TIMED_STANDS_ON: u32 = line!() + 2;
#[track_time]
fn timed(number: u32) -> Result<u32, String> {
    number.checked_sub(1).ok_or_else(|| "zero".to_owned())
}

#[audit(
    model_version = "v1.2.0",
    model_id = "churn",
    feature_version = "2026-01"
)]
fn audited(number: u32) -> Result<u32, String> {
    number.checked_sub(1).ok_or_else(|| "zero".to_owned())
}

#[track_time]
async fn awaited() {
    tokio::task::yield_now().await;
}

const EVERY_STEP: [&str; 11] = [
    "timestamp",
    "level",
    "message",
    "module",
    "function",
    "file",
    "line",
    "event",
    "outcome",
    "duration_seconds",
    "trace_id",
];

fn is_timestamp(text: &str) -> bool {
    let shape = "dddd-dd-ddTdd:dd:dd.ddddddZ";
    text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(byte, shape)| match shape {
                b'd' => byte.is_ascii_digit(),
                other => byte == other,
            })
}

fn is_hex(value: &Value, digits: usize) -> bool {
    value.as_str().is_some_and(|text| {
        text.len() == digits
            && text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            && text.bytes().any(|byte| byte != b'0')
    })
}

#[test]
fn every_step_says_when_where_what_and_how_long() {
    for line in [
        one(|| timed(1)),
        one(|| timed(0)),
        one(|| audited(1)),
        one(|| block_on(awaited())),
    ] {
        for field in EVERY_STEP {
            assert!(line.get(field).is_some(), "{field} in {line}");
        }
        assert!(is_timestamp(line["timestamp"].as_str().unwrap()), "{line}");
        assert!(line["duration_seconds"].as_f64().unwrap() >= 0.0);
        assert!(is_hex(&line["trace_id"], 32), "{line}");
        assert!(is_hex(&line["span_id"], 16), "{line}");
        assert_eq!(line["module"], module_path!());
        assert_eq!(line["file"], file!());
        assert!(line.get("parent_span_id").is_none());
        assert!(keys(&line).iter().all(|key| !key.contains('.')));
    }
}

#[test]
fn the_function_is_named_bare_with_the_line_it_stands_on() {
    let line = one(|| timed(1));
    assert_eq!(line["function"], "timed");
    assert_eq!(line["line"], TIMED_STANDS_ON);
}

#[test]
fn a_duration_is_a_plain_decimal_number() {
    let line = one(|| timed(1));
    // Shortest digits of a `f64` would show 4e-7 in another form than the line has it.
    assert!(line["duration_seconds"].is_f64());
    assert!(line["duration_seconds"].as_f64().unwrap() < 1.0);
}

#[test]
fn a_timing_that_went_well_has_no_fields_of_audits_and_failures() {
    let line = one(|| timed(1));
    assert_eq!(line["event"], "execution");
    for field in [
        "input_features",
        "prediction",
        "model_version",
        "model_id",
        "feature_version",
        "batch_id",
        "row",
        "batch_size",
        "sample_rate",
        "run",
        "lane",
        "seq",
        "error_type",
        "error_message",
        "slow_threshold_seconds",
        "busy_seconds",
    ] {
        assert!(line.get(field).is_none(), "{field} in {line}");
    }
}

#[test]
fn a_timing_that_failed_adds_features_and_the_error() {
    let line = one(|| timed(0));
    assert!(line["input_features"].is_object());
    assert!(line["error_type"].is_string());
    assert!(line["error_message"].is_string());
    assert!(line.get("prediction").is_none() && line.get("run").is_none());
}

#[test]
fn an_audit_says_which_model_predicted_what_from_what() {
    let line = one(|| audited(5));
    assert_eq!(line["event"], "prediction_audit");
    assert_eq!(line["input_features"]["number"], 5);
    assert_eq!(line["prediction"], 4);
    assert_eq!(line["model_version"], "v1.2.0");
    assert_eq!(line["model_id"], "churn");
    assert_eq!(line["feature_version"], "2026-01");
    assert!(line["run"].is_string());
    assert!(line["lane"].is_u64());
    assert!(line["seq"].is_u64());
    assert!(line.get("error_type").is_none() && line.get("batch_id").is_none());
}

#[test]
fn an_audit_that_failed_says_which_model_too() {
    let line = one(|| audited(0));
    assert_eq!(line["model_version"], "v1.2.0");
    assert_eq!(line["model_id"], "churn");
    assert_eq!(line["feature_version"], "2026-01");
    assert_eq!(line["error_message"], "zero");
    assert!(line.get("prediction").is_none());
}

#[test]
fn audits_of_a_thread_are_counted_without_a_gap() {
    let lines = capture(|| {
        audited(1).unwrap();
        timed(1).unwrap();
        audited(0).unwrap_err();
        audited(2).unwrap();
    });
    let audits: Vec<_> = lines
        .iter()
        .filter(|line| line["event"] == "prediction_audit")
        .collect();
    let first = audits[0]["seq"].as_u64().unwrap();
    for (at, line) in (0..).zip(&audits) {
        assert_eq!(line["seq"], first + at);
        assert_eq!(line["run"], audits[0]["run"]);
        assert_eq!(line["lane"], audits[0]["lane"]);
    }
}

#[test]
fn only_an_async_step_says_how_long_it_was_busy() {
    let line = one(|| block_on(awaited()));
    assert!(line["busy_seconds"].is_f64());
    assert!(one(|| timed(1)).get("busy_seconds").is_none());
}

#[test]
fn the_thread_is_named() {
    let lines = std::thread::Builder::new()
        .name("scorer \"7\"".to_owned())
        .spawn(|| capture(|| timed(1)))
        .unwrap()
        .join()
        .unwrap();
    assert_eq!(of(&lines, "timed")["thread"], "scorer \"7\"");
}

#[test]
fn a_capture_inside_of_another_has_its_lines_to_itself() {
    let mut inner = Vec::new();
    let outer = capture(|| {
        timed(1).unwrap();
        inner = capture(|| audited(1));
        timed(2).unwrap();
    });
    assert_eq!(inner.len(), 1);
    assert_eq!(inner[0]["function"], "audited");
    assert_eq!(outer.len(), 2);
    assert!(outer.iter().all(|line| line["function"] == "timed"));
}

mod raw {
    use flight_recorder::track_time;

    #[track_time]
    pub(super) fn r#match(r#type: u32) -> Result<u32, u32> {
        Err(r#type)
    }
}

#[test]
fn raw_identifiers_are_named_without_their_mark() {
    let line = one(|| raw::r#match(3));
    assert_eq!(line["function"], "match");
    assert_eq!(line["message"], "Execution of match failed");
    assert_eq!(line["input_features"]["type"], 3);
    assert_eq!(line["module"], concat!(module_path!(), "::raw"));
}
