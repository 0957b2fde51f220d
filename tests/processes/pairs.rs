//! Two outputs at once, and one in the place of another.

use std::fs;
use std::path::Path;

use crate::scripted::{Scripted, assert_said_once, could, scripted, wait_until};
use crate::{Folder, numbers, parse};

fn numbers_of(path: &Path) -> Vec<u64> {
    numbers(&parse(&fs::read(path).unwrap_or_default()))
}

fn all(count: u64) -> Vec<u64> {
    (0..count).collect()
}

#[test]
fn each_of_two_outputs_has_every_line_and_each_is_counted_once() {
    let folder = Folder::new();
    let (first, second) = (folder.path("first"), folder.path("second"));
    let mut program = Scripted::start(&mut scripted("both", &[&first, &second]));
    program.ask("audit-by-4 1000");
    program.ask("join");
    program.flush();
    assert_eq!(program.ask("health"), "4000 4000 0 None");
    assert_eq!(program.ask("required 1"), "4000");
    assert_eq!(
        (numbers_of(&first), numbers_of(&second)),
        (all(4001), all(4001))
    );
    assert_eq!(program.end(), "");
}

#[test]
fn one_of_two_outputs_goes_on_while_the_other_fails_which_has_every_line_afterwards() {
    let folder = Folder::new();
    let inner = folder.path("inner");
    let (first, second) = (inner.join("first"), folder.path("second"));
    fs::create_dir(&inner).expect("a folder");
    let mut program = Scripted::start(&mut scripted("both", &[&first, &second]));
    program.ask("audit 10");
    program.flush();
    fs::rename(&inner, folder.path("elsewhere")).expect("it is there");
    program.ask("audit 990");
    program.hear("cannot write to");
    let refused = program.ask("required 1");
    assert!(
        refused.contains("first: No such file"),
        "both are promised: {refused}"
    );
    assert_eq!(numbers_of(&second), all(1001));
    assert!(
        program.ask("health").starts_with("1001 10 0 "),
        "both count"
    );
    fs::create_dir(&inner).expect("a folder");
    program.flush();
    assert_eq!(numbers_of(&first), (10..1001).collect::<Vec<_>>());
    assert_said_once(&program.end(), "first: No such file");
}

#[test]
fn a_fallback_takes_lines_from_the_start_until_the_first_output_can_be_opened() {
    let folder = Folder::new();
    let inner = folder.path("inner");
    let (first, second) = (inner.join("first"), folder.path("second"));
    let mut program = Scripted::start(&mut scripted("or", &[&first, &second]));
    program.ask("durable 10");
    assert_eq!(numbers_of(&second), all(10));
    fs::create_dir(&inner).expect("a folder");
    let mut count = 10;
    while !first.exists() {
        assert_eq!(program.ask("required 1"), count.to_string());
        count += 1;
    }
    let split = count - 1;
    program.ask("audit 10");
    program.flush();
    assert_eq!(numbers_of(&second), all(split));
    assert_eq!(numbers_of(&first), (split..count + 10).collect::<Vec<_>>());
    let stderr = program.end();
    assert_said_once(&stderr, "first: No such file");
    let meanwhile = format!("lines go to {}", second.display());
    assert!(stderr.contains(&meanwhile), "{stderr}");
}

#[test]
fn a_fallback_and_its_output_have_every_line_once_between_them_whatever_comes_and_goes() {
    let folder = Folder::new();
    let (inner, aside) = (folder.path("inner"), folder.path("aside"));
    let (first, second) = (inner.join("first"), folder.path("second"));
    fs::create_dir(&inner).expect("a folder");
    let mut program = Scripted::start(&mut scripted("or", &[&first, &second]));
    for round in 1..=5 {
        program.ask("audit-by-4 500");
        fs::rename(&inner, &aside).expect("it is there");
        program.ask("durable 20");
        program.ask("join");
        fs::rename(&aside, &inner).expect("it is there");
        program.ask("audit 10");
        program.flush();
        assert!(
            fs::metadata(&second).expect("it is there").len() > 0,
            "round {round}"
        );
    }
    program.end();
    let mut found = [numbers_of(&first), numbers_of(&second)].concat();
    found.sort_unstable();
    assert_eq!(found, all(5 * 2030));
}

#[test]
fn a_fallback_takes_what_a_reader_that_stalls_does_not() {
    let folder = Folder::new();
    let (pipe, second) = (folder.path("pipe"), folder.path("second"));
    assert!(could("mkfifo", &[], &pipe), "mkfifo is everywhere");
    let mut program = Scripted::start(&mut scripted("or", &[&pipe, &second]));
    let mut reader = fs::File::open(&pipe).expect("the program writes");
    program.ask("audit 1000");
    program.hear("it takes nothing");
    program.ask("audit 1000");
    wait_until("lines in the fallback", || numbers_of(&second).len() > 1000);
    let reading = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut reader, &mut bytes).expect("it is a pipe");
        bytes
    });
    program.flush();
    assert_said_once(&program.end(), "pipe: it takes nothing");
    let bytes = reading.join().expect("no panic");
    let mut found = [numbers(&parse(&bytes)), numbers_of(&second)].concat();
    found.sort_unstable();
    assert_eq!(found, all(2000));
}
