//! The hand-over in every order that its threads can take steps in, and with every value that the memory model
//! lets them see; [`.ci/run`] has the command. Chunks are of four words here, so that records cross them.
//!
//! [`.ci/run`]: ../../../../.ci/run

use loom::model::Builder;
use loom::thread;

use super::*;

/// How often a thread is interrupted where it need not be. Races that need more are rare, and all orders with more
/// would take hours.
const INTERRUPTIONS: usize = 3;

fn in_every_order(model: impl Fn() + Sync + Send + 'static) {
    let mut builder = Builder::new();
    builder.preemption_bound = Some(INTERRUPTIONS);
    builder.check(model);
}

fn queue() -> &'static Queue {
    Box::leak(Box::new(Queue::new()))
}

/// A word and some bytes: with its first one three words of the four in a chunk, the last of them not full.
fn record(lane: u8, number: u8) -> ([u64; 1], [u8; 3]) {
    (
        [u64::from(number) << 32 | u64::from(lane)],
        [lane, number, 3],
    )
}

fn push(producer: &mut Producer, queue: &Queue, lane: u8, number: u8) {
    let (head, body) = record(lane, number);
    producer.push(queue, 1, || head, &body);
}

/// The reading end of a lane, and how many records it has seen.
struct Reader {
    queue: &'static Queue,
    consumer: Consumer,
    lane: u8,
    seen: u8,
}

impl Reader {
    fn new(queue: &'static Queue, lane: u8) -> Self {
        Self {
            queue,
            consumer: Consumer::new(queue),
            lane,
            seen: 0,
        }
    }

    /// Reads what is there, as the worker does: each record whole, once, and in order.
    fn read(&mut self) {
        let published = self.queue.published();
        while !self.consumer.has_read(published) {
            let (tag, length) = self.consumer.next_first();
            let head = self.consumer.next_head();
            let mut body = Vec::new();
            self.consumer.next_body(length, &mut body);
            let (expected_head, expected_body) = record(self.lane, self.seen);
            assert_eq!((tag, head), (1, expected_head));
            assert_eq!(body, expected_body);
            self.seen += 1;
            // It would wrap around if chunks were counted out before they are counted in.
            assert!(waiting_bytes() <= 8 * CHUNK_BYTES);
        }
    }

    fn read_until(&mut self, records: u8) {
        while self.seen < records {
            self.read();
            thread::yield_now();
        }
    }
}

#[test]
fn a_reader_beside_the_writer_gets_every_record_whole_while_chunks_change() {
    in_every_order(|| {
        let queue = queue();
        let writer = thread::spawn(move || {
            let mut producer = Producer::new(queue);
            for number in 0..3 {
                push(&mut producer, queue, 0, number);
            }
        });
        Reader::new(queue, 0).read_until(3);
        writer.join().unwrap();
        assert_eq!(waiting_bytes(), 0);
    });
}

#[test]
fn the_lane_of_a_thread_that_ended_goes_on_with_the_next() {
    in_every_order(|| {
        let queue = queue();
        // As in `local`: whoever ends parks the writing end, and whoever begins takes it if it is there.
        let parked: &'static Mutex<Option<Producer>> = Box::leak(Box::new(Mutex::new(None)));
        let first = thread::spawn(move || {
            let mut producer = Producer::new(queue);
            push(&mut producer, queue, 0, 0);
            *parked.lock().unwrap() = Some(producer);
        });
        let second = thread::spawn(move || {
            let Some(mut producer) = parked.lock().unwrap().take() else {
                return false;
            };
            push(&mut producer, queue, 0, 1);
            true
        });
        let mut reader = Reader::new(queue, 0);
        reader.read_until(1);
        first.join().unwrap();
        let has_second = second.join().unwrap();
        reader.read();
        assert_eq!(reader.seen, 1 + u8::from(has_second));
    });
}

#[test]
fn two_lanes_take_each_others_chunks_from_the_pool() {
    /// So many that the second lane can overwrite all of a chunk that it got too early.
    const RECORDS: [u8; 2] = [2, 3];

    in_every_order(|| {
        let queues = [queue(), queue()];
        let writers = [0, 1].map(|lane| {
            thread::spawn(move || {
                let queue = queues[usize::from(lane)];
                let mut producer = Producer::new(queue);
                for number in 0..RECORDS[usize::from(lane)] {
                    push(&mut producer, queue, lane, number);
                }
            })
        });
        let mut readers = [0, 1].map(|lane| Reader::new(queues[usize::from(lane)], lane));
        while readers
            .iter()
            .zip(RECORDS)
            .any(|(reader, records)| reader.seen < records)
        {
            readers.iter_mut().for_each(Reader::read);
            thread::yield_now();
        }
        for writer in writers {
            writer.join().unwrap();
        }
        assert_eq!(waiting_bytes(), 0);
    });
}
