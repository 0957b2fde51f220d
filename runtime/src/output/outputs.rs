//! The open outputs, and which of them takes what.

use std::time::Duration;

use super::sink::Sink;
use super::state::State;
use super::{OpenError, Output};
use crate::recorder::Kind;

/// How long the answer to whoever asks for lines is held back: most outputs have taken a batch by then.
const MOMENT: Duration = Duration::from_millis(5);

/// The open outputs.
pub(crate) struct Outputs {
    sinks: Vec<Sink>,
    logs: Option<usize>,
    audit: Option<usize>,
    /// As people call them.
    names: [String; 2],
}

impl Outputs {
    pub(crate) const fn none() -> Self {
        Self {
            sinks: Vec::new(),
            logs: None,
            audit: None,
            names: [String::new(), String::new()],
        }
    }

    /// Opens both outputs; without one for the audit trail it goes where the logs go, and to stdout if
    /// those are off. One that both use is opened once.
    pub(crate) fn open(
        logs: Output,
        audit: Option<Output>,
        budget: usize,
    ) -> Result<Self, OpenError> {
        let audit = match audit {
            Some(audit) if audit.is_same(&logs) => None,
            None if logs.is_off() => Some(Output::stdout()),
            audit => audit,
        };
        let members = logs.members.len() + audit.as_ref().map_or(0, |audit| audit.members.len());
        // What waits for outputs is a quarter; the rest is for what waits in queues.
        let limit = budget / 4 / members.max(1);
        let mut outputs = Self::none();
        let name = audit.as_ref().unwrap_or(&logs).to_string();
        outputs.names = [logs.to_string(), name];
        let mut open = |output: Output| -> Result<Option<usize>, OpenError> {
            output.check()?;
            if output.is_off() {
                return Ok(None);
            }
            outputs.sinks.push(Sink::open(output.members, limit)?);
            Ok(Some(outputs.sinks.len() - 1))
        };
        let logs = open(logs)?;
        let audit = match audit {
            Some(audit) => open(audit)?,
            None => logs,
        };
        (outputs.logs, outputs.audit) = (logs, audit);
        Ok(outputs)
    }

    /// As people call them: the logs' and the audit trail's.
    pub(crate) fn names(&self) -> (&str, &str) {
        let [logs, audit] = &self.names;
        (logs, audit)
    }

    pub(crate) fn has_logs(&self) -> bool {
        self.logs.is_some()
    }

    pub(crate) fn has_audit(&self) -> bool {
        self.audit.is_some()
    }

    pub(crate) fn sink_of(&mut self, kind: Kind) -> Option<&mut Sink> {
        let index = match kind {
            Kind::Log => self.logs,
            Kind::Audit => self.audit,
        };
        self.sinks.get_mut(index?)
    }

    /// Whether the audit trail takes nothing more: then nothing more is read for it.
    pub(crate) fn are_stuck(&self) -> bool {
        self.audit
            .and_then(|audit| self.sinks.get(audit))
            .is_some_and(Sink::is_stuck)
    }

    /// How many lines each output was given so far.
    pub(crate) fn given(&self) -> Vec<u64> {
        self.sinks.iter().map(Sink::given).collect()
    }

    /// Whether each output has written as many lines as it had been [given](Self::given) then.
    pub(crate) fn have_written(&self, given: &[u64]) -> bool {
        let mut both = self.sinks.iter().zip(given);
        both.all(|(sink, &given)| sink.counted() >= given)
    }

    /// Writes what waits, the audit trail to the disk if asked; how far the logs' output and the audit
    /// trail's are.
    pub(crate) fn finish(&mut self, sync: bool, insist: bool) -> (State, State) {
        for sink in &mut self.sinks {
            sink.write(insist);
            if insist {
                // One that was busy takes the rest when it is done.
                sink.wait(MOMENT);
                sink.write(false);
            }
        }
        if sync && let Some(sink) = self.sink_of(Kind::Audit) {
            sink.sync(insist);
        }
        if insist {
            self.sinks.iter_mut().for_each(|sink| sink.wait(MOMENT));
        }
        let state = |index: Option<usize>| match index.and_then(|index| self.sinks.get(index)) {
            Some(sink) => sink.state(),
            None => State::Done,
        };
        (state(self.logs), state(self.audit))
    }
}
