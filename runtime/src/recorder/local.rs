//! A thread's own state: its lane, and whether it captures for a test.

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::queue::{Producer, Queue, waiting_bytes};
use super::record::{self};
use super::{AUDIT, Author, Kind, LOGS, captured, control, dropped, gate, worker};
use crate::line::Facts;
use crate::step::CallSite;
use crate::{capture as values, setup};

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
static LATE: Mutex<Option<(Parked, u64)>> = Mutex::new(None);

/// What a thread needs to record.
struct Writer {
    lane: &'static Lane,
    producer: Producer,
    /// Audits that this thread recorded.
    seq: u64,
}

// Nothing in it has a destructor, so that it can be used as long as the thread runs.
//
// Everything is used in place: what is taken out of its cell and put back is read by wider loads than it was
// written by, which wait until all earlier stores have left the core.
struct Local {
    writer: RefCell<Option<Writer>>,
    capturing: Cell<bool>,
}

thread_local! {
    static LOCAL: Local = const {
        Local {
            writer: RefCell::new(None),
            capturing: Cell::new(false),
        }
    };
    static DEPARTURE: Departure = const { Departure };
}

/// Runs when the thread ends: its lane is for the next.
struct Departure;

impl Drop for Departure {
    fn drop(&mut self) {
        LOCAL.with(|local| {
            // Nothing of this thread records while its destructors begin.
            if let Some(writer) = local.writer.borrow_mut().take() {
                let Writer { lane, producer, .. } = writer;
                lock(&PARKED).push(Parked { lane, producer });
            }
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps other threads from it while the process forks.
pub(super) fn hold() -> impl Sized + 'static {
    (lock(&LATE), lock(&PARKED))
}

/// Leaves the lanes of another process, this thread's among them.
pub(super) fn renew() {
    lock(&LATE).take();
    lock(&PARKED).clear();
    NUMBER.store(0, Ordering::Relaxed);
    LOCAL.with(|local| local.writer.borrow_mut().take());
}

/// Records a call: its facts, given the count of the thread's audits, and the fields that it rendered.
pub(crate) fn record(kind: Kind, fields: &[u8], facts: impl Fn(u64) -> Facts) {
    LOCAL.with(|local| {
        let output = match kind {
            Kind::Log => LOGS,
            Kind::Audit => AUDIT,
        };
        if local.capturing.get() {
            captured::keep(kind, fields, facts);
        } else if gate::is_on(output) {
            if local
                .writer
                .try_borrow()
                .is_ok_and(|writer| writer.is_none())
            {
                register(local);
            }
            let mut writer = local.writer.try_borrow_mut().ok();
            if let Some(writer) = writer.as_deref_mut().and_then(Option::as_mut) {
                writer.push(kind, fields, facts);
            } else if !worker::is_worker() && gate::is_on(output) {
                record_late(kind, fields, facts);
            }
        }
    });
}

impl Writer {
    #[inline]
    fn push(&mut self, kind: Kind, fields: &[u8], facts: impl Fn(u64) -> Facts) {
        let seq = self.seq + u64::from(kind == Kind::Audit);
        // Only this thread writes it: no read-modify-write is needed.
        let recorded = &self.lane.recorded;
        recorded.store(recorded.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        if !record::crosses(&self.producer, fields) || admit(facts(seq).site) {
            let queue = &self.lane.queue;
            record::push(&mut self.producer, queue, kind, || facts(seq), fields);
            self.seq = seq;
        }
    }
}

/// Waits for room, or says that a log is to be dropped.
#[cold]
fn admit(site: &'static CallSite) -> bool {
    // The rest is for what an output that fails keeps in its batch.
    let budget = setup::settings().memory_budget / 4 * 3;
    if waiting_bytes() < budget {
        if waiting_bytes() > budget / 2 {
            control::wake();
        }
        return true;
    }
    if site.kind == Kind::Log {
        dropped::count_dropped(site);
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
fn register(local: &Local) {
    values::silence_hook();
    // Finds out where lines go, before there are any.
    let _ = setup::settings();
    if worker::is_worker() || DEPARTURE.try_with(|_| ()).is_err() {
        return;
    }
    let mut thread = Vec::new();
    if let Some(name) = std::thread::current().name() {
        values::string(&mut thread, name);
    }
    let Parked { lane, producer } = lane(thread);
    *local.writer.borrow_mut() = Some(Writer {
        lane,
        producer,
        seq: 0,
    });
    worker::start();
}

/// A lane that no thread has, for one that is called so.
fn lane(thread: Vec<u8>) -> Parked {
    let parked = lock(&PARKED).pop();
    let mut parked = parked.unwrap_or_else(|| {
        let lane: &'static Lane = Box::leak(Box::new(Lane {
            queue: Queue::new(),
            recorded: AtomicU64::new(0),
        }));
        worker::add_lane(lane);
        Parked {
            lane,
            producer: Producer::new(&lane.queue),
        }
    });
    let author = Author {
        thread,
        lane: NUMBER.fetch_add(1, Ordering::Relaxed) + 1,
    };
    record::stage_author(&mut parked.producer, &author);
    parked
}

#[cold]
fn record_late(kind: Kind, fields: &[u8], facts: impl Fn(u64) -> Facts) {
    let mut late = lock(&LATE);
    let (parked, seq) = late.get_or_insert_with(|| (lane(Vec::new()), 0));
    *seq += u64::from(kind == Kind::Audit);
    let (queue, facts) = (&parked.lane.queue, || facts(*seq));
    record::push(&mut parked.producer, queue, kind, facts, fields);
    parked.lane.recorded.fetch_add(1, Ordering::Relaxed);
    worker::start();
}

/// Whether this thread's lines are captured.
pub(crate) fn capturing() -> bool {
    LOCAL.with(|local| local.capturing.get())
}

/// Begins or ends capturing this thread's lines; whether they were captured before.
pub(super) fn set_capturing(is_capturing: bool) -> bool {
    LOCAL.with(|local| local.capturing.replace(is_capturing))
}
