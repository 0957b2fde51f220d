//! Parameters are dropped when and in which order the same function without an attribute drops them.

use std::cell::RefCell;

use flight_recorder::{audit, track_time};
use serde::Serialize;

use crate::expected::driven;

thread_local! {
    static DROPPED: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Says when it is dropped.
#[derive(Serialize)]
struct Loud(&'static str);

impl Drop for Loud {
    fn drop(&mut self) {
        say(self.0);
    }
}

fn say(what: &'static str) {
    DROPPED.with_borrow_mut(|dropped| dropped.push(what));
}

fn dropped<R>(run: impl FnOnce() -> R) -> Vec<&'static str> {
    flight_recorder::testing::capture(run);
    DROPPED.take()
}

#[derive(Serialize)]
struct Pair {
    left: Loud,
    right: Loud,
}

/// Defines a function three times: as it is, timed, and under both attributes.
macro_rules! thrice {
    ($(async $(@ $async:tt)?)? fn($($parameters:tt)*) $body:block) => {
        $($($async)? async)? fn plain($($parameters)*) -> u8 $body

        #[track_time]
        $($($async)? async)? fn timed($($parameters)*) -> u8 $body

        #[audit(model_version = "v1")]
        $($($async)? async)? fn audited($($parameters)*) -> u8 $body

        #[track_time]
        #[audit(model_version = "v1")]
        $($($async)? async)? fn both($($parameters)*) -> u8 $body
    };
}

/// Checks that all of them drop alike, and that they drop anything.
macro_rules! assert_alike {
    ($call:expr) => {
        let call = $call;
        let expected = dropped(|| call(0));
        assert!(expected.len() > 2, "{expected:?}");
        for function in 1..4 {
            assert_eq!(dropped(|| call(function)), expected, "of {function}");
        }
    };
}

#[test]
fn parameters_are_dropped_after_the_body_from_the_last_to_the_first() {
    thrice! {
        fn(a: Loud, b: Loud, c: Loud) {
            let _local = Loud("local");
            let (_, _) = (&b, &c);
            say("body");
            u8::try_from(a.0.len()).unwrap_or(0)
        }
    }
    let functions = [plain, timed, audited, both];
    assert_alike!(|at: usize| functions[at](Loud("a"), Loud("b"), Loud("c")));
    assert_eq!(
        dropped(|| timed(Loud("a"), Loud("b"), Loud("c"))),
        ["body", "local", "c", "b", "a"]
    );
}

#[test]
fn parameters_that_the_body_never_names_are_dropped_in_turn() {
    thrice! {
        fn(a: Loud, _: Loud, _b: Loud, c: Loud, _: Loud) {
            let (_, _) = (&a, &c);
            say("body");
            1
        }
    }
    let functions = [plain, timed, audited, both];
    assert_alike!(|at: usize| {
        functions[at](Loud("a"), Loud("1"), Loud("b"), Loud("c"), Loud("2"))
    });
}

#[test]
fn what_a_pattern_leaves_is_dropped_with_its_parameter() {
    // The example of the Rust reference, on destructors.
    thrice! {
        fn((x, _): (Loud, Loud), (_, y): (Loud, Loud)) {
            let (_, _) = (&x, &y);
            1
        }
    }
    let functions = [plain, timed, audited, both];
    assert_alike!(|at: usize| {
        functions[at]((Loud("x"), Loud("first")), (Loud("second"), Loud("y")))
    });
}

#[test]
fn names_of_a_pattern_are_dropped_from_the_last_to_the_first() {
    thrice! {
        fn(Pair { left, right }: Pair, [a, b]: [Loud; 2], c: Loud) {
            let _ = (&left, &right, &a, &b, &c);
            1
        }
    }
    let functions = [plain, timed, audited, both];
    let pair = || Pair {
        left: Loud("left"),
        right: Loud("right"),
    };
    assert_alike!(|at: usize| functions[at](pair(), [Loud("a"), Loud("b")], Loud("c")));
}

#[test]
fn a_moved_parameter_is_dropped_where_it_was_moved_to() {
    thrice! {
        fn(a: Loud, b: Pair, c: Loud) {
            drop(b.right);
            let _kept = a;
            say("body");
            u8::try_from(c.0.len()).unwrap_or(0)
        }
    }
    let functions = [plain, timed, audited, both];
    let pair = || Pair {
        left: Loud("left"),
        right: Loud("right"),
    };
    assert_alike!(|at: usize| functions[at](Loud("a"), pair(), Loud("c")));
}

#[test]
fn parameters_of_a_call_that_returns_early_are_dropped_in_order() {
    thrice! {
        fn(a: Loud, b: Loud, early: bool, c: Loud) {
            if early {
                return 1;
            }
            drop((c, a, b));
            2
        }
    }
    let functions = [plain, timed, audited, both];
    for early in [true, false] {
        assert_alike!(|at: usize| functions[at](Loud("a"), Loud("b"), early, Loud("c")));
    }
}

#[test]
fn an_async_function_drops_its_parameters_alike() {
    thrice! {
        async fn(a: Loud, _: Loud, (b, _): (Loud, Loud), c: Loud) {
            let (_, _, _) = (&a, &b, &c);
            std::future::ready(()).await;
            say("body");
            1
        }
    }
    let call = |at: usize| {
        let [a, b, c] = ["a", "b", "c"].map(Loud);
        let [first, second] = ["1", "2"].map(Loud);
        let pair = (b, second);
        let run = futures::executor::block_on::<std::pin::Pin<Box<dyn Future<Output = u8>>>>;
        match at {
            0 => run(Box::pin(plain(a, first, pair, c))),
            1 => run(Box::pin(timed(a, first, pair, c))),
            2 => run(Box::pin(audited(a, first, pair, c))),
            _ => run(Box::pin(both(a, first, pair, c))),
        }
    };
    assert_alike!(call);
}

#[test]
fn a_future_that_is_dropped_early_drops_its_parameters_alike() {
    thrice! {
        async fn(a: Loud, b: Loud, c: Loud) {
            let (_, _, _) = (&a, &b, &c);
            say("body");
            std::future::pending::<()>().await;
            1
        }
    }
    fn poll_once(future: impl Future<Output = u8>) {
        let mut future = std::pin::pin!(future);
        let waker = std::task::Waker::noop();
        let polled = future
            .as_mut()
            .poll(&mut std::task::Context::from_waker(waker));
        assert!(polled.is_pending());
    }
    let call = |at: usize| {
        let [a, b, c] = ["a", "b", "c"].map(Loud);
        match at {
            0 => poll_once(plain(a, b, c)),
            1 => poll_once(timed(a, b, c)),
            2 => poll_once(audited(a, b, c)),
            _ => poll_once(both(a, b, c)),
        }
    };
    assert_alike!(call);
}

#[test]
fn a_future_s_own_values_are_dropped_before_its_line_is_written() {
    #[track_time]
    async fn writes_when_dropped() {
        struct Writes;
        impl Drop for Writes {
            fn drop(&mut self) {
                last_words();
            }
        }
        let _writes = Writes;
        std::future::ready(()).await;
    }
    #[track_time]
    fn last_words() {}
    use crate::expected::Timed;
    let lines = [
        (Timed, "last_words", "ok"),
        (Timed, "writes_when_dropped", "ok"),
    ];
    driven(&lines, writes_when_dropped);
}
