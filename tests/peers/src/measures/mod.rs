//! What is measured of a subject, each in a process of its own.

mod calls;
mod overhead;
mod sustained;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use memchr::memmem::Finder;
use serde::de::IgnoredAny;

pub use calls::{CallsOf, CountedCalls, repeat};
pub use overhead::{filtered, idle, off};
pub use sustained::SustainedOf;

use crate::Result;
use crate::results::Lines;
use crate::subjects::Kind;

/// Of so many lines one is parsed.
const PARSED: u64 = 100;

/// Counts the lines that name the recorded function.
fn count_lines(file: &Path, kind: Kind, expected: u64) -> Result<Lines> {
    let name = Finder::new(match kind {
        Kind::Timed => "\"scale\"",
        Kind::Audited => "\"predict\"",
    });
    let mut reader = BufReader::with_capacity(1 << 20, File::open(file)?);
    let mut lines = Lines {
        expected,
        found: 0,
        bytes: 0,
    };
    let mut line = Vec::new();
    loop {
        line.clear();
        let length = reader.read_until(b'\n', &mut line)?;
        if length == 0 {
            return Ok(lines);
        }
        lines.bytes += length as u64;
        if line.ends_with(b"\n") && name.find(&line).is_some() {
            if lines.found.is_multiple_of(PARSED) {
                serde_json::from_slice::<IgnoredAny>(&line)?;
            }
            lines.found += 1;
        }
    }
}
