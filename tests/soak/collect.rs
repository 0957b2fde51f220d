//! What was written: read, counted and removed while the load goes on.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;

/// The audit lines of both outputs.
pub(crate) struct Collector {
    /// Folders of each output, and how often each number was found there.
    outputs: [(Vec<PathBuf>, BTreeMap<u64, u32>); 2],
    others: Vec<String>,
}

impl Collector {
    pub(crate) fn new(folder: &Path) -> Self {
        let path = |name: &str| folder.join(name);
        Self {
            outputs: [
                (vec![path("first")], BTreeMap::new()),
                (vec![path("disk/second"), path("fallback")], BTreeMap::new()),
            ],
            others: Vec::new(),
        }
    }

    /// Reads the files that were set aside, at the end all, and removes them.
    pub(crate) fn collect(&mut self, is_end: bool) {
        for (folders, found) in &mut self.outputs {
            for folder in folders {
                // It may have vanished.
                let entries = fs::read_dir(folder).into_iter().flatten().flatten();
                for entry in entries {
                    if is_end || entry.file_name() != "audit.jsonl" {
                        collect_file(&entry.path(), found, &mut self.others);
                    }
                }
            }
        }
    }

    /// What is not as it should be, after so many calls.
    pub(crate) fn mistakes(&self, calls: u64) -> Vec<String> {
        let mut mistakes = self.others.clone();
        for ((_, found), name) in self.outputs.iter().zip(["first", "second"]) {
            let missing = (0..calls).filter(|number| !found.contains_key(number));
            let doubled = found.values().filter(|&&count| count > 1);
            let (missing, doubled) = (missing.count(), doubled.count());
            if missing + doubled > 0 || found.len() as u64 != calls {
                mistakes.push(format!(
                    "in the {name} output {missing} lines are missing, {doubled} doubled"
                ));
            }
        }
        mistakes
    }
}

fn collect_file(path: &Path, found: &mut BTreeMap<u64, u32>, others: &mut Vec<String>) {
    let Ok(mut file) = File::open(path) else {
        return;
    };
    // Whoever writes to it has the lock, and looks whether it is still there first.
    file.lock().expect("it can be locked");
    let mut text = String::new();
    if let Err(error) = file.read_to_string(&mut text) {
        others.push(format!("{}: {error}", path.display()));
    }
    if !text.is_empty() && !text.ends_with('\n') {
        others.push(format!("{} ends with a torn line", path.display()));
    }
    for line in text.lines() {
        match serde_json::from_str::<Value>(line) {
            Ok(value) => match value["input_features"]["number"].as_u64() {
                Some(number) => *found.entry(number).or_default() += 1,
                // The recorder's own.
                None if value["event"].as_str().is_some_and(is_frame) => {}
                None => others.push(format!("not an audit: {line}")),
            },
            Err(error) => others.push(format!("{error}: {line}")),
        }
    }
    fs::remove_file(path).expect("it was there");
}

/// Whether it is the event of a line that begins or ends a run.
fn is_frame(event: &str) -> bool {
    ["recorder_started", "recorder_stopped"].contains(&event)
}

/// The reader of the logs, which may stall.
pub(crate) struct Reader {
    path: PathBuf,
    /// Nobody reads while somebody else has it.
    pipe: Mutex<File>,
}

impl Reader {
    /// Returns when the load writes.
    pub(crate) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            pipe: Mutex::new(File::open(path).expect("a pipe")),
        }
    }

    /// Does not read for a while; another reader comes then, if asked.
    pub(crate) fn stall(&self, pause: Duration, is_other: bool) {
        let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
        std::thread::sleep(pause);
        if is_other {
            // For a moment there is none: the load still writes, so that this returns at once.
            *pipe = File::open("/dev/null").expect("it is everywhere");
            std::thread::sleep(pause / 2);
            *pipe = File::open(&self.path).expect("a pipe");
        }
    }

    /// Reads until the load has ended; how many lines of timed calls there were.
    pub(crate) fn read_all(&self) -> u64 {
        let (mut rest, mut lines) = (Vec::new(), 0);
        let mut piece = vec![0; 64 * 1024];
        loop {
            let count = {
                let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
                match pipe.read(&mut piece) {
                    Ok(count) => count,
                    Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                    Err(error) => panic!("a pipe: {error}"),
                }
            };
            rest.extend_from_slice(&piece[..count]);
            let end = rest.iter().rposition(|&byte| byte == b'\n');
            let end = end.map_or(0, |end| end + 1);
            for line in rest[..end].split_inclusive(|&byte| byte == b'\n') {
                let value: Value = serde_json::from_slice(line).expect("no line is torn");
                lines += u64::from(value["event"] == "execution");
            }
            rest.drain(..end);
            if count == 0 {
                assert!(rest.is_empty(), "the last line is torn");
                return lines;
            }
        }
    }
}
