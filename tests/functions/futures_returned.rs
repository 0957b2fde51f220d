//! Functions that return an `impl Future`: timed from the call to the future's end.

use std::cell::Cell;
use std::future::{Future, ready};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use flight_recorder::{audit, track_time};
use serde_json::json;

use crate::expected::{Audited, Timed, assert_send, driven, recorded, text};

#[track_time]
#[audit(model_version = "v1")]
fn plain(x: f64) -> impl Future<Output = f64> {
    async move { ready(x).await * 2.0 }
}

#[audit(model_version = "v1", skip(steps))]
#[track_time]
fn with_statements_before(x: f64, steps: &Cell<u32>) -> impl Future<Output = f64> + use<> {
    steps.set(steps.get() + 1);
    let doubled = x * 2.0;
    async move { ready(doubled).await }
}

#[track_time]
fn whose_error_only_the_signature_knows(
    text: &str,
) -> impl Future<Output = Result<u8, Box<dyn std::error::Error + Send + Sync>>> + Send + '_ {
    async move {
        let number = text.parse::<u8>()?;
        Ok(ready(number).await)
    }
}

#[track_time]
fn that_borrows<'a>(row: &'a [f64], _name: &str) -> impl Future<Output = &'a [f64]> + use<'a> {
    async move { &row[1..] }
}

#[track_time]
fn sent<T>(x: &T, count: u32) -> impl Future<Output = (T, u32)> + Send + 'static + use<T>
where
    T: Clone + Send + 'static,
{
    let x = x.clone();
    async move { (x, ready(count).await) }
}

#[track_time]
fn staying(x: Rc<u8>) -> impl Future<Output = u8> {
    async move {
        ready(()).await;
        *x
    }
}

#[track_time]
fn unpinned(x: u8) -> impl Future<Output = u8> + Unpin + Send {
    ready(x)
}

#[track_time]
fn that_is_more_than_a_future(x: u8) -> impl Future<Output = u8> + Clone {
    ready(x)
}

#[track_time]
#[audit(model_version = "v1")]
fn of_what_nobody_names(x: u8) -> impl Future<Output = impl serde::Serialize> + Send {
    async move { [ready(x).await, 2] }
}

#[track_time]
fn of_a_result_of_that(x: u8) -> impl Future<Output = Result<impl Fn(u8) -> u8, String>> {
    async move {
        if x == 0 {
            return Err("none".to_owned());
        }
        Ok(move |y: u8| x + y)
    }
}

#[track_time]
fn early(x: u8) -> impl Future<Output = Option<u8>> {
    if x == 0 {
        return futures::future::Either::Left(ready(None));
    }
    futures::future::Either::Right(async move { Some(x) })
}

#[track_time]
fn that_panics_before(x: u8) -> impl Future<Output = u8> {
    assert!(x > 1, "{x} is small");
    async move { x }
}

struct Model(f64);

impl Model {
    #[track_time]
    #[audit(model_version = "v1")]
    fn predict(&self, x: f64) -> impl Future<Output = Result<f64, String>> + Send {
        let weight = self.0;
        async move { Ok(ready(weight).await * x) }
    }
}

#[test]
fn a_call_ends_when_its_future_does() {
    let lines = [(Timed, "plain", "ok"), (Audited, "plain", "ok")];
    let (_, lines) = driven(&lines, || plain(2.0));
    assert_eq!(lines[1]["input_features"], json!({"x": 2.0}));
    assert_eq!(lines[1]["prediction"], 4.0);
    assert!(lines.iter().all(|line| line["busy_seconds"].is_number()));
}

#[test]
fn what_stands_before_the_future_runs_with_the_call() {
    let steps = Cell::new(0);
    let lines = [
        (Audited, "with_statements_before", "cancelled"),
        (Timed, "with_statements_before", "cancelled"),
    ];
    recorded(&lines, || drop(with_statements_before(1.0, &steps)));
    assert_eq!(steps.get(), 1);
}

