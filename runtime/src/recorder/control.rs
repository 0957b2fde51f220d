//! What callers ask of the worker, and what it answers: numbered requests to write all there is.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::{Duration, Instant};

use super::worker;
use crate::output::{Failure, State as Progress};

/// A request: everything recorded before it is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ticket(u64);

/// What is known of a request.
pub(super) enum Answer {
    Pending,
    Done,
    /// An attempt that began after the request did not succeed.
    Failed(Failure),
}

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Every output.
    All,
    /// The audit trail, and it is to be on disk.
    AuditOnDisk,
}

struct State {
    requested: u64,
    /// Whether a request wants the audit trail on disk.
    sync: bool,
    /// The last request of all, once the process is ending.
    last: Option<Ticket>,
    /// The latest requests that were fulfilled, for each scope.
    finished: u64,
    on_disk: u64,
    /// The latest request for which an attempt failed, and why.
    failed: u64,
    why: Option<Failure>,
    wakers: Vec<Waker>,
}

impl State {
    const fn new() -> Self {
        Self {
            requested: 0,
            sync: false,
            last: None,
            finished: 0,
            on_disk: 0,
            failed: 0,
            why: None,
            wakers: Vec::new(),
        }
    }
}

static STATE: Mutex<State> = Mutex::new(State::new());

/// The worker waits here for the clock or a request.
static WAKE: Condvar = Condvar::new();
/// Callers wait here for answers.
static ANSWERED: Condvar = Condvar::new();

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps other threads from it while the process forks.
pub(super) fn hold() -> impl Sized + 'static {
    state()
}

/// Forgets what other threads asked for, in a process that has none of them.
pub(super) fn renew() {
    let before = std::mem::replace(&mut *state(), State::new());
    // They are of futures of the process that forked.
    std::mem::forget(before.wakers);
}

/// Wakes the worker before its time.
pub(crate) fn wake() {
    WAKE.notify_one();
}

/// Asks for everything recorded so far.
pub(super) fn request(scope: Scope) -> Ticket {
    let ticket = {
        let mut state = state();
        state.requested += 1;
        state.sync |= scope == Scope::AuditOnDisk;
        Ticket(state.requested)
    };
    WAKE.notify_one();
    worker::help_out();
    ticket
}

fn answer(state: &State, ticket: Ticket, scope: Scope) -> Answer {
    let done = match scope {
        Scope::All => state.finished,
        Scope::AuditOnDisk => state.on_disk,
    };
    if done >= ticket.0 {
        Answer::Done
    } else {
        match &state.why {
            Some(why) if state.failed >= ticket.0 => Answer::Failed(why.clone()),
            _ => Answer::Pending,
        }
    }
}

/// Waits until `enough` says so of the answer, or until the time is up; returns the last answer.
pub(super) fn wait(
    ticket: Ticket,
    scope: Scope,
    until: Option<Instant>,
    enough: impl Fn(&Answer) -> bool,
) -> Answer {
    let mut state = state();
    loop {
        let answer = answer(&state, ticket, scope);
        let left = until.map(|until| until.saturating_duration_since(Instant::now()));
        let is_over = left.is_some_and(|left| left.is_zero()) || state.last.is_some();
        if enough(&answer) || is_over {
            return answer;
        }
        let left = left.unwrap_or(Duration::from_secs(1));
        state = ANSWERED
            .wait_timeout(state, left)
            .unwrap_or_else(PoisonError::into_inner)
            .0;
    }
}

/// The answer now; while it is not enough, `waker` is woken at the next.
pub(super) fn poll(
    ticket: Ticket,
    scope: Scope,
    waker: &Waker,
    enough: impl Fn(&Answer) -> bool,
) -> Option<Answer> {
    let mut state = state();
    let answer = answer(&state, ticket, scope);
    if enough(&answer) || state.last.is_some() {
        return Some(answer);
    }
    if !state.wakers.iter().any(|known| known.will_wake(waker)) {
        state.wakers.push(waker.clone());
    }
    None
}

/// What the worker is to do next.
pub(super) struct Orders {
    pub(super) ticket: Ticket,
    /// Whether somebody waits for the ticket.
    pub(super) is_requested: bool,
    pub(super) sync: bool,
    pub(super) exiting: bool,
}

/// The orders as they are; what is recorded from here on is for the next.
pub(super) fn orders() -> Orders {
    let mut state = state();
    Orders {
        ticket: Ticket(state.requested),
        is_requested: state.requested > state.finished,
        sync: std::mem::take(&mut state.sync),
        exiting: state.last.is_some(),
    }
}

/// Waits for a request, at most so long.
pub(super) fn nap(at_most: Duration, seen: Ticket) {
    let state = state();
    if state.requested == seen.0 {
        let _ = WAKE.wait_timeout(state, at_most);
    }
}

/// How a pass of the worker went, for each output.
pub(super) struct Report {
    pub(super) logs: Progress,
    pub(super) audit: Progress,
    /// An earlier request that is fulfilled, whatever came after it.
    pub(super) settled: Option<Settled>,
}

/// A request whose lines are written.
#[derive(Clone, Copy)]
pub(super) struct Settled {
    pub(super) ticket: Ticket,
    /// Whether those of the audit trail were forced to the disk too, where they are in a file.
    pub(super) is_on_disk: bool,
}

/// Answers all requests up to the orders' ticket.
pub(super) fn answer_all(orders: &Orders, report: Report) -> Progress {
    let mut state = state();
    let ticket = orders.ticket.0;
    if !matches!(report.audit, Progress::Done) {
        // Whoever waits for the disk goes on waiting.
        state.sync |= orders.sync;
    } else if orders.sync {
        state.on_disk = ticket;
    }
    if let Some(Settled { ticket, is_on_disk }) = report.settled {
        state.finished = state.finished.max(ticket.0);
        if is_on_disk {
            state.on_disk = state.on_disk.max(ticket.0);
        }
    }
    let result = report.audit.and(report.logs);
    match &result {
        Progress::Done => state.finished = ticket,
        Progress::Pending => {}
        Progress::Failed(why) => (state.failed, state.why) = (ticket, Some(why.clone())),
    }
    let wakers = std::mem::take(&mut state.wakers);
    drop(state);
    ANSWERED.notify_all();
    wakers.into_iter().for_each(Waker::wake);
    result
}

/// From here on nobody waits any more but the end of the process.
pub(super) fn begin_exit() -> Ticket {
    let ticket = {
        let mut state = state();
        if let Some(last) = state.last {
            // A panic hook that ended the process: what was written then was all.
            return last;
        }
        state.requested += 1;
        let last = Ticket(state.requested);
        state.last = Some(last);
        last
    };
    WAKE.notify_one();
    ANSWERED.notify_all();
    ticket
}

/// Whether the process is ending.
pub(super) fn is_exiting() -> bool {
    state().last.is_some()
}

/// The answer to the last request of all, at most so long from now.
pub(super) fn wait_at_exit(ticket: Ticket, at_most: Duration) -> Answer {
    let state = state();
    let pending = |state: &mut State| matches!(answer(state, ticket, Scope::All), Answer::Pending);
    let (state, _) = ANSWERED
        .wait_timeout_while(state, at_most, pending)
        .unwrap_or_else(PoisonError::into_inner);
    answer(&state, ticket, Scope::All)
}
