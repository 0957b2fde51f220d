//! A batch: whole lines that wait to be written.

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
        // A burst's memory is given back.
        self.bytes.shrink_to(1 << 20);
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
