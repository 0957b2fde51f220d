//! A program that does what its input says, line by line, and answers each line: so that a test can
//! make an output fail at the right moment.

use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::Duration;

use flight_recorder::{AuditError, Keep, Output, Rotate, audit, builder, flush, health};

use super::{check, predict};

#[audit(model_version = "v1", delivery = "durable")]
fn durable_predict(number: u64) -> u64 {
    number
}

#[audit(model_version = "v1", delivery = "required")]
fn required_predict(number: u64) -> Result<u64, AuditError> {
    Ok(number)
}

/// The outputs that the arguments name: for the logs, and for the audit trail.
fn outputs() -> (Output, Option<Output>) {
    let mut arguments = std::env::args_os().skip(2);
    let kind = arguments.next().unwrap_or_default();
    let mut file = || Output::file(PathBuf::from(arguments.next().expect("a path")));
    match kind.to_str().expect("UTF-8") {
        "file" => (file(), None),
        "stdout-and-file" => (Output::stdout(), Some(file())),
        "files" => (file(), Some(file())),
        "both" => (Output::both(file(), file()), None),
        "or" => (file().or(file()), None),
        "rotating" => (file().rotate(Rotate::size(64 << 10)), None),
        "rotating-gzip" => (file().rotate(Rotate::size(64 << 10)).gzip(), None),
        "keeping-files" => {
            let rotating = file().rotate(Rotate::size(16 << 10));
            (rotating.keep(Keep::files(3)), None)
        }
        "keeping-bytes" => {
            let rotating = file()
                .rotate(Rotate::daily())
                .rotate(Rotate::size(16 << 10));
            (rotating.keep(Keep::bytes(64 << 10)), None)
        }
        "rotating-stdout" => (Output::stdout().rotate(Rotate::daily()), None),
        "keeping-all" => (file().keep(Keep::files(3)), None),
        "pair-with-fallback" => (Output::both(file(), file()).or(Output::stderr()), None),
        other => panic!("no outputs are called {other}"),
    }
}

pub(super) fn run() {
    let (logs, audit) = outputs();
    let mut set_up = builder()
        .logs(logs)
        // Tests count what they asked for.
        .frame(false)
        .memory_budget(8 << 20)
        .flush_timeout(Duration::from_secs(20))
        .required_timeout(Duration::from_secs(2))
        .exit_timeout(Duration::from_secs(1));
    if let Some(audit) = audit {
        set_up = set_up.audit(audit);
    }
    let mut answers = std::io::stdout();
    if let Err(error) = set_up.init() {
        writeln!(answers, "init: {error}").expect("the test reads");
        return;
    }
    let mut script = Script::default();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("the test writes");
        let (command, count) = line.split_once(' ').unwrap_or((&line, "0"));
        let answer = script.obey(command, count.parse().expect("a number"));
        writeln!(answers, "{answer}").expect("the test reads");
    }
}

#[derive(Default)]
struct Script {
    /// The number of the next prediction.
    next: u64,
    threads: Vec<JoinHandle<()>>,
}

impl Script {
    fn numbers(&mut self, count: u64) -> std::ops::Range<u64> {
        let first = self.next;
        self.next += count;
        first..self.next
    }

    fn obey(&mut self, command: &str, count: u64) -> String {
        match command {
            "audit" => {
                for number in self.numbers(count) {
                    predict(number);
                }
            }
            "audit-by-4" => {
                for _ in 0..4 {
                    let numbers = self.numbers(count);
                    self.threads.push(std::thread::spawn(move || {
                        for number in numbers {
                            predict(number);
                        }
                    }));
                }
            }
            "join" => {
                for thread in self.threads.drain(..) {
                    thread.join().expect("no panic");
                }
            }
            "time" => (0..count).for_each(|_| drop(check(2))),
            "durable" => {
                for number in self.numbers(count) {
                    durable_predict(number);
                }
            }
            "required" => {
                let numbers = self.numbers(count);
                let answers = numbers.map(|number| match required_predict(number) {
                    Ok(number) => format!("{number} "),
                    Err(error) => format!("{error} "),
                });
                return answers.collect();
            }
            "flush" => return flush().map_or_else(|error| error.to_string(), |()| "ok".to_owned()),
            "health" => {
                let health = health();
                return format!(
                    "{} {} {} {:?}",
                    health.recorded, health.written, health.dropped, health.last_error
                );
            }
            "memory" => return resident().to_string(),
            other => panic!("no command is called {other:?}"),
        }
        "done".to_owned()
    }
}

/// Bytes of this process in memory.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/statm").expect("Linux");
    let pages: u64 = status
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse().ok())
        .expect("a number");
    pages * 4096
}
