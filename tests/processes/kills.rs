//! SIGKILL, which leaves no time for anything: a call of `delivery = "durable"` that has returned has its line.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::Value;

use crate::{Temporary, child, number};

const KILLS: u64 = 50;

#[test]
fn a_durable_call_that_has_returned_has_its_line_whenever_the_process_is_killed() {
    let file = Temporary::new();
    let mut acknowledged = BTreeSet::new();
    for run in 0..KILLS {
        let mut program = child("durable-until-killed");
        let mut running = program
            .arg(&file.0)
            .arg(run.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the child runs");
        let mut answers = BufReader::new(running.stdout.take().expect("piped")).lines();
        // Somewhere between the first calls and a few hundred, at no moment that the program knows.
        for _ in 0..=run * run % 97 {
            acknowledged.insert(answers.next().expect("an answer").expect("UTF-8"));
        }
        running.kill().expect("it runs");
        running.wait().expect("it ends");
        // What it had answered and nobody had read.
        acknowledged.extend(
            answers
                .map_while(Result::ok)
                .filter(|answer| answer.ends_with('.')),
        );
    }
    // The last process may have left a torn line, and nobody has repaired it yet.
    let content = std::fs::read_to_string(&file.0).expect("UTF-8");
    let whole = content
        .split_inclusive('\n')
        .filter(|line| line.ends_with('\n'));
    let lines: Vec<Value> = whole
        .map(|line| serde_json::from_str(line).expect(line))
        .collect();
    let audits = lines
        .iter()
        .filter(|line| line["event"] == "prediction_audit");
    let found: BTreeSet<_> = audits.map(|line| format!("{}.", number(line))).collect();
    assert!(acknowledged.len() as u64 > KILLS);
    let lost: Vec<_> = acknowledged.difference(&found).collect();
    assert!(lost.is_empty(), "{lost:?}");
}
