//! A pump: the thread that writes to a terminal, a pipe or a user's writer, any of which may take
//! nothing for as long as it likes. The recorder's thread gives it whole lines and never waits for it,
//! so that a reader that stalls is noticed and holds up no other output.

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::work::Work;
use crate::recorder::{be_worker, progress, wake};

/// How long an output may take nothing before it counts as failing.
const STALLED: Duration = Duration::from_secs(1);

/// Lines on their way to an output.
pub(super) struct Pump {
    shared: Arc<Shared>,
    is_started: bool,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    work: Mutex<Work>,
}

/// How a pump is doing.
pub(super) enum Status {
    /// All that it was given is written.
    Idle,
    Busy,
    /// It has taken nothing for a while.
    Stalled,
    /// It waits to be told to go on.
    Failed {
        /// Why, to the first who asks.
        error: Option<io::Error>,
        /// Whether it took all lines and may have kept some to itself.
        is_unflushed: bool,
    },
}

/// What a pump did with lines.
pub(super) struct Given {
    /// Whether it began to write, which it had not been doing.
    pub(super) is_begun: bool,
    /// Whether it took them.
    pub(super) is_taken: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Idle,
    Busy,
    Failed,
}

struct State {
    phase: Phase,
    /// Why it failed, until somebody asks.
    error: Option<io::Error>,
    /// Whole lines that are not begun.
    queue: Vec<u8>,
    /// The line that the output took a part of when it failed.
    torn: Option<Vec<u8>>,
    in_hand: usize,
    /// Whether it failed to flush what it took.
    is_unflushed: bool,
    /// When the output took something, or was given something to take.
    since: Instant,
    /// Whether the recorder's thread has more.
    is_awaited: bool,
    /// Whether nothing comes any more.
    is_over: bool,
}

impl Pump {
    pub(super) fn new(writer: Box<dyn Write + Send>, is_parted: bool) -> Self {
        let state = State {
            phase: Phase::Idle,
            error: None,
            queue: Vec::new(),
            torn: None,
            in_hand: 0,
            is_unflushed: false,
            since: Instant::now(),
            is_awaited: false,
            is_over: false,
        };
        Self {
            shared: Arc::new(Shared {
                state: Mutex::new(state),
                changed: Condvar::new(),
                work: Mutex::new(Work::new(writer, is_parted)),
            }),
            is_started: false,
        }
    }

    pub(super) fn status(&self) -> Status {
        let mut state = self.shared.state();
        match state.phase {
            Phase::Idle => Status::Idle,
            Phase::Busy if state.since.elapsed() >= STALLED => Status::Stalled,
            Phase::Busy => Status::Busy,
            Phase::Failed => Status::Failed {
                error: state.error.take(),
                is_unflushed: state.is_unflushed,
            },
        }
    }

    /// Tells it to go on, and gives it lines if it has none that are not begun.
    pub(super) fn give(&mut self, lines: &mut Vec<u8>) -> Given {
        let mut state = self.shared.state();
        let mut given = Given {
            is_begun: state.phase != Phase::Busy,
            is_taken: false,
        };
        if given.is_begun {
            if state.queue.is_empty() {
                std::mem::swap(&mut state.queue, lines);
                given.is_taken = true;
            }
            (state.torn, state.is_unflushed) = (None, false);
            state.phase = Phase::Busy;
            state.since = Instant::now();
        }
        state.is_awaited = !lines.is_empty();
        drop(state);
        self.run();
        given
    }

    /// Has the worker woken when all is written.
    pub(super) fn wait(&self, at_most: Duration) {
        let mut state = self.shared.state();
        state.is_awaited = true;
        let is_busy = |state: &mut State| state.phase == Phase::Busy;
        let result = self
            .shared
            .changed
            .wait_timeout_while(state, at_most, is_busy);
        drop(result);
    }

    /// Takes back what is not written: of a line that is torn all, because the rest of it may never be.
    pub(super) fn take_back(&mut self) -> Vec<u8> {
        let mut state = self.shared.state();
        let mut lines = state.torn.take().unwrap_or_default();
        lines.append(&mut state.queue);
        lines
    }

    /// Bytes that it was given and has not written.
    pub(super) fn waiting(&self) -> usize {
        let state = self.shared.state();
        state.queue.len() + state.in_hand
    }

    /// Has a thread write, or where none can be started does it here.
    fn run(&mut self) {
        if !self.is_started {
            let shared = Arc::clone(&self.shared);
            let thread = std::thread::Builder::new().name("flight-recorder-out".to_owned());
            let spawned = thread.spawn(move || {
                be_worker();
                let mut work = shared.work();
                while shared.has_work() {
                    shared.write_all(&mut work);
                }
            });
            self.is_started = spawned.is_ok();
        }
        if self.is_started {
            self.shared.changed.notify_all();
        } else {
            self.shared.write_all(&mut self.shared.work());
        }
    }
}

impl Drop for Pump {
    fn drop(&mut self) {
        self.shared.state().is_over = true;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for something to do; whether there will be.
    fn has_work(&self) -> bool {
        let is_idle = |state: &mut State| state.phase != Phase::Busy && !state.is_over;
        let state = self.changed.wait_while(self.state(), is_idle);
        state.unwrap_or_else(PoisonError::into_inner).phase == Phase::Busy
    }

    /// Writes until nothing is left or the output fails.
    fn write_all(&self, work: &mut Work) {
        while self.has_piece(work) {
            let result = work.write();
            let mut state = self.state();
            match result {
                Ok(0) => {}
                Ok(_) => {
                    state.since = Instant::now();
                    state.in_hand = work.left();
                    progress();
                }
                Err(error) => {
                    let (torn, rest) = work.part();
                    state.queue.splice(0..0, rest);
                    (state.torn, state.in_hand) = (torn, work.left());
                    state.is_unflushed = work.needs_flush() && state.in_hand == 0;
                    self.end(state, Phase::Failed, Some(error));
                    return;
                }
            }
        }
    }

    /// Whether there is something to do; says so if not.
    fn has_piece(&self, work: &mut Work) -> bool {
        if work.left() > 0 {
            return true;
        }
        let mut state = self.state();
        work.take_piece(&mut state.queue);
        state.in_hand = work.left();
        let has_more = state.in_hand > 0 || work.needs_flush();
        if !has_more {
            self.end(state, Phase::Idle, None);
        }
        has_more
    }

    fn end(&self, mut state: MutexGuard<'_, State>, phase: Phase, error: Option<io::Error>) {
        (state.phase, state.error) = (phase, error);
        let is_awaited = std::mem::take(&mut state.is_awaited);
        drop(state);
        self.changed.notify_all();
        if is_awaited {
            wake();
        }
    }
}
