//! A batch: whole lines that wait to be written.

/// Bytes for lines that a buffer keeps while it is empty; more is given back after a burst. Buffers that
/// shrank and grew each time left holes in the allocator's memory: 50 MiB of them in ten minutes.
pub(super) const KEPT: usize = 4 << 20;

/// Whole lines.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) bytes: Vec<u8>,
    /// How many of them were recorded by calls; the others are the recorder's own.
    pub(super) lines: u64,
}

impl Batch {
    /// Takes out lines that are written. While only some of them are, the recorder's own count too.
    pub(super) fn remove(&mut self, bytes: usize) {
        if bytes < self.bytes.len() {
            self.lines -= newlines(&self.bytes[..bytes]).min(self.lines);
            self.bytes.drain(..bytes);
            return;
        }
        self.bytes.clear();
        self.lines = 0;
        self.bytes.shrink_to(KEPT);
    }

    /// Puts lines back before the others, of which so many at most were recorded; how many.
    pub(super) fn put_back(&mut self, bytes: Vec<u8>, most: u64) -> u64 {
        let lines = newlines(&bytes).min(most);
        self.bytes.splice(0..0, bytes);
        self.lines += lines;
        lines
    }
}

#[expect(clippy::naive_bytecount, reason = "only where an output fails")]
fn newlines(lines: &[u8]) -> u64 {
    lines.iter().filter(|&&byte| byte == b'\n').count() as u64
}
