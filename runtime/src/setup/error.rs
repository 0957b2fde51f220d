//! Why a set-up is refused.

use std::error::Error;
use std::fmt::{self, Display};
use std::io;
use std::panic::Location;

use crate::output::OpenError;

/// The recorder could not be set up: see [`Builder::init`](crate::Builder::init).
#[derive(Debug)]
pub struct InitError(Why);

#[derive(Debug)]
enum Why {
    Again { first: &'static Location<'static> },
    Open(OpenError),
    Busy(String),
    HashKey,
}

impl InitError {
    pub(super) fn again(first: &'static Location<'static>) -> Self {
        Self(Why::Again { first })
    }

    pub(super) fn open(error: OpenError) -> Self {
        Self(Why::Open(error))
    }

    pub(super) fn hash_key() -> Self {
        Self(Why::HashKey)
    }

    pub(super) fn busy(why: String) -> Self {
        Self(Why::Busy(why))
    }
}

impl Display for InitError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Why::Again { first } => write!(
                out,
                "the flight recorder was set up before, at {first}: call `init` once, at the begin of `main`"
            ),
            Why::Open(OpenError { name, error }) => {
                write!(out, "cannot open the output `{name}`: {error}")?;
                match error.kind() {
                    io::ErrorKind::NotFound => out.write_str("; create its folder first"),
                    _ => Ok(()),
                }
            }
            Why::Busy(why) => out.write_str(why),
            // What it holds may be most of a key.
            Why::HashKey => out.write_str(
                "FLIGHT_RECORDER_HASH_KEY is no key: write 64 hexadecimal digits, as `openssl rand -hex 32` does",
            ),
        }
    }
}

impl Error for InitError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0 {
            Why::Open(OpenError { error, .. }) => Some(error),
            _ => None,
        }
    }
}
