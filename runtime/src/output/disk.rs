//! Regular files: batches that are written whole or not at all, also where several processes append
//! to one file and where the disk is full.
//!
//! Each batch is written under the file's exclusive lock. Whoever holds it sees no other's unfinished
//! write, so a last line without its end is one that a dead process left, and may be taken out.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::line;
use crate::recorder::progress;

/// How every line of ours begins: what else stands at a file's end is not ours to take out.
const BEGIN: &[u8] = br#"{"timestamp":""#;

/// A regular file.
pub(super) struct Disk {
    file: File,
    /// Whether it may be read, which looking at its end takes.
    is_readable: bool,
    /// Bytes of a torn line that were taken out, and are not yet said in a line.
    taken_out: u64,
}

impl Disk {
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
        if !file.metadata().is_ok_and(|metadata| metadata.is_file()) {
            // A pipe or terminal is not opened for reading: it would never see its end.
            drop(file);
            return options.open(path).map(Err);
        }
        let mut disk = Self {
            file,
            is_readable,
            taken_out: 0,
        };
        disk.locked(|disk| disk.repair().map(drop))?;
        Ok(Ok(disk))
    }

    /// Writes whole lines, all of them or none.
    pub(super) fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        self.locked(|disk| {
            let needs_newline = disk.repair()?;
            let before = disk.file.metadata()?.len();
            let result = disk.append(lines, needs_newline);
            match result {
                Ok(()) => disk.taken_out = 0,
                // A part of a batch on a full disk would be a torn line, and the rest of it doubled
                // when it is tried again.
                Err(_) => disk.file.set_len(before)?,
            }
            result
        })
    }

    fn append(&mut self, lines: &[u8], needs_newline: bool) -> io::Result<()> {
        if needs_newline {
            self.file.write_all(b"\n")?;
        }
        if self.taken_out > 0 {
            let mut said = Vec::new();
            line::torn(&mut said, self.taken_out);
            said.push(b'\n');
            self.file.write_all(&said)?;
        }
        let mut rest = lines;
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

    /// Forces what was written to the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    /// Does something while no other process writes.
    fn locked<R>(&mut self, run: impl FnOnce(&mut Self) -> io::Result<R>) -> io::Result<R> {
        // Where a file system has no locks there are no others either, or nothing can be done.
        let is_locked = self.file.lock().is_ok();
        let result = run(self);
        if is_locked {
            self.file.unlock()?;
        }
        result
    }

    /// Takes out a torn last line; whether something else stands there that needs its newline.
    fn repair(&mut self) -> io::Result<bool> {
        if !self.is_readable {
            return Ok(false);
        }
        let len = self.file.seek(SeekFrom::End(0))?;
        let mut last = *b"\n";
        if len > 0 {
            self.file.seek(SeekFrom::Start(len - 1))?;
            self.file.read_exact(&mut last)?;
        }
        if last == *b"\n" {
            return Ok(false);
        }
        let (start, begin) = self.last_line(len)?;
        let compared = begin.len().min(BEGIN.len());
        if begin[..compared] != BEGIN[..compared] {
            return Ok(true);
        }
        self.file.set_len(start)?;
        self.taken_out += len - start;
        Ok(false)
    }

    /// Where the last line of a file begins, and its first bytes.
    fn last_line(&mut self, len: u64) -> io::Result<(u64, Vec<u8>)> {
        const STEP: u64 = 64 * 1024;
        let mut end = len;
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
        let begin = self.piece(start, len.min(start + BEGIN.len() as u64))?;
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

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    struct Temporary(PathBuf);

    impl Temporary {
        fn new(name: &str, content: &str) -> Self {
            let name = format!("flight-recorder-disk-{}-{name}", std::process::id());
            let path = std::env::temp_dir().join(name);
            std::fs::write(&path, content).expect("a temporary file");
            Self(path)
        }

        fn disk(&self) -> Disk {
            let disk = Disk::open(&self.0).expect("it opens");
            disk.unwrap_or_else(|_| panic!("it is a regular file"))
        }

        fn content(&self) -> String {
            std::fs::read_to_string(&self.0).expect("it is there")
        }
    }

    impl Drop for Temporary {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }

    const LINE: &str = "{\"timestamp\":\"1\"}\n";

    #[test]
    fn a_torn_line_is_taken_out_when_the_file_is_opened_and_said_with_the_next_lines() {
        let file = Temporary::new("torn", &format!("{LINE}{{\"timestamp\":\"2"));
        let mut disk = file.disk();
        assert_eq!(file.content(), LINE);
        disk.write(b"{}\n").expect("it is written");
        disk.write(b"[]\n").expect("it is written");
        let content = file.content();
        let lines: Vec<&str> = content.lines().collect();
        assert_eq!((lines[0], lines[2], lines[3]), (LINE.trim(), "{}", "[]"));
        assert!(
            lines[1].contains(r#""event":"torn_line_repaired","bytes":15"#),
            "{}",
            lines[1]
        );
    }

    #[test]
    fn a_torn_line_of_another_process_is_taken_out_by_the_next_write() {
        let file = Temporary::new("other", LINE);
        let mut disk = file.disk();
        let torn = format!("{LINE}{}", "{\"timestamp\":\"".repeat(10_000));
        std::fs::write(&file.0, torn).expect("another process writes, and dies");
        disk.write(b"{}\n").expect("it is written");
        assert!(file.content().starts_with(LINE));
        assert_eq!(file.content().lines().count(), 3);
    }

    #[test]
    fn what_is_not_ours_is_not_taken_out_but_ended() {
        let file = Temporary::new("foreign", "no line of ours");
        file.disk().write(b"{}\n").expect("it is written");
        assert_eq!(file.content(), "no line of ours\n{}\n");
    }

    #[test]
    fn nothing_is_done_to_whole_and_to_empty_files() {
        for content in ["", LINE, "\n"] {
            let file = Temporary::new("whole", content);
            file.disk().write(b"{}\n").expect("it is written");
            assert_eq!(file.content(), format!("{content}{{}}\n"));
        }
    }
}
