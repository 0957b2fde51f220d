//! Outputs that fail under way: afterwards every audit line is there once, and what was said is true.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::Command;

use crate::scripted::{Scripted, assert_said_once, could, scripted, wait_until};
use crate::{Folder, numbers, parse};

fn lines_of(path: &Path) -> Vec<serde_json::Value> {
    parse(&fs::read(path).expect("the file is there"))
}

/// A file system of 1 MiB, where one may be mounted.
struct Mounted(Folder);

impl Mounted {
    fn new() -> Option<Self> {
        let folder = Folder::new();
        let mount = ["-t", "tmpfs", "-o", "size=1m", "tmpfs"];
        if could("mount", &mount, &folder.0) {
            return Some(Self(folder));
        }
        eprintln!("skipped: nothing may be mounted here (that takes root)");
        None
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        could("umount", &["--lazy"], &self.0.0);
    }
}

#[test]
fn after_a_full_disk_every_line_is_there_once_and_no_required_call_was_told_otherwise() {
    let Some(disk) = Mounted::new() else { return };
    let (path, filler) = (disk.0.path("audit.jsonl"), disk.0.path("filler"));
    let mut program = Scripted::start(&mut scripted("file", &[&path]));
    program.ask("audit 100");
    program.flush();
    let mut file = File::create(&filler).expect("it can be created");
    while file.write_all(&[0; 512]).is_ok() {}
    drop(file);
    program.ask("audit 1000");
    program.hear("cannot write to");
    let refused = program.ask("required 2");
    assert_eq!(
        refused.matches("No space left on device").count(),
        2,
        "{refused}"
    );
    assert!(program.ask("health").contains("No space left on device"));
    fs::remove_file(&filler).expect("it is there");
    program.flush();
    assert_eq!(program.ask("required 3"), "1102 1103 1104");
    let stderr = program.end();
    assert_said_once(
        &stderr,
        &format!("{}: No space left on device", path.display()),
    );
    assert_eq!(numbers(&lines_of(&path)), (0..1105).collect::<Vec<_>>());
}

#[test]
fn lines_wait_for_a_folder_that_was_removed_until_it_is_there_again() {
    let folder = Folder::new();
    let inner = folder.path("logs");
    fs::create_dir(&inner).expect("a folder");
    let path = inner.join("audit.jsonl");
    let mut program = Scripted::start(&mut scripted("file", &[&path]));
    program.ask("audit 10");
    program.flush();
    fs::remove_dir_all(&inner).expect("it is there");
    program.ask("audit 100");
    program.hear("cannot write to");
    let refused = program.ask("required 1");
    assert!(refused.contains("No such file or directory"), "{refused}");
    fs::create_dir(&inner).expect("a folder");
    program.flush();
    program.ask("audit 10");
    assert_said_once(&program.end(), "audit.jsonl: No such file or directory");
    assert_eq!(numbers(&lines_of(&path)), (10..121).collect::<Vec<_>>());
}

#[test]
fn lines_go_into_a_new_file_when_somebody_removed_or_moved_the_one_before() {
    let folder = Folder::new();
    let (path, moved) = (folder.path("audit.jsonl"), folder.path("audit.jsonl.1"));
    let mut program = Scripted::start(&mut scripted("file", &[&path]));
    program.ask("audit 10");
    program.flush();
    fs::remove_file(&path).expect("it is there");
    program.ask("durable 10");
    assert_eq!(numbers(&lines_of(&path)), (10..20).collect::<Vec<_>>());
    fs::rename(&path, &moved).expect("it is there");
    program.ask("durable 10");
    assert_eq!(numbers(&lines_of(&moved)), (10..20).collect::<Vec<_>>());
    assert_eq!(numbers(&lines_of(&path)), (20..30).collect::<Vec<_>>());
    assert_eq!(program.end(), "");
}

