//! Files that rotate: all lines are in them once, and no more files than are to be kept.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde_json::Value;

use crate::scripted::{Scripted, could, scripted, wait_until};
use crate::{Folder, number, numbers, parse};

/// The files of a folder, in the order of their names: those set aside by time, the last one that is
/// written to.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("it is there").path())
        .collect();
    files.sort_unstable();
    files
}

fn lines_of(files: &[PathBuf]) -> Vec<Value> {
    let lines = files
        .iter()
        .flat_map(|file| parse(&fs::read(file).expect("it is there")));
    lines.collect()
}

#[test]
fn a_file_that_rotates_under_load_has_every_line_once_in_files_of_the_size() {
    let folder = Folder::new();
    let path = folder.path("audit.jsonl");
    let mut program = Scripted::start(&mut scripted("rotating", &[&path]));
    program.ask("audit-by-4 2000");
    program.ask("join");
    program.flush();
    assert_eq!(program.end(), "");
    let files = files(&folder.0);
    assert!(files.len() > 20, "{files:?}");
    for file in &files {
        let length = fs::metadata(file).expect("it is there").len();
        assert!(length <= 64 << 10, "{} has {length} bytes", file.display());
    }
    let lines = lines_of(&files);
    assert_eq!(numbers(&lines), (0..8000).collect::<Vec<_>>());
    // Their names sort by time: each thread's lines come in their order.
    for lane in 1..=4 {
        let lane = lines.iter().filter(|line| line["lane"] == lane);
        assert!(lane.map(|line| line["seq"].as_u64()).is_sorted());
    }
}

#[test]
fn several_processes_may_share_a_file_that_rotates() {
    const PROCESSES: usize = 3;
    let folder = Folder::new();
    let path = folder.path("audit.jsonl");
    let start = || Scripted::start(&mut scripted("rotating", &[&path]));
    let mut programs: Vec<Scripted> = (0..PROCESSES).map(|_| start()).collect();
    for program in &mut programs {
        program.ask("audit-by-4 1000");
    }
    for mut program in programs {
        program.ask("join");
        program.flush();
        assert_eq!(program.end(), "");
    }
    let files = files(&folder.0);
    assert!(files.len() > 20, "{files:?}");
    let mut found: Vec<u64> = lines_of(&files).iter().map(number).collect();
    found.sort_unstable();
    let expected: Vec<u64> = (0..4000).flat_map(|number| [number; PROCESSES]).collect();
    assert!(found == expected, "{} lines", found.len());
}

/// The lines of compressed files and of the one that is written to.
fn lines_of_compressed(files: &[PathBuf]) -> Vec<Value> {
    let lines = files.iter().flat_map(|file| {
        let bytes = fs::read(file).expect("it is there");
        if file.extension().is_none_or(|extension| extension != "gz") {
            return parse(&bytes);
        }
        let mut lines = Vec::new();
        let mut whole = GzDecoder::new(&*bytes);
        whole.read_to_end(&mut lines).expect("it is whole");
        parse(&lines)
    });
    lines.collect()
}

#[test]
fn rotated_files_are_compressed_in_time_by_whichever_of_two_processes_and_after_one_was_killed() {
    let folder = Folder::new();
    let path = folder.path("audit.jsonl");
    let start = || Scripted::start(&mut scripted("rotating-gzip", &[&path]));
    let (mut first, mut second, mut killed) = (start(), start(), start());
    for program in [&mut first, &mut second, &mut killed] {
        program.ask("audit-by-4 500");
    }
    for program in [&mut first, &mut second, &mut killed] {
        program.ask("join");
        program.flush();
    }
    drop(killed);
    first.end();
    second.end();
    // What was not finished when they ended is by the next.
    let last = start();
    let is_rest = |file: &PathBuf| file.extension().is_some_and(|extension| extension != "gz");
    wait_until("compressed files", || {
        files(&folder.0).iter().filter(|file| is_rest(file)).count() == 1
    });
    assert_eq!(last.end(), "");
    let mut found: Vec<u64> = lines_of_compressed(&files(&folder.0))
        .iter()
        .map(number)
        .collect();
    found.sort_unstable();
    let expected: Vec<u64> = (0..2000).flat_map(|number| [number; 3]).collect();
    assert!(found == expected, "{} lines", found.len());
}

