//! An open regular file, to which whole batches are appended, also where several processes append to
//! it and where the disk is full.
//!
//! Each batch is written under the file's exclusive lock. Whoever holds it sees no other's unfinished
//! write, so a last line without its end is one that a dead process left, and may be taken out.

use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use super::unsynced::Unsynced;
use crate::line::BEGINS;
use crate::recorder::progress;

/// How much of a line tells whether it is one of ours: what else stands at a file's end is not ours to take out.
const BEGIN: u64 = 17;

/// How long another process may hold the lock, where a batch takes a millisecond; once it held it
/// longer, no other output is to wait for it.
const PATIENCE: Duration = Duration::from_secs(1);
const IMPATIENCE: Duration = Duration::from_millis(2);

/// A regular file.
pub(super) struct Appended {
    file: File,
    /// Whether it may be read, which looking at its end takes.
    is_readable: bool,
    is_locked: bool,
    patience: Duration,
    /// Where our last lines end: while nobody else wrote, nothing behind it can be torn.
    end: u64,
    /// What a failed write left and could not take back: from where, and to where.
    debris: Option<(u64, u64)>,
    unsynced: Unsynced,
}

/// What stood at the end of a file.
#[derive(Clone, Copy, Default)]
pub(super) struct Repair {
    /// Bytes of a torn line that were taken out.
    pub(super) taken_out: u64,
    /// Something that is not ours stands there, without its newline.
    pub(super) needs_newline: bool,
}

impl Appended {
    /// Opens a file for appending; what it is if it is no regular file.
    pub(super) fn open(path: &Path) -> io::Result<Result<Self, File>> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        let (file, is_readable) = match options.clone().read(true).open(path) {
            Ok(file) => (file, true),
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                (options.open(path)?, false)
            }
            Err(error) => return Err(error),
        };
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            // A pipe or terminal is not opened for reading: it would never see its end.
            drop(file);
            return options.open(path).map(Err);
        }
        Ok(Ok(Self {
            unsynced: Unsynced::new(path, &metadata),
            file,
            is_readable,
            is_locked: false,
            patience: PATIENCE,
            end: 0,
            debris: None,
        }))
    }

    pub(super) fn metadata(&self) -> io::Result<Metadata> {
        self.file.metadata()
    }

    /// Keeps other processes from writing, until [`unlock`](Self::unlock).
    pub(super) fn lock(&mut self) -> io::Result<()> {
        let until = Instant::now() + self.patience;
        let mut pause = Duration::from_micros(50);
        // Not for ever: a process that was stopped while it held the lock would stop this one too.
        while !self.is_locked {
            match self.file.try_lock() {
                Ok(()) => (self.is_locked, self.patience) = (true, PATIENCE),
                Err(TryLockError::WouldBlock) if Instant::now() < until => {
                    std::thread::sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(1));
                }
                Err(TryLockError::WouldBlock) => {
                    self.patience = IMPATIENCE;
                    return Err(io::Error::new(
                        ErrorKind::TimedOut,
                        "another process holds the file's lock",
                    ));
                }
                // Where a file system has no locks there are no others either, or nothing can be done.
                Err(TryLockError::Error(_)) => break,
            }
        }
        Ok(())
    }

    pub(super) fn unlock(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_locked) {
            self.file.unlock()?;
        }
        Ok(())
    }

    /// Takes out a torn last line. The file is locked and so long.
    pub(super) fn repair(&mut self, length: u64) -> io::Result<Repair> {
        if let Some((start, end)) = self.debris {
            if end == length {
                self.file.set_len(start)?;
            }
            self.debris = None;
            return Ok(Repair::default());
        }
        if !self.is_readable || length == 0 || length == self.end {
            return Ok(Repair::default());
        }
        if self.piece(length - 1, length)? == b"\n" {
            return Ok(Repair::default());
        }
        let (start, begin) = self.last_line(length)?;
        let is_begin = |ours: &&[u8]| {
            let compared = begin.len().min(ours.len());
            begin[..compared] == ours[..compared]
        };
        if !BEGINS.iter().any(is_begin) {
            return Ok(Repair {
                taken_out: 0,
                needs_newline: true,
            });
        }
        self.file.set_len(start)?;
        Ok(Repair {
            taken_out: length - start,
            needs_newline: false,
        })
    }

    /// Appends all of the text or nothing. The file is locked and so long.
    pub(super) fn append(&mut self, length: u64, text: &[u8]) -> io::Result<Metadata> {
        if let Err(error) = self.write_all(text) {
            // A part of a batch on a full disk would be a torn line, and the rest of it doubled
            // when it is tried again. Somebody else may have cut off more.
            let end = self.file.metadata()?.len();
            if end > length && self.file.set_len(length).is_err() {
                self.debris = Some((length, end));
            }
            return Err(error);
        }
        let metadata = self.file.metadata()?;
        self.end = metadata.len();
        if self.end == length + text.len() as u64 {
            self.unsynced.add(length, text);
        }
        Ok(metadata)
    }

    fn write_all(&mut self, mut rest: &[u8]) -> io::Result<()> {
        while !rest.is_empty() {
            match self.file.write(rest) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => {
                    rest = &rest[count..];
                    progress();
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Whether something was written that is not known to be on the disk.
    pub(super) fn is_unsynced(&self) -> bool {
        !self.unsynced.is_empty()
    }

    /// Whether so much waits for the disk that it should be forced there.
    pub(super) fn is_due_for_sync(&self) -> bool {
        self.unsynced.is_full()
    }

    /// Whether the disk did not take what was written.
    pub(super) fn is_suspect(&self) -> bool {
        self.unsynced.is_suspect()
    }

    /// Forces what was written to the disk; after a failure it is written again before.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        if self.is_suspect() {
            self.lock()?;
            let length = self.file.metadata().map(|metadata| metadata.len());
            let again = length.and_then(|length| self.unsynced.write_again(length));
            self.unlock()?;
            again?;
        }
        let result = self.file.sync_data();
        self.unsynced.settle(result.is_ok());
        result
    }

    /// Where the last line of a file begins, and its first bytes.
    fn last_line(&mut self, length: u64) -> io::Result<(u64, Vec<u8>)> {
        const STEP: u64 = 64 * 1024;
        let mut end = length;
        let mut start = 0;
        while end > 0 {
            let from = end.saturating_sub(STEP);
            let piece = self.piece(from, end)?;
            if let Some(newline) = piece.iter().rposition(|&byte| byte == b'\n') {
                start = from + newline as u64 + 1;
                break;
            }
            end = from;
        }
        let begin = self.piece(start, length.min(start + BEGIN))?;
        Ok((start, begin))
    }

    fn piece(&mut self, from: u64, to: u64) -> io::Result<Vec<u8>> {
        self.file.seek(SeekFrom::Start(from))?;
        let mut piece = Vec::new();
        Read::by_ref(&mut self.file)
            .take(to - from)
            .read_to_end(&mut piece)?;
        Ok(piece)
    }
}
