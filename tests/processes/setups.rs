//! The set-up and the environment: what they change, and what they say when something is wrong.

use std::path::Path;

use crate::{Ended, Temporary, child, run};

fn messages(ended: &Ended) -> Vec<&str> {
    ended
        .lines
        .iter()
        .map(|line| line["message"].as_str().expect("a string"))
        .collect()
}

const BOTH: [&str; 3] = [
    "Prediction generated",
    "Execution of check completed",
    "Execution of check failed",
];

#[test]
fn without_any_set_up_lines_go_to_stdout_and_nothing_else_does() {
    let ended = run(&mut child("both"));
    assert_eq!(messages(&ended), BOTH);
    assert_eq!(ended.stderr, "");
}

#[test]
fn service_and_version_are_in_every_line() {
    let ended = run(&mut child("service"));
    assert_eq!(ended.lines.len(), 3);
    for line in &ended.lines {
        assert_eq!(line["service"], "churn-api");
        assert_eq!(line["service_version"], "1.4.0");
    }
}

#[test]
fn a_second_init_is_an_error_that_says_where_the_first_was_made() {
    let ended = run(&mut child("twice"));
    assert!(
        ended.stderr.contains("processes/child/setups.rs:"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("once"), "{}", ended.stderr);
    assert!(ended.lines.iter().all(|line| line["service"] == "first"));
}

#[test]
fn lines_recorded_before_init_go_where_lines_go_without_it() {
    let file = Temporary::new();
    let ended = run(child("late").arg(&file.0));
    assert_eq!(ended.lines.len(), 1);
    assert_eq!(ended.lines[0]["prediction"], 2);
    assert_eq!(ended.lines[0].get("service"), None);
    let later = file.lines();
    assert_eq!(later.len(), 1);
    assert_eq!(later[0]["prediction"], 4);
    assert_eq!(later[0]["service"], "late");
    assert_eq!(
        later[0]["run"], ended.lines[0]["run"],
        "one process is one run"
    );
}

#[test]
fn an_output_that_cannot_be_opened_is_an_error_with_its_path_and_reason() {
    let ended = run(&mut child("bad-path"));
    assert!(
        ended.stderr.contains("/no/such/folder/lines.jsonl"),
        "{}",
        ended.stderr
    );
    assert!(
        ended.stderr.contains("No such file or directory"),
        "{}",
        ended.stderr
    );
    assert_eq!(messages(&ended), BOTH, "the defaults stay in force");
}

#[test]
fn the_format_of_the_set_up_holds_and_the_environment_wins() {
    let ended = run(&mut child("format"));
    assert!(ended.lines.iter().all(|line| line["ddsource"].is_string()));
    let ended = run(child("format").env("FLIGHT_RECORDER_FORMAT", "NATIVE"));
    assert_eq!(messages(&ended), BOTH);
    assert!(ended.lines.iter().all(|line| line["level"].is_string()));
}

#[test]
fn logs_and_audits_go_to_their_own_files_and_are_appended() {
    let (logs, audit) = (Temporary::new(), Temporary::new());
    for runs in 1..=2 {
        let ended = run(child("split").arg(&logs.0).arg(&audit.0));
        assert_eq!((ended.lines.len(), &*ended.stderr), (0, ""));
        assert_eq!(logs.lines().len(), 2 * runs);
        assert_eq!(audit.lines().len(), runs);
    }
    assert!(logs.lines().iter().all(|line| line["event"] == "execution"));
    assert!(
        audit
            .lines()
            .iter()
            .all(|line| line["event"] == "prediction_audit")
    );
}

#[test]
fn audits_go_to_stdout_where_the_logs_are_off() {
    assert_eq!(messages(&run(&mut child("logs-off"))), BOTH[..1]);
}

#[test]
fn the_level_filters_executions_and_never_audits() {
    let ended = run(&mut child("warn"));
    assert_eq!(messages(&ended), [BOTH[0], BOTH[2]]);
}

#[test]
fn the_environment_wins_over_the_code() {
    let (logs, audit) = (Temporary::new(), Temporary::new());
    let ended = run(child("service")
        .env("FLIGHT_RECORDER_LEVEL", "error")
        .env("FLIGHT_RECORDER_LOGS", &logs.0)
        .env("FLIGHT_RECORDER_AUDIT", &audit.0)
        .env("FLIGHT_RECORDER_FORMAT", "native")
        .env("FLIGHT_RECORDER_SERVICE", "renamed"));
    assert_eq!((ended.lines.len(), &*ended.stderr), (0, ""));
    let (logs, audit) = (logs.lines(), audit.lines());
    assert_eq!(logs.len(), 1);
    assert_eq!(logs[0]["level"], "ERROR");
    assert_eq!(logs[0]["service"], "renamed");
    assert_eq!(audit.len(), 1);
}

#[test]
fn the_environment_works_without_any_set_up() {
    let ended = run(child("both").env("FLIGHT_RECORDER_LOGS", "off"));
    assert_eq!(messages(&ended), BOTH[..1]);
    let ended = run(child("both").env("FLIGHT_RECORDER_AUDIT", "off"));
    assert_eq!(messages(&ended), BOTH[1..]);
    let ended = run(child("both").env("FLIGHT_RECORDER_LOGS", "stderr"));
    assert_eq!(ended.lines.len(), 0);
    let lines = crate::parse(ended.stderr.as_bytes());
    assert_eq!(lines.len(), 3, "{}", ended.stderr);
}

#[test]
fn an_unknown_value_in_the_environment_is_said_once_with_the_valid_ones() {
    for (variable, valid) in [
        ("LEVEL", "trace, debug, info, warn, error"),
        ("FORMAT", "native"),
    ] {
        for scenario in ["both", "service"] {
            let name = format!("FLIGHT_RECORDER_{variable}");
            let ended = run(child(scenario).env(&name, "loud"));
            assert_eq!(ended.stderr.matches(&name).count(), 1, "{}", ended.stderr);
            assert!(ended.stderr.contains("\"loud\""), "{}", ended.stderr);
            assert!(ended.stderr.contains(valid), "{}", ended.stderr);
            assert_eq!(messages(&ended), BOTH, "the default is used");
        }
    }
}

#[test]
fn a_path_in_the_environment_that_cannot_be_opened_is_said_and_no_line_is_lost() {
    let path = "/no/such/folder/lines.jsonl";
    let ended = run(child("both").env("FLIGHT_RECORDER_LOGS", path));
    assert_eq!(ended.stderr.matches(path).count(), 1, "{}", ended.stderr);
    assert_eq!(messages(&ended), BOTH);
}

#[test]
fn names_and_the_key_of_the_set_up_hold() {
    let (first, second) = (
        run(&mut child("names-and-key")),
        run(&mut child("names-and-key")),
    );
    let features = &first.lines[0]["input_features"];
    assert_eq!(features["customer"]["customerRef"], "[masked]");
    assert_eq!(features["customer"]["visits"], 3);
    let pseudonym = features["account"].as_str().expect("a string");
    assert!(pseudonym.starts_with("hash:"), "{pseudonym}");
    assert_eq!(
        *features, second.lines[0]["input_features"],
        "the key is the same"
    );
}

#[test]
fn limits_are_settings() {
    let ended = run(&mut child("limits"));
    let features = &ended.lines[0]["input_features"];
    assert!(
        features["text"]
            .as_str()
            .is_some_and(|text| text.starts_with("a text of … ")),
        "{features}"
    );
    assert_eq!(features["numbers"]["len"], 4);
}

#[test]
fn capture_sees_everything_also_where_outputs_are_off() {
    let ended = run(&mut child("capture-with-outputs-off"));
    assert_eq!((ended.lines.len(), &*ended.stderr), (0, "3 captured\n"));
}

#[test]
fn the_place_in_the_line_is_where_the_function_stands() {
    let ended = run(&mut child("both"));
    let file = ended.lines[0]["file"].as_str().expect("a string");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    let source = std::fs::read_to_string(source).expect("the path is relative to the workspace");
    let line = ended.lines[0]["line"].as_u64().expect("a number");
    let line = usize::try_from(line).expect("a short file");
    assert!(
        source
            .lines()
            .nth(line - 1)
            .is_some_and(|line| line.starts_with("fn predict("))
    );
}

#[test]
fn without_content_lines_tell_times_outcomes_versions_and_kinds_of_errors_only() {
    let by_setting = run(&mut child("without-content"));
    let by_operator = run(child("contents").env("FLIGHT_RECORDER_CONTENT", "off"));
    for ended in [by_setting, by_operator] {
        assert_eq!(ended.lines.len(), 4, "{}", ended.stderr);
        for line in &ended.lines {
            for content in ["input_features", "prediction", "error_message"] {
                assert_eq!(line.get(content), None, "{line}");
            }
            assert!(line["duration_seconds"].is_number(), "{line}");
        }
        assert_eq!(ended.lines[0]["model_version"], "v1");
        assert_eq!(ended.lines[1]["error_type"], "alloc::string::String");
        assert_eq!(ended.lines[3]["row"], 1);
    }
    let with = run(child("without-content").env("FLIGHT_RECORDER_CONTENT", "on"));
    assert_eq!(
        with.lines[3]["prediction"], 2000,
        "the operator has the last word"
    );
}

fn pseudonym(ended: &Ended) -> &serde_json::Value {
    &ended.lines[0]["input_features"]["account"]
}

#[test]
fn the_key_of_the_environment_makes_pseudonyms_equal_and_without_one_they_differ() {
    let key = "0123456789abcdef".repeat(4);
    let with = || run(child("contents").env("FLIGHT_RECORDER_HASH_KEY", &key));
    assert_eq!(pseudonym(&with()), pseudonym(&with()));
    let without = || run(&mut child("contents"));
    assert_ne!(pseudonym(&without()), pseudonym(&without()));
    assert_ne!(pseudonym(&without()), pseudonym(&with()));
}

#[test]
fn a_malformed_key_is_an_error_that_does_not_print_it() {
    let almost = "0123456789abcdef".repeat(4).replace('f', "x");
    for scenario in ["service", "contents"] {
        let ended = run(child(scenario).env("FLIGHT_RECORDER_HASH_KEY", &almost));
        assert!(
            ended.stderr.contains("FLIGHT_RECORDER_HASH_KEY"),
            "{}",
            ended.stderr
        );
        assert!(
            ended.stderr.contains("64 hexadecimal digits"),
            "{}",
            ended.stderr
        );
        assert!(!ended.stderr.contains("89abcde"), "{}", ended.stderr);
        assert!(!ended.lines.is_empty());
    }
}
