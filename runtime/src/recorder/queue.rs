//! The queue between a thread and the worker: one writes, one reads, nobody waits.
//!
//! A chain of chunks of atomic words, so that records are handed over without a lock and without
//! unsafe code: a thread stores the words of a record, then publishes how many there are. Chunks are
//! never freed but pooled: a queue's memory is reused, and no thread needs a destructor to record.
//!
//! A record is a tag, words, and bytes; what they say is for [`record`](super::record) to know.

use std::sync::PoisonError;

use super::sync::{AtomicU64, AtomicUsize, Mutex, Ordering, shared};

/// 16 KiB: a chunk changes hands once in about a hundred records, and a thousand idle threads hold 16 MiB.
#[cfg(not(all(test, loom)))]
const WORDS: usize = 2048;
/// So few that most records cross from chunk to chunk.
#[cfg(all(test, loom))]
const WORDS: usize = 4;
const CHUNK_BYTES: usize = WORDS * 8;

/// The place of the tag in a record's first word, above the length of its bytes.
const TAG_SHIFT: u32 = 32;

struct Chunk {
    words: Box<[AtomicU64]>,
    /// The chunk behind this one; taken when the chunk goes back to the pool.
    next: Mutex<Option<&'static Chunk>>,
}

shared! {
    static POOL: Mutex<Vec<&'static Chunk>> = Mutex::new(Vec::new());

    /// Chunks that were written full and not yet read.
    static WAITING: AtomicUsize = AtomicUsize::new(0);
}

/// Bytes that wait to be read, but for what stands in each thread's newest chunk.
pub(super) fn waiting_bytes() -> usize {
    WAITING.load(Ordering::Relaxed) * CHUNK_BYTES
}

/// Keeps other threads from it while the process forks.
pub(super) fn hold() -> impl Sized + 'static {
    POOL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Forgets what waits for another process's worker.
pub(super) fn renew() {
    WAITING.store(0, Ordering::Relaxed);
}

fn take_chunk() -> &'static Chunk {
    // Last in, first out: what was read just now is in the cache.
    let pooled = POOL.lock().unwrap_or_else(PoisonError::into_inner).pop();
    pooled.unwrap_or_else(|| {
        let words = (0..WORDS).map(|_| AtomicU64::new(0)).collect();
        Box::leak(Box::new(Chunk {
            words,
            next: Mutex::new(None),
        }))
    })
}

/// What the two ends of a queue share.
pub(super) struct Queue {
    first: &'static Chunk,
    /// Words written since the begin, whole records only.
    published: AtomicU64,
}

impl Queue {
    pub(super) fn new() -> Self {
        Self {
            first: take_chunk(),
            published: AtomicU64::new(0),
        }
    }

    /// How far there is something to read.
    pub(super) fn published(&self) -> u64 {
        self.published.load(Ordering::Acquire)
    }
}

/// The writing end's state. One thread has it at a time.
#[derive(Clone, Copy)]
pub(super) struct Producer {
    chunk: &'static Chunk,
    at: usize,
    written: u64,
}

/// The words of a record, its first one and `head` others before the bytes.
const fn words_of(head: usize, bytes: usize) -> usize {
    1 + head + words_of_bytes(bytes)
}

/// The words of bytes: one more than are full, so that nothing depends on whether the last one is.
const fn words_of_bytes(bytes: usize) -> usize {
    if bytes == 0 { 0 } else { 1 + bytes / 8 }
}

/// Bytes as words, the last one filled up with zeros.
#[inline]
fn words(bytes: &[u8]) -> impl Iterator<Item = u64> {
    let (words, rest) = bytes.as_chunks::<8>();
    let last = match bytes.last_chunk() {
        // In two steps, because eight bytes are too many for one.
        Some(last) => u64::from_le_bytes(*last) >> (4 * (8 - rest.len())) >> (4 * (8 - rest.len())),
        None => rest
            .iter()
            .rev()
            .fold(0, |word, &byte| word << 8 | u64::from(byte)),
    };
    let last = (!bytes.is_empty()).then_some(last);
    words
        .iter()
        .map(|word| u64::from_le_bytes(*word))
        .chain(last)
}

impl Producer {
    pub(super) fn new(queue: &Queue) -> Self {
        Self {
            chunk: queue.first,
            at: 0,
            written: 0,
        }
    }

    /// Whether a record with so many words and bytes needs another chunk.
    #[inline]
    pub(super) fn crosses(&self, head: usize, bytes: usize) -> bool {
        self.at + words_of(head, bytes) > WORDS
    }

