//! Driving `child/scripted.rs`: commands and answers, and what it says on stderr.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::child;

/// A running program.
pub(crate) struct Scripted {
    child: Child,
    commands: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    stderr: Arc<Mutex<String>>,
    listening: Option<JoinHandle<()>>,
}

/// The program with its outputs, which the arguments name.
pub(crate) fn scripted<I: AsRef<std::ffi::OsStr>>(outputs: &str, paths: &[I]) -> Command {
    let mut command = child("scripted");
    command.arg(outputs).args(paths);
    command
}

impl Scripted {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the child runs");
        let stderr = Arc::new(Mutex::new(String::new()));
        let pipe = child.stderr.take().expect("piped");
        let said = Arc::clone(&stderr);
        Self {
            commands: child.stdin.take(),
            answers: BufReader::new(child.stdout.take().expect("piped")),
            child,
            stderr,
            listening: Some(std::thread::spawn(move || listen(pipe, &said))),
        }
    }

    /// Gives a command and returns the answer.
    pub(crate) fn ask(&mut self, command: &str) -> String {
        let commands = self.commands.as_mut().expect("it has not ended");
        writeln!(commands, "{command}").expect("it reads");
        self.answer()
    }

    /// The next line that it writes.
    pub(crate) fn answer(&mut self) -> String {
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("it answers");
        answer.trim_end().to_owned()
    }

    pub(crate) fn flush(&mut self) {
        assert_eq!(self.ask("flush"), "ok", "{}", self.said());
    }

    /// What it has said on stderr.
    pub(crate) fn said(&self) -> String {
        let said = self.stderr.lock();
        said.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until it says something.
    #[track_caller]
    pub(crate) fn hear(&self, text: &str) {
        wait_until(&format!("{text:?} on stderr"), || {
            self.said().contains(text)
        });
    }

    /// Lets it end; what it said on stderr.
    pub(crate) fn end(mut self) -> String {
        drop(self.commands.take());
        let status = self.child.wait().expect("it ends");
        let listening = self.listening.take().expect("it listens");
        listening.join().expect("no panic");
        assert!(status.success(), "{status}: {}", self.said());
        self.said()
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        // Where a test has failed before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn listen(mut pipe: ChildStderr, said: &Mutex<String>) {
    let mut piece = [0; 4096];
    while let Ok(count @ 1..) = pipe.read(&mut piece) {
        let text = String::from_utf8_lossy(&piece[..count]);
        said.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_str(&text);
    }
}

/// A command that changes the machine; whether it could.
pub(crate) fn could(program: &str, arguments: &[&str], path: &Path) -> bool {
    let done = Command::new(program).args(arguments).arg(path).output();
    done.is_ok_and(|output| output.status.success())
}

/// Waits for a condition, a minute at most.
#[track_caller]
pub(crate) fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < Duration::from_secs(60), "no {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Said once that it fails, and once that this is over.
#[track_caller]
pub(crate) fn assert_said_once(stderr: &str, why: &str) {
    assert_eq!(stderr.matches("cannot write to").count(), 1, "{stderr}");
    assert!(stderr.contains(why), "{stderr}");
    assert_eq!(stderr.matches("takes lines again").count(), 1, "{stderr}");
}