#[test]
fn an_error_s_type_is_inferred_from_the_signature() {
    let name = "whose_error_only_the_signature_knows";
    let (_, lines) = driven(&[(Timed, name, "error")], || {
        assert_send(whose_error_only_the_signature_knows("x"))
    });
    assert_eq!(lines[0]["error_message"], "invalid digit found in string");
    let lines = [(Timed, name, "ok")];
    let (one, _) = driven(&lines, || whose_error_only_the_signature_knows("1"));
    assert!(one.is_ok_and(|one| one == 1));
}

#[test]
fn a_future_keeps_what_it_borrows_and_no_more() {
    let row = [1.0, 2.0];
    let future = {
        let name = "short-lived".to_owned();
        that_borrows(&row, &name)
    };
    let (rest, _) = driven(&[(Timed, "that_borrows", "ok")], || future);
    assert_eq!(rest, [2.0]);
    let lines = [(Timed, "sent", "ok")];
    let (sent, _) = driven(&lines, || {
        let x = "x".to_owned();
        assert_send(sent(&x, 1))
    });
    assert_eq!(sent, ("x".to_owned(), 1));
    driven(&[(Timed, "staying", "ok")], || staying(Rc::new(1)));
}

#[test]
fn a_future_that_may_move_still_may() {
    let lines = [(Timed, "unpinned", "ok")];
    let (polled, _) = recorded(&lines, || {
        std::pin::Pin::new(&mut unpinned(3)).poll(&mut Context::from_waker(Waker::noop()))
    });
    assert_eq!(polled, Poll::Ready(3));
}

#[test]
fn a_future_that_is_more_than_that_is_timed_to_its_creation() {
    let (future, lines) = recorded(&[(Timed, "that_is_more_than_a_future", "ok")], || {
        that_is_more_than_a_future(1)
    });
    assert!(lines[0].get("busy_seconds").is_none());
    let again = future.clone();
    assert_eq!(
        futures::executor::block_on(async { future.await + again.await }),
        2
    );
}

#[test]
fn what_a_future_resolves_to_may_be_opaque() {
    let name = "of_what_nobody_names";
    let (_, lines) = driven(&[(Timed, name, "ok"), (Audited, name, "ok")], || {
        assert_send(of_what_nobody_names(1))
    });
    assert_eq!(lines[1]["prediction"], json!([1, 2]));
    let (add, _) = driven(&[(Timed, "of_a_result_of_that", "ok")], || {
        of_a_result_of_that(1)
    });
    assert_eq!(add.map(|add| add(2)), Ok(3));
    let (none, lines) = driven(&[(Timed, "of_a_result_of_that", "error")], || {
        of_a_result_of_that(0)
    });
    assert!(none.is_err());
    assert_eq!(lines[0]["error_message"], "none");
}

#[test]
fn the_function_may_return_one_of_two_futures_early() {
    for x in [0, 1] {
        let (found, _) = driven(&[(Timed, "early", "ok")], || early(x));
        assert_eq!(found, (x > 0).then_some(x));
    }
}

#[test]
fn a_panic_before_the_future_is_the_call_s() {
    let (_, lines) = recorded(&[(Timed, "that_panics_before", "panic")], || {
        std::panic::catch_unwind(|| drop(that_panics_before(0))).is_err()
    });
    assert_eq!(text(&lines[0], "error_message"), "0 is small");
    assert_eq!(lines[0]["input_features"], json!({"x": 0}));
}

#[test]
fn a_future_that_is_dropped_is_a_cancelled_call() {
    #[track_time]
    fn forever(x: u8, _name: &str) -> impl Future<Output = ()> + use<> {
        let _ = x;
        std::future::pending()
    }
    let ((), lines) = recorded(&[(Timed, "forever", "cancelled")], || {
        let mut future = pin!(forever(7, "x"));
        let polled = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        assert!(polled.is_pending());
    });
    assert_eq!(lines[0]["input_features"], json!({"x": 7}));
}

#[test]
fn methods_may_return_futures() {
    let lines = [(Timed, "predict", "ok"), (Audited, "predict", "ok")];
    let model = Model(2.0);
    let (_, lines) = driven(&lines, || assert_send(model.predict(3.0)));
    assert_eq!(lines[1]["prediction"], 6.0);
}
