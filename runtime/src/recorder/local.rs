//! A thread's own state: its lane, its buffers, and what it captures for a test.

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::queue::{Producer, Queue, waiting_bytes};
use super::{AUDIT, Kind, LOGS, captured, control, gate, health, worker};
use crate::{capture as values, setup};

/// Who writes a line: what an audit line says about it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Author<'t> {
    /// The thread's name as a JSON string; empty where it has none.
    pub(crate) thread: &'t [u8],
    pub(crate) lane: u64,
    pub(crate) seq: u64,
}

/// One thread's queue and counts. Lanes are never freed but used again by later threads.
pub(super) struct Lane {
    pub(super) queue: Queue,
    /// Lines that were recorded here, dropped ones among them.
    pub(super) recorded: AtomicU64,
}

/// The writing side of a lane, while no thread has it.
pub(super) struct Parked {
    lane: &'static Lane,
    producer: Producer,
}

/// Lanes without a thread.
static PARKED: Mutex<Vec<Parked>> = Mutex::new(Vec::new());

/// The number of the thread that registered last.
static NUMBER: AtomicU64 = AtomicU64::new(0);

/// For threads that record in the destructors of their thread-locals, after ours has run.
static LATE: Mutex<Option<(Parked, u64, u64)>> = Mutex::new(None);

// Nothing in it has a destructor, so that it can be used as long as the thread runs: what holds
// memory is `ManuallyDrop`, and released by `Departure`.
struct Local {
    lane: Cell<Option<&'static Lane>>,
    producer: Cell<Option<Producer>>,
    number: Cell<u64>,
    seq: Cell<u64>,
    capturing: Cell<bool>,
    thread: Cell<ManuallyDrop<Vec<u8>>>,
    line: Cell<ManuallyDrop<Vec<u8>>>,
    keys: Cell<ManuallyDrop<Vec<(u32, u32)>>>,
}

thread_local! {
    static LOCAL: Local = const {
        Local {
            lane: Cell::new(None),
            producer: Cell::new(None),
            number: Cell::new(0),
            seq: Cell::new(0),
            capturing: Cell::new(false),
            thread: Cell::new(ManuallyDrop::new(Vec::new())),
            line: Cell::new(ManuallyDrop::new(Vec::new())),
            keys: Cell::new(ManuallyDrop::new(Vec::new())),
        }
    };
    static DEPARTURE: Departure = const { Departure };
}

/// Runs when the thread ends: its lane is for the next.
struct Departure;

