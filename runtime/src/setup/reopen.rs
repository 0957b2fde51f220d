//! Opening outputs again, in a process that was forked from one that had opened them.

use std::sync::{Mutex, PoisonError};

use crate::output::{Output, Outputs};
use crate::recorder;

/// What is to be opened. Written while settings are made, which no fork interrupts.
static AGAIN: Mutex<Option<Again>> = Mutex::new(None);

/// Outputs as they were asked for, but for writers, which are one process's.
pub(super) struct Again {
    logs: Output,
    audit: Option<Output>,
    budget: usize,
    has_writers: bool,
}

/// Notes what is asked for, before it is opened.
pub(super) fn again(logs: &Output, audit: Option<&Output>, budget: usize) -> Again {
    Again {
        logs: logs.again(),
        // A trail that goes where the logs go does not go to stdout because that is nowhere now.
        audit: match audit {
            None if logs.is_off() => None,
            audit => Some(audit.unwrap_or(logs).again()),
        },
        budget,
        has_writers: logs.has_writer() || audit.is_some_and(Output::has_writer),
    }
}

impl Again {
    /// Has it opened by the next [`reopen`].
    pub(super) fn keep(self) {
        *AGAIN.lock().unwrap_or_else(PoisonError::into_inner) = Some(self);
    }
}

/// The outputs, opened anew.
pub(crate) fn reopen() -> Outputs {
    let again = AGAIN.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(again) = again else {
        return Outputs::none();
    };
    if again.has_writers {
        recorder::say(
            "a writer is that of the process which forked: what goes there is not recorded in its child",
        );
    }
    // It may be forked again.
    let Again {
        logs,
        audit,
        budget,
        has_writers,
    } = again;
    let next = self::again(&logs, audit.as_ref(), budget);
    Again {
        has_writers,
        ..next
    }
    .keep();
    open_or_stdout(logs, audit, budget)
}

/// Opens outputs where nobody is there to take an error: the lines are worth more than their place.
pub(super) fn open_or_stdout(logs: Output, audit: Option<Output>, budget: usize) -> Outputs {
    let outputs = Outputs::open(logs, audit, budget).or_else(|error| {
        recorder::say(&format!(
            "cannot open the output `{}`: {}; lines go to stdout",
            error.name, error.error
        ));
        Outputs::open(Output::stdout(), None, budget)
    });
    outputs.unwrap_or(Outputs::none())
}
