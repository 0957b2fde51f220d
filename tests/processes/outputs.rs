//! Outputs that fail, stall or close: seen, survived, and said once.

use std::io::Read;
use std::process::Stdio;

use serde_json::Value;

use crate::{Temporary, child, number, numbers, run};

#[test]
fn a_writer_gets_whole_lines_in_order() {
    let ended = run(&mut child("writer"));
    assert_eq!(
        numbers(&ended.lines),
        (0..1000).collect::<Vec<_>>(),
        "{}",
        ended.stderr
    );
    assert!(ended.lines.is_sorted_by_key(number));
}

#[test]
fn an_output_that_fails_and_recovers_has_every_line_once_and_says_so_once_each() {
    let ended = run(&mut child("writer-fails"));
    assert_eq!(
        numbers(&ended.lines),
        (0..1000).collect::<Vec<_>>(),
        "{}",
        ended.stderr
    );
    assert!(
        ended
            .stderr
            .contains("cannot write to the writer: the disk is on fire")
    );
    let said = ended.stderr.matches("cannot write").count();
    assert_eq!(
        said,
        ended.stderr.matches("takes lines again").count(),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_writer_that_panics_has_failed_and_is_tried_again() {
    let ended = run(&mut child("writer-panics"));
    assert_eq!(numbers(&ended.lines), [1], "{}", ended.stderr);
}

#[test]
fn flush_waits_for_what_came_before_and_not_for_a_pause() {
    let ended = run(&mut child("writer-never-idle"));
    assert_eq!(ended.code, Some(0));
    assert_eq!(ended.stderr, "flush: Ok(())\n".repeat(20));
}

#[test]
fn a_writer_that_records_makes_no_endless_trail() {
    let ended = run(&mut child("writer-records"));
    assert_eq!(numbers(&ended.lines), [1, 2], "{}", ended.stderr);
}

#[test]
fn a_full_disk_is_said_once_counted_and_survived() {
    let ended = run(&mut child("fails-for-ever"));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(
        ended.stderr.matches("cannot write to /dev/full").count(),
        1,
        "{}",
        ended.stderr
    );
    assert!(
        ended
            .stderr
            .contains("flush: not all lines were written within 200ms: /dev/full")
    );
    assert!(ended.stderr.contains("`flush_timeout`"), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("10 lines are lost"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("`exit_timeout`"), "{}", ended.stderr);
}

#[test]
fn a_reader_that_goes_away_is_said_once_and_holds_nothing_up() {
    let mut program = child("return");
    let mut running = program
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the child runs");
    drop(running.stdout.take());
    let mut stderr = String::new();
    let mut pipe = running.stderr.take().expect("piped");
    pipe.read_to_string(&mut stderr).expect("UTF-8");
    assert_eq!(running.wait().expect("it ends").code(), Some(0));
    assert_eq!(
        stderr.matches("cannot write to stdout").count(),
        1,
        "{stderr}"
    );
    assert!(stderr.contains("lines are lost"), "{stderr}");
}

#[test]
fn a_reader_that_stalls_holds_the_end_up_for_exit_timeout_only() {
    let mut program = child("more-than-a-pipe-holds");
    let mut running = program
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the child runs");
    let mut stderr = String::new();
    // Nobody reads stdout: the child ends all the same, or this read hangs.
    let mut pipe = running.stderr.take().expect("piped");
    pipe.read_to_string(&mut stderr).expect("UTF-8");
    assert_eq!(running.wait().expect("it ends").code(), Some(0));
    assert!(
        stderr.contains("lines are lost at the end of the process"),
        "{stderr}"
    );
    assert!(stderr.contains("`exit_timeout`"), "{stderr}");
}

#[test]
fn a_stderr_that_nobody_reads_holds_the_end_up_for_exit_timeout_only() {
    let mut program = child("more-than-a-pipe-holds");
    program.env("FLIGHT_RECORDER_LOGS", "stderr");
    let running = program.stderr(Stdio::piped()).spawn();
    // What cannot be said there is not waited for either, or this wait hangs.
    let ended = running.expect("the child runs").wait();
    assert_eq!(ended.expect("it ends").code(), Some(0));
}

#[test]
fn logs_that_cannot_be_written_are_dropped_and_counted_and_audits_go_on() {
    let ended = run(&mut child("logs-fail-audits-do-not"));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(numbers(&ended.lines), (0..20_000).collect::<Vec<_>>());
}

#[test]
fn timings_that_find_no_room_are_counted_at_once_and_said_by_function_when_there_is_room() {
    let ended = run(&mut child("logs-find-no-room"));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let is_said = |line: &&Value| line["event"] == "records_dropped";
    let said: Vec<_> = ended.lines.iter().filter(is_said).collect();
    let count = |line: &Value| line["count"].as_u64().expect("a number");
    let sum: u64 = said.iter().map(|line| count(line)).sum();
    // A slow machine may say before that the writer takes nothing.
    let stderr = ended.stderr;
    assert!(stderr.ends_with(&format!("{sum} dropped\n")), "{stderr}");
    let recorded = ended
        .lines
        .iter()
        .filter(|line| line["event"] == "execution");
    assert_eq!(recorded.count() as u64 + sum, 20_000);
    for line in said {
        assert_eq!(line["level"], "WARN");
        let functions = line["functions"].as_array().expect("a list");
        assert_eq!(functions.len(), 1, "{line}");
        assert_eq!(functions[0]["module"], "child");
        assert_eq!(functions[0]["function"], "check");
        assert_eq!(functions[0]["count"], line["count"]);
        let [since, now] = ["since", "timestamp"].map(|key| line[key].as_str().expect("a time"));
        assert!(since <= now, "{line}");
    }
}

#[test]
fn several_processes_may_append_to_one_file() {
    let file = Temporary::new();
    let start = || {
        let mut program = child("return");
        program.args(["4", "40000"]).stderr(Stdio::null());
        program.env("FLIGHT_RECORDER_LOGS", &file.0);
        program.spawn().expect("the child runs")
    };
    let mut running = [start(), start(), start()];
    for program in &mut running {
        assert!(program.wait().expect("it ends").success());
    }
    let mut found: Vec<u64> = file.lines().iter().map(number).collect();
    found.sort_unstable();
    let of_thread = |thread: u64| (0..10_000).map(move |call| thread << 32 | call);
    let expected = (0..4).flat_map(of_thread).flat_map(|number| [number; 3]);
    assert!(found.iter().copied().eq(expected), "{} lines", found.len());
}

#[test]
fn a_line_that_a_dead_process_left_torn_is_taken_out_and_said() {
    let file = Temporary::new();
    let torn = r#"{"timestamp":"2026-11-27T10:00:00.000000Z","level":"IN"#;
    std::fs::write(&file.0, torn).expect("a temporary file");
    let ended = run(child("both").env("FLIGHT_RECORDER_LOGS", &file.0));
    assert_eq!(ended.stderr, "");
    let lines = file.lines();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["event"], "torn_line_repaired");
    assert_eq!(lines[0]["bytes"], torn.len());
}