impl Drop for Departure {
    fn drop(&mut self) {
        LOCAL.with(|local| {
            if let (Some(lane), Some(producer)) = (local.lane.take(), local.producer.take()) {
                lock(&PARKED).push(Parked { lane, producer });
            }
            drop(ManuallyDrop::into_inner(local.thread.take()));
            drop(ManuallyDrop::into_inner(local.line.take()));
            drop(ManuallyDrop::into_inner(local.keys.take()));
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Records a line: `render` writes it, without its newline.
pub(crate) fn record(kind: Kind, render: impl FnOnce(&mut Vec<u8>, &Author<'_>)) {
    LOCAL.with(|local| {
        let output = match kind {
            Kind::Log => LOGS,
            Kind::Audit => AUDIT,
        };
        if local.capturing.get() {
            captured::keep(kind, render);
        } else if gate::is_on(output) {
            let lane = local.lane.get().or_else(|| register(local));
            if let (Some(lane), Some(producer)) = (lane, local.producer.get()) {
                push(local, lane, producer, kind, render);
            } else if !worker::is_worker() && gate::is_on(output) {
                record_late(kind, render);
            }
        }
    });
}

#[inline]
fn push(
    local: &Local,
    lane: &Lane,
    mut producer: Producer,
    kind: Kind,
    render: impl FnOnce(&mut Vec<u8>, &Author<'_>),
) {
    let (thread, mut text) = (local.thread.take(), local.line.take());
    let seq = local.seq.get() + u64::from(kind == Kind::Audit);
    text.clear();
    render(
        &mut text,
        &Author {
            thread: &thread,
            lane: local.number.get(),
            seq,
        },
    );
    // Only this thread writes it: no read-modify-write is needed.
    lane.recorded
        .store(lane.recorded.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
    if !producer.crosses(text.len()) || admit(kind) {
        producer.push(&lane.queue, kind, &text);
        local.producer.set(Some(producer));
        local.seq.set(seq);
    }
    local.thread.set(thread);
    local.line.set(text);
}

/// Waits for room, or says that a log is to be dropped.
#[cold]
fn admit(kind: Kind) -> bool {
    // The rest is for what an output that fails keeps in its batch.
    let budget = setup::settings().memory_budget / 4 * 3;
    if waiting_bytes() < budget {
        if waiting_bytes() > budget / 2 {
            control::wake();
        }
        return true;
    }
    if kind == Kind::Log {
        health::count_dropped(1);
        return false;
    }
    while waiting_bytes() >= budget && !control::is_exiting() {
        control::wake();
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    true
}

/// Gives the thread a lane; none where its destructors are running, and none for the worker.
#[cold]
fn register(local: &Local) -> Option<&'static Lane> {
    values::silence_hook();
    // Finds out where lines go, before there are any.
    let _ = setup::settings();
    if worker::is_worker() || DEPARTURE.try_with(|_| ()).is_err() {
        return None;
    }
    let Parked { lane, producer } = lane();
    if let Some(name) = std::thread::current().name() {
        let mut thread = Vec::new();
        values::string(&mut thread, name);
        local.thread.set(ManuallyDrop::new(thread));
    }
    local.number.set(NUMBER.fetch_add(1, Ordering::Relaxed) + 1);
    local.producer.set(Some(producer));
    local.lane.set(Some(lane));
    worker::start();
    Some(lane)
}

/// A lane that no thread has.
fn lane() -> Parked {
    let parked = lock(&PARKED).pop();
    parked.unwrap_or_else(|| {
        let lane: &'static Lane = Box::leak(Box::new(Lane {
            queue: Queue::new(),
            recorded: AtomicU64::new(0),
        }));
        worker::add_lane(lane);
        Parked {
            lane,
            producer: Producer::new(&lane.queue),
        }
    })
}

#[cold]
fn record_late(kind: Kind, render: impl FnOnce(&mut Vec<u8>, &Author<'_>)) {
    let mut late = lock(&LATE);
    let (parked, number, seq) =
        late.get_or_insert_with(|| (lane(), NUMBER.fetch_add(1, Ordering::Relaxed) + 1, 0));
    *seq += u64::from(kind == Kind::Audit);
    let mut line = Vec::new();
    render(
        &mut line,
        &Author {
            thread: b"",
            lane: *number,
            seq: *seq,
        },
    );
    parked.producer.push(&parked.lane.queue, kind, &line);
    parked.lane.recorded.fetch_add(1, Ordering::Relaxed);
    worker::start();
}

/// An empty list for the places of keys, used before if it is not in use.
pub(crate) fn take_keys() -> Vec<(u32, u32)> {
    LOCAL.with(|local| ManuallyDrop::into_inner(local.keys.take()))
}

/// Gives a list back for [`take_keys`].
pub(crate) fn give_keys(mut keys: Vec<(u32, u32)>) {
    /// More than any object has unless its limit is a setting.
    const KEYS: usize = 1024;
    LOCAL.with(|local| {
        if local.lane.get().is_some() && keys.capacity() <= KEYS {
            keys.clear();
            drop(ManuallyDrop::into_inner(
                local.keys.replace(ManuallyDrop::new(keys)),
            ));
        }
    });
}

/// Whether this thread's lines are captured.
pub(crate) fn capturing() -> bool {
    LOCAL.with(|local| local.capturing.get())
}

/// Begins or ends capturing this thread's lines; whether they were captured before.
pub(super) fn set_capturing(is_capturing: bool) -> bool {
    LOCAL.with(|local| local.capturing.replace(is_capturing))
}
