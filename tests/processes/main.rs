//! Whole processes: what they leave behind, whichever way they end and whatever their outputs do.

mod delivery;
mod ends;
mod faults;
#[cfg(unix)]
mod forks;
mod formats;
mod frame;
mod idle;
#[cfg(unix)]
mod kills;
mod outputs;
mod pairs;
mod panics;
mod readers;
mod rotation;
mod scripted;
mod setups;
#[cfg(unix)]
mod signals;
mod unheard;

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

/// The program in `child/`, which does what its argument says.
fn child(scenario: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_child"));
    configured(&mut command, scenario);
    command
}

/// The same program and the recorder in it, built to abort on panics.
fn aborting_child(scenario: &str) -> Command {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| {
        let mut cargo = Command::new(env!("CARGO"));
        let built = cargo
            .args(["build", "--quiet", "--locked", "--profile", "abort"])
            .args(["--package", "flight-recorder-tests", "--bin", "child"])
            .args(["--message-format", "json"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs");
        let stderr = String::from_utf8_lossy(&built.stderr);
        assert!(built.status.success(), "{stderr}");
        let messages = String::from_utf8(built.stdout).expect("UTF-8");
        let messages = messages.lines().map(serde_json::from_str::<Value>);
        messages
            .filter_map(Result::ok)
            .find_map(|message| message["executable"].as_str().map(str::to_owned))
            .expect("an executable")
    });
    let mut command = Command::new(program);
    configured(&mut command, scenario);
    command
}

/// A program with its scenario, in an environment without our variables.
fn configured<'c>(command: &'c mut Command, scenario: &str) -> &'c mut Command {
    command.arg(scenario).stdin(Stdio::null());
    for name in [
        "LEVEL",
        "LOGS",
        "AUDIT",
        "FORMAT",
        "SERVICE",
        "CONTENT",
        "HASH_KEY",
        "GCP_PROJECT",
        "EMF_NAMESPACE",
    ] {
        command.env_remove(format!("FLIGHT_RECORDER_{name}"));
    }
    command
}

/// What a program wrote.
struct Ended {
    /// But for the frame.
    lines: Vec<Value>,
    /// The lines that begin and end a run.
    frame: Vec<Value>,
    stderr: String,
    code: Option<i32>,
}

fn run(command: &mut Command) -> Ended {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("the child runs");
    let stderr = String::from_utf8(stderr).expect("UTF-8");
    let (frame, lines) = parse_all(&stdout).into_iter().partition(is_frame);
    Ended {
        lines,
        frame,
        stderr,
        code: status.code(),
    }
}

/// Whether a line begins or ends a run.
fn is_frame(line: &Value) -> bool {
    line["event"] == "recorder_started" || line["event"] == "recorder_stopped"
}

/// Each line but the frame as JSON; none is torn, and the last one ends too.
fn parse(bytes: &[u8]) -> Vec<Value> {
    let mut lines = parse_all(bytes);
    lines.retain(|line| !is_frame(line));
    lines
}

fn parse_all(bytes: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    assert!(
        text.is_empty() || text.ends_with('\n'),
        "the last line is torn"
    );
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

/// A path of this test's own, with nothing at it.
fn temporary() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!(
        "flight-recorder-{}-{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    std::env::temp_dir().join(name)
}

/// A folder of this test's own.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = temporary();
        std::fs::create_dir(&path).expect("a temporary folder");
        Self(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A file of this test's own, which is not there yet.
struct Temporary(PathBuf);

impl Temporary {
    fn new() -> Self {
        Self(temporary().with_extension("jsonl"))
    }

    fn lines(&self) -> Vec<Value> {
        parse(&std::fs::read(&self.0).expect("the file is there"))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn number(line: &Value) -> u64 {
    line["input_features"]["number"]
        .as_u64()
        .unwrap_or_else(|| panic!("no number: {line}"))
}

/// The numbers of all lines, each exactly once.
fn numbers(lines: &[Value]) -> Vec<u64> {
    let mut numbers: Vec<u64> = lines.iter().map(number).collect();
    numbers.sort_unstable();
    let count = numbers.len();
    numbers.dedup();
    assert_eq!(numbers.len(), count, "a line is doubled");
    numbers
}