    /// Writes a record and publishes it, with those that were staged before. `head` tells the words, from one
    /// call to the next the same.
    #[inline]
    pub(super) fn push<const N: usize>(
        &mut self,
        queue: &Queue,
        tag: u32,
        head: impl Fn() -> [u64; N],
        body: &[u8],
    ) {
        self.stage(tag, head, body);
        queue.published.store(self.written, Ordering::Release);
    }

    /// Writes a record, which nobody sees before the next is pushed.
    #[inline]
    pub(super) fn stage<const N: usize>(
        &mut self,
        tag: u32,
        head: impl Fn() -> [u64; N],
        body: &[u8],
    ) {
        let count = words_of(N, body.len());
        let first = u64::from(tag) << TAG_SHIFT | body.len() as u64;
        let slots = self.chunk.words.get(self.at..self.at + count);
        if let Some((slot, slots)) = slots.and_then(<[_]>::split_first) {
            slot.store(first, Ordering::Relaxed);
            let (heads, slots) = slots.split_at(N);
            // Each word from where it is to where it goes: an array in between is copied by wider loads than its
            // words were written by.
            for (slot, word) in heads.iter().zip(head()) {
                slot.store(word, Ordering::Relaxed);
            }
            for (slot, word) in slots.iter().zip(words(body)) {
                slot.store(word, Ordering::Relaxed);
            }
            self.at += count;
        } else {
            self.put_all(first, &head(), body);
        }
        self.written += count as u64;
    }

    #[cold]
    #[inline(never)]
    fn put_all(&mut self, first: u64, head: &[u64], body: &[u8]) {
        self.put(first);
        for word in head.iter().copied().chain(words(body)) {
            self.put(word);
        }
    }

    /// Writes a word, into the next chunk if this one is full.
    fn put(&mut self, word: u64) {
        if self.at == WORDS {
            let next = take_chunk();
            *self
                .chunk
                .next
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Some(next);
            WAITING.fetch_add(1, Ordering::Relaxed);
            (self.chunk, self.at) = (next, 0);
        }
        self.chunk.words[self.at].store(word, Ordering::Relaxed);
        self.at += 1;
    }
}

/// The reading end's state: the worker's.
pub(super) struct Consumer {
    chunk: &'static Chunk,
    at: usize,
    read: u64,
}

impl Consumer {
    pub(super) fn new(queue: &Queue) -> Self {
        Self {
            chunk: queue.first,
            at: 0,
            read: 0,
        }
    }

    /// Whether everything up to here has been read.
    pub(super) fn has_read(&self, published: u64) -> bool {
        self.read >= published
    }

    /// The tag of the next record, which must have been published, and the length of its bytes.
    pub(super) fn next_first(&mut self) -> (u32, usize) {
        let first = self.take();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the lower half is the length"
        )]
        ((first >> TAG_SHIFT) as u32, first as u32 as usize)
    }

    /// Reads the words behind the first.
    pub(super) fn next_head<const N: usize>(&mut self) -> [u64; N] {
        std::array::from_fn(|_| self.take())
    }

    /// Reads the bytes behind the words.
    pub(super) fn next_body(&mut self, length: usize, out: &mut Vec<u8>) {
        let end = out.len() + length;
        let mut words = words_of_bytes(length);
        self.read += words as u64;
        while words > 0 {
            self.enter_next();
            let run = words.min(WORDS - self.at);
            let slots = &self.chunk.words[self.at..self.at + run];
            let start = out.len();
            out.resize(start + run * 8, 0);
            for (bytes, slot) in out[start..].chunks_exact_mut(8).zip(slots) {
                bytes.copy_from_slice(&slot.load(Ordering::Relaxed).to_le_bytes());
            }
            self.at += run;
            words -= run;
        }
        out.truncate(end);
    }

    fn take(&mut self) -> u64 {
        self.enter_next();
        let word = self.chunk.words[self.at].load(Ordering::Relaxed);
        self.at += 1;
        self.read += 1;
        word
    }

    /// Goes to the next chunk if this one is read.
    fn enter_next(&mut self) {
        if self.at < WORDS {
            return;
        }
        let next = self
            .chunk
            .next
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let Some(next) = next else {
            unreachable!("more words were published than chunks")
        };
        POOL.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(self.chunk);
        WAITING.fetch_sub(1, Ordering::Relaxed);
        (self.chunk, self.at) = (next, 0);
    }
}

#[cfg(all(test, loom))]
mod races;

#[cfg(all(test, not(loom)))]
mod tests;
