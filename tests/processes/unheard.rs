//! Ends of programs that nobody listens to: they come, and what is lost is said.

use std::process::{Command, Stdio};

use crate::{aborting_child, child};

/// A way to end, and the program that has it.
type End = (&'static str, fn(&str) -> Command);

/// Programs that end in each way, side by side, and what becomes of those who nobody listens to: the code and
/// what is said.
fn end_unheard(hang_up: bool) -> Vec<(&'static str, Option<i32>, String)> {
    let ends: [End; 7] = [
        ("return", child),
        ("exit", child),
        ("exit-from-a-thread", child),
        ("panic", child),
        ("panic-in-a-thread", child),
        ("panic-out-of-c", child),
        ("panic", aborting_child),
    ];
    let running: Vec<_> = ends
        .into_iter()
        .map(|(end, program)| {
            let mut program = program(end);
            program.args(["4", "20000", "ended"]);
            program.stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut running = program.spawn().expect("the child runs");
            let stdout = running.stdout.take().filter(|_| !hang_up);
            (end, running, stdout)
        })
        .collect();
    let ended = running.into_iter().map(|(end, running, _stdout)| {
        let ended = running.wait_with_output().expect("it ends");
        let stderr = String::from_utf8(ended.stderr).expect("UTF-8");
        (end, ended.status.code(), stderr)
    });
    ended.collect()
}

#[test]
fn every_end_comes_within_its_limit_and_says_what_is_lost_where_a_reader_stalls() {
    // Nobody reads: the ends come all the same, or this hangs.
    for (end, code, stderr) in end_unheard(false) {
        assert!(
            stderr.contains("lines are lost at the end of the process"),
            "{end}: {stderr}"
        );
        assert!(stderr.contains("`exit_timeout`"), "{end}: {stderr}");
        assert!(
            code.is_none_or(|code| [0, 7, 101].contains(&code)),
            "{end}: {code:?}"
        );
    }
}

#[test]
fn every_end_comes_at_once_and_says_what_is_lost_where_a_reader_is_gone() {
    for (end, code, stderr) in end_unheard(true) {
        assert!(
            stderr.contains("lines are lost at the end of the process"),
            "{end}: {stderr}"
        );
        assert!(!stderr.contains("`exit_timeout`"), "{end}: {stderr}");
        assert!(
            code.is_none_or(|code| [0, 7, 101].contains(&code)),
            "{end}: {code:?}"
        );
    }
}
