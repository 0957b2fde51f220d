//! The background thread: it wakes by the clock, so that no call pays for waking it.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use super::control::{self, Orders};
use super::drain::Drain;
use super::local::Lane;
use super::say::say;
use super::{AUDIT, LOGS, clock, exit, gate};
use crate::output::{Outputs, State};
use crate::setup;

/// How long the worker sleeps: the shortest under load, doubling to the longest when nothing comes.
/// An idle process then uses less than 0.1 % of a core.
const SHORTEST_NAP: Duration = Duration::from_millis(1);
const LONGEST_NAP: Duration = Duration::from_millis(50);

static LANES: Mutex<Vec<&'static Lane>> = Mutex::new(Vec::new());
/// What drains the lanes. It is held while outputs are written to, its place for moments only.
static DRAIN: Mutex<&Mutex<Drain>> = Mutex::new(&FIRST_DRAIN);
static FIRST_DRAIN: Mutex<Drain> = Mutex::new(Drain::new());
static STARTED: AtomicBool = AtomicBool::new(false);
/// Whether there is no thread, because none could be started.
static ALONE: AtomicBool = AtomicBool::new(false);
/// Whether the outputs are to be opened again before the first line.
static IS_FORKED: AtomicBool = AtomicBool::new(false);
/// Changes whenever an output took something.
static PROGRESS: AtomicU64 = AtomicU64::new(0);

thread_local! {
    static IS_WORKER: Cell<bool> = const { Cell::new(false) };
}

/// Whether this is a thread of the recorder's: what it records itself would never end.
pub(super) fn is_worker() -> bool {
    IS_WORKER.get()
}

/// Makes this thread one of the recorder's.
pub(crate) fn be_worker() {
    IS_WORKER.set(true);
}

pub(super) fn add_lane(lane: &'static Lane) {
    lanes().push(lane);
}

fn lanes() -> MutexGuard<'static, Vec<&'static Lane>> {
    LANES.lock().unwrap_or_else(PoisonError::into_inner)
}

fn place() -> MutexGuard<'static, &'static Mutex<Drain>> {
    DRAIN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn drain() -> &'static Mutex<Drain> {
    *place()
}

/// Keeps other threads from it while the process forks.
pub(super) fn hold() -> impl Sized + 'static {
    (lanes(), place())
}

/// Leaves the drain of another process, which a thread of it may hold, and the outputs that it has open.
pub(super) fn renew() {
    *place() = Box::leak(Box::new(Mutex::new(Drain::new())));
    lanes().clear();
    STARTED.store(false, Ordering::Relaxed);
    ALONE.store(false, Ordering::Relaxed);
    IS_FORKED.store(true, Ordering::Relaxed);
}

/// Lines recorded so far, by all threads.
pub(super) fn recorded() -> u64 {
    lanes()
        .iter()
        .map(|lane| lane.recorded.load(Ordering::Acquire))
        .sum()
}

/// Whether anything was ever recorded.
pub(super) fn has_lines() -> bool {
    STARTED.load(Ordering::Acquire)
}

/// Starts the background thread, once.
pub(super) fn start() {
    if STARTED.swap(true, Ordering::AcqRel) {
        return;
    }
    exit::register();
    clock::renew();
    if IS_FORKED.swap(false, Ordering::Relaxed) {
        let mut drain = drain().lock().unwrap_or_else(PoisonError::into_inner);
        put(&mut drain, setup::reopen());
    }
    let thread = std::thread::Builder::new().name("flight-recorder".to_owned());
    if let Err(error) = thread.spawn(run) {
        ALONE.store(true, Ordering::Release);
        say(&format!(
            "no background thread ({error}): lines are written by flush() and at the end of the process"
        ));
    }
}

fn run() {
    be_worker();
    let mut nap = SHORTEST_NAP;
    loop {
        let orders = control::orders();
        let (result, moved) = pass(&orders);
        if orders.exiting {
            match result {
                // A full disk may have room again before the process gives up.
                State::Failed(failure) if !failure.is_closed => std::thread::sleep(LONGEST_NAP),
                State::Pending => {}
                // Whatever is recorded now is cut off with the process, and a line must not be.
                State::Done | State::Failed(_) => loop {
                    std::thread::park();
                },
            }
        } else {
            clock::renew();
            nap = if moved {
                SHORTEST_NAP
            } else {
                (nap * 2).min(LONGEST_NAP)
            };
            control::nap(nap, orders.ticket);
        }
    }
}

/// Writes all there is; how that went, and whether there was anything.
fn pass(orders: &Orders) -> (State, bool) {
    let mut drain = drain().lock().unwrap_or_else(PoisonError::into_inner);
    let lanes = lanes().clone();
    let (report, moved) = drain.pass(&lanes, orders);
    drop(drain);
    (control::answer_all(orders, report), moved)
}

/// Does the worker's work where there is no worker.
pub(super) fn help_out() {
    if ALONE.load(Ordering::Acquire) {
        // The requests are answered with how it went.
        let _ = pass(&control::orders());
    }
}

/// Sends lines to these outputs from now on; what was recorded before goes where it was to go.
pub(crate) fn install(outputs: Outputs, wait: Duration) -> Result<(), String> {
    let until = Instant::now() + wait;
    let _ = super::flush();
    let place = drain();
    let mut drain = loop {
        match place.try_lock() {
            Ok(drain) => break drain,
            Err(TryLockError::Poisoned(poisoned)) => break poisoned.into_inner(),
            Err(TryLockError::WouldBlock) if Instant::now() < until => {
                std::thread::sleep(SHORTEST_NAP);
            }
            Err(TryLockError::WouldBlock) => {
                return Err(
                    "lines recorded before cannot be written: their output takes none".into(),
                );
            }
        }
    };
    put(&mut drain, outputs);
    Ok(())
}

fn put(drain: &mut Drain, outputs: Outputs) {
    let bit = |is_on, bit| if is_on { bit } else { 0 };
    gate::set_outputs(bit(outputs.has_logs(), LOGS) | bit(outputs.has_audit(), AUDIT));
    drain.set_outputs(outputs);
}

/// Notes that an output took something.
pub(crate) fn progress() {
    PROGRESS.fetch_add(1, Ordering::Relaxed);
}

pub(super) fn seen_progress() -> u64 {
    PROGRESS.load(Ordering::Relaxed)
}
