//! What one writes without a library: the record by `serde_json`, a file behind a lock.

use std::fs::File;
use std::io::{BufWriter, LineWriter, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::{Caller, Subject};
use crate::Result;
use crate::customer::Customer;
use crate::record::Renderer;

/// The two writers of the standard library.
pub(super) trait Writer: Write + Send {
    fn on(file: File) -> Self;
}

impl Writer for LineWriter<File> {
    fn on(file: File) -> Self {
        Self::new(file)
    }
}

impl Writer for BufWriter<File> {
    fn on(file: File) -> Self {
        Self::with_capacity(64 * 1024, file)
    }
}

pub(super) struct ByHand<W>(Mutex<W>);

pub(super) struct Hand<'s, W> {
    file: &'s Mutex<W>,
    renderer: Renderer,
    line: Vec<u8>,
}

impl<W: Writer + 'static> Subject for ByHand<W> {
    type Caller<'s> = Hand<'s, W>;

    fn start(file: &Path) -> Result<Self> {
        Ok(Self(Mutex::new(W::on(File::create(file)?))))
    }

    fn caller(&self) -> Hand<'_, W> {
        Hand {
            file: &self.0,
            renderer: Renderer::new(),
            line: Vec::with_capacity(1024),
        }
    }

    fn finish(self) -> Result<()> {
        let mut file = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(file.flush()?)
    }
}

impl<W: Writer> Hand<'_, W> {
    /// Rendered outside of the lock, so that threads wait for each other's writing only.
    fn write(&self) {
        self.file
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .write_all(&self.line)
            .expect("the disk has room");
    }
}

impl<W: Writer> Caller for Hand<'_, W> {
    fn timed(&mut self, customer: &Customer) -> f64 {
        let begin = Instant::now();
        let score = customer.score();
        let took = begin.elapsed();
        self.line.clear();
        self.renderer
            .timed(&mut self.line, took)
            .expect("memory takes everything");
        self.write();
        score
    }

    fn audited(&mut self, customer: &Customer) -> f64 {
        let begin = Instant::now();
        let score = customer.score();
        let took = begin.elapsed();
        self.line.clear();
        self.renderer
            .audited(&mut self.line, took, customer, score)
            .expect("memory takes everything");
        self.write();
        score
    }
}
