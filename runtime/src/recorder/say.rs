//! What the recorder says itself, on stderr.

use std::fs::File;
use std::io::{self, Write as _};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

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
    let said = Arc::new((Mutex::new(false), Condvar::new()));
    let saying = Arc::clone(&said);
    let thread = thread::Builder::new().name("flight-recorder-say".to_owned());
    let spawned = thread.spawn(move || {
        let _ = stderr.write_all(text.as_bytes());
        let (is_said, waits) = &*saying;
        *is_said.lock().unwrap_or_else(PoisonError::into_inner) = true;
        waits.notify_one();
    });
    // Not by a channel: the standard library's are 37 KB of a program that uses no other. Nor by parking: there is no
    // current thread in the destructors of thread-locals.
    if spawned.is_ok() {
        let (is_said, waits) = &*said;
        let is_said = is_said.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = waits.wait_timeout_while(is_said, LONGEST, |is_said| !*is_said);
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
