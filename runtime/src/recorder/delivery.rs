//! `delivery = "durable"` and `"required"`: a call waits until its audit line is on disk.

use std::error::Error;
use std::fmt::{self, Display};
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;

use super::control::{self, Answer, Scope, Ticket};
use super::{AUDIT, capturing, gate, worker};
use crate::setup;

/// An audit line that is not promised to be on disk; `delivery = "required"` makes it the call's
/// error, by `From<AuditError>`.
#[derive(Clone, Debug)]
pub struct AuditError {
    why: Option<String>,
}

impl Display for AuditError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.why {
            Some(why) => write!(out, "the audit record could not be written: {why}"),
            None => out.write_str(
                "the audit record was not written in time: the output is slow (the limit is the setting `required_timeout`)",
            ),
        }
    }
}

impl Error for AuditError {}

/// Whether some call wants, or wanted, its line on disk.
static DURABLE: AtomicBool = AtomicBool::new(false);

/// Notes that a call wants its line on disk, before it records it.
pub(crate) fn use_durable() {
    // Written once, so that callers do not take it from each other's caches.
    if !is_durable_used() {
        DURABLE.store(true, Ordering::Relaxed);
    }
}

/// Whether a line that was read from a queue may be one that has to be on disk.
pub(crate) fn is_durable_used() -> bool {
    DURABLE.load(Ordering::Relaxed)
}

/// Whether this thread's lines go anywhere that one could wait for.
fn is_delivered() -> bool {
    !capturing() && !worker::is_worker() && gate::is_on(AUDIT)
}

/// Waits until this thread's audit lines are on disk; if they are required, not after the first
/// failed attempt and not longer than `required_timeout`.
pub(crate) fn wait_written(required: bool) -> Result<(), AuditError> {
    if !is_delivered() {
        return Ok(());
    }
    let until = required.then(|| Instant::now() + setup::settings().required_timeout);
    let ticket = control::request(Scope::AuditOnDisk);
    judge(control::wait(ticket, Scope::AuditOnDisk, until, |answer| {
        is_enough(answer, required)
    }))
}

fn is_enough(answer: &Answer, required: bool) -> bool {
    match answer {
        Answer::Pending => false,
        Answer::Done => true,
        Answer::Failed(_) => required,
    }
}

fn judge(answer: Answer) -> Result<(), AuditError> {
    match answer {
        Answer::Done => Ok(()),
        Answer::Failed(failure) => Err(AuditError {
            why: Some(failure.why),
        }),
        Answer::Pending => Err(AuditError { why: None }),
    }
}

/// The same as a future, which blocks no thread.
pub(crate) fn written(required: bool) -> Written {
    Written {
        required,
        asked: None,
    }
}

/// Done when the audit lines of the thread that polled it first are on disk.
pub(crate) struct Written {
    required: bool,
    asked: Option<(Ticket, Option<Instant>)>,
}

impl Future for Written {
    type Output = Result<(), AuditError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let required = self.required;
        let (ticket, until) = match self.asked {
            Some(asked) => asked,
            None if !is_delivered() => return Poll::Ready(Ok(())),
            None => {
                let timeout = || Instant::now() + setup::settings().required_timeout;
                let asked = (control::request(Scope::AuditOnDisk), required.then(timeout));
                self.asked = Some(asked);
                asked
            }
        };
        // The worker answers at least every 50 ms, so that the time limit is seen.
        let is_over = until.is_some_and(|until| Instant::now() >= until);
        let enough = |answer: &Answer| is_over || is_enough(answer, required);
        match control::poll(ticket, Scope::AuditOnDisk, cx.waker(), enough) {
            Some(answer) => Poll::Ready(judge(answer)),
            None => Poll::Pending,
        }
    }
}
