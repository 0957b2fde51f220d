//! Regular files by their path: lines go into the file that stands there now, whoever moved, removed
//! or rotated the one before.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::appended::Appended;
use super::aside;
use super::place::{is_at, is_removed, sync_folder};
use super::rotation::Rotation;
use crate::line;
use crate::recorder::{say, set_error};

/// How often a file may be replaced while one tries to write to it.
const ATTEMPTS: u32 = 100;

/// How many files that were left may wait for the disk: each is open.
const MOST_LEFT: usize = 4;

/// How long a rotation that failed is left alone.
const PAUSE: Duration = Duration::from_secs(10);

/// The regular file at a path.
pub(super) struct Disk {
    path: PathBuf,
    rotation: Rotation,
    current: Option<Appended>,
    /// Files that are no longer at the path, and not yet forced to disk.
    left: Vec<Appended>,
    /// Whether the folder has a new entry that is not yet forced to disk.
    is_new: bool,
    /// Bytes of torn lines that were taken out, and are not yet said in a line.
    taken_out: u64,
    /// When a rotation that failed is tried again.
    rotate_next: Option<Instant>,
    /// Whether old files could not be removed.
    is_littered: bool,
}

/// What became of lines.
enum Step {
    Took(usize),
    /// Nothing was written: another file is to be opened.
    Moved,
}

impl Disk {
    /// A file that is opened when there are lines.
    pub(super) fn new(path: &Path, rotation: Rotation) -> Self {
        Self {
            // The program may change its working directory.
            path: std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
            rotation,
            current: None,
            left: Vec::new(),
            is_new: false,
            taken_out: 0,
            rotate_next: None,
            is_littered: false,
        }
    }

    /// Opens the file for appending; what it is if it is no regular file.
    pub(super) fn open(path: &Path, rotation: Rotation) -> io::Result<Result<Self, File>> {
        let mut disk = Self::new(path, rotation);
        match Appended::open(&disk.path)? {
            Ok(file) => disk.current = Some(file),
            Err(other) => return Ok(Err(other)),
        }
        disk.is_new = true;
        disk.write_piece(&[])?;
        // Fewer may be to be kept than were when the program ran last.
        disk.tidy(&fs::canonicalize(&disk.path)?);
        Ok(Ok(disk))
    }

    /// Writes whole lines; how many bytes of them are in the file, also when it failed.
    pub(super) fn write(&mut self, lines: &[u8]) -> (usize, io::Result<()>) {
        if self.is_suspect()
            && let Err(error) = self.sync()
        {
            return (0, Err(error));
        }
        let mut taken = 0;
        while taken < lines.len() {
            match self.write_piece(&lines[taken..]) {
                Ok(count) => taken += count,
                Err(error) => return (taken, Err(error)),
            }
        }
        let current = self.current.as_ref();
        let is_due = current.is_some_and(Appended::is_due_for_sync) || self.left.len() > MOST_LEFT;
        (taken, if is_due { self.sync() } else { Ok(()) })
    }

    /// Writes what goes into one file.
    fn write_piece(&mut self, lines: &[u8]) -> io::Result<usize> {
        for _ in 0..ATTEMPTS {
            if self.current.is_none() {
                self.reopen()?;
            }
            let step = self.write_locked(lines);
            let current = self.current.as_mut();
            if current.is_some_and(|current| current.unlock().is_err()) {
                // Closing it does.
                self.current = None;
            }
            if let Step::Took(count) = step? {
                return Ok(count);
            }
        }
        Err(io::Error::other("it is replaced again and again"))
    }

    fn reopen(&mut self) -> io::Result<()> {
        let not_regular = || io::Error::other("it is no regular file any more");
        // Opening a pipe would wait for its reader.
        if fs::metadata(&self.path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(not_regular());
        }
        let file = Appended::open(&self.path)?.map_err(|_| not_regular())?;
        self.current = Some(file);
        self.is_new = true;
        Ok(())
    }

