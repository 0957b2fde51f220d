//! However a process ends, all lines of calls that ended before are there, without a guard.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Ended, aborting_child, child, number, numbers, run};

fn assert_all(ended: &Ended, code: i32) {
    assert_eq!(ended.code, Some(code), "{}", ended.stderr);
    assert_eq!(numbers(&ended.lines), (0..100_000).collect::<Vec<_>>());
}

#[test]
fn all_lines_of_four_threads_are_there_when_main_returns() {
    assert_all(&run(&mut child("return")), 0);
}

#[test]
fn all_lines_are_there_after_exit() {
    assert_all(&run(&mut child("exit")), 7);
}

#[test]
fn all_lines_are_there_after_exit_from_another_thread() {
    assert_all(&run(&mut child("exit-from-a-thread")), 7);
}

#[test]
fn all_lines_are_there_after_a_panic_in_main() {
    assert_all(&run(&mut child("panic")), 101);
}

#[test]
fn all_lines_are_there_after_a_panic_in_a_thread() {
    assert_all(&run(&mut child("panic-in-a-thread")), 0);
}

/// The process was aborted, with all lines written.
fn assert_all_before_abort(ended: &Ended) {
    assert_eq!(ended.code, None, "{}", ended.stderr);
    assert_eq!(numbers(&ended.lines), (0..100_000).collect::<Vec<_>>());
}

#[test]
fn all_lines_are_there_after_a_panic_while_unwinding() {
    assert_all_before_abort(&run(&mut child("panic-while-unwinding")));
}

#[test]
fn all_lines_are_there_after_a_panic_out_of_a_foreign_function() {
    assert_all_before_abort(&run(&mut child("panic-out-of-c")));
}

#[test]
fn all_lines_are_there_after_a_panic_that_aborts() {
    assert_all_before_abort(&run(&mut aborting_child("panic")));
}

#[test]
fn exit_does_not_wait_for_a_lock_on_stdout() {
    assert_all(&run(&mut child("exit-under-the-stdout-lock")), 7);
}

#[test]
fn exit_from_inside_of_the_writer_does_not_hang_and_says_what_is_lost() {
    let ended = run(&mut child("exit-from-the-writer"));
    assert_eq!(ended.code, Some(7));
    assert!(ended.stderr.contains("1 line"), "{}", ended.stderr);
}

/// The audit lines of each lane are counted: a gap would show a loss.
fn counts(lines: &[Value]) -> BTreeMap<u64, Vec<u64>> {
    let mut counts = BTreeMap::<u64, Vec<u64>>::new();
    for line in lines {
        let field = |name: &str| line[name].as_u64().expect("a number");
        counts.entry(field("lane")).or_default().push(field("seq"));
    }
    counts
}

#[test]
fn threads_that_still_record_lose_nothing_that_ended_before_the_exit() {
    let ended = run(&mut child("exit-while-recording"));
    assert_eq!(ended.code, Some(7), "{}", ended.stderr);
    let lanes = counts(&ended.lines);
    assert_eq!(lanes.len(), 4);
    for (lane, seqs) in lanes {
        assert!(seqs.len() > 25_000, "lane {lane} has {} lines", seqs.len());
        assert_eq!(
            seqs,
            (1..=seqs.len() as u64).collect::<Vec<_>>(),
            "lane {lane}"
        );
    }
    let mut calls = BTreeMap::<u64, Vec<u64>>::new();
    for number in ended.lines.iter().map(number) {
        calls
            .entry(number >> 32)
            .or_default()
            .push(number & 0xffff_ffff);
    }
    for calls in calls.values() {
        assert_eq!(*calls, (0..calls.len() as u64).collect::<Vec<_>>());
    }
}

#[test]
fn thousands_of_short_lived_threads_lose_nothing() {
    let ended = run(&mut child("short-threads"));
    assert_eq!(numbers(&ended.lines), (0..3000).collect::<Vec<_>>());
    assert_eq!(counts(&ended.lines).len(), 3000, "each thread is a lane");
}

#[test]
fn thread_local_destructors_may_record() {
    let ended = run(&mut child("thread-local-destructor"));
    assert_eq!(
        numbers(&ended.lines),
        (0..50).chain(1000..1050).collect::<Vec<_>>()
    );
}
