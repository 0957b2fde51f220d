//! What the recorder says itself, on stderr.

use std::fs::File;
use std::io::{self, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long one waits until it is said, which takes microseconds unless nobody reads.
const LONGEST: Duration = Duration::from_secs(1);

/// Says something on stderr: not through `eprintln!`, whose lock the program may hold, and by a thread
/// of its own, because a stderr that nobody reads would hold up the recorder and the end of the process.
pub(crate) fn say(message: &str) {
    let Some(mut stderr) = stderr() else {
        // Where stderr is gone there is nobody to tell.
        return;
    };
    let text = format!("flight-recorder: {message}\n");
    let (is_said, waiting) = (Arc::new(AtomicBool::new(false)), thread::current());
    let said = Arc::clone(&is_said);
    let thread = thread::Builder::new().name("flight-recorder-say".to_owned());
    let spawned = thread.spawn(move || {
        let _ = stderr.write_all(text.as_bytes());
        said.store(true, Ordering::Release);
        waiting.unpark();
    });
    // A channel would wait as well, but the standard library's are 20 KB of a program that uses no other.
    let until = Instant::now() + LONGEST;
    while spawned.is_ok() && !is_said.load(Ordering::Acquire) {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        thread::park_timeout(left);
    }
}

#[cfg(unix)]
fn stderr() -> Option<File> {
    use std::os::fd::AsFd as _;
    io::stderr()
        .as_fd()
        .try_clone_to_owned()
        .ok()
        .map(File::from)
}

#[cfg(windows)]
fn stderr() -> Option<File> {
    use std::os::windows::io::AsHandle as _;
    io::stderr()
        .as_handle()
        .try_clone_to_owned()
        .ok()
        .map(File::from)
}
