//! `exit_on_signals`: all lines are written, and a second signal does not wait for them.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStderr, Stdio};

use crate::{child, numbers, parse};

/// A program that has begun to record, and its stderr.
fn begin(scenario: &str) -> (Child, BufReader<ChildStderr>) {
    let mut program = child(scenario);
    let mut running = program
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the child runs");
    let mut stderr = BufReader::new(running.stderr.take().expect("piped"));
    let mut said = String::new();
    stderr.read_line(&mut said).expect("it says something");
    assert_eq!(said, "recording\n");
    (running, stderr)
}

#[expect(unsafe_code, reason = "the standard library sends SIGKILL only")]
fn send(signal: i32, to: &Child) {
    let process = i32::try_from(to.id()).expect("an id");
    // SAFETY: it has no memory to do anything to.
    assert_eq!(unsafe { libc::kill(process, signal) }, 0);
}

#[test]
fn a_signal_ends_the_process_with_its_number_and_every_line_written() {
    for (signal, code) in [(libc::SIGTERM, 143), (libc::SIGINT, 130)] {
        let (mut running, mut stderr) = begin("signals");
        send(signal, &running);
        let mut stdout = Vec::new();
        let mut pipe = running.stdout.take().expect("piped");
        pipe.read_to_end(&mut stdout).expect("it is read");
        assert_eq!(running.wait().expect("it ends").code(), Some(code));
        let found = numbers(&parse(&stdout));
        assert!(found.len() > 1000);
        assert_eq!(found, (0..found.len() as u64).collect::<Vec<_>>());
        let mut said = String::new();
        stderr.read_to_string(&mut said).expect("UTF-8");
        assert_eq!(said, "");
    }
}

#[test]
fn a_second_signal_ends_the_process_at_once() {
    let (mut running, _stderr) = begin("signals-with-a-stalled-output");
    // Nobody reads stdout: the first one waits for ten minutes.
    while running.try_wait().expect("it is there").is_none() {
        send(libc::SIGTERM, &running);
        std::thread::yield_now();
    }
    assert_eq!(running.wait().expect("it ends").code(), Some(143));
}
