//! The user's code runs inside ours: a panic in it becomes a marker, without a word on stderr.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(panic = "abort")]
use super::abort::meet;
use super::text::string;

/// Stands for a value whose `Serialize`, `Display` or `Debug` panicked.
const PANICKED: &str = "[unprintable: panicked]";

thread_local! {
    static QUIET: Cell<u32> = const { Cell::new(0) };
    /// The panic that this thread met last, for steps that see no payload.
    static LAST_PANIC: RefCell<LastPanic> = const { RefCell::new(LastPanic::Unknown) };
}

/// Writes a JSON value, or the marker where the user's code panics.
pub(crate) fn guarded(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    if quietly(|| write(out)).is_none() {
        out.truncate(start);
        string(out, PANICKED);
    }
}

/// Runs the user's code; nothing where it panics.
pub(crate) fn quietly<R>(run: impl FnOnce() -> R) -> Option<R> {
    QUIET.set(QUIET.get() + 1);
    let result = catch_unwind(AssertUnwindSafe(run));
    let result = result.map_err(drop_quietly).ok();
    QUIET.set(QUIET.get() - 1);
    result
}

/// A payload may panic when it is dropped.
fn drop_quietly(payload: Box<dyn Any + Send>) {
    if let Err(again) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        std::mem::forget(again);
    }
}

/// Puts a panic hook before the one that is there: silent for panics that [`quietly`] catches.
///
/// Called outside of every lock: setting a hook waits for hooks that are running, and one of those may
/// be recording.
pub(crate) fn silence_hook() {
    static DONE: AtomicBool = AtomicBool::new(false);
    // Setting a hook while panicking panics.
    if DONE.load(Ordering::Relaxed)
        || std::thread::panicking()
        || DONE.swap(true, Ordering::Relaxed)
    {
        return;
    }
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        // Where nothing unwinds nothing catches a panic, and it is the last.
        if cfg!(panic = "abort") || QUIET.try_with(Cell::get).unwrap_or(0) == 0 {
            remember(info);
            meet(info, &*before);
        }
    }));
}

/// The panic hook, where panics unwind.
#[cfg(not(panic = "abort"))]
fn meet(info: &PanicHookInfo<'_>, before: &dyn Fn(&PanicHookInfo<'_>)) {
    before(info);
    if ends_the_process(info) {
        // The background thread will have no time.
        crate::recorder::finish();
    }
}

/// Whether a panic that unwinds elsewhere aborts: while another one unwinds, or out of a function with
/// a foreign ABI. The standard library tells it by these messages only (`can_unwind` is unstable).
#[cfg(not(panic = "abort"))]
fn ends_the_process(info: &PanicHookInfo<'_>) -> bool {
    let messages = [
        "panic in a destructor during cleanup",
        "panic in a function that cannot unwind",
    ];
    let payload = info.payload().downcast_ref::<&'static str>();
    let place = info.location().map_or("", |place| place.file());
    // Nobody else panics there.
    place.ends_with("panicking.rs") && payload.is_some_and(|message| messages.contains(message))
}

/// What the hook saw of a panic.
#[derive(Clone, Debug)]
pub(crate) enum LastPanic {
    /// No hook saw it.
    Unknown,
    Message(String),
    /// Its payload is no string.
    Other,
}

fn remember(info: &PanicHookInfo<'_>) {
    // `payload_as_str` is newer than our `rust-version`.
    let payload = info.payload();
    let text = payload
        .downcast_ref::<&'static str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    set_last_panic(text.map_or(LastPanic::Other, |text| LastPanic::Message(text.to_owned())));
}

fn set_last_panic(panic: LastPanic) {
    // Not borrowed while a thread-local of ours runs no code of the user's.
    let _ = LAST_PANIC.try_with(|last| {
        if let Ok(mut last) = last.try_borrow_mut() {
            *last = panic;
        }
    });
}

/// For a step that is going to ask for the [`last_panic`]: forgets one that was caught, as one that
/// comes without a hook (`resume_unwind`) is another.
pub(crate) fn watch_panics() {
    silence_hook();
    set_last_panic(LastPanic::Unknown);
}

/// The panic that unwinds this thread.
pub(crate) fn last_panic() -> LastPanic {
    let last = LAST_PANIC.try_with(|last| last.try_borrow().ok().map(|last| last.clone()));
    last.ok().flatten().unwrap_or(LastPanic::Unknown)
}
