//! Levels and formats: the values that both the builder and the environment set.

use std::fmt::{self, Display};

/// How severe a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Finer than what one debugs with.
    Trace,
    /// For debugging.
    Debug,
    /// What went well.
    Info,
    /// A call that was slow or cancelled.
    Warn,
    /// A call that failed.
    Error,
}

impl Level {
    pub(crate) const ALL: [Self; 5] = [
        Self::Trace,
        Self::Debug,
        Self::Info,
        Self::Warn,
        Self::Error,
    ];

    /// As in a line's `level`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trace => "TRACE",
            Self::Debug => "DEBUG",
            Self::Info => "INFO",
            Self::Warn => "WARN",
            Self::Error => "ERROR",
        }
    }
}

impl Display for Level {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

/// How a line's fields are called and nested: for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Format {
    /// The recorder's own names.
    #[default]
    Native,
    /// Not yet there: [`init`](crate::Builder::init) refuses it.
    Datadog,
    /// Not yet there: [`init`](crate::Builder::init) refuses it.
    Ecs,
    /// Not yet there: [`init`](crate::Builder::init) refuses it.
    Gcp,
    /// Not yet there: [`init`](crate::Builder::init) refuses it.
    Emf,
    /// Not yet there: [`init`](crate::Builder::init) refuses it.
    Otlp,
}
