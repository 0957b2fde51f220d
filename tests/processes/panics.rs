//! Panics inside of annotated calls: each call that they end is one line, also where they abort.

use serde_json::{Value, json};

use crate::{Ended, aborting_child, child, run};

/// Functions and outcomes of all lines, in their order.
fn calls(ended: &Ended) -> Vec<(&str, &str)> {
    let lines = ended.lines.iter();
    lines
        .map(|line| {
            let [function, outcome] = ["function", "outcome"].map(|field| line[field].as_str());
            (function.expect("a name"), outcome.expect("an outcome"))
        })
        .collect()
}

/// What is the same in every run of a program.
fn timeless(ended: &Ended) -> Vec<Value> {
    let mut lines = ended.lines.clone();
    for line in &mut lines {
        let line = line.as_object_mut().expect("an object");
        line.retain(|key, _| !["timestamp", "run"].contains(&&**key) && !key.ends_with("_id"));
        line.retain(|key, _| !key.ends_with("_seconds"));
    }
    lines
}

/// The lines of a program that aborts are those of the same program that unwinds.
fn assert_alike(scenario: &str) -> Ended {
    let (unwound, aborted) = (
        run(&mut child(scenario)),
        run(&mut aborting_child(scenario)),
    );
    assert_eq!(
        (unwound.code, aborted.code),
        (Some(101), None),
        "{}",
        aborted.stderr
    );
    assert_eq!(timeless(&aborted), timeless(&unwound));
    for ended in [&unwound, &aborted] {
        assert_eq!(
            ended.stderr.matches("panicked at").count(),
            1,
            "{}",
            ended.stderr
        );
    }
    aborted
}

#[test]
fn a_panic_that_aborts_is_recorded_for_each_call_as_one_that_unwinds_from_the_innermost_on() {
    let ended = assert_alike("panic-in-a-nest");
    let expected = [
        ("predict", "ok"),
        ("predict", "ok"),
        ("innermost", "panic"),
        ("middle", "panic"),
        ("outermost", "panic"),
    ];
    assert_eq!(calls(&ended), expected);
    let (innermost, middle, outermost) = (&ended.lines[2], &ended.lines[3], &ended.lines[4]);
    let row = json!({"area": 1.5, "email": "[masked]"});
    assert_eq!(
        innermost["input_features"],
        json!({"row": row, "token": "[masked]"})
    );
    assert_eq!(middle["input_features"], json!({"number": 2, "row": row}));
    assert_eq!(outermost["input_features"], json!({"number": 2}));
    for line in [innermost, middle, outermost] {
        assert_eq!(line["level"], "ERROR");
        assert_eq!(line["error_type"], "panic");
        assert_eq!(line["error_message"], "[masked] is no key for [masked]");
        assert_eq!(line["trace_id"], outermost["trace_id"]);
        assert!(line["duration_seconds"].is_number());
    }
    assert_eq!(outermost["model_version"], "v2");
    assert!(
        ended.stderr.contains("sesame-17 is no key"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_panic_that_aborts_is_recorded_for_async_calls_too() {
    let ended = assert_alike("panic-in-an-async-nest");
    let expected = [
        ("predict", "ok"),
        ("innermost", "panic"),
        ("middle_async", "panic"),
        ("outermost_async", "panic"),
    ];
    assert_eq!(calls(&ended), expected);
    assert_eq!(ended.lines[3]["input_features"]["number"], 17);
    for line in &ended.lines[2..] {
        assert!(line["busy_seconds"].as_f64() > Some(0.0), "{line}");
    }
}

#[test]
fn a_panic_out_of_an_annotated_foreign_function_is_one_line_for_each_call_that_ended() {
    let expected = [
        ("predict", "ok"),
        ("foreign", "panic"),
        ("calls_c", "panic"),
    ];
    let aborted = run(&mut aborting_child("panic-in-an-annotated-c"));
    assert_eq!(calls(&aborted), expected);
    // Nothing unwinds out of the foreign function, so that the call around it never ended.
    let unwound = run(&mut child("panic-in-an-annotated-c"));
    assert_eq!(calls(&unwound), expected[..2]);
    assert_eq!((aborted.code, unwound.code), (None, None));
}

#[test]
fn a_second_panic_while_the_first_unwinds_doubles_no_line() {
    let unwound = run(&mut child("panic-twice-in-a-nest"));
    // The call around both never ended: the process did.
    assert_eq!(calls(&unwound), [("fails", "panic"), ("fails", "panic")]);
    assert_eq!(unwound.lines[0]["error_message"], "1 is not zero");
    assert_eq!(unwound.lines[1]["error_message"], "2 is not zero");
    // Here the first one is the end.
    let aborted = run(&mut aborting_child("panic-twice-in-a-nest"));
    assert_eq!(
        calls(&aborted),
        [("fails", "panic"), ("fails_twice", "panic")]
    );
    assert_eq!((aborted.code, unwound.code), (None, None));
}

#[test]
fn a_value_that_cannot_be_rendered_at_the_panic_does_not_keep_the_process_from_its_end() {
    let ended = run(&mut aborting_child("panic-under-a-lock"));
    assert_eq!((ended.code, calls(&ended)), (None, vec![("predict", "ok")]));
    assert!(
        ended.stderr.contains("with the lock in hand"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("`exit_timeout`"), "{}", ended.stderr);
}

#[test]
fn the_hook_that_was_there_before_comes_last_and_may_end_the_process() {
    let ended = run(&mut aborting_child("panic-with-a-hook-that-exits"));
    assert_eq!(
        (ended.code, ended.lines.len()),
        (Some(7), 5),
        "{}",
        ended.stderr
    );
    assert!(
        ended.stderr.contains("the program's own hook: "),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_panic_in_the_first_call_of_all_is_recorded() {
    let ended = run(&mut aborting_child("panic-first-of-all"));
    assert_eq!(
        (ended.code, calls(&ended)),
        (None, vec![("foreign", "panic")])
    );
}

#[test]
fn a_panic_that_aborts_says_what_is_lost_where_nothing_can_be_written() {
    let ended = run(&mut aborting_child("panic-to-nobody"));
    assert_eq!(ended.code, None);
    assert!(
        ended.stderr.contains("5 lines are lost"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("panicked at"), "{}", ended.stderr);
}
