//! A sink: one open output, the batch that waits for it, and how it is doing.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use super::disk::Disk;
use super::{OpenError, Target};
use crate::recorder::{count_written, progress, say, set_error};

/// How long a failing output is left alone: doubling from the shortest to the longest.
const SHORTEST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// One open output.
pub(crate) struct Sink {
    name: String,
    stream: Stream,
    /// Lines that are not yet written; the first of them from `written` on.
    batch: Vec<u8>,
    written: usize,
    lines: u64,
    /// Bytes that may wait while the output fails.
    limit: usize,
    failure: Option<Failure>,
    pause: Duration,
    next_try: Instant,
}

enum Stream {
    /// A regular file, which can be forced to disk.
    Disk(Disk),
    /// A terminal, a pipe, a device.
    Other(File),
    Writer(Box<dyn Write + Send>),
}

/// Why an output takes nothing.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) why: String,
    /// Whether nobody reads it any more.
    pub(crate) is_closed: bool,
}

impl Sink {
    pub(super) fn open(target: Target, budget: usize) -> Result<Self, OpenError> {
        let name = target.name();
        let stream = open(target).map_err(|error| OpenError {
            name: name.clone(),
            error,
        })?;
        Ok(Self {
            name,
            stream,
            batch: Vec::new(),
            written: 0,
            lines: 0,
            limit: budget / 4,
            failure: None,
            pause: SHORTEST_PAUSE,
            next_try: Instant::now(),
        })
    }

    /// Where the next line is written.
    pub(crate) fn line(&mut self) -> &mut Vec<u8> {
        &mut self.batch
    }

    /// Ends a line that a call recorded.
    pub(crate) fn end_line(&mut self) {
        self.batch.push(b'\n');
        self.lines += 1;
    }

    /// Ends a line of the recorder's own.
    pub(crate) fn end_own_line(&mut self) {
        self.batch.push(b'\n');
    }

    /// Bytes that wait to be written.
    pub(crate) fn waiting(&self) -> usize {
        self.batch.len() - self.written
    }

    pub(crate) fn is_failing(&self) -> bool {
        self.failure.is_some()
    }

    /// Whether it fails and can keep no more.
    pub(crate) fn is_stuck(&self) -> bool {
        self.is_failing() && self.waiting() >= self.limit
    }

    pub(crate) fn state(&self) -> Result<(), Failure> {
        match &self.failure {
            Some(failure) => Err(failure.clone()),
            None => Ok(()),
        }
    }

    /// Writes what waits. An output that failed is left alone for a while, unless one insists.
    pub(crate) fn write(&mut self, insist: bool) {
        if self.waiting() == 0 || self.is_failing() && !insist && Instant::now() < self.next_try {
            return;
        }
        let result = self.write_batch();
        self.note(result);
    }

    fn write_batch(&mut self) -> io::Result<()> {
        if let Stream::Disk(disk) = &mut self.stream {
            disk.write(&self.batch)?;
            self.pause = SHORTEST_PAUSE;
        } else {
            self.write_on()?;
            self.stream.flush()?;
        }
        count_written(self.lines);
        self.batch.clear();
        // A burst's memory is given back.
        self.batch.shrink_to(1 << 20);
        (self.written, self.lines) = (0, 0);
        Ok(())
    }

    /// Writes from the byte on that the output did not take.
    fn write_on(&mut self) -> io::Result<()> {
        while self.waiting() > 0 {
            match self.stream.write(&self.batch[self.written..]) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => {
                    self.written += count;
                    self.pause = SHORTEST_PAUSE;
                    progress();
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                // A descriptor that another program made non-blocking.
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    std::thread::sleep(Duration::from_millis(1));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Forces what was written to the disk.
    pub(super) fn sync(&mut self) {
        if let (Stream::Disk(disk), None) = (&self.stream, &self.failure) {
            let result = disk.sync();
            self.note(result);
        }
    }

    /// Says once that the output fails, and once that it is over.
    fn note(&mut self, result: io::Result<()>) {
        match result {
            Ok(()) => {
                if self.failure.take().is_some() {
                    say(&format!("{} takes lines again, none is missing", self.name));
                }
            }
            Err(error) => {
                let why = format!("{}: {error}", self.name);
                set_error(&why);
                if self.failure.is_none() {
                    say(&format!(
                        "cannot write to {why}; lines wait in memory and are tried again"
                    ));
                }
                let is_closed = error.kind() == ErrorKind::BrokenPipe
                    || error.raw_os_error() == Some(9 /* EBADF */);
                self.failure = Some(Failure { why, is_closed });
                self.next_try = Instant::now() + self.pause;
                self.pause = (self.pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

impl Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Disk(disk) => disk.write(bytes).map(|()| bytes.len()),
            Self::Other(file) => file.write(bytes),
            Self::Writer(writer) => guarded(|| writer.write(bytes)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Disk(_) | Self::Other(_) => Ok(()),
            Self::Writer(writer) => guarded(|| writer.flush()),
        }
    }
}

/// A user's writer that panics has failed.
fn guarded<R>(write: impl FnOnce() -> io::Result<R>) -> io::Result<R> {
    catch_unwind(AssertUnwindSafe(write)).unwrap_or_else(|_| Err(io::Error::other("it panicked")))
}

fn open(target: Target) -> io::Result<Stream> {
    match target {
        Target::Stdout => duplicate(&io::stdout()).map(Stream::Other),
        Target::Stderr => duplicate(&io::stderr()).map(Stream::Other),
        Target::File(path) => {
            Disk::open(&path).map(|file| file.map_or_else(Stream::Other, Stream::Disk))
        }
        Target::Writer(writer) => Ok(Stream::Writer(writer)),
        Target::Off => Err(ErrorKind::Unsupported.into()),
    }
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
