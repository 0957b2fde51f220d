//! Outputs: where lines go.
//!
//! `Outputs` has a sink for each output, a sink a member for each of `Output::both`, a member a branch
//! for an output and each of its fallbacks, and a branch is a disk (a regular file) or a pump
//! (anything that may stall).

mod appended;
mod aside;
mod batch;
mod branch;
mod disk;
#[cfg(test)]
mod disk_tests;
#[cfg(feature = "gzip")]
mod gzip;
mod member;
#[cfg(test)]
mod member_tests;
mod outputs;
mod place;
mod pump;
mod rotation;
mod sink;
mod state;
mod target;
mod unsynced;
mod work;

use std::fmt::{self, Debug, Display};
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

pub use rotation::{Keep, Rotate};

pub(crate) use outputs::Outputs;
pub(crate) use state::{Failure, State};

use rotation::Rotation;
use target::Target;

/// Where lines go.
///
/// ```
/// use flight_recorder::{Keep, Output, Rotate};
///
/// # fn main() -> Result<(), flight_recorder::InitError> {
/// # let path = std::env::temp_dir().join("flight-recorder-doc.jsonl");
/// flight_recorder::builder()
///     .logs(Output::stderr())
///     .audit(
///         Output::file(path)
///             .rotate(Rotate::daily())
///             .rotate(Rotate::size(256 << 20))
///             .keep(Keep::files(30))
///             .or(Output::stderr()),
///     )
///     .init()
/// # }
/// ```
pub struct Output {
    /// Each gets every line: a place, and its fallbacks.
    members: Vec<Vec<Target>>,
    /// What it was asked for and cannot do.
    mistake: Option<&'static str>,
}

impl Output {
    fn to(target: Target) -> Self {
        Self {
            members: vec![vec![target]],
            mistake: None,
        }
    }

    /// Standard output.
    pub fn stdout() -> Self {
        Self::to(Target::Stdout)
    }

    /// Standard error.
    pub fn stderr() -> Self {
        Self::to(Target::Stderr)
    }

