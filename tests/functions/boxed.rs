//! Functions that return a boxed future: recognised by type, timed to the future's end.

use std::cell::Cell;
use std::future::{Future, ready};
use std::pin::Pin;
use std::rc::Rc;

use flight_recorder::{audit, track_time};
use futures::future::{BoxFuture, FutureExt as _, LocalBoxFuture};
use serde_json::json;

use crate::expected::{Audited, Timed, assert_send, driven, recorded};

type Scored<'a, T> = Pin<Box<dyn Future<Output = Result<T, String>> + Send + 'a>>;

#[track_time]
#[audit(model_version = "v1", skip(steps))]
fn with_statements_before<'a>(
    x: f64,
    steps: &'a Cell<u32>,
) -> Pin<Box<dyn Future<Output = f64> + 'a>> {
    steps.set(steps.get() + 1);
    let doubled = x * 2.0;
    Box::pin(async move {
        steps.set(steps.get() + 10);
        ready(doubled).await
    })
}

#[audit(model_version = "v1")]
#[track_time]
fn sent(name: &str) -> Pin<Box<dyn Future<Output = usize> + Send + '_>> {
    let name = name.trim();
    Box::pin(async move { ready(name.len()).await })
}

#[track_time]
fn shared(x: u8) -> Pin<Box<dyn Future<Output = u8> + Send + Sync>> {
    Box::pin(ready(x))
}

#[track_time]
#[audit(model_version = "v1")]
fn by_alias(x: f64) -> BoxFuture<'static, Result<f64, std::num::ParseIntError>> {
    async move {
        "x".parse::<u8>()?;
        Ok(x)
    }
    .boxed()
}

#[track_time]
fn local(x: Rc<u8>) -> LocalBoxFuture<'static, u8> {
    async move { *x }.boxed_local()
}

#[track_time]
fn by_an_alias_of_the_crate<'a>(x: &'a str, y: &'a u8) -> Scored<'a, &'a str> {
    Box::pin(async move {
        if *y > 1 {
            Ok(x)
        } else {
            Err(format!("{x} is out"))
        }
    })
}

#[track_time]
fn recursive(n: u32) -> BoxFuture<'static, u32> {
    Box::pin(async move {
        if n == 0 {
            0
        } else {
            n + recursive(n - 1).await
        }
    })
}

#[track_time]
fn generic<'a, T: Clone + Send + Sync + 'a>(
    x: &'a T,
) -> Pin<Box<dyn Future<Output = T> + Send + 'a>> {
    Box::pin(async move { x.clone() })
}

trait Predict {
    fn predict(&self, x: f64) -> BoxFuture<'_, f64>;

    #[track_time]
    fn twice(&self, x: f64) -> BoxFuture<'_, f64> {
        Box::pin(self.predict(x * 2.0))
    }
}

struct Model(f64);

impl Predict for Model {
    #[track_time]
    #[audit(model_version = self.0)]
    fn predict(&self, x: f64) -> BoxFuture<'_, f64> {
        Box::pin(async move { x * self.0 })
    }
}

struct Doubled<F>(Pin<Box<F>>);

impl<F: Future<Output = u8>> Future for Doubled<F> {
    type Output = u8;

    #[track_time(name = "one poll")]
    fn poll(mut self: Pin<&mut Self>, cx: &mut std::task::Context<'_>) -> std::task::Poll<u8> {
        self.0.as_mut().poll(cx).map(|x| x * 2)
    }
}

#[test]
fn what_stands_before_the_box_runs_with_the_call() {
    let steps = Cell::new(0);
    let name = "with_statements_before";
    let cancelled = [(Timed, name, "cancelled"), (Audited, name, "cancelled")];
    let ((), lines) = recorded(&cancelled, || drop(with_statements_before(1.0, &steps)));
    assert_eq!(steps.get(), 1);
    assert_eq!(lines[0]["input_features"], json!({"x": 1.0}));
    let (_, lines) = driven(&[(Timed, name, "ok"), (Audited, name, "ok")], || {
        with_statements_before(2.0, &steps)
    });
    assert_eq!(steps.get(), 12);
    assert_eq!(lines[1]["prediction"], 4.0);
    assert!(lines.iter().all(|line| line["busy_seconds"].is_number()));
}

#[test]
fn a_boxed_future_may_be_sent_and_shared_as_before() {
    let lines = [
        (Audited, "sent", "ok"),
        (Timed, "sent", "ok"),
        (Timed, "shared", "ok"),
    ];
    let ((length, x), _) = driven(&lines, || async {
        (
            assert_send(sent(" ab ")).await,
            assert_send(shared(3)).await,
        )
    });
    assert_eq!((length, x), (2, 3));
    driven(&[(Timed, "local", "ok")], || local(Rc::new(1)));
}

#[test]
fn a_boxed_future_s_error_is_the_call_s() {
    let (_, lines) = driven(
        &[(Timed, "by_alias", "error"), (Audited, "by_alias", "error")],
        || by_alias(1.0).map(|result| result.is_err()),
    );
    assert_eq!(lines[1]["error_message"], "invalid digit found in string");
    let name = "by_an_alias_of_the_crate";
    let (text, lines) = driven(&[(Timed, name, "error")], || {
        by_an_alias_of_the_crate("x", &1)
    });
    assert_eq!(text, Err("x is out".to_owned()));
    // A future keeps nothing that it would have to borrow longer.
    assert_eq!(lines[0]["input_features"], json!({}));
    let (text, _) = driven(&[(Timed, name, "ok")], || by_an_alias_of_the_crate("x", &2));
    assert_eq!(text, Ok("x"));
}

#[test]
fn boxed_futures_recur() {
    let (sum, _) = driven(&[(Timed, "recursive", "ok"); 4], || recursive(3));
    assert_eq!(sum, 6);
}

#[test]
fn a_generic_function_may_return_a_boxed_future() {
    let (text, _) = driven(&[(Timed, "generic", "ok")], || generic(&"x"));
    assert_eq!(text, "x");
}

#[test]
fn methods_of_traits_may_return_boxed_futures() {
    let lines = [
        (Timed, "predict", "ok"),
        (Audited, "predict", "ok"),
        (Timed, "twice", "ok"),
    ];
    let (_, lines) = driven(&lines, || async { Model(2.0).twice(1.5).await });
    assert_eq!(lines[1]["input_features"], json!({"x": 3.0}));
    assert_eq!(lines[1]["prediction"], 6.0);
}

#[test]
fn a_poll_may_be_timed_by_itself() {
    let lines = flight_recorder::testing::capture(|| {
        futures::executor::block_on(Doubled(Box::pin(async { 4 })))
    });
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["message"], "Execution of one poll completed");
    assert_eq!(lines[0]["function"], "poll");
}
