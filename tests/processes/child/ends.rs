//! Programs that end in every way, with lines in memory.

use std::cell::RefCell;
use std::io::Write;
use std::sync::mpsc;

use flight_recorder::Output;

use super::predict;

const THREADS: u64 = 4;
const CALLS: u64 = 25_000;

/// 100,000 calls from four threads, which have ended.
fn record() {
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || {
                for call in 0..CALLS {
                    predict(thread * CALLS + call);
                }
            });
        }
    });
}

pub(super) fn by_return() {
    record();
}

pub(super) fn by_exit() {
    record();
    std::process::exit(7);
}

pub(super) fn by_exit_from_a_thread() {
    let thread = std::thread::spawn(|| {
        record();
        std::process::exit(7);
    });
    let _ = thread.join();
}

/// Exits while other threads go on: the calls of theirs that had ended before are told on stderr.
pub(super) fn by_exit_while_recording() {
    let (tell, told) = mpsc::channel();
    for thread in 0..THREADS {
        let tell = tell.clone();
        std::thread::spawn(move || {
            for call in 0_u64.. {
                predict(thread << 32 | call);
                if call == CALLS {
                    let _ = tell.send(());
                }
            }
        });
    }
    for _ in 0..THREADS {
        let _ = told.recv();
    }
    std::process::exit(7);
}

pub(super) fn by_panic() {
    record();
    panic!("the program ends here");
}

pub(super) fn by_panic_in_a_thread() {
    let thread = std::thread::spawn(|| {
        record();
        panic!("the thread ends here");
    });
    assert!(thread.join().is_err());
}

struct Panics;

impl Drop for Panics {
    fn drop(&mut self) {
        panic!("the second one");
    }
}

pub(super) fn by_panic_while_unwinding() {
    record();
    let _panics = Panics;
    panic!("the first one");
}

extern "C" fn foreign() {
    panic!("nobody can catch it");
}

pub(super) fn by_panic_out_of_c() {
    record();
    foreign();
}

pub(super) fn under_the_stdout_lock() {
    record();
    let _lock = std::io::stdout().lock();
    std::process::exit(7);
}

/// A writer may do anything.
struct Exits;

impl Write for Exits {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        std::process::exit(7);
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

pub(super) fn from_the_writer() {
    let builder = flight_recorder::builder().logs(Output::writer(Exits));
    builder.init().expect("the first set-up");
    predict(1);
    let _ = flight_recorder::flush();
    unreachable!("the writer ends the process");
}

pub(super) fn with_short_threads() {
    for thread in 0..3_000 {
        let short = std::thread::spawn(move || predict(thread));
        short.join().expect("no panic");
    }
}

/// Records when its thread ends.
struct Recording(u64);

impl Drop for Recording {
    fn drop(&mut self) {
        predict(self.0);
    }
}

thread_local! {
    static LAST: RefCell<Option<Recording>> = const { RefCell::new(None) };
}

pub(super) fn with_a_recording_destructor() {
    for thread in 0..50 {
        let ends = std::thread::spawn(move || {
            // Set before and after the thread's first line: destructors run in the reverse order.
            if thread % 2 == 0 {
                LAST.set(Some(Recording(1000 + thread)));
                predict(thread);
            } else {
                predict(thread);
                LAST.set(Some(Recording(1000 + thread)));
            }
        });
        ends.join().expect("no panic");
    }
}
