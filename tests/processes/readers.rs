//! Readers that stall or go away: seen, and every line is read once when one comes back.

use std::fs::{self, File};
use std::io::Read;
use std::path::PathBuf;

use crate::scripted::{Scripted, assert_said_once, could, scripted};
use crate::{Folder, numbers, parse};

/// A named pipe.
fn pipe(folder: &Folder) -> PathBuf {
    let path = folder.path("pipe");
    assert!(could("mkfifo", &[], &path), "mkfifo is everywhere");
    path
}

fn lines(bytes: &[u8]) -> usize {
    bytes.split(|&byte| byte == b'\n').count() - 1
}

/// Reads until so many lines have come.
fn read_lines(reader: &mut File, bytes: &mut Vec<u8>, count: usize) {
    let mut piece = [0; 4096];
    let mut missing = count;
    while missing > 0 {
        let read = reader.read(&mut piece).expect("it is a pipe");
        assert!(read > 0, "the program has closed it");
        bytes.extend_from_slice(&piece[..read]);
        missing = missing.saturating_sub(lines(&piece[..read]));
    }
}

#[test]
fn a_reader_that_stalls_is_said_once_and_gets_every_line_when_it_comes_back() {
    let folder = Folder::new();
    let path = pipe(&folder);
    let mut program = Scripted::start(&mut scripted("file", &[&path]));
    let mut reader = File::open(&path).expect("the program writes");
    program.ask("audit 1000");
    program.hear("it takes nothing");
    assert_eq!(program.ask("audit 10"), "done", "no call waits");
    let slow = program.ask("required 1");
    assert!(slow.contains("it takes nothing"), "{slow}");
    let mut bytes = Vec::new();
    read_lines(&mut reader, &mut bytes, 1011);
    program.flush();
    assert_eq!(numbers(&parse(&bytes)), (0..1011).collect::<Vec<_>>());
    assert_said_once(&program.end(), "pipe: it takes nothing");
}

#[test]
fn another_reader_goes_on_at_the_byte_where_the_first_went_away() {
    let folder = Folder::new();
    let path = pipe(&folder);
    let mut program = Scripted::start(&mut scripted("file", &[&path]));
    let mut first = File::open(&path).expect("the program writes");
    program.ask("audit 1000");
    let mut bytes = Vec::new();
    read_lines(&mut first, &mut bytes, 10);
    drop(first);
    program.hear("Broken pipe");
    let mut second = File::open(&path).expect("the program writes");
    let missing = 1000 - lines(&bytes);
    read_lines(&mut second, &mut bytes, missing);
    program.flush();
    assert_eq!(numbers(&parse(&bytes)), (0..1000).collect::<Vec<_>>());
    assert_said_once(&program.end(), "pipe: Broken pipe");
}

#[test]
fn logs_that_nobody_reads_hold_up_no_audit() {
    let folder = Folder::new();
    let (pipe, path) = (pipe(&folder), folder.path("audit.jsonl"));
    let mut program = Scripted::start(&mut scripted("files", &[&pipe, &path]));
    let _reader = File::open(&pipe).expect("the program writes");
    program.ask("time 1000");
    program.hear("it takes nothing");
    assert_eq!(program.ask("durable 100"), "done");
    assert_eq!(
        numbers(&parse(&fs::read(&path).expect("it is there"))),
        (0..100).collect::<Vec<_>>()
    );
}

#[test]
fn memory_stays_within_the_budget_while_a_reader_stalls_and_calls_wait() {
    const LINES: u64 = 200_000;
    let folder = Folder::new();
    let path = pipe(&folder);
    let mut program = Scripted::start(&mut scripted("file", &[&path]));
    let mut reader = File::open(&path).expect("the program writes");
    let memory = |program: &mut Scripted| program.ask("memory").parse::<u64>().expect("a number");
    let before = memory(&mut program);
    program.ask(&format!("audit-by-4 {}", LINES / 4));
    program.hear("it takes nothing");
    // Most lines are recorded until the budget is full; then nobody gets on.
    let health = |program: &mut Scripted| program.ask("health");
    let mut seen = String::new();
    while seen != health(&mut program) {
        seen = health(&mut program);
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    let recorded: u64 = seen
        .split(' ')
        .next()
        .expect("a word")
        .parse()
        .expect("a number");
    assert!(recorded < LINES, "{recorded} lines fit into the budget");
    // The budget is 8 MiB of lines; chunks that are being filled and copies on the way come on top.
    let more = memory(&mut program) - before;
    assert!(more < 16 << 20, "{more} bytes");
    let mut bytes = Vec::new();
    read_lines(
        &mut reader,
        &mut bytes,
        usize::try_from(LINES).expect("few"),
    );
    program.ask("join");
    program.flush();
    assert_eq!(numbers(&parse(&bytes)), (0..LINES).collect::<Vec<_>>());
}
