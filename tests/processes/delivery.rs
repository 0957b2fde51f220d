//! `delivery = "durable"` and `"required"`: what a call that has returned promises.

use crate::{Temporary, child, numbers, run};

#[test]
fn a_durable_line_is_there_when_the_process_dies_right_after_the_call() {
    let file = Temporary::new();
    let ended = run(child("durable").arg(&file.0));
    assert_eq!(ended.code, None, "it was aborted: {}", ended.stderr);
    assert_eq!(numbers(&file.lines()), (0..160).collect::<Vec<_>>());
}

#[test]
fn a_durable_line_of_an_async_step_is_there_when_its_future_is_done() {
    let file = Temporary::new();
    let ended = run(child("durable-async").arg(&file.0));
    assert_eq!(ended.code, None, "it was aborted: {}", ended.stderr);
    let lines = file.lines();
    assert_eq!(numbers(&lines), (0..50).collect::<Vec<_>>());
    // Each call knows its own id, although all waited on one thread.
    for line in lines
        .iter()
        .filter(|line| line["event"] == "prediction_audit")
    {
        let said = format!(
            "{} is {}\n",
            line["input_features"]["number"],
            line["span_id"].as_str().expect("an id")
        );
        assert!(ended.stderr.contains(&said), "{said}: {}", ended.stderr);
    }
}

#[test]
fn a_required_line_that_cannot_be_written_makes_the_call_an_error_and_leaves_other_errors() {
    let ended = run(&mut child("required-fails"));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(
        ended.stderr.matches("refused: the audit record").count(),
        2,
        "{}",
        ended.stderr
    );
    assert!(
        ended.stderr.contains("/dev/full: No space left on device"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_required_line_is_waited_for_no_longer_than_the_timeout() {
    let ended = run(&mut child("required-in-time"));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("`required_timeout`"),
        "{}",
        ended.stderr
    );
}
