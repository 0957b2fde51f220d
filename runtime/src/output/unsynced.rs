//! What was written and is not known to be on the disk.
//!
//! After an `fdatasync` that failed, the kernel may have dropped the pages, and the next one
//! succeeds all the same: what is promised to be on disk is then kept here and written again, at
//! its place, so that no line is doubled.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

use crate::recorder::is_durable_used;

/// Bytes after which one does not wait for a caller to ask for the disk.
const FULL: usize = 1 << 20;

#[derive(Default)]
pub(super) struct Unsynced {
    /// The same file, open for writing where one wants: the other one appends.
    in_place: Option<File>,
    /// What was written, and where: the offset in the file, and the end in `bytes`.
    bytes: Vec<u8>,
    pieces: Vec<(u64, usize)>,
    is_suspect: bool,
}

impl Unsynced {
    pub(super) fn new(path: &Path, metadata: &Metadata) -> Self {
        Self {
            in_place: open_in_place(path, metadata),
            ..Self::default()
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.bytes.len() >= FULL
    }

    pub(super) fn is_suspect(&self) -> bool {
        self.is_suspect
    }

    /// Notes what was written. Before a durable call has recorded, nobody will ask for the disk.
    pub(super) fn add(&mut self, offset: u64, text: &[u8]) {
        if is_durable_used() {
            // At once, because each file that rotates has its own: growing it leaves holes.
            self.bytes
                .reserve((2 * FULL).saturating_sub(self.bytes.len()));
            self.bytes.extend_from_slice(text);
            self.pieces.push((offset, self.bytes.len()));
        }
    }

    /// Notes whether the disk took it.
    pub(super) fn settle(&mut self, is_on_disk: bool) {
        self.is_suspect = !is_on_disk;
        if is_on_disk {
            self.pieces.clear();
            self.bytes.clear();
            self.bytes.shrink_to(2 * FULL);
        }
    }

    /// Writes all of it again. What somebody cut off the file meanwhile stays cut off.
    pub(super) fn write_again(&self, length: u64) -> io::Result<()> {
        let Some(file) = &self.in_place else {
            return Ok(());
        };
        let mut begin = 0;
        for &(offset, end) in &self.pieces {
            let text = &self.bytes[begin..end];
            if offset + text.len() as u64 <= length {
                write_at(file, text, offset)?;
            }
            begin = end;
        }
        Ok(())
    }
}

#[cfg(unix)]
fn open_in_place(path: &Path, metadata: &Metadata) -> Option<File> {
    use std::os::unix::fs::MetadataExt as _;
    let file = File::options().write(true).open(path).ok()?;
    let opened = file.metadata().ok()?;
    (opened.dev() == metadata.dev() && opened.ino() == metadata.ino()).then_some(file)
}

#[cfg(unix)]
fn write_at(file: &File, text: &[u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, text, offset)
}

/// Elsewhere what could not be forced to the disk stays to be forced.
#[cfg(not(unix))]
fn open_in_place(_: &Path, _: &Metadata) -> Option<File> {
    None
}

#[cfg(not(unix))]
fn write_at(_: &File, _: &[u8], _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn what_the_disk_did_not_take_is_written_again_at_its_place() {
        let path = std::env::temp_dir().join(format!("flight-recorder-{}", std::process::id()));
        std::fs::write(&path, "\0\0\0other\n\0\0\0").expect("a temporary file");
        let metadata = std::fs::metadata(&path).expect("it is there");
        let mut unsynced = Unsynced::new(&path, &metadata);
        (unsynced.bytes, unsynced.pieces) =
            (b"ab\ncd\nef\n".to_vec(), vec![(0, 3), (9, 6), (12, 9)]);
        unsynced.settle(false);
        assert!(unsynced.is_suspect());
        unsynced.write_again(12).expect("it can be written");
        let content = std::fs::read_to_string(&path).expect("it is there");
        // The third piece was cut off, and a hole before it would be worse.
        assert_eq!(content, "ab\nother\ncd\n");
        unsynced.settle(true);
        assert!(unsynced.is_empty() && !unsynced.is_suspect());
        let _ = std::fs::remove_file(&path);
    }
}