#[test]
fn durable_lines_are_on_disk_on_either_side_of_a_rotation() {
    let folder = Folder::new();
    let path = folder.path("audit.jsonl");
    let mut program = Scripted::start(&mut scripted("rotating", &[&path]));
    program.ask("durable 500");
    let lines = lines_of(&files(&folder.0));
    assert_eq!(numbers(&lines), (0..500).collect::<Vec<_>>());
}

#[test]
fn no_more_files_stay_than_are_to_be_kept_and_those_are_the_newest() {
    let folder = Folder::new();
    let (path, foreign) = (
        folder.path("audit.jsonl"),
        folder.path("audit.backup.jsonl"),
    );
    fs::write(&foreign, "").expect("a temporary file");
    let mut program = Scripted::start(&mut scripted("keeping-files", &[&path]));
    program.ask("audit 1000");
    program.flush();
    program.end();
    assert!(foreign.exists(), "it is not ours");
    fs::remove_file(&foreign).expect("it is there");
    let files = files(&folder.0);
    assert_eq!(files.len(), 4, "{files:?}");
    let left = numbers(&lines_of(&files));
    let first = left[0];
    assert_eq!(left, (first..1000).collect::<Vec<_>>());
}

#[test]
fn no_more_bytes_stay_than_are_to_be_kept() {
    let folder = Folder::new();
    let path = folder.path("audit.jsonl");
    let mut program = Scripted::start(&mut scripted("keeping-bytes", &[&path]));
    program.ask("audit 1000");
    program.flush();
    program.end();
    let files = files(&folder.0);
    let lengths = files
        .iter()
        .map(|file| fs::metadata(file).expect("it is there").len());
    let bytes: u64 = lengths.sum();
    assert!(
        (32 << 10..=64 << 10).contains(&bytes),
        "{bytes} in {files:?}"
    );
    assert!(numbers(&lines_of(&files)).ends_with(&[998, 999]));
}

#[test]
fn a_file_that_cannot_be_set_aside_takes_lines_all_the_same_which_is_said_once() {
    let folder = Folder::new();
    let path = folder.path("audit.jsonl");
    let mut program = Scripted::start(&mut scripted("rotating", &[&path]));
    // Then it can be appended to and not renamed, by root neither.
    if !could("chattr", &["+a"], &path) {
        return eprintln!("skipped: chattr +a is refused here (that takes root)");
    }
    program.ask("audit 1000");
    program.flush();
    let stderr = program.end();
    assert!(could("chattr", &["-a"], &path));
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(
        stderr.contains("cannot rotate") && stderr.contains("not permitted"),
        "{stderr}"
    );
    let files = files(&folder.0);
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(numbers(&lines_of(&files)), (0..1000).collect::<Vec<_>>());
}

#[test]
fn what_cannot_rotate_is_an_error_that_says_what_to_write() {
    let folder = Folder::new();
    let paths = [folder.path("a"), folder.path("b")];
    for (outputs, name, advice) in [
        ("rotating-stdout", "stdout", "Output::file(path).rotate(…)"),
        ("keeping-all", "/a", "Rotate::daily()"),
        ("pair-with-fallback", "/b", "Output::both(a.or(c), b)"),
    ] {
        let mut program = Scripted::start(&mut scripted(outputs, &paths));
        let error = program.answer();
        assert!(error.starts_with("init: cannot open the output"), "{error}");
        assert!(error.contains(name) && error.contains(advice), "{error}");
    }
}
