//! The calls under way on a thread, for a panic that aborts: nothing unwinds to them, so that the panic
//! hook has to go there. Only where a build aborts on panics; elsewhere nothing is paid for it.

use std::any::Any;

use super::Step;
use super::kept::Fallen;
use crate::recorder::clock::Moment;
use crate::{capture, unchecked};

/// A call under way.
struct Active<'c> {
    step: &'c mut Step,
    kept: &'c dyn Fallen,
    /// When the poll began that is under way, of an async step.
    polled: Option<Moment>,
}

impl unchecked::Dying for Active<'_> {
    fn die(&mut self, payload: &(dyn Any + Send)) {
        let Self { step, kept, polled } = self;
        step.end = Moment::now();
        if let (Some(busy), Some(polled)) = (&mut step.busy, polled) {
            *busy += step.end.since(*polled);
        }
        step.write_panic(*kept, payload);
    }
}

/// Runs a call's body, and has a panic in it recorded before the process aborts.
pub(super) fn during<R>(
    step: &mut Step,
    kept: &dyn Fallen,
    polled: Option<Moment>,
    body: impl FnOnce() -> R,
) -> R {
    capture::silence_hook();
    let mut active = Active { step, kept, polled };
    unchecked::during(&mut active, body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recorder::capture as captured;
    use crate::step::CallSite;
    use crate::unchecked::die;

    static OUTER: CallSite = CallSite::timed("tests", "outer", "tests.rs", 1);
    static INNER: CallSite = CallSite::timed("tests", "inner", "tests.rs", 2);

    fn call<R>(site: &'static CallSite, body: impl FnOnce() -> R) -> R {
        let mut step = Step::new(site);
        step.begin();
        during(&mut step, &(), None, body)
    }

    /// The functions whose calls a panic ends in `run`.
    fn ended_in(run: impl FnOnce()) -> Vec<String> {
        let lines = captured(run);
        let parsed = lines.iter().map(|line| serde_json::from_slice(line));
        let ended = parsed.map(|line: Result<serde_json::Value, _>| {
            let line = line.expect("JSON");
            assert_eq!(
                (&line["outcome"], &line["error_message"]),
                (&"panic".into(), &"why".into())
            );
            line["function"].as_str().expect("a name").to_owned()
        });
        ended.collect()
    }

    #[test]
    fn the_calls_under_way_are_recorded_once_each_from_the_innermost_on() {
        let ended = ended_in(|| {
            call(&OUTER, || {
                call(&INNER, || ());
                call(&INNER, || {
                    die(&"why");
                    die(&"why");
                });
            });
            die(&"why");
        });
        assert_eq!(ended, ["inner", "outer"]);
    }
}
