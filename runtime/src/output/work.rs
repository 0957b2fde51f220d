//! Writing to what may take less than it is given, and may panic.

use std::io::{self, ErrorKind, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use super::batch::KEPT;

/// What a pipe takes whole or not at all (`PIPE_BUF` on Linux).
const ATOMIC: usize = 4096;

/// A writer and the lines that it has begun to take.
pub(super) struct Work {
    writer: Box<dyn Write + Send>,
    /// Whether what it does not take goes elsewhere: then lines are begun a few at a time.
    is_parted: bool,
    piece: Vec<u8>,
    at: usize,
    needs_flush: bool,
}

impl Work {
    pub(super) fn new(writer: Box<dyn Write + Send>, is_parted: bool) -> Self {
        Self {
            writer,
            is_parted,
            piece: Vec::new(),
            at: 0,
            needs_flush: false,
        }
    }

    /// Bytes that are begun and not written.
    pub(super) fn left(&self) -> usize {
        self.piece.len() - self.at
    }

    /// Whether the writer has not been flushed since it took something.
    pub(super) fn needs_flush(&self) -> bool {
        self.needs_flush
    }

    /// Takes the next lines; of those that may go elsewhere no more than are written at once.
    pub(super) fn take_piece(&mut self, queue: &mut Vec<u8>) {
        self.at = 0;
        self.piece.clear();
        if !self.is_parted || queue.len() <= ATOMIC {
            std::mem::swap(&mut self.piece, queue);
        } else {
            let is_end = |&byte: &u8| byte == b'\n';
            let last = queue[..ATOMIC].iter().rposition(is_end);
            let end = last.or_else(|| queue.iter().position(is_end));
            self.piece
                .extend(queue.drain(..end.map_or(queue.len(), |end| end + 1)));
        }
        queue.shrink_to(KEPT);
    }

    /// Writes once, or flushes where all is written; 0 if it is to be tried again.
    pub(super) fn write(&mut self) -> io::Result<usize> {
        let Self {
            writer, piece, at, ..
        } = self;
        let result = if *at < piece.len() {
            guarded(|| writer.write(&piece[*at..])).and_then(|count| match count {
                0 => Err(ErrorKind::WriteZero.into()),
                count => Ok(count),
            })
        } else {
            guarded(|| writer.flush()).map(|()| 0)
        };
        match result {
            Ok(count) => {
                *at += count;
                self.needs_flush = count > 0;
                Ok(count)
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => Ok(0),
            // A descriptor that another program made non-blocking.
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                std::thread::sleep(Duration::from_millis(1));
                Ok(0)
            }
            Err(error) => Err(error),
        }
    }

    /// Keeps the rest of the line that is begun; returns all of that line, and the lines behind it.
    pub(super) fn part(&mut self) -> (Option<Vec<u8>>, Vec<u8>) {
        let is_end = |&byte: &u8| byte == b'\n';
        let begin = self.piece[..self.at].iter().rposition(is_end);
        let begin = begin.map_or(0, |end| end + 1);
        if begin == self.at {
            return (None, self.piece.split_off(self.at));
        }
        let length = self.piece[self.at..].iter().position(is_end);
        let end = length.map_or(self.piece.len(), |length| self.at + length + 1);
        let rest = self.piece.split_off(end);
        (Some(self.piece[begin..].to_vec()), rest)
    }
}

/// A user's writer that panics has failed.
fn guarded<R>(write: impl FnOnce() -> io::Result<R>) -> io::Result<R> {
    catch_unwind(AssertUnwindSafe(write)).unwrap_or_else(|_| Err(io::Error::other("it panicked")))
}