    fn write_locked(&mut self, lines: &[u8]) -> io::Result<Step> {
        let Some(current) = &mut self.current else {
            return Ok(Step::Moved);
        };
        current.lock()?;
        let metadata = current.metadata()?;
        if !is_at(&self.path, &metadata) {
            self.leave();
            return Ok(Step::Moved);
        }
        // The repair changes when the file was written last.
        let written = metadata.modified();
        let repair = current.repair(metadata.len())?;
        self.taken_out += repair.taken_out;
        let length = current.metadata()?.len();
        if let Ok(written) = written
            && self
                .rotation
                .is_due(length, written, SystemTime::now(), lines)
            && self.rotate(written)
        {
            self.leave();
            return Ok(Step::Moved);
        }
        if lines.is_empty() {
            return Ok(Step::Took(0));
        }
        let Some(current) = &mut self.current else {
            return Ok(Step::Moved);
        };
        let lines = &lines[..self.rotation.room(length, lines)];
        let metadata = if repair.needs_newline || self.taken_out > 0 {
            let text = with_repair(repair.needs_newline, self.taken_out, lines);
            current.append(length, &text)?
        } else {
            current.append(length, lines)?
        };
        if is_removed(&metadata) {
            self.current = None;
            return Ok(Step::Moved);
        }
        self.taken_out = 0;
        Ok(Step::Took(lines.len()))
    }

    /// Leaves a file that is no longer at the path.
    fn leave(&mut self) {
        if let Some(mut current) = self.current.take()
            && current.unlock().is_ok()
            && current.is_unsynced()
        {
            self.left.push(current);
        }
    }

    /// Sets the file aside; lines go on into it where that fails, which is said once.
    fn rotate(&mut self, written: SystemTime) -> bool {
        if self.rotate_next.is_some_and(|next| Instant::now() < next) {
            return false;
        }
        // Of a link, the file that it leads to is renamed, and the link stays.
        let real = fs::canonicalize(&self.path);
        match real.and_then(|path| aside::set_aside(&path, written).map(|()| path)) {
            Ok(path) => {
                self.rotate_next = None;
                self.tidy(&path);
                true
            }
            Err(error) => {
                let path = self.path.display();
                let why = format!("cannot rotate {path}: {error}; lines go on into it");
                complain(self.rotate_next.is_some(), &why);
                self.rotate_next = Some(Instant::now() + PAUSE);
                false
            }
        }
    }

    /// Sees to what was set aside.
    fn tidy(&mut self, path: &Path) {
        let result = aside::prune(path, &self.rotation);
        if let Err(error) = &result {
            let why = format!("cannot remove old files of {}: {error}", path.display());
            complain(self.is_littered, &why);
        }
        self.is_littered = result.is_err();
        #[cfg(feature = "gzip")]
        if self.rotation.is_gzip {
            super::gzip::start(path);
        }
    }

    /// Whether the disk did not take what was written.
    pub(super) fn is_suspect(&self) -> bool {
        let mut files = self.left.iter().chain(&self.current);
        files.any(Appended::is_suspect)
    }

    /// Forces what was written to the disk.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        for file in self.left.iter_mut().chain(&mut self.current) {
            file.sync()?;
        }
        self.left.clear();
        if self.is_new {
            sync_folder(&self.path)?;
            self.is_new = false;
        }
        Ok(())
    }
}

/// Notes what cannot be done to a file that takes lines all the same.
fn complain(is_said: bool, why: &str) {
    set_error(why);
    if !is_said {
        say(why);
    }
}

/// Lines behind what has to stand before them.
fn with_repair(needs_newline: bool, taken_out: u64, lines: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    if needs_newline {
        text.push(b'\n');
    }
    if taken_out > 0 {
        line::torn(&mut text, taken_out);
        text.push(b'\n');
    }
    text.extend_from_slice(lines);
    text
}
