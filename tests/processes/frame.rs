//! The frame of a run: a line before its first line and one after its last.

use crate::{Ended, Temporary, child, is_frame, parse_all, run};

fn events(lines: &[serde_json::Value]) -> Vec<&str> {
    let events = lines.iter().map(|line| line["event"].as_str());
    events.map(|event| event.expect("a string")).collect()
}

const FRAME: [&str; 2] = ["recorder_started", "recorder_stopped"];

#[test]
fn a_run_is_framed_by_who_recorded_and_by_how_many_lines_were_written() {
    let file = Temporary::new();
    let ended = run(child("service").env("FLIGHT_RECORDER_LOGS", &file.0));
    assert_eq!(ended.stderr, "");
    let lines = parse_all(&std::fs::read(&file.0).expect("the file is there"));
    assert!(is_frame(&lines[0]) && is_frame(&lines[4]), "{lines:?}");
    let (started, stopped) = (&lines[0], &lines[4]);
    assert_eq!([&started["event"], &stopped["event"]], FRAME);
    assert_eq!(started["level"], "INFO");
    assert_eq!(started["version"], env!("CARGO_PKG_VERSION"));
    assert!(started["pid"].is_u64() && started["host"].is_string());
    assert_eq!(started["service"], "churn-api");
    let settings = &started["settings"];
    assert_eq!(settings["logs"], file.0.to_str().expect("UTF-8"));
    assert_eq!(settings["audit"], settings["logs"]);
    assert_eq!(settings["level"], "INFO");
    assert_eq!(settings["memory_budget_bytes"], 64 << 20);
    assert_eq!(
        (&stopped["written"], &stopped["dropped"]),
        (&3.into(), &0.into())
    );
    let runs = [started, stopped, &lines[1]].map(|line| &line["run"]);
    assert!(runs[0].is_string() && runs.iter().all(|run| *run == runs[0]));
}

#[test]
fn the_frame_is_around_the_audit_trail_and_around_the_logs_where_that_is_off() {
    let (logs, audit) = (Temporary::new(), Temporary::new());
    run(child("split").arg(&logs.0).arg(&audit.0));
    let all = |file: &Temporary| parse_all(&std::fs::read(&file.0).expect("the file is there"));
    assert_eq!(events(&all(&logs)), ["execution"; 2]);
    assert_eq!(
        events(&all(&audit)),
        [FRAME[0], "prediction_audit", FRAME[1]]
    );
    let ended = run(child("both").env("FLIGHT_RECORDER_AUDIT", "off"));
    assert_eq!((ended.lines.len(), ended.frame.len()), (2, 2));
}

#[test]
fn what_goes_elsewhere_after_init_is_framed_there_too() {
    let file = Temporary::new();
    let ended = run(child("late").arg(&file.0));
    assert_eq!(events(&ended.frame), FRAME);
    let later = parse_all(&std::fs::read(&file.0).expect("the file is there"));
    assert_eq!(events(&later), [FRAME[0], "prediction_audit", FRAME[1]]);
    assert_eq!(later[0]["run"], ended.frame[0]["run"]);
}

#[test]
fn the_frame_is_off_by_setting_and_a_process_that_records_nothing_has_none() {
    for scenario in ["without-a-frame", "without-calls"] {
        let Ended { frame, stderr, .. } = run(&mut child(scenario));
        assert_eq!((frame.len(), &*stderr), (0, ""), "{scenario}");
    }
}

#[test]
fn the_frame_tells_no_secret() {
    let ended = run(&mut child("names-and-key"));
    let settings = ended.frame[0]["settings"].as_object().expect("an object");
    assert_eq!(settings["redact_names"], 1);
    assert_eq!(settings["has_hash_key"], true);
    assert!(
        settings.values().all(|value| !value.is_array()),
        "{settings:?}"
    );
}

#[test]
fn a_run_that_died_without_a_word_has_no_end() {
    let file = Temporary::new();
    run(child("durable").arg(&file.0));
    let mut lines = parse_all(&std::fs::read(&file.0).expect("the file is there"));
    lines.retain(is_frame);
    assert_eq!(events(&lines), FRAME[..1]);
}
