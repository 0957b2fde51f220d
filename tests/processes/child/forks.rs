//! Programs that fork, while they record and before.

#![expect(unsafe_code, reason = "the standard library does not fork")]

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use flight_recorder::{Output, builder, health};

use super::delivery::{durable_predict, to_the_file};
use super::predict;

/// Runs something in a child process, which then ends; its id in the parent.
fn in_a_child(run: impl FnOnce()) -> i32 {
    // SAFETY: the child uses what the recorder makes usable, and nothing else that a lock guards.
    match unsafe { libc::fork() } {
        0 => {
            run();
            std::process::exit(0);
        }
        child => child,
    }
}

/// Waits for a child; whether it ended well.
fn wait(child: i32) -> bool {
    let mut status = 0;
    // SAFETY: the status is one that it may write to.
    unsafe { libc::waitpid(child, &raw mut status, 0) == child && status == 0 }
}

const CHILDREN: u64 = 20;

/// Four threads record, and a fifth forks: every child records too, and one that records nothing is among
/// them.
pub(super) fn while_recording() {
    to_the_file();
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for thread in 1..=4_u64 {
            let is_over = &is_over;
            scope.spawn(move || {
                for call in 0.. {
                    predict(thread << 32 | call);
                    if is_over.load(Ordering::Relaxed) {
                        break;
                    }
                }
            });
        }
        for child in 0..CHILDREN {
            predict(child);
            let forked = in_a_child(|| {
                for call in 0..child * 10 {
                    predict((100 + child) << 32 | call);
                }
                assert_eq!(health().recorded, child * 10, "counted from zero");
            });
            assert!(wait(forked), "child {child}");
        }
        is_over.store(true, Ordering::Relaxed);
    });
}

pub(super) fn before_the_first_line() {
    to_the_file();
    let children = [1, 2].map(|number| in_a_child(|| _ = predict(number)));
    assert!(children.map(wait).iter().all(|&is_well| is_well));
    predict(3);
}

/// The reader of stdout takes nothing for now.
pub(super) fn under_a_stalled_output() {
    let set_up = builder().exit_timeout(Duration::from_millis(500));
    set_up.init().expect("the first set-up");
    for number in 0..2000 {
        predict(number);
    }
    while health().written == health().recorded {
        std::thread::yield_now();
    }
    let silent = in_a_child(|| ());
    assert!(wait(silent), "it has nothing to wait for");
    let recording = in_a_child(|| _ = predict(1 << 32));
    assert!(wait(recording), "it waits no longer than it may");
    eprintln!("both have ended");
}

pub(super) fn a_durable_child() {
    to_the_file();
    predict(1);
    let child = in_a_child(|| {
        durable_predict(2);
        std::process::abort();
    });
    assert!(!wait(child), "it was aborted");
}

pub(super) fn with_a_writer() {
    let set_up = builder().logs(Output::writer(std::io::sink()));
    set_up.init().expect("the first set-up");
    predict(1);
    let child = in_a_child(|| {
        predict(2);
        predict(3);
    });
    assert!(wait(child));
}
