//! The panic hook of a build that aborts on panics: the last chance to say what was under way.

use std::panic::PanicHookInfo;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::{recorder, setup, unchecked};

/// How long a first flush may take: an output that works takes milliseconds.
const SHORTLY: Duration = Duration::from_millis(200);

/// Records the calls under way on this thread and has everything written, before the hook that was there
/// before, which may end the process itself.
pub(super) fn meet(info: &PanicHookInfo<'_>, before: &dyn Fn(&PanicHookInfo<'_>)) {
    // What was recorded before is safe, whatever the values of the calls do when they are rendered.
    let _ = recorder::flush_within(|| SHORTLY);
    let is_rendered = watch(info);
    unchecked::die(info.payload());
    is_rendered.store(true, Ordering::Release);
    recorder::finish();
    before(info);
}

/// Ends the process if rendering does not: a `Serialize` may wait for a lock that this thread holds, and
/// nothing releases that any more.
fn watch(info: &PanicHookInfo<'_>) -> Arc<AtomicBool> {
    let is_rendered = Arc::new(AtomicBool::new(false));
    let (panic, seen) = (info.to_string(), Arc::clone(&is_rendered));
    let limit = setup::settings().exit_timeout;
    let thread = std::thread::Builder::new().name("flight-recorder-end".to_owned());
    // Without a thread it is as it would be without the recorder's care.
    let _ = thread.spawn(move || {
        std::thread::sleep(limit);
        if !seen.load(Ordering::Acquire) {
            recorder::say(&format!(
                "{panic}\nthe features of the calls that were under way could not be rendered within {limit:?} (the setting `exit_timeout`); the process is aborted"
            ));
            std::process::abort();
        }
    });
    is_rendered
}
