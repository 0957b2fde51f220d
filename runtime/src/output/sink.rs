//! A sink: where the lines of an output wait. Each of its members (one, or both of `Output::both`)
//! gets every line.

use std::time::Duration;

use super::OpenError;
use super::member::Member;
use super::state::State;
use super::target::Target;
use crate::recorder::{Kind, count_dropped, count_written};
use crate::step::CallSite;

/// An output and the lines that wait for it.
pub(crate) struct Sink {
    members: Vec<Member>,
    /// Where the line that is being put in begins, in the first member's batch.
    begin: usize,
    /// Recorded lines that every member was given, and how many of them are counted as written.
    given: u64,
    counted: u64,
}

impl Sink {
    /// Opens an output whose members may keep so many bytes each.
    pub(super) fn open(members: Vec<Vec<Target>>, limit: usize) -> Result<Self, OpenError> {
        let members = members.into_iter().map(|chain| Member::open(chain, limit));
        Ok(Self {
            members: members.collect::<Result<_, _>>()?,
            begin: 0,
            given: 0,
            counted: 0,
        })
    }

    /// Where the next line is put.
    pub(crate) fn line(&mut self) -> &mut Vec<u8> {
        let bytes = self.members[0].bytes();
        self.begin = bytes.len();
        bytes
    }

    /// Ends a line that a call recorded. A log goes to those who have room; if not all have, it counts
    /// as dropped.
    pub(crate) fn end_line(&mut self, site: &'static CallSite) {
        let kind = site.kind;
        let mut full = self.members.iter().skip(1).map(Member::is_full);
        let is_first_full = self.members[0].is_full_at(self.begin);
        let is_whole = kind == Kind::Audit || !(is_first_full || full.any(|is_full| is_full));
        if !is_whole {
            count_dropped(site);
        }
        self.end(kind, is_whole);
        self.given += u64::from(is_whole);
    }

    /// Ends a line of the recorder's own.
    pub(crate) fn end_own_line(&mut self) {
        self.end(Kind::Audit, false);
    }

    fn end(&mut self, kind: Kind, is_counted: bool) {
        let Some((first, others)) = self.members.split_first_mut() else {
            return;
        };
        first.bytes().push(b'\n');
        for other in others {
            if kind == Kind::Audit || !other.is_full() {
                other
                    .bytes()
                    .extend_from_slice(&first.bytes()[self.begin..]);
                other.count(is_counted);
            }
        }
        if kind == Kind::Audit || !first.is_full_at(self.begin) {
            first.count(is_counted);
        } else {
            first.bytes().truncate(self.begin);
        }
    }

    /// Recorded lines that it was given, and those of them that every member has written.
    pub(super) fn given(&self) -> u64 {
        self.given
    }

    pub(super) fn counted(&self) -> u64 {
        self.counted
    }

    /// Bytes since it was last tried to write them.
    pub(crate) fn fresh(&self) -> usize {
        let fresh = self.members.iter().map(Member::fresh);
        fresh.max().unwrap_or_default()
    }

    /// Whether no member takes anything.
    pub(crate) fn is_failing(&self) -> bool {
        self.members.iter().all(Member::is_failing)
    }

    /// Whether some member can keep no more: then audits have to wait.
    pub(super) fn is_stuck(&self) -> bool {
        self.members.iter().any(Member::is_full)
    }

    /// Whether no member can keep more: then logs are dropped.
    pub(crate) fn is_full(&self) -> bool {
        self.members.iter().all(Member::is_full)
    }

    /// How far its members are.
    pub(super) fn state(&self) -> State {
        let states = self.members.iter().map(Member::state);
        states.fold(State::Done, State::and)
    }

    /// Writes what waits. An output that failed is left alone for a while, unless one insists.
    pub(crate) fn write(&mut self, insist: bool) {
        for member in &mut self.members {
            member.write(insist);
        }
        self.settle();
    }

    /// Waits a moment for what is being written.
    pub(super) fn wait(&mut self, at_most: Duration) {
        for member in &mut self.members {
            member.wait(at_most);
        }
        self.settle();
    }

    /// Counts as written what every member has written: what waits is the end of what was given.
    fn settle(&mut self) {
        let waiting = self.members.iter().map(Member::lines).max();
        let written = self.given.saturating_sub(waiting.unwrap_or_default());
        if written > self.counted {
            count_written(written - self.counted);
            self.counted = written;
        }
    }

    /// Forces what was written to the disk.
    pub(super) fn sync(&mut self, insist: bool) {
        for member in &mut self.members {
            member.sync(insist);
        }
    }
}
