//! What recording costs at least: these write nothing.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use super::{Caller, Subject};
use crate::Result;
use crate::customer::Customer;
use crate::record::Renderer;

/// As long as a short line.
const LINE_BYTES: usize = 300;
const BUFFER_BYTES: usize = 64 * 1024;

/// Two readings of the clock, and a copy into memory.
pub(super) struct Limit;

pub(super) struct Copier {
    line: [u8; LINE_BYTES],
    buffer: Vec<u8>,
}

impl Subject for Limit {
    type Caller<'s> = Copier;

    fn start(_: &Path) -> Result<Self> {
        Ok(Self)
    }

    fn caller(&self) -> Copier {
        Copier {
            line: [b'x'; LINE_BYTES],
            buffer: Vec::with_capacity(BUFFER_BYTES),
        }
    }

    fn finish(self) -> Result<()> {
        Ok(())
    }
}

impl Copier {
    fn record(&mut self, customer: &Customer) -> f64 {
        let begin = Instant::now();
        let score = black_box(customer).score();
        black_box(begin.elapsed());
        if self.buffer.len() + LINE_BYTES > BUFFER_BYTES {
            self.buffer.clear();
        }
        self.buffer.extend_from_slice(black_box(&self.line));
        black_box(&self.buffer);
        score
    }
}

impl Caller for Copier {
    #[inline]
    fn timed(&mut self, customer: &Customer) -> f64 {
        self.record(customer)
    }

    #[inline]
    fn audited(&mut self, customer: &Customer) -> f64 {
        self.record(customer)
    }
}

/// The whole record by `serde_json`, with the clock readings that it needs.
pub(super) struct Serde;

pub(super) struct Serializer {
    renderer: Renderer,
    buffer: Vec<u8>,
}

impl Subject for Serde {
    type Caller<'s> = Serializer;

    fn start(_: &Path) -> Result<Self> {
        Ok(Self)
    }

    fn caller(&self) -> Serializer {
        Serializer {
            renderer: Renderer::new(),
            buffer: Vec::with_capacity(BUFFER_BYTES),
        }
    }

    fn finish(self) -> Result<()> {
        Ok(())
    }
}

impl Caller for Serializer {
    #[inline]
    fn timed(&mut self, customer: &Customer) -> f64 {
        let begin = Instant::now();
        let score = black_box(customer).score();
        let took = begin.elapsed();
        self.buffer.clear();
        self.renderer
            .timed(&mut self.buffer, took)
            .expect("memory takes everything");
        black_box(&self.buffer);
        score
    }

    #[inline]
    fn audited(&mut self, customer: &Customer) -> f64 {
        let begin = Instant::now();
        let score = black_box(customer).score();
        let took = begin.elapsed();
        self.buffer.clear();
        self.renderer
            .audited(&mut self.buffer, took, customer, score)
            .expect("memory takes everything");
        black_box(&self.buffer);
        score
    }
}
