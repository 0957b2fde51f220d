//! The recorder: lines wait in memory, a queue for each thread, and one background thread writes them.
//!
//! A caller renders its line and copies it into its thread's queue; it never does I/O. The worker
//! drains all queues by the clock.

mod captured;
pub(crate) mod clock;
mod control;
mod delivery;
mod drain;
mod dropped;
mod exit;
mod fork;
mod frame;
mod gate;
mod health;
mod local;
mod queue;
mod record;
mod run;
mod say;
mod sync;
mod worker;

pub use delivery::AuditError;
pub(crate) use exit::finish;
pub use health::{FlushError, Health, flush, health};

pub(crate) use dropped::{Dropped, count_dropped};
#[cfg(panic = "abort")]
pub(crate) use health::flush_within;
pub(crate) use health::{count_ignored_traceparent, count_written, set_error};

pub(crate) use captured::capture;
pub(crate) use control::wake;
pub(crate) use delivery::{is_durable_used, use_durable, wait_written, written};
pub(crate) use fork::notice_forks;
pub(crate) use gate::{AUDIT, LOGS, gate};
pub(crate) use local::{capturing, record};
pub(crate) use record::Author;
pub(crate) use run::run;
pub(crate) use say::say;
pub(crate) use worker::{be_worker, install, progress};

/// What a line is: a log that may be filtered and dropped, or part of the audit trail, which is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Log,
    Audit,
}
