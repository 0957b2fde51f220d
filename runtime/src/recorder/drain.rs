//! A drain: from every thread's queue into the outputs.

use super::Kind;
use super::control::{Orders, Report};
use super::health;
use super::local::Lane;
use super::queue::Consumer;
use crate::line;
use crate::output::Outputs;

/// A batch is written when it is about so long.
const BATCH_BYTES: usize = 256 * 1024;

/// The reading side of everything; whoever holds it does the I/O.
pub(super) struct Drain {
    outputs: Outputs,
    readers: Vec<(&'static Lane, Consumer)>,
    /// How many dropped lines have been said in a line.
    reported: u64,
    /// How far the lanes were when the process began to end.
    end: Option<Vec<u64>>,
}

impl Drain {
    pub(super) const fn new() -> Self {
        Self {
            outputs: Outputs::none(),
            readers: Vec::new(),
            reported: 0,
            end: None,
        }
    }

    pub(super) fn set_outputs(&mut self, outputs: Outputs) {
        self.outputs = outputs;
    }

    /// Reads all lanes up to where they are now, and writes what it read.
    ///
    /// The snapshot bounds it: chasing threads that go on recording would never end.
    pub(super) fn pass(&mut self, lanes: &[&'static Lane], orders: &Orders) -> (Report, bool) {
        for lane in &lanes[self.readers.len()..] {
            self.readers.push((lane, Consumer::new(&lane.queue)));
        }
        let insist = orders.is_requested || orders.exiting;
        let published = |readers: &[(&'static Lane, Consumer)]| {
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
        for (at, published) in snapshot.into_iter().enumerate() {
            moved |= self.read(at, published, insist);
        }
        self.say_dropped();
        let (logs, audit) = self.outputs.finish(orders.sync, insist);
        (Report { logs, audit }, moved)
    }

    fn read(&mut self, at: usize, published: u64, insist: bool) -> bool {
        let mut moved = false;
        let Self {
            outputs, readers, ..
        } = self;
        let (_, consumer) = &mut readers[at];
        while !consumer.has_read(published) && !outputs.are_stuck() {
            moved = true;
            let (kind, length) = consumer.next_header();
            match outputs.sink_of(kind) {
                None => consumer.skip_body(length),
                Some(sink) if kind == Kind::Log && sink.is_full() => {
                    // Only timings go here: they may not hold up the audit trail.
                    consumer.skip_body(length);
                    health::count_dropped(1);
                }
                Some(sink) => {
                    consumer.next_body(length, sink.line());
                    if !sink.end_line(kind) {
                        health::count_dropped(1);
                    }
                    if sink.fresh() >= BATCH_BYTES {
                        sink.write(insist);
                    }
                }
            }
        }
        moved
    }

    /// Says how many lines were dropped since it was said last.
    fn say_dropped(&mut self) {
        let dropped = health::dropped();
        let count = dropped - self.reported;
        if count == 0 {
            return;
        }
        if let Some(sink) = self
            .outputs
            .sink_of(Kind::Log)
            .filter(|sink| !sink.is_failing())
        {
            line::dropped(sink.line(), count);
            sink.end_own_line();
            self.reported = dropped;
        }
    }
}
