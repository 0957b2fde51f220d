//! Values that cannot be written.

use std::fmt::{self, Display};

use serde::ser;

/// Why a value cannot be written: what the user's `Serialize` said, if anybody asks.
#[derive(Debug)]
#[expect(
    clippy::box_collection,
    reason = "one word, so that results are returned in registers"
)]
pub(crate) struct Refused(Option<Box<String>>);

impl Refused {
    /// Where nobody asks why: it allocates nothing.
    pub(super) fn silent() -> Self {
        Self(None)
    }
}

impl Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.as_ref().map_or("", |why| why))
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: Display>(message: T) -> Self {
        Self(Some(Box::new(message.to_string())))
    }
}
