//! Capture: values become JSON, by a serializer that sees every field, key, element and number as it
//! goes, and so can mask, summarise and limit without ever holding the whole.

mod compound;
mod debug;
mod embedded;
mod guard;
mod hash;
pub(crate) mod json;
mod key;
mod limits;
mod ndarray;
mod number;
mod object;
mod only;
mod pen;
mod personal;
mod serializer;
mod summary;
mod text;

pub(crate) use debug::Debugged;
pub(crate) use guard::{LastPanic, guarded, last_panic, quietly, silence_hook, watch_panics};
pub(crate) use limits::{Limits, Rules};
pub(crate) use object::{Fragment, ObjectWriter};
pub(crate) use personal::Names;
pub(crate) use text::{string, text};

/// How a feature is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// As it is; what in it looks personal by its name is masked.
    Plain,
    /// As `"[masked]"`.
    Mask,
    /// As a keyed pseudonym.
    Hash,
    /// As it is, whatever its names look like.
    Allow,
}

/// What stands in the place of a value that is kept out of the line.
pub(crate) const MASKED: &str = "[masked]";
