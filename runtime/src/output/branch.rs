//! One open output: how it is doing, and when one that failed is tried again.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::time::{Duration, Instant};

use super::batch::Batch;
use super::disk::Disk;
use super::pump::{Pump, Status};
use super::state::Failure;
use super::target::Target;
use crate::recorder::{say, set_error};

/// How long a failing output is left alone: doubling from the shortest to the longest.
const SHORTEST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// An open output.
pub(super) struct Branch {
    name: String,
    stream: Stream,
    /// Where lines go while it fails.
    fallback: Option<String>,
    /// Whether no other could take what this one does not.
    is_alone: bool,
    /// Recorded lines that it was given and has not written, as far as was looked.
    lines: u64,
    /// Whether it has lines, as far as was looked: so that what is done is also counted.
    owes: bool,
    /// Whether it was told to try again, and how that went is not known.
    is_trying: bool,
    failure: Option<Failure>,
    pause: Duration,
    next_try: Instant,
}

enum Stream {
    /// A regular file, which can be forced to disk.
    Disk(Box<Disk>),
    /// A terminal, a pipe, a device, a user's writer.
    Pump(Pump),
}

impl Branch {
    /// Opens an output, of a chain or alone. A file that cannot be opened is an error, unless there is a
    /// fallback: then it is tried again.
    pub(super) fn open(
        target: Target,
        fallback: Option<&Target>,
        is_alone: bool,
    ) -> io::Result<Self> {
        let name = target.to_string();
        let is_parted = !is_alone;
        let (stream, failure) = match target {
            Target::Stdout => (pump(duplicate(&io::stdout())?, is_parted), None),
            Target::Stderr => (pump(duplicate(&io::stderr())?, is_parted), None),
            Target::Writer(writer) => (Stream::Pump(Pump::new(writer, is_parted)), None),
            Target::File(path, rotation) => match Disk::open(&path, rotation) {
                Ok(Ok(disk)) => (Stream::Disk(Box::new(disk)), None),
                Ok(Err(file)) => (pump(file, is_parted), None),
                Err(error) if fallback.is_some() => (
                    Stream::Disk(Box::new(Disk::new(&path, rotation))),
                    Some(error),
                ),
                Err(error) => return Err(error),
            },
        };
        let mut branch = Self {
            name,
            stream,
            fallback: fallback.map(ToString::to_string),
            is_alone,
            lines: 0,
            owes: false,
            is_trying: false,
            failure: None,
            pause: SHORTEST_PAUSE,
            next_try: Instant::now(),
        };
        if let Some(error) = failure {
            branch.note(Err(error));
        }
        Ok(branch)
    }

    pub(super) fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// Why it takes nothing; nothing while it is being tried.
    pub(super) fn verdict(&self) -> Option<&Failure> {
        self.failure.as_ref().filter(|_| !self.is_trying)
    }

    /// Whether it may be tried: it has not failed, or not just now.
    pub(super) fn is_ready(&self) -> bool {
        self.failure.is_none() || Instant::now() >= self.next_try
    }

    /// Whether lines that it was given are neither written nor taken back.
    pub(super) fn owes(&self) -> bool {
        match &self.stream {
            Stream::Disk(disk) => disk.is_suspect(),
            Stream::Pump(_) => self.owes,
        }
    }

    /// Bytes that it was given and has not written.
    pub(super) fn waiting(&self) -> usize {
        match &self.stream {
            Stream::Disk(_) => 0,
            Stream::Pump(pump) => pump.waiting(),
        }
    }

    /// Recorded lines that it was given and has not written.
    pub(super) fn lines(&self) -> u64 {
        self.lines
    }

    /// Notes how it got on with what it was given; what it gives back for others.
    pub(super) fn look(&mut self, batch: &mut Batch) {
        let Stream::Pump(pump) = &mut self.stream else {
            return;
        };
        let status = pump.status();
        self.owes = match &status {
            Status::Idle => false,
            // What it did not take is given back.
            Status::Failed { is_unflushed, .. } if !self.is_alone => *is_unflushed,
            _ => true,
        };
        self.is_trying &= matches!(status, Status::Busy);
        let is_well = self.failure.is_none() && matches!(status, Status::Idle | Status::Busy);
        let result = match status {
            Status::Idle => Some(Ok(())),
            Status::Stalled if self.failure.is_none() => {
                Some(Err(io::Error::new(ErrorKind::TimedOut, "it takes nothing")))
            }
            Status::Failed { error, .. } => error.map(Err),
            Status::Busy | Status::Stalled => None,
        };
        if !self.is_alone && !is_well {
            self.lines -= batch.put_back(pump.take_back(), self.lines);
        }
        if !self.owes {
            self.lines = 0;
        }
        if let Some(result) = result {
            self.note(result);
        }
    }

    /// Takes the lines that it can.
    pub(super) fn write(&mut self, batch: &mut Batch) {
        match &mut self.stream {
            Stream::Pump(pump) => {
                let given = pump.give(&mut batch.bytes);
                self.owes = true;
                self.is_trying |= given.is_begun;
                if given.is_taken {
                    self.lines += std::mem::take(&mut batch.lines);
                }
            }
            Stream::Disk(disk) => {
                let (count, result) = disk.write(&batch.bytes);
                batch.remove(count);
                self.note(result);
            }
        }
    }

    /// Waits for what it was given, at most so long.
    pub(super) fn wait(&self, at_most: Duration) {
        if let Stream::Pump(pump) = &self.stream {
            pump.wait(at_most);
        }
    }

    /// Forces what was written to the disk.
    pub(super) fn sync(&mut self) {
        if let Stream::Disk(disk) = &mut self.stream
            && (self.failure.is_none() || disk.is_suspect())
        {
            let result = disk.sync();
            self.note(result);
        }
    }

    /// Says once that the output fails, and once that it is over.
    fn note(&mut self, result: io::Result<()>) {
        let Err(error) = result else {
            if self.failure.take().is_some() {
                say(&format!("{} takes lines again, none is missing", self.name));
            }
            self.pause = SHORTEST_PAUSE;
            return;
        };
        let why = format!("{}: {error}", self.name);
        set_error(&why);
        if self.failure.is_none() {
            let meanwhile = match &self.fallback {
                Some(fallback) => format!("lines go to {fallback} until it takes them again"),
                None => "lines wait in memory and are tried again".to_owned(),
            };
            say(&format!("cannot write to {why}; {meanwhile}"));
        }
        let is_closed = error.kind() == ErrorKind::BrokenPipe
            || error.raw_os_error() == Some(9 /* EBADF */);
        self.failure = Some(Failure { why, is_closed });
        self.next_try = Instant::now() + self.pause;
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
    }
}

fn pump(file: File, is_parted: bool) -> Stream {
    Stream::Pump(Pump::new(Box::new(file), is_parted))
}

/// A descriptor of our own: a program that closes its stdout does not give us its next file, and a
/// lock that it holds on `io::stdout()` does not stop us.
#[cfg(unix)]
fn duplicate(stream: &impl std::os::fd::AsFd) -> io::Result<File> {
    stream.as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(windows)]
fn duplicate(stream: &impl std::os::windows::io::AsHandle) -> io::Result<File> {
    stream.as_handle().try_clone_to_owned().map(File::from)
}
