//! The end by a signal, for programs that have no way of their own to end by it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use signal_hook::iterator::Signals;

/// Ends the process on SIGTERM and SIGINT as [`std::process::exit`] does: every line is written. A second
/// signal ends it at once.
///
/// It exits with 128 plus the signal's number (143 and 130), as a shell says of a program that a signal ended. What
/// the program has on its stacks is not dropped: one that has to end in order waits for the signal itself and
/// returns from `main`. On Unix, with the feature `signal`. Called once, at the begin of `main`; a child that was forked calls it again.
///
/// # Examples
///
/// ```
/// # fn main() -> std::io::Result<()> {
/// flight_recorder::exit_on_signals()?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// When the operating system refuses a handler or a thread.
pub fn exit_on_signals() -> io::Result<()> {
    let is_ending = Arc::new(AtomicBool::new(false));
    for signal in [SIGTERM, SIGINT] {
        // In this order, so that the first signal finds the flag as it is, and the second one set.
        flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&is_ending))?;
        flag::register(signal, Arc::clone(&is_ending))?;
    }
    let mut signals = Signals::new([SIGTERM, SIGINT])?;
    let thread = std::thread::Builder::new().name("flight-recorder-signal".to_owned());
    thread.spawn(move || {
        if let Some(signal) = signals.forever().next() {
            std::process::exit(128 + signal);
        }
    })?;
    Ok(())
}