    /// A file, to whose end lines are appended; it is created if it does not exist, its folder is not.
    ///
    /// Several processes may share it. When somebody moves or removes it, lines go into a new one at
    /// the path; when its folder is gone they wait until it is there again. [`rotate`](Self::rotate) and
    /// [`keep`](Self::keep) bound its size.
    ///
    /// A path that cannot be opened is an error of [`init`](crate::Builder::init), unless there is a
    /// fallback ([`or`](Self::or)).
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self::to(Target::File(path.into(), Rotation::default()))
    }

    /// Any writer: it is given whole lines, by a thread of its own, and flushed after each batch.
    ///
    /// What it records itself is not recorded. Where it fails, the lines are kept and tried again from
    /// the byte on that it did not take.
    pub fn writer(writer: impl Write + Send + 'static) -> Self {
        Self::to(Target::Writer(Box::new(writer)))
    }

    /// Nowhere: nothing is recorded, for the cost of one relaxed load a call.
    pub fn off() -> Self {
        Self {
            members: Vec::new(),
            mistake: None,
        }
    }

    /// Two outputs, each of which gets every line.
    ///
    /// While one fails the other goes on, and the lines of the first wait in memory; when its share of
    /// the memory budget is full, audited calls wait until it takes them, and timings go to the other one alone
    /// (and count as dropped). Lines are written, and `durable` and `required` calls satisfied, when both have them.
    pub fn both(first: Self, second: Self) -> Self {
        let mut both = first;
        both.members.extend(second.members);
        both.mistake = both.mistake.or(second.mistake);
        both
    }

    /// Another output, to which lines go while this one fails; no line goes to both, and none is
    /// missing.
    ///
    /// A file that cannot be opened by [`init`](crate::Builder::init) is then no error but tried again. Fallbacks are
    /// tried in their order: `a.or(b).or(c)`. Each output of a pair ([`both`](Self::both)) has its own.
    #[must_use]
    pub fn or(mut self, fallback: Self) -> Self {
        self.mistake = self.mistake.or(fallback.mistake);
        if self.members.len() > 1 || fallback.members.len() > 1 {
            self.mistake = Some("a pair has and is no fallback: write `Output::both(a.or(c), b)`");
        }
        for (chain, more) in self.members.iter_mut().zip(fallback.members) {
            chain.extend(more);
        }
        self
    }

    /// Sets the file aside under the time of its last lines (`predictions.2026-11-27T15-59-59.999999Z.jsonl`)
    /// and begins a new one, when its [size](Rotate::size), [hour](Rotate::hourly) or [day](Rotate::daily) says so.
    /// Called again it adds a condition: `.rotate(Rotate::daily()).rotate(Rotate::size(256 << 20))`.
    ///
    /// No line is parted. Several processes may share the file: the one that finds it due rotates it.
    /// Only a [file](Self::file) can: anything else makes [`init`](crate::Builder::init) an error.
    #[must_use]
    pub fn rotate(self, when: Rotate) -> Self {
        self.with_rotation(|rotation| rotation.rotate(when))
    }

    /// Removes the oldest of the files that were set aside when there are more than
    /// [so many](Keep::files), or more than [so many bytes](Keep::bytes) of them; without it all stay. Called again
    /// it adds a limit.
    ///
    /// It needs [`rotate`](Self::rotate): without it [`init`](crate::Builder::init) is an error.
    #[must_use]
    pub fn keep(self, most: Keep) -> Self {
        self.with_rotation(|rotation| rotation.keep(most))
    }

    /// Compresses the files that were set aside (`….jsonl.gz`), by a thread that holds nobody up. Needs the
    /// feature `gzip`, and [`rotate`](Self::rotate).
    #[cfg(feature = "gzip")]
    #[must_use]
    pub fn gzip(self) -> Self {
        self.with_rotation(|rotation| rotation.is_gzip = true)
    }

    fn with_rotation(mut self, set: impl FnOnce(&mut Rotation)) -> Self {
        let mut targets = self.members.iter_mut().flatten();
        match (targets.next(), targets.next()) {
            (Some(Target::File(_, rotation)), None) => set(rotation),
            _ => {
                self.mistake = Some(
                    "only a file rotates: write `Output::file(path).rotate(…).keep(…)`, and `or` and `both` after it",
                );
            }
        }
        self
    }

    /// Whether a writer is among the places.
    pub(crate) fn has_writer(&self) -> bool {
        let mut targets = self.members.iter().flatten();
        targets.any(|target| matches!(target, Target::Writer(_)))
    }

    /// The same to be opened by another process: without writers, which are this one's.
    pub(crate) fn again(&self) -> Self {
        let chains = self.members.iter();
        let chains = chains.map(|chain| chain.iter().filter_map(Target::again).collect::<Vec<_>>());
        Self {
            members: chains.filter(|chain| !chain.is_empty()).collect(),
            mistake: self.mistake,
        }
    }

    pub(crate) fn is_off(&self) -> bool {
        self.members.is_empty()
    }

    /// Whether it is the same place.
    fn is_same(&self, other: &Self) -> bool {
        let is_same = |chain: &[Target], other: &[Target]| {
            chain.len() == other.len() && chain.iter().zip(other).all(|(a, b)| a.is_same(b))
        };
        let (members, others) = (&self.members, &other.members);
        members.len() == others.len() && members.iter().zip(others).all(|(a, b)| is_same(a, b))
    }

    /// What it was asked for and cannot do is an error.
    fn check(&self) -> Result<(), OpenError> {
        let is_kept_only = |target: &Target| match target {
            Target::File(_, rotation) => rotation.needs_rotation() && !rotation.is_on(),
            _ => false,
        };
        let mistake = if self.members.iter().flatten().any(is_kept_only) {
            Some("`keep` and `gzip` need `rotate`: write `.rotate(Rotate::daily())` too")
        } else {
            self.mistake
        };
        match mistake {
            None => Ok(()),
            Some(mistake) => Err(OpenError {
                name: self.to_string(),
                error: io::Error::new(ErrorKind::InvalidInput, mistake),
            }),
        }
    }
}

/// As people call it.
impl Display for Output {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_off() {
            return out.write_str("off");
        }
        for (number, chain) in self.members.iter().enumerate() {
            out.write_str(if number > 0 { " and " } else { "" })?;
            for (number, target) in chain.iter().enumerate() {
                write!(out, "{}{target}", if number > 0 { " or " } else { "" })?;
            }
        }
        Ok(())
    }
}

impl Debug for Output {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Output({self})")
    }
}

/// An output that could not be opened.
#[derive(Debug)]
pub(crate) struct OpenError {
    pub(crate) name: String,
    pub(crate) error: io::Error,
}
