//! The subjects: each records a timed function and an audited one in its own way.

mod by_hand;
mod fastrace;
mod limits;
mod ours;
mod slog;
mod tracing;

use std::fmt::{self, Display};
use std::path::Path;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::customer::Customer;

pub use ours::{filtered, predict, scale};

/// A way to record calls, set up to write to a file.
pub trait Subject: Sync + Sized {
    /// What one thread needs to call the two functions.
    type Caller<'s>: Caller
    where
        Self: 's;

    /// Sets it up as its documentation says, tuned where that helps.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened or the library was set up before.
    fn start(file: &Path) -> Result<Self>;

    /// A caller for this thread.
    fn caller(&self) -> Self::Caller<'_>;

    /// Ends it as its documentation says, so that everything is in the file.
    ///
    /// # Errors
    ///
    /// When something could not be written.
    fn finish(self) -> Result<()>;
}

/// One thread's access to the recorded functions.
pub trait Caller {
    /// A function of which it is recorded how long it took.
    fn timed(&mut self, customer: &Customer) -> f64;
    /// A prediction of which features, result and version are recorded.
    fn audited(&mut self, customer: &Customer) -> f64;
}

/// What is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A timing.
    Timed,
    /// An audit record.
    Audited,
}

/// Something that can be done with any subject.
pub trait Visitor {
    /// What comes out.
    type Output;
    /// Does it.
    ///
    /// # Errors
    ///
    /// Those of the subject.
    fn visit<S: Subject>(self) -> Result<Self::Output>;
}

macro_rules! subjects {
    ($($name:ident, $text:literal, $title:literal, $subject:ty;)*) => {
        /// The subjects' names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Name {
            $(#[doc = $title] #[serde(rename = $text)] $name,)*
        }

        impl Name {
            /// All of them, in the order of the tables.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// What the tables call it.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),* }
            }

            /// Does something with the subject of this name.
            ///
            /// # Errors
            ///
            /// Those of the subject.
            pub fn visit<V: Visitor>(self, visitor: V) -> Result<V::Output> {
                match self { $(Self::$name => visitor.visit::<$subject>()),* }
            }
        }

        impl Display for Name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(match self { $(Self::$name => $text),* })
            }
        }

        impl FromStr for Name {
            type Err = String;
            fn from_str(text: &str) -> std::result::Result<Self, String> {
                match text {
                    $($text => Ok(Self::$name),)*
                    _ => Err(format!("no subject is called `{text}`")),
                }
            }
        }
    };
}

subjects! {
    Limit, "limit", "two clock reads and a 300-byte copy", limits::Limit;
    Serde, "serde", "plain `serde_json` into a reused buffer", limits::Serde;
    Ours, "ours", "**flight-recorder**", ours::Ours;
    LineWriter, "line_writer", "by hand, `Mutex<LineWriter<File>>`", by_hand::ByHand<std::io::LineWriter<std::fs::File>>;
    BufWriter, "buf_writer", "by hand, `Mutex<BufWriter<File>>`", by_hand::ByHand<std::io::BufWriter<std::fs::File>>;
    Instrument, "instrument", "`tracing`, `#[instrument]`", tracing::Instrument;
    Event, "event", "`tracing`, event by hand", tracing::Event;
    Fastrace, "fastrace", "`fastrace`, `#[trace]`", fastrace::Fastrace;
    Slog, "slog", "`slog-async` + `slog-json`", slog::Slog;
}

impl Name {
    /// Whether it writes nothing, but tells what writing costs at least.
    pub fn is_limit(self) -> bool {
        matches!(self, Self::Limit | Self::Serde)
    }
}

impl Kind {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Timed, Self::Audited];
}

impl Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Timed => "timed",
            Self::Audited => "audited",
        })
    }
}

impl FromStr for Kind {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.to_string() == text)
            .ok_or_else(|| format!("`{text}` is neither `timed` nor `audited`"))
    }
}
