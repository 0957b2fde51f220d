//! The calls under way on a thread, for a panic that aborts: nothing unwinds to them, so that the panic
//! hook has to go there.
//!
//! The only unsafe code of the runtime, and only where a build aborts on panics. What a call keeps for the
//! line of its failure borrows from its caller and is of a type of its own; copying it for every call would
//! cost 9 to 57 ns, a pointer to where it stands costs 1.5 ns.

#![expect(
    unsafe_code,
    reason = "a pointer to the stack, which is still there when the hook runs"
)]

use std::any::Any;
use std::cell::Cell;
use std::ptr::{self, NonNull};

use super::Step;
use super::kept::Fallen;
use crate::capture;
use crate::recorder::clock::Moment;

/// A call under way, on the stack of its thread.
struct Active {
    step: NonNull<Step>,
    kept: NonNull<dyn Fallen>,
    /// When the poll began that is under way, of an async step.
    polled: Option<Moment>,
    outer: *const Self,
}

thread_local! {
    static INNERMOST: Cell<*const Active> = const { Cell::new(ptr::null()) };
}

/// Runs a call's body, and has a panic in it recorded before the process aborts.
pub(super) fn during<R>(
    step: &mut Step,
    kept: &dyn Fallen,
    polled: Option<Moment>,
    body: impl FnOnce() -> R,
) -> R {
    /// Takes the call out of the list, however the body ends.
    struct Leave(*const Active);

    impl Drop for Leave {
        fn drop(&mut self) {
            INNERMOST.set(self.0);
        }
    }

    capture::silence_hook();
    let kept = NonNull::from(kept);
    // SAFETY: only the lifetime changes, and `record_panic` looks at it no longer than it lasts: until
    // this function returns.
    let kept =
        unsafe { std::mem::transmute::<NonNull<dyn Fallen + '_>, NonNull<dyn Fallen>>(kept) };
    let outer = INNERMOST.get();
    let active = Active {
        step: NonNull::from(step),
        kept,
        polled,
        outer,
    };
    let _leave = Leave(outer);
    INNERMOST.set(&raw const active);
    body()
}

/// Records the panic as the outcome of every call that is under way on this thread, the innermost first, as
/// unwinding would.
pub(crate) fn record_panic(payload: &(dyn Any + Send)) {
    let now = Moment::now();
    loop {
        let active = INNERMOST.get();
        // SAFETY: it is null, or was put there by a `during` on this thread that has not returned.
        let Some(active) = (unsafe { active.as_ref() }) else {
            return;
        };
        // Whatever happens below, no call is recorded twice.
        INNERMOST.set(active.outer);
        // SAFETY: both live until that `during` returns. It has the only reference to the step, and gives
        // it to nobody meanwhile; the call was taken out of the list, so that nobody comes here again.
        let (step, kept) = unsafe { (&mut *active.step.as_ptr(), active.kept.as_ref()) };
        step.end = now;
        if let (Some(busy), Some(polled)) = (&mut step.busy, active.polled) {
            *busy += now.since(polled);
        }
        step.write_panic(kept, payload);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recorder::capture as captured;
    use crate::step::CallSite;

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
                    record_panic(&"why");
                    record_panic(&"why");
                });
            });
            record_panic(&"why");
        });
        assert_eq!(ended, ["inner", "outer"]);
    }
}