#[test]
fn lines_go_on_at_the_begin_of_a_file_that_somebody_copied_and_truncated() {
    let folder = Folder::new();
    let (path, copy) = (folder.path("audit.jsonl"), folder.path("audit.jsonl.1"));
    let mut program = Scripted::start(&mut scripted("file", &[&path]));
    program.ask("durable 10");
    fs::copy(&path, &copy).expect("it is there");
    File::create(&path).expect("it is truncated");
    program.ask("durable 10");
    assert_eq!(numbers(&lines_of(&copy)), (0..10).collect::<Vec<_>>());
    assert_eq!(numbers(&lines_of(&path)), (10..20).collect::<Vec<_>>());
    assert_eq!(program.end(), "");
}

#[test]
fn a_file_that_nobody_may_change_takes_lines_again_when_one_may() {
    let folder = Folder::new();
    let path = folder.path("audit.jsonl");
    let mut program = Scripted::start(&mut scripted("file", &[&path]));
    program.ask("durable 10");
    // Of root too, where the file system knows it.
    if !could("chattr", &["+i"], &path) {
        return eprintln!(
            "skipped: chattr +i is refused here (that takes root, and a file system that has it)"
        );
    }
    program.ask("audit 10");
    program.hear("cannot write to");
    let refused = program.ask("required 1");
    assert!(could("chattr", &["-i"], &path));
    assert!(refused.contains("Operation not permitted"), "{refused}");
    program.flush();
    assert_said_once(&program.end(), "audit.jsonl: Operation not permitted");
    assert_eq!(numbers(&lines_of(&path)), (0..21).collect::<Vec<_>>());
}

#[cfg(unix)]
#[test]
fn a_folder_that_one_may_not_write_to_takes_lines_again_when_one_may() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    const NOBODY: u32 = 65_534;
    let folder = Folder::new();
    let allow = |mode| fs::set_permissions(&folder.0, fs::Permissions::from_mode(mode));
    allow(0o777).expect("it is ours");
    let path = folder.path("audit.jsonl");
    let mut command = scripted("file", &[&path]);
    // Root may do everything.
    let is_root = fs::metadata("/proc/self").is_ok_and(|metadata| {
        use std::os::unix::fs::MetadataExt as _;
        metadata.uid() == 0
    });
    if is_root {
        // The program stands where only root may look.
        let program = folder.path("child");
        // Not by this process: whoever forks meanwhile would hold the copy open, and it could not run.
        assert!(could("cp", &[env!("CARGO_BIN_EXE_child")], &program));
        let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
        command = Command::new(program);
        command.args(arguments).uid(NOBODY);
    }
    let mut program = Scripted::start(&mut command);
    program.ask("durable 10");
    allow(0o555).expect("it is ours");
    let removed = fs::remove_file(&path);
    if removed.is_err_and(|error| error.kind() == ErrorKind::PermissionDenied) {
        allow(0o777).expect("it is ours");
        fs::remove_file(&path).expect("it is there");
        allow(0o555).expect("it is ours");
    }
    program.ask("audit 10");
    program.hear("Permission denied");
    allow(0o777).expect("it is ours");
    program.flush();
    assert_said_once(&program.end(), "audit.jsonl: Permission denied");
    assert_eq!(numbers(&lines_of(&path)), (10..20).collect::<Vec<_>>());
}

#[test]
fn lines_of_a_file_that_a_stopped_process_holds_wait_until_it_goes_on() {
    let folder = Folder::new();
    let path = folder.path("audit.jsonl");
    let mut program = Scripted::start(&mut scripted("file", &[&path]));
    program.ask("durable 10");
    let other = File::options()
        .append(true)
        .open(&path)
        .expect("it is there");
    other.lock().expect("nobody writes");
    program.ask("audit 10");
    program.hear("another process holds the file's lock");
    other.unlock().expect("it is locked");
    program.flush();
    assert_said_once(&program.end(), "another process holds the file's lock");
    wait_until("all lines", || numbers(&lines_of(&path)).len() == 20);
}
