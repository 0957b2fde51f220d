//! A record: what a call leaves for the worker, who makes the line of it.
//!
//! Most of a line is the same for every call of a function, and rendering it is work that need not be in the
//! call's way: a call hands over its facts and what it rendered of the user's values. Of a timed call that is ten
//! words instead of fifty, which the caller would write and the worker read across cores; to render the rest
//! costs the worker no more than reading it did.

use super::Kind;
use super::queue::{Consumer, Producer, Queue};
use crate::line::{Facts, WORDS};
use crate::step::{CallSite, call_sites};

/// The tag of a record that says which thread writes those behind it.
const AUTHOR: u32 = 2;

/// Who writes a line: what it says about it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Author {
    /// The thread's name as a JSON string; empty where it has none.
    pub(crate) thread: Vec<u8>,
    pub(crate) lane: u64,
}

/// Whether a record with these fields needs another chunk.
#[inline]
pub(super) fn crosses(producer: &Producer, fields: &[u8]) -> bool {
    producer.crosses(WORDS, fields.len())
}

/// Hands over a call's record.
#[inline]
pub(super) fn push(
    producer: &mut Producer,
    queue: &Queue,
    kind: Kind,
    facts: impl Fn() -> Facts,
    fields: &[u8],
) {
    producer.push(queue, kind as u32, || facts().to_words(), fields);
}

/// Says which thread writes the records from here on, if any come.
pub(super) fn stage_author(producer: &mut Producer, author: &Author) {
    producer.stage(AUTHOR, || [author.lane; WORDS], &author.thread);
}

/// The reading end of a lane.
pub(super) struct Reader {
    consumer: Consumer,
    author: Author,
    fields: Vec<u8>,
    /// The call sites, by number, as far as they were known.
    sites: Vec<&'static CallSite>,
}

/// A record as it was read.
pub(super) struct Record<'r> {
    pub(super) facts: Facts,
    pub(super) author: &'r Author,
    pub(super) fields: &'r [u8],
}

impl Reader {
    pub(super) fn new(queue: &Queue) -> Self {
        Self {
            consumer: Consumer::new(queue),
            author: Author::default(),
            fields: Vec::new(),
            sites: Vec::new(),
        }
    }

    /// Whether everything up to there has been read.
    pub(super) fn has_read(&self, published: u64) -> bool {
        self.consumer.has_read(published)
    }

    /// The next record up to there, if there is one.
    pub(super) fn next(&mut self, published: u64) -> Option<Record<'_>> {
        while !self.consumer.has_read(published) {
            let (tag, length) = self.consumer.next_first();
            let words = self.consumer.next_head();
            if tag == AUTHOR {
                self.author.lane = words[0];
                self.author.thread.clear();
                self.consumer.next_body(length, &mut self.author.thread);
                continue;
            }
            self.fields.clear();
            self.consumer.next_body(length, &mut self.fields);
            let site = |number: usize| {
                if number >= self.sites.len() {
                    self.sites = call_sites();
                }
                self.sites.get(number).copied()
            };
            let Some(facts) = Facts::from_words(words, site) else {
                unreachable!("words that are no facts were handed over")
            };
            return Some(Record {
                facts,
                author: &self.author,
                fields: &self.fields,
            });
        }
        None
    }
}
