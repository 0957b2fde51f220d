//! The frame of a run: a line before its first, which says who records and how, and one after its last.
//! A run without its end was killed, or lost lines.

use super::Kind;
use super::drain::Drain;
use super::health::health;
use super::run;
use crate::output::State;
use crate::{line, setup};

/// How far a run is, at the outputs that are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Before,
    Open,
    Closed,
}

impl Drain {
    /// Where the frame stands: around the audit trail, whose reader wants to know that it is complete.
    fn frame_kind(&self) -> Kind {
        if self.outputs.has_audit() {
            Kind::Audit
        } else {
            Kind::Log
        }
    }

    /// Writes the first line, once there is something behind it.
    pub(super) fn begin_frame(&mut self) {
        if self.frame != Frame::Before {
            return;
        }
        self.frame = Frame::Open;
        if !setup::settings().frame {
            return;
        }
        let kind = self.frame_kind();
        let (logs, audit) = self.outputs.names();
        let mut text = Vec::new();
        line::started(&mut text, run::began(), logs, audit);
        self.write_own(kind, &text);
    }

    /// Whether the last line can be written: all that was recorded for this output is.
    pub(super) fn is_frame_due(&self, logs: &State, audit: &State) -> bool {
        let state = match self.frame_kind() {
            Kind::Log => logs,
            Kind::Audit => audit,
        };
        self.frame == Frame::Open && matches!(state, State::Done)
    }

    /// Writes the last line.
    pub(super) fn end_frame(&mut self) {
        if self.frame != Frame::Open {
            return;
        }
        self.frame = Frame::Closed;
        if !setup::settings().frame {
            return;
        }
        let health = health();
        let mut text = Vec::new();
        line::stopped(&mut text, health.written, health.dropped);
        self.write_own(self.frame_kind(), &text);
    }

    fn write_own(&mut self, kind: Kind, text: &[u8]) {
        if let Some(sink) = self.outputs.sink_of(kind) {
            sink.line().extend_from_slice(text);
            sink.end_own_line();
        }
    }
}
