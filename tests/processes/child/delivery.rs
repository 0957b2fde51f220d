//! Programs that ask for more than a line in memory.

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use flight_recorder::{AuditError, Output, audit, builder, last_prediction};

#[audit(model_version = "v1", delivery = "durable")]
pub(super) fn durable_predict(number: u64) -> u64 {
    number
}

#[audit(model_version = "v1", delivery = "durable")]
async fn durable_predict_async(number: u64) -> u64 {
    number
}

#[derive(Debug)]
enum ModelError {
    Audit(AuditError),
    Odd,
}

impl From<AuditError> for ModelError {
    fn from(error: AuditError) -> Self {
        Self::Audit(error)
    }
}

#[audit(model_version = "v1", delivery = "required")]
fn required_predict(number: u64) -> Result<u64, ModelError> {
    if number.is_multiple_of(2) {
        Ok(number)
    } else {
        Err(ModelError::Odd)
    }
}

#[audit(model_version = "v1", delivery = "required")]
async fn required_predict_async(number: u64) -> Result<u64, ModelError> {
    if number.is_multiple_of(2) {
        Ok(number)
    } else {
        Err(ModelError::Odd)
    }
}

pub(super) fn to_the_file() {
    let path: PathBuf = std::env::args_os().nth(2).expect("a path").into();
    builder()
        .logs(Output::file(path))
        .init()
        .expect("it can be opened");
}

/// Eight threads, and a death that leaves no time for anything.
pub(super) fn durable() {
    to_the_file();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            scope.spawn(move || {
                for call in 0..20 {
                    durable_predict(thread * 20 + call);
                }
            });
        }
    });
    std::process::abort();
}

/// Four threads, which say of each call that it has returned.
pub(super) fn durable_until_killed() {
    to_the_file();
    let run: u64 = std::env::args()
        .nth(3)
        .map_or(0, |run| run.parse().expect("a number"));
    std::thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                for call in 0.. {
                    let number = durable_predict(run << 32 | thread << 24 | call);
                    // In one write, and its end shows that it is whole.
                    let answer = format!("{number}.\n");
                    let mut stdout = std::io::stdout().lock();
                    stdout.write_all(answer.as_bytes()).expect("the test reads");
                }
            });
        }
    });
}

pub(super) fn durable_async() {
    to_the_file();
    let calls = (0..50).map(async |number| {
        durable_predict_async(number).await;
        let id = last_prediction().expect("the call above");
        eprintln!("{number} is {id}");
    });
    futures::executor::block_on(futures::future::join_all(calls));
    std::process::abort();
}

pub(super) fn required_fails() {
    let set_up = builder()
        .logs(Output::file("/dev/full"))
        .exit_timeout(Duration::from_millis(100));
    set_up.init().expect("it can be opened");
    let answers = [
        required_predict(2),
        futures::executor::block_on(required_predict_async(4)),
    ];
    for answer in answers {
        match answer {
            Err(ModelError::Audit(error)) => eprintln!("refused: {error}"),
            other => panic!("{other:?}"),
        }
    }
    // The function's own error stays.
    assert!(matches!(required_predict(1), Err(ModelError::Odd)));
}

/// A writer that takes nothing is no error, but the time runs out.
struct Stalls;

impl std::io::Write for Stalls {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        loop {
            std::thread::park();
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

pub(super) fn required_in_time() {
    let set_up = builder()
        .logs(Output::writer(Stalls))
        .required_timeout(Duration::from_millis(100))
        .exit_timeout(Duration::from_millis(100));
    set_up.init().expect("the first set-up");
    match required_predict(2) {
        Err(ModelError::Audit(error)) => eprintln!("refused: {error}"),
        other => panic!("{other:?}"),
    }
}
