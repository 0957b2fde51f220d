//! Outputs: where lines go.

mod disk;
mod sink;

use std::fmt::{self, Debug};
use std::io::Write;
use std::path::PathBuf;

pub(crate) use sink::{Failure, Sink};

use crate::recorder::Kind;

/// Where lines go.
///
/// ```
/// use flight_recorder::Output;
///
/// # fn main() -> Result<(), flight_recorder::InitError> {
/// # let path = std::env::temp_dir().join("flight-recorder-doc.jsonl");
/// flight_recorder::builder()
///     .logs(Output::stderr())
///     .audit(Output::file(path))
///     .init()
/// # }
/// ```
pub struct Output(pub(crate) Target);

pub(crate) enum Target {
    Stdout,
    Stderr,
    File(PathBuf),
    Writer(Box<dyn Write + Send>),
    Off,
}

impl Output {
    /// Standard output.
    pub fn stdout() -> Self {
        Self(Target::Stdout)
    }

    /// Standard error.
    pub fn stderr() -> Self {
        Self(Target::Stderr)
    }

    /// A file, to whose end lines are appended; it is created if it does not exist, its folder is not.
    ///
    /// A path that cannot be opened is an error of [`init`](crate::Builder::init).
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self(Target::File(path.into()))
    }

    /// Any writer: it is given whole lines, by the recorder's own thread, and flushed after each batch.
    ///
    /// What it records itself is not recorded. Where it fails, the lines are kept and tried again from
    /// the byte on that it did not take.
    pub fn writer(writer: impl Write + Send + 'static) -> Self {
        Self(Target::Writer(Box::new(writer)))
    }

    /// Nowhere: nothing is recorded, for the cost of one relaxed load a call.
    pub fn off() -> Self {
        Self(Target::Off)
    }
}

impl Debug for Output {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Output({})", self.0.name())
    }
}

impl Target {
    /// As people call it.
    fn name(&self) -> String {
        match self {
            Self::Stdout => "stdout".to_owned(),
            Self::Stderr => "stderr".to_owned(),
            Self::File(path) => path.display().to_string(),
            Self::Writer(_) => "the writer".to_owned(),
            Self::Off => "off".to_owned(),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Stdout, Self::Stdout) | (Self::Stderr, Self::Stderr) => true,
            (Self::File(a), Self::File(b)) => a == b,
            _ => false,
        }
    }
}

/// An output that could not be opened.
#[derive(Debug)]
pub(crate) struct OpenError {
    pub(crate) name: String,
    pub(crate) error: std::io::Error,
}

/// The open outputs, and which of them takes what.
pub(crate) struct Outputs {
    sinks: Vec<Sink>,
    logs: Option<usize>,
    audit: Option<usize>,
}

impl Outputs {
    pub(crate) const fn none() -> Self {
        Self {
            sinks: Vec::new(),
            logs: None,
            audit: None,
        }
    }

    /// Opens both outputs; without one for the audit trail it goes where the logs go, and to stdout if
    /// those are off. One that both use is opened once.
    pub(crate) fn open(
        logs: Output,
        audit: Option<Output>,
        budget: usize,
    ) -> Result<Self, OpenError> {
        let audit = match (audit, &logs.0) {
            (Some(audit), _) if audit.0.is_same(&logs.0) => None,
            (None, Target::Off) => Some(Output::stdout()),
            (audit, _) => audit,
        };
        let mut outputs = Self::none();
        let mut open = |output: Output| -> Result<Option<usize>, OpenError> {
            if matches!(output.0, Target::Off) {
                return Ok(None);
            }
            outputs.sinks.push(Sink::open(output.0, budget)?);
            Ok(Some(outputs.sinks.len() - 1))
        };
        let logs = open(logs)?;
        let audit = match audit {
            Some(audit) => open(audit)?,
            None => logs,
        };
        (outputs.logs, outputs.audit) = (logs, audit);
        Ok(outputs)
    }

    pub(crate) fn has_logs(&self) -> bool {
        self.logs.is_some()
    }

    pub(crate) fn has_audit(&self) -> bool {
        self.audit.is_some()
    }

    pub(crate) fn sink_of(&mut self, kind: Kind) -> Option<&mut Sink> {
        let index = match kind {
            Kind::Log => self.logs,
            Kind::Audit => self.audit,
        };
        self.sinks.get_mut(index?)
    }

    /// Whether the audit trail takes nothing more: then nothing more is read for it.
    pub(crate) fn are_stuck(&self) -> bool {
        self.audit
            .and_then(|audit| self.sinks.get(audit))
            .is_some_and(Sink::is_stuck)
    }

    /// Writes what waits, the audit trail to the disk if asked; how each output is.
    pub(crate) fn finish(
        &mut self,
        sync: bool,
        insist: bool,
    ) -> (Result<(), Failure>, Result<(), Failure>) {
        for (index, sink) in self.sinks.iter_mut().enumerate() {
            sink.write(insist);
            if sync && self.audit == Some(index) {
                sink.sync();
            }
        }
        let state = |index: Option<usize>| match index.and_then(|index| self.sinks.get(index)) {
            Some(sink) => sink.state(),
            None => Ok(()),
        };
        (state(self.logs), state(self.audit))
    }
}
