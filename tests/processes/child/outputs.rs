//! Programs whose outputs fail, and come back.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use flight_recorder::{Output, builder, flush, health};

use super::{check, predict};

/// Keeps what is written; fails while it is told to.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    bytes: Vec<u8>,
    failures: u32,
    /// Takes little at a time, and fails in the middle of lines.
    hiccups: bool,
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.0.lock().expect("no panic");
        if state.failures > 0 {
            state.failures -= 1;
            return Err(io::Error::other("the disk is on fire"));
        }
        let count = if state.hiccups {
            bytes.len().min(10_007)
        } else {
            bytes.len()
        };
        state.bytes.extend_from_slice(&bytes[..count]);
        state.failures = u32::from(state.hiccups && state.bytes.len().is_multiple_of(3));
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Shared {
    /// Prints what was written, for the test to read.
    fn print(&self) {
        let state = self.0.lock().expect("no panic");
        io::stdout()
            .write_all(&state.bytes)
            .expect("the test reads");
    }
}

pub(super) fn to_a_writer() {
    let shared = Shared::default();
    builder()
        .logs(Output::writer(shared.clone()))
        .init()
        .expect("the first set-up");
    for number in 0..1000 {
        predict(number);
    }
    flush().expect("written");
    let health = health();
    assert_eq!(
        (health.recorded, health.written, health.dropped),
        (1000, 1000, 0)
    );
    shared.print();
}

pub(super) fn to_a_writer_that_fails() {
    let shared = Shared::default();
    {
        let mut state = shared.0.lock().expect("no panic");
        (state.failures, state.hiccups) = (3, true);
    }
    builder()
        .logs(Output::writer(shared.clone()))
        .init()
        .expect("the first set-up");
    for number in 0..1000 {
        predict(number);
    }
    flush().expect("written in the end");
    assert!(
        health()
            .last_error
            .is_some_and(|error| error.contains("the disk is on fire"))
    );
    shared.print();
}

struct Panics(Shared, u32);

impl Write for Panics {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.1 += 1;
        assert!(self.1 > 2, "a writer's panic");
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn to_a_writer_that_panics() {
    let shared = Shared::default();
    builder()
        .logs(Output::writer(Panics(shared.clone(), 0)))
        .init()
        .expect("the first set-up");
    predict(1);
    flush().expect("written in the end");
    shared.print();
}

struct Records(Shared);

impl Write for Records {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        predict(99);
        let _ = flush();
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn to_a_writer_that_records() {
    let shared = Shared::default();
    builder()
        .logs(Output::writer(Records(shared.clone())))
        .init()
        .expect("the first set-up");
    predict(1);
    flush().expect("written");
    predict(2);
    flush().expect("written");
    shared.print();
}

/// Takes long for each batch, so that the next one is there before it is done.
struct Slow;

impl Write for Slow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        std::thread::sleep(Duration::from_millis(20));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn to_a_writer_that_is_never_idle() {
    builder()
        .logs(Output::writer(Slow))
        .init()
        .expect("the first set-up");
    for _ in 0..2 {
        std::thread::spawn(|| {
            loop {
                predict(1);
                std::thread::sleep(Duration::from_micros(100));
            }
        });
    }
    for _ in 0..20 {
        predict(2);
        eprintln!("flush: {:?}", flush());
    }
}

pub(super) fn to_an_output_that_fails_for_ever() {
    let set_up = builder()
        .logs(Output::file("/dev/full"))
        .flush_timeout(Duration::from_millis(200))
        .exit_timeout(Duration::from_millis(200));
    set_up.init().expect("it can be opened");
    for number in 0..10 {
        predict(number);
    }
    let error = flush().expect_err("nothing can be written");
    eprintln!("flush: {error}");
    let health = health();
    assert_eq!((health.recorded, health.written), (10, 0));
    assert!(
        health
            .last_error
            .is_some_and(|error| error.contains("/dev/full"))
    );
}

pub(super) fn more_than_a_pipe_holds() {
    builder()
        .exit_timeout(Duration::from_millis(300))
        .init()
        .expect("the first set-up");
    for number in 0..5000 {
        predict(number);
    }
}

pub(super) fn logs_fail_audits_do_not() {
    let shared = Shared::default();
    let set_up = builder()
        .logs(Output::file("/dev/full"))
        .audit(Output::writer(shared.clone()))
        .memory_budget(0)
        .flush_timeout(Duration::from_millis(200))
        .exit_timeout(Duration::from_millis(200));
    set_up.init().expect("both can be opened");
    for number in 0..20_000 {
        let _ = check(2);
        predict(number);
    }
    // The logs cannot be written, which is an error each time; a slow machine takes several.
    while health().written < 20_000 {
        flush().expect_err("the logs cannot be written");
    }
    assert!(health().dropped > 0, "{:?}", health());
    shared.print();
}

/// Takes nothing until it is let.
struct Waits(Shared, mpsc::Receiver<()>);

impl Write for Waits {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Once the other end is gone it waits no more.
        let _ = self.1.recv();
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn logs_find_no_room() {
    let shared = Shared::default();
    let (let_go, wait) = mpsc::channel();
    let set_up = builder()
        .logs(Output::writer(Waits(shared.clone(), wait)))
        .memory_budget(0);
    set_up.init().expect("the first set-up");
    for _ in 0..20_000 {
        let _ = check(2);
    }
    assert!(health().dropped > 0, "{:?}", health());
    drop(let_go);
    flush().expect("there is room again");
    flush().expect("what was dropped is said");
    let health = health();
    assert_eq!(health.recorded, health.written + health.dropped);
    eprintln!("{} dropped", health.dropped);
    shared.print();
}
