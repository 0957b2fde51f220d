//! Processes that fork: the child's lines are its own, and the parent's the parent's.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use serde_json::Value;

use crate::{Temporary, child, is_frame, numbers, parse, parse_all, run};

/// The lines of each run.
fn runs(lines: &[Value]) -> BTreeMap<&str, Vec<&Value>> {
    let mut runs = BTreeMap::<_, Vec<_>>::new();
    for line in lines {
        let run = line["run"].as_str().expect("an id");
        runs.entry(run).or_default().push(line);
    }
    runs
}

#[test]
fn a_child_that_is_forked_while_threads_record_is_a_run_of_its_own_and_no_line_is_doubled() {
    let file = Temporary::new();
    let ended = run(child("forks").arg(&file.0));
    assert_eq!((ended.code, &*ended.stderr), (Some(0), ""));
    let lines = parse_all(&std::fs::read(&file.0).expect("the file is there"));
    let runs = runs(&lines);
    // One of the twenty children records nothing.
    assert_eq!(runs.len(), 20);
    for lines in runs.values() {
        let (frame, steps): (Vec<&Value>, Vec<_>) = lines.iter().partition(|line| is_frame(line));
        assert_eq!(frame.len(), 2, "{frame:?}");
        assert_eq!(frame[0]["event"], "recorder_started");
        assert_eq!(frame[1]["written"], steps.len());
        let mut counts = BTreeMap::<u64, u64>::new();
        for step in steps {
            let count = counts
                .entry(step["lane"].as_u64().expect("a number"))
                .or_default();
            *count += 1;
            assert_eq!(step["seq"], *count, "{step}");
        }
    }
    let steps = file.lines();
    let found = numbers(&steps);
    for child in 0..20 {
        assert!(found.binary_search(&child).is_ok(), "the parent's {child}");
        let of_child = found.iter().filter(|&&number| number >> 32 == 100 + child);
        assert_eq!(of_child.count() as u64, child * 10);
    }
    let ids: BTreeSet<_> = steps.iter().map(|line| line["span_id"].as_str()).collect();
    assert_eq!(ids.len(), steps.len(), "ids are drawn anew");
}

#[test]
fn children_that_are_forked_before_the_first_line_differ_in_run_and_ids() {
    let file = Temporary::new();
    let ended = run(child("forks-before-the-first-line").arg(&file.0));
    assert_eq!((ended.code, &*ended.stderr), (Some(0), ""));
    let lines = file.lines();
    assert_eq!(numbers(&lines), [1, 2, 3]);
    assert_eq!(runs(&lines).len(), 3);
    let traces: BTreeSet<_> = lines.iter().map(|line| line["trace_id"].as_str()).collect();
    assert_eq!(traces.len(), 3);
}

#[test]
fn a_child_that_is_forked_while_the_output_stalls_has_no_line_of_its_parent_and_ends() {
    let mut program = child("forks-under-a-stalled-output");
    let mut running = program
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the child runs");
    let mut said = BufReader::new(running.stderr.take().expect("piped")).lines();
    let mut said = || said.next().expect("a line").expect("UTF-8");
    let lost = said();
    assert!(lost.contains("1 line is lost"), "{lost}");
    assert_eq!(said(), "both have ended");
    let mut stdout = Vec::new();
    let mut pipe = running.stdout.take().expect("piped");
    pipe.read_to_end(&mut stdout).expect("it is read");
    assert!(running.wait().expect("it ends").success());
    assert_eq!(numbers(&parse(&stdout)), (0..2000).collect::<Vec<_>>());
}

#[test]
fn a_durable_line_of_a_child_is_on_disk_when_it_dies() {
    let file = Temporary::new();
    let ended = run(child("forks-a-durable-child").arg(&file.0));
    assert_eq!((ended.code, &*ended.stderr), (Some(0), ""));
    assert_eq!(numbers(&file.lines()), [1, 2]);
}

#[test]
fn a_writer_is_its_own_process_s_which_a_child_says_once() {
    let ended = run(&mut child("forks-with-a-writer"));
    assert_eq!(
        (ended.code, ended.lines.len()),
        (Some(0), 0),
        "{}",
        ended.stderr
    );
    assert_eq!(
        ended.stderr.matches("process which forked").count(),
        1,
        "{}",
        ended.stderr
    );
}
