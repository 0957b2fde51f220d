//! What an output is, before it is opened.

use std::fmt::{self, Display};
use std::io::Write;
use std::path::PathBuf;

use super::rotation::Rotation;

/// One place where lines can go.
pub(crate) enum Target {
    Stdout,
    Stderr,
    File(PathBuf, Rotation),
    Writer(Box<dyn Write + Send>),
}

impl Target {
    /// The same for another process, unless it is this one's alone.
    pub(super) fn again(&self) -> Option<Self> {
        match self {
            Self::Stdout => Some(Self::Stdout),
            Self::Stderr => Some(Self::Stderr),
            Self::File(path, rotation) => Some(Self::File(path.clone(), *rotation)),
            Self::Writer(_) => None,
        }
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Stdout, Self::Stdout) | (Self::Stderr, Self::Stderr) => true,
            (Self::File(path, rotation), Self::File(other, others)) => {
                (path, rotation) == (other, others)
            }
            _ => false,
        }
    }
}

/// As people call it.
impl Display for Target {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdout => out.write_str("stdout"),
            Self::Stderr => out.write_str("stderr"),
            Self::File(path, _) => path.display().fmt(out),
            Self::Writer(_) => out.write_str("the writer"),
        }
    }
}
