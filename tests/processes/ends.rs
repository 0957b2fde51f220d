//! However a process ends, all lines of calls that ended before are there, without a guard.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::{aborting_child, child, numbers, run};

/// One of so many lines is parsed: what is missing in the middle shows in numbers and counts too.
const PARSED: u64 = 16;

/// The number behind a key, in a line of hundreds of thousands: parsing them all would take minutes.
fn number_of(line: &str, key: &str) -> Option<u64> {
    let (_, rest) = line.split_once(key)?;
    let end = rest.find(|of: char| !of.is_ascii_digit())?;
    rest[..end].parse().ok()
}

/// How a program ended, and of which of its threads' calls there are lines.
struct Counted {
    code: Option<i32>,
    /// Of each thread, the numbers of its calls.
    calls: BTreeMap<u64, Vec<u64>>,
    stderr: String,
}

/// Runs a program, reads its lines, each of which is whole, and finds no gap in the counts of its lanes.
fn count(command: &mut Command) -> Counted {
    let mut running = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the child runs");
    let mut stderr = running.stderr.take().expect("piped");
    let listening = std::thread::spawn(move || {
        let mut said = String::new();
        stderr.read_to_string(&mut said).map(|_| said)
    });
    let mut stdout = BufReader::new(running.stdout.take().expect("piped"));
    let (mut calls, mut counts) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, u64>::new());
    let mut line = String::new();
    while stdout.read_line(&mut line).expect("UTF-8") > 0 {
        let is_whole = line.starts_with("{\"timestamp\":\"") && line.ends_with("}\n");
        assert!(is_whole, "torn: {line}");
        if let Some(number) = number_of(&line, "\"number\":") {
            let thread_lane = number_of(&line, "\"lane\":").expect("a number");
            let count = counts.entry(thread_lane).or_default();
            *count += 1;
            assert_eq!(number_of(&line, "\"seq\":"), Some(*count), "{line}");
            calls
                .entry(number >> 32)
                .or_default()
                .push(number & 0xffff_ffff);
            if count.is_multiple_of(PARSED) {
                serde_json::from_str::<Value>(&line)
                    .unwrap_or_else(|error| panic!("{error}: {line}"));
            }
        } else {
            assert!(line.contains("\"event\":\"recorder_"), "{line}");
        }
        line.clear();
    }
    Counted {
        code: running.wait().expect("it ends").code(),
        calls,
        stderr: listening.join().expect("no panic").expect("UTF-8"),
    }
}

/// Of one thread and of four, which have ended or still record: 200,000 calls at least. Every call that ended
/// before the end began has its line, and none has two.
fn assert_nothing_is_lost(program: fn(&str) -> Command, end: &str, code: Option<i32>) {
    for (threads, fate) in [
        ("1", "ended"),
        ("4", "ended"),
        ("1", "alive"),
        ("4", "alive"),
    ] {
        let Counted {
            code: found,
            calls,
            stderr,
        } = count(program(end).args([threads, "200000", fate]));
        assert_eq!(found, code, "{end}, {threads} {fate}: {stderr}");
        let before = stderr
            .lines()
            .find_map(|line| line.strip_prefix("calls before the end: "));
        let before: Vec<usize> = serde_json::from_str(before.expect("it says so")).expect("a list");
        assert!(before.iter().sum::<usize>() >= 200_000, "{before:?}");
        for (thread, before) in before.into_iter().enumerate() {
            let of_thread = &calls[&(thread as u64)];
            let is_whole = of_thread.iter().copied().eq(0..of_thread.len() as u64);
            assert!(is_whole, "{end}, {threads} {fate}, thread {thread}");
            let count = of_thread.len();
            assert!(
                if fate == "ended" {
                    count == before
                } else {
                    count >= before
                },
                "{end}, {threads} {fate}, thread {thread}: {count} lines of {before} calls"
            );
        }
    }
}

#[test]
fn nothing_is_lost_when_main_returns() {
    assert_nothing_is_lost(child, "return", Some(0));
}

#[test]
fn nothing_is_lost_by_exit() {
    assert_nothing_is_lost(child, "exit", Some(7));
}

#[test]
fn nothing_is_lost_by_exit_from_another_thread() {
    assert_nothing_is_lost(child, "exit-from-a-thread", Some(7));
}

#[test]
fn nothing_is_lost_by_a_panic_in_main() {
    assert_nothing_is_lost(child, "panic", Some(101));
}

#[test]
fn nothing_is_lost_by_a_panic_in_a_thread() {
    assert_nothing_is_lost(child, "panic-in-a-thread", Some(0));
}

#[test]
fn nothing_is_lost_by_a_panic_while_unwinding() {
    assert_nothing_is_lost(child, "panic-while-unwinding", None);
}

#[test]
fn nothing_is_lost_by_a_panic_out_of_a_foreign_function() {
    assert_nothing_is_lost(child, "panic-out-of-c", None);
}

#[test]
fn nothing_is_lost_by_a_panic_in_main_that_aborts() {
    assert_nothing_is_lost(aborting_child, "panic", None);
}

#[test]
fn nothing_is_lost_by_a_panic_in_a_thread_that_aborts() {
    assert_nothing_is_lost(aborting_child, "panic-in-a-thread", None);
}

#[test]
fn exit_does_not_wait_for_a_lock_on_stdout() {
    let ended = count(&mut child("exit-under-the-stdout-lock"));
    assert_eq!(
        (ended.code, ended.calls[&0].len()),
        (Some(7), 1000),
        "{}",
        ended.stderr
    );
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
