//! Programs that end by a signal.

use std::time::Duration;

use flight_recorder::{builder, exit_on_signals};

use super::predict;

/// Records until a signal ends it; says when it has begun.
pub(super) fn until_one_comes() {
    exit_on_signals().expect("handlers");
    for number in 0.. {
        predict(number);
        if number == 1000 {
            eprintln!("recording");
        }
    }
}

/// The end waits for a reader that does not come.
pub(super) fn with_a_stalled_output() {
    let set_up = builder().exit_timeout(Duration::from_secs(600));
    set_up.init().expect("the first set-up");
    exit_on_signals().expect("handlers");
    for number in 0..2000 {
        predict(number);
    }
    eprintln!("recording");
    loop {
        std::thread::park();
    }
}
