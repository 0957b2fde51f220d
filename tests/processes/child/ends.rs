//! Programs that end in every way, with lines in memory.

use std::cell::RefCell;
use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};

use flight_recorder::Output;

use super::predict;

/// How many calls have ended, of each thread.
static ENDED: [AtomicU64; 4] = [const { AtomicU64::new(0) }; 4];

/// Calls, as many and from as many threads as the program is told; the threads end afterwards or go on. Says
/// on stderr how many calls have ended.
fn record() {
    let mut arguments = std::env::args().skip(2);
    let mut number = || {
        arguments
            .next()
            .and_then(|number| number.parse::<u64>().ok())
    };
    let threads = number().unwrap_or(4);
    let each = number().unwrap_or(10_000) / threads;
    let is_over = arguments.next().is_none_or(|fate| fate == "ended");
    let recording: Vec<_> = (0..threads)
        .map(|thread| {
            std::thread::spawn(move || {
                let ended = &ENDED[usize::try_from(thread).expect("a place")];
                for call in 0..if is_over { each } else { u64::MAX } {
                    predict(thread << 32 | call);
                    ended.store(call + 1, Ordering::Release);
                }
            })
        })
        .collect();
    let ended = || ENDED.iter().map(|ended| ended.load(Ordering::Acquire));
    if is_over {
        for thread in recording {
            thread.join().expect("no panic");
        }
    } else {
        let has_enough = |thread: usize| ENDED[thread].load(Ordering::Acquire) >= each;
        while !(0..recording.len()).all(has_enough) {
            std::thread::yield_now();
        }
    }
    let ended: Vec<_> = ended()
        .take(usize::try_from(threads).expect("a few"))
        .collect();
    eprintln!("calls before the end: {ended:?}");
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
    for number in 0..1000 {
        predict(number);
    }
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
