//! Capture: values become JSON, by a serializer that sees every field, key, element and number as it
//! goes, and so can mask, summarise and limit without ever holding the whole.

#[cfg(panic = "abort")]
mod abort;
mod debug;
mod elements;
mod embedded;
mod entries;
mod fields;
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
mod place;
mod reading;
mod refused;
mod render;
mod scratch;
mod scrubber;
mod secrets;
mod serializer;
mod summary;
mod text;
mod writer;

pub(crate) use debug::Debugged;
pub(crate) use guard::{LastPanic, guarded, last_panic, quietly, silence_hook, watch_panics};
pub(crate) use limits::{Limits, Rules};

pub(crate) use personal::Names;
pub(crate) use render::Render;
pub(crate) use scratch::Scratch;
pub(crate) use scrubber::Scrubber;
pub(crate) use secrets::Secrets;
pub(crate) use text::{string, text};
pub(crate) use writer::{Fragment, ObjectWriter};

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
