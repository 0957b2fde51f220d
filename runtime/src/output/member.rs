//! A member of an output: the lines that wait for it, and the outputs of which the first that works
//! takes them.

use std::time::Duration;

use super::OpenError;
use super::batch::Batch;
use super::branch::Branch;
use super::state::{Failure, State};
use super::target::Target;

/// Lines, and who takes them.
pub(super) struct Member {
    /// Lines that nobody has.
    batch: Batch,
    /// How long the batch was when it was last offered.
    offered: usize,
    /// An output and its fallbacks.
    branches: Vec<Branch>,
    /// Bytes that the branches have and have not written.
    held: usize,
    /// Bytes that may wait.
    limit: usize,
}

impl Member {
    pub(super) fn open(chain: Vec<Target>, limit: usize) -> Result<Self, OpenError> {
        let is_alone = chain.len() == 1;
        let mut branches = Vec::with_capacity(chain.len());
        let mut chain = chain.into_iter().peekable();
        while let Some(target) = chain.next() {
            let name = target.to_string();
            let branch = Branch::open(target, chain.peek(), is_alone);
            branches.push(branch.map_err(|error| OpenError { name, error })?);
        }
        Ok(Self {
            batch: Batch::default(),
            offered: 0,
            branches,
            held: 0,
            limit,
        })
    }

    /// Where lines are put.
    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.batch.bytes
    }

    /// Counts the line that was put there, if a call recorded it.
    pub(super) fn count(&mut self, is_recorded: bool) {
        self.batch.lines += u64::from(is_recorded);
    }

    /// Bytes that have not been offered.
    pub(super) fn fresh(&self) -> usize {
        self.batch.bytes.len() - self.offered
    }

    /// Recorded lines that are not written.
    pub(super) fn lines(&self) -> u64 {
        let given = self.branches.iter().map(Branch::lines);
        self.batch.lines + given.sum::<u64>()
    }

    /// Whether it can keep no more.
    pub(super) fn is_full(&self) -> bool {
        self.is_full_at(self.batch.bytes.len())
    }

    /// Whether it could keep no more with a batch so long.
    pub(super) fn is_full_at(&self, length: usize) -> bool {
        length + self.held >= self.limit
    }

    pub(super) fn is_failing(&self) -> bool {
        let mut branches = self.branches.iter();
        branches.all(|branch| branch.failure().is_some())
    }

    pub(super) fn state(&self) -> State {
        // Who has lines decides; if nobody has those that wait, all who could.
        if let Some(owing) = self.branches.iter().find(|branch| branch.owes()) {
            let failure = owing.verdict().cloned();
            return failure.map_or(State::Pending, State::Failed);
        }
        if self.batch.bytes.is_empty() {
            return State::Done;
        }
        let failures = self.branches.iter().map(Branch::verdict);
        match failures.collect::<Option<Vec<_>>>() {
            Some(failures) => State::Failed(Failure {
                why: failures[0].why.clone(),
                is_closed: failures.iter().all(|failure| failure.is_closed),
            }),
            None => State::Pending,
        }
    }

    /// Writes what waits. An output that failed is left alone for a while, unless one insists and no
    /// other takes the lines.
    pub(super) fn write(&mut self, insist: bool) {
        self.look();
        let (ready, resting): (Vec<_>, Vec<_>) =
            (0..self.branches.len()).partition(|&at| self.branches[at].is_ready());
        let insisted = if insist { &*resting } else { &[] };
        let mut is_taken = false;
        for &at in ready.iter().chain(insisted) {
            let branch = &mut self.branches[at];
            let is_again = branch.failure().is_some() && branch.owes();
            if is_again || !is_taken && !self.batch.bytes.is_empty() {
                branch.write(&mut self.batch);
            }
            // One that is busy and has not failed takes the rest when it is done.
            is_taken |= branch.failure().is_none();
        }
        self.offered = self.batch.bytes.len();
        self.held = self.branches.iter().map(Branch::waiting).sum();
    }

    /// Notes what became of the lines that outputs have.
    fn look(&mut self) {
        for branch in &mut self.branches {
            branch.look(&mut self.batch);
        }
    }

    /// Waits a moment for what is being written.
    pub(super) fn wait(&mut self, at_most: Duration) {
        for branch in &mut self.branches {
            if branch.owes() && branch.verdict().is_none() {
                branch.wait(at_most);
                branch.look(&mut self.batch);
            }
        }
    }

    /// Forces what was written to the disk.
    pub(super) fn sync(&mut self, insist: bool) {
        for branch in &mut self.branches {
            if insist || branch.is_ready() {
                branch.sync();
            }
        }
    }
}
