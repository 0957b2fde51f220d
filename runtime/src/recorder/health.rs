//! What became of the lines: counts, the last error, and waiting until all are written.

use std::error::Error;
use std::fmt::{self, Display};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::control::{self, Answer, Scope};
use super::worker;
use crate::setup;

static WRITTEN: AtomicU64 = AtomicU64::new(0);
static DROPPED: AtomicU64 = AtomicU64::new(0);
static IGNORED_TRACEPARENTS: AtomicU64 = AtomicU64::new(0);
static LAST_ERROR: Mutex<Option<String>> = Mutex::new(None);

/// How the recorder is doing: see [`health`].
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Health {
    /// Lines that calls have recorded: written, dropped, or waiting.
    pub recorded: u64,
    /// Lines that were written to an output.
    pub written: u64,
    /// Timing lines that were dropped because the memory budget was full.
    pub dropped: u64,
    /// Headers `traceparent` that broke a rule of W3C Trace Context and were ignored.
    pub ignored_traceparents: u64,
    /// The last error of an output: its name and the reason. It stays after the output has recovered.
    pub last_error: Option<String>,
}

/// Tells what was recorded, written and dropped since the process began, and the last I/O error.
///
/// `recorded - written - dropped` lines are waiting in memory. Lines that [`testing::capture`] returned count
/// nowhere.
///
/// [`testing::capture`]: crate::testing::capture
pub fn health() -> Health {
    // Read in this order, so that no line seems to be written before it was recorded.
    let written = WRITTEN.load(Ordering::Acquire);
    Health {
        written,
        dropped: DROPPED.load(Ordering::Relaxed),
        ignored_traceparents: IGNORED_TRACEPARENTS.load(Ordering::Relaxed),
        recorded: worker::recorded().max(written),
        last_error: last_error().clone(),
    }
}

fn last_error() -> std::sync::MutexGuard<'static, Option<String>> {
    LAST_ERROR.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps other threads from it while the process forks.
pub(super) fn hold() -> impl Sized + 'static {
    last_error()
}

/// Counts from zero, in a process that was forked.
pub(super) fn renew() {
    WRITTEN.store(0, Ordering::Relaxed);
    DROPPED.store(0, Ordering::Relaxed);
    IGNORED_TRACEPARENTS.store(0, Ordering::Relaxed);
    *last_error() = None;
}

pub(crate) fn count_written(lines: u64) {
    WRITTEN.fetch_add(lines, Ordering::Release);
}

pub(super) fn count_dropped() {
    DROPPED.fetch_add(1, Ordering::Relaxed);
}

pub(crate) fn count_ignored_traceparent() {
    IGNORED_TRACEPARENTS.fetch_add(1, Ordering::Relaxed);
}

pub(crate) fn set_error(error: &str) {
    *last_error() = Some(error.to_owned());
}

/// Not everything was written in time: see [`flush`].
#[derive(Clone, Debug)]
pub struct FlushError {
    why: Option<String>,
    after: Duration,
}

impl Display for FlushError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "not all lines were written within {:?}: {}; they stay in memory (the limit is the setting `flush_timeout`)",
            self.after,
            self.why.as_deref().unwrap_or("the output is slow")
        )
    }
}

impl Error for FlushError {}

/// Returns when all lines recorded before are written to their outputs.
///
/// Not needed before the process ends: what is recorded is written then.
///
/// # Errors
///
/// When an output did not take them within the setting `flush_timeout` (5 seconds unless
/// [set](crate::Builder::flush_timeout)). The lines stay in memory, and are tried again.
pub fn flush() -> Result<(), FlushError> {
    flush_within(|| setup::settings().flush_timeout)
}

/// The same with another limit, which is looked at only if there is something to wait for: without lines
/// there may be no settings.
pub(crate) fn flush_within(after: impl FnOnce() -> Duration) -> Result<(), FlushError> {
    if worker::is_worker() || !worker::has_lines() {
        return Ok(());
    }
    let after = after();
    let ticket = control::request(Scope::All);
    // A closed output will not take them, however long one waits.
    let is_done = |answer: &Answer| match answer {
        Answer::Done => true,
        Answer::Failed(failure) => failure.is_closed,
        Answer::Pending => false,
    };
    match control::wait(ticket, Scope::All, Some(Instant::now() + after), is_done) {
        Answer::Done => Ok(()),
        Answer::Failed(failure) => Err(FlushError {
            why: Some(failure.why),
            after,
        }),
        Answer::Pending => Err(FlushError { why: None, after }),
    }
}
