//! A drain: from every thread's queue into the outputs.

use super::Kind;
use super::control::{Orders, Report, Settled};
use super::dropped::{count_dropped, take_dropped};
use super::frame::Frame;
use super::local::Lane;
use super::record::{Reader, Record};
use crate::line;
use crate::output::{Outputs, State};

/// A batch is written when it is about so long.
const BATCH_BYTES: usize = 256 * 1024;

/// The reading side of everything; whoever holds it does the I/O.
pub(super) struct Drain {
    pub(super) outputs: Outputs,
    readers: Vec<(&'static Lane, Reader)>,
    pub(super) frame: Frame,
    /// How far the lanes were when the process began to end.
    end: Option<Vec<u64>>,
    /// What somebody waits for who asked while the outputs were busy.
    owed: Option<Owed>,
}

/// A request, and how many lines each output had been given for it. Threads that go on recording keep a slow output
/// busy for ever: who asked waits for what came before, and not for a pause.
struct Owed {
    settled: Settled,
    given: Vec<u64>,
}

impl Drain {
    pub(super) const fn new() -> Self {
        Self {
            outputs: Outputs::none(),
            readers: Vec::new(),
            frame: Frame::Before,
            end: None,
            owed: None,
        }
    }

    pub(super) fn set_outputs(&mut self, outputs: Outputs) {
        self.end_frame();
        self.outputs.finish(false, true);
        self.outputs = outputs;
        self.frame = Frame::Before;
        self.owed = None;
    }

    /// Reads all lanes up to where they are now, and writes what it read.
    ///
    /// The snapshot bounds it: chasing threads that go on recording would never end.
    pub(super) fn pass(&mut self, lanes: &[&'static Lane], orders: &Orders) -> (Report, bool) {
        for lane in &lanes[self.readers.len()..] {
            self.readers.push((lane, Reader::new(&lane.queue)));
        }
        let insist = orders.is_requested || orders.exiting;
        let published = |readers: &[(&'static Lane, Reader)]| {
            let lanes = readers.iter().map(|(lane, _)| lane.queue.published());
            lanes.collect::<Vec<u64>>()
        };
        let snapshot = match &self.end {
            Some(end) => end.clone(),
            None => published(&self.readers),
        };
        if orders.exiting {
            // While the last lines are being written, threads that go on would add ever more.
            self.end.get_or_insert_with(|| snapshot.clone());
        }
        let mut moved = false;
        let mut is_read = true;
        for (at, published) in snapshot.into_iter().enumerate() {
            moved |= self.read(at, published, insist);
            is_read &= self.readers[at].1.has_read(published);
        }
        self.say_dropped();
        let (mut logs, mut audit) = self.outputs.finish(orders.sync, insist);
        if !is_read {
            // An output had no room, and may have it now.
            audit = audit.and(State::Pending);
        }
        if orders.exiting && self.is_frame_due(&logs, &audit) {
            self.end_frame();
            (logs, audit) = self.outputs.finish(orders.sync, insist);
        }
        let settled = self.settle(orders, is_read, &logs.clone().and(audit.clone()));
        let report = Report {
            logs,
            audit,
            settled,
        };
        (report, moved)
    }

    /// A request that is fulfilled although outputs are busy with what came after it.
    fn settle(&mut self, orders: &Orders, is_read: bool, state: &State) -> Option<Settled> {
        if !orders.is_requested || matches!(state, State::Done) {
            self.owed = None;
            return None;
        }
        // What failed to reach the disk is owed by a later pass.
        if self.owed.is_none() && is_read && matches!(state, State::Pending) {
            self.owed = Some(Owed {
                settled: Settled {
                    ticket: orders.ticket,
                    is_on_disk: orders.sync,
                },
                given: self.outputs.given(),
            });
        }
        let owed = self
            .owed
            .take_if(|owed| self.outputs.have_written(&owed.given));
        owed.map(|owed| owed.settled)
    }

    fn read(&mut self, at: usize, published: u64, insist: bool) -> bool {
        if self.readers[at].1.has_read(published) {
            return false;
        }
        self.begin_frame();
        let mut moved = false;
        let Self {
            outputs, readers, ..
        } = self;
        let (_, reader) = &mut readers[at];
        while !outputs.are_stuck()
            && let Some(record) = reader.next(published)
        {
            moved = true;
            let Record {
                facts,
                author,
                fields,
            } = record;
            let kind = facts.site.kind;
            match outputs.sink_of(kind) {
                None => {}
                // Only timings go here: they may not hold up the audit trail.
                Some(sink) if kind == Kind::Log && sink.is_full() => count_dropped(facts.site),
                Some(sink) => {
                    line::formatted(sink.line(), &facts, fields, author);
                    sink.end_line(facts.site);
                    if sink.fresh() >= BATCH_BYTES {
                        sink.write(insist);
                    }
                }
            }
        }
        moved
    }

    /// Says what was dropped since it was said last, as soon as there is room for it.
    fn say_dropped(&mut self) {
        let sink = self.outputs.sink_of(Kind::Log);
        if let Some(sink) = sink.filter(|sink| !sink.is_failing())
            && let Some(dropped) = take_dropped()
        {
            line::dropped(sink.line(), &dropped);
            sink.end_own_line();
        }
    }
}
