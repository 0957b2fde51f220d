//! The builder: what a program sets.

use std::time::Duration;

use super::{Format, Level};
use crate::capture::Limits;
use crate::output::Output;

/// The set-up of the recorder: [`builder`] begins one, [`init`](Builder::init) puts it in force.
#[derive(Debug)]
#[must_use = "a set-up does nothing until `init` is called"]
pub struct Builder {
    pub(super) service: Option<String>,
    pub(super) service_version: Option<String>,
    pub(super) level: Level,
    pub(super) logs: Output,
    pub(super) audit: Option<Output>,
    pub(super) format: Format,
    pub(super) gcp_project: Option<String>,
    pub(super) emf_namespace: Option<String>,
    pub(super) redact: Vec<String>,
    pub(super) hash_key: Option<[u8; 32]>,
    pub(super) content: bool,
    pub(super) frame: bool,
    pub(super) limits: Limits,
    pub(super) memory_budget: usize,
    pub(super) flush_timeout: Duration,
    pub(super) exit_timeout: Duration,
    pub(super) required_timeout: Duration,
}

/// Begins a set-up from the defaults.
pub fn builder() -> Builder {
    Builder {
        service: None,
        service_version: None,
        level: Level::Info,
        logs: Output::stdout(),
        audit: None,
        format: Format::Native,
        gcp_project: None,
        emf_namespace: None,
        redact: Vec::new(),
        hash_key: None,
        content: true,
        frame: true,
        limits: Limits::default(),
        memory_budget: 64 << 20,
        flush_timeout: Duration::from_secs(5),
        exit_timeout: Duration::from_secs(5),
        required_timeout: Duration::from_secs(5),
    }
}

impl Builder {
    /// The `service` of every line.
    pub fn service(mut self, name: impl Into<String>) -> Self {
        self.service = Some(name.into());
        self
    }

    /// The `service_version` of every line.
    pub fn service_version(mut self, version: impl Into<String>) -> Self {
        self.service_version = Some(version.into());
        self
    }

    /// The lowest level of execution lines that are written; default [`Level::Info`]. Audit lines are a
    /// trail and not a log: they are always written.
    pub fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// Where timings and errors go; default [`Output::stdout`].
    pub fn logs(mut self, output: Output) -> Self {
        self.logs = output;
        self
    }

    /// Where the audit trail goes; default: where the logs go, and stdout if those are off.
    pub fn audit(mut self, output: Output) -> Self {
        self.audit = Some(output);
        self
    }

    /// How a line's fields are called and nested: for whom; default [`Format::Native`].
    ///
    /// What [`testing::capture`](crate::testing::capture) returns is native in any case.
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// The Google project that traces belong to, for [`Format::Gcp`]; without it the id of a trace stays in `trace_id`.
    pub fn gcp_project(mut self, project: impl Into<String>) -> Self {
        self.gcp_project = Some(project.into());
        self
    }

    /// The `CloudWatch` namespace of durations, for [`Format::Emf`]; default: the service's name, and
    /// `flight-recorder` if there is none. Letters, digits and `._#:/-` are what `CloudWatch` takes; all else
    /// becomes `_`.
    pub fn emf_namespace(mut self, namespace: impl Into<String>) -> Self {
        self.emf_namespace = Some(namespace.into());
        self
    }

    /// More names that are personal: features, struct fields and map keys that are called so are
    /// masked. `customer_ref` means `customerRef` too.
    pub fn redact<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.redact.extend(names.into_iter().map(Into::into));
        self
    }

    /// The key of the pseudonyms that `hash(…)` writes: with the same key, equal values have equal
    /// pseudonyms in every process. Default: a random key for each process.
    pub fn hash_key(mut self, key: [u8; 32]) -> Self {
        self.hash_key = Some(key);
        self
    }

    /// Whether lines hold content: features, predictions and error messages; default true. Without it
    /// they hold times, outcomes, versions and the types of errors.
    pub fn content(mut self, is_recorded: bool) -> Self {
        self.content = is_recorded;
        self
    }

    /// Whether a run is framed: a `recorder_started` line before the first line of a call, and a
    /// `recorder_stopped` line when the process ends and all lines before it are written; default true.
    /// They go where the audit trail goes, and where the logs go if that is off.
    pub fn frame(mut self, is_written: bool) -> Self {
        self.frame = is_written;
        self
    }

    /// Elements of a sequence above which it is recorded as a summary; default 64.
    pub fn max_elements(mut self, elements: usize) -> Self {
        self.limits.elements = elements;
        self
    }

    /// Fields of an object above which the others are only counted; default 256.
    pub fn max_fields(mut self, fields: usize) -> Self {
        self.limits.fields = fields;
        self
    }

    /// Bytes of a string above which it is cut; default 1024.
    pub fn max_string_bytes(mut self, bytes: usize) -> Self {
        self.limits.string = bytes;
        self
    }

    /// Levels of nested values above which a marker stands for them; default 64.
    pub fn max_depth(mut self, levels: usize) -> Self {
        self.limits.depth = levels;
        self
    }

    /// Bytes of a line, at least 1024; default 16 KiB, because container runtimes split longer ones.
    /// Features may take half of it, a prediction a quarter.
    /// A line of [`Format::Otlp`] without any field of the user's is longer than 1024 bytes: nothing shortens that.
    pub fn max_line_bytes(mut self, bytes: usize) -> Self {
        self.limits.line = bytes.max(1024);
        self
    }

    /// Bytes of lines that may wait in memory, at least 1 MiB; default 64 MiB. When they do, timing
    /// lines are dropped and counted, and audited calls wait.
    pub fn memory_budget(mut self, bytes: usize) -> Self {
        self.memory_budget = bytes.max(1 << 20);
        self
    }

    /// How long [`flush`](crate::flush) waits at most; default 5 seconds.
    pub fn flush_timeout(mut self, limit: Duration) -> Self {
        self.flush_timeout = limit;
        self
    }

    /// How long the end of the process waits for an output that takes nothing; default 5 seconds.
    pub fn exit_timeout(mut self, limit: Duration) -> Self {
        self.exit_timeout = limit;
        self
    }

    /// How long a call with `delivery = "required"` waits for its line; default 5 seconds.
    pub fn required_timeout(mut self, limit: Duration) -> Self {
        self.required_timeout = limit;
        self
    }

    /// The outputs, which are opened and not kept.
    pub(super) fn take_outputs(&mut self) -> (Output, Option<Output>) {
        (
            std::mem::replace(&mut self.logs, Output::off()),
            self.audit.take(),
        )
    }
}
