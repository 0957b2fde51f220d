//! `async fn`: free, methods, recursive, generic; what may be sent to another thread stays so.

use std::cell::Cell;
use std::future::ready;
use std::rc::Rc;

use flight_recorder::{audit, track_time};
use serde::Serialize;
use serde_json::json;

use crate::expected::{Audited, Timed, assert_send, driven};

#[track_time]
#[audit(model_version = "v1")]
async fn with_references(row: &[f64], name: &str, total: &mut f64) -> f64 {
    ready(()).await;
    *total += row.iter().sum::<f64>();
    f64::from(u8::try_from(name.len()).unwrap_or(0)) + *total
}

#[audit(model_version = "v1")]
#[track_time]
async fn that_borrows<'a>(a: &'a str, b: &str) -> Result<&'a str, String> {
    ready(()).await;
    if b.is_empty() {
        return Err(format!("nothing after {a}"));
    }
    Ok(a)
}

#[track_time]
async fn questioned(text: &str) -> Result<u8, Box<dyn std::error::Error + Send + Sync>> {
    let number = ready(text).await.parse::<u8>()?;
    Ok(number)
}

#[track_time]
#[audit(model_version = "v1")]
async fn generic<T: Serialize + Clone, const N: usize>(x: T) -> Vec<T> {
    vec![x; N]
}

#[track_time]
#[audit(model_version = "v1")]
async fn with_patterns((x, _): (f64, u8), mut y: f64, [z, ..]: [f64; 2]) -> f64 {
    y += ready(x).await;
    y + z
}

#[track_time]
async fn recursive(n: u32) -> u32 {
    if n == 0 {
        return 0;
    }
    n + Box::pin(recursive(n - 1)).await
}

#[track_time]
async fn an_opaque_result(upto: u8) -> impl Iterator<Item = u8> {
    ready(()).await;
    0..upto
}

#[track_time]
async fn an_opaque_result_or_an_error(upto: u8) -> Result<impl Fn(u8) -> u8, String> {
    if upto == 0 {
        return Err("none".to_owned());
    }
    Ok(move |x: u8| x.min(upto))
}

#[track_time]
async fn never(text: &str) -> ! {
    ready(()).await;
    panic!("{text}")
}

#[track_time]
async fn nothing(_count: u8) {}

#[track_time]
#[audit(model_version = "v1")]
async fn of_what_may_be_sent_only(x: Cell<u8>) -> u8 {
    x.set(x.get() + 1);
    ready(()).await;
    x.into_inner()
}

#[track_time]
async fn of_what_stays_on_its_thread(x: Rc<Cell<u8>>) -> u8 {
    ready(()).await;
    x.get()
}

#[test]
fn parameters_may_be_references() {
    let mut total = 1.0;
    let lines = [
        (Timed, "with_references", "ok"),
        (Audited, "with_references", "ok"),
    ];
    let (_, lines) = driven(&lines, || {
        assert_send(with_references(&[1.0, 2.0], "ab", &mut total))
    });
    assert_eq!(
        lines[1]["input_features"],
        json!({"row": [1.0, 2.0], "name": "ab", "total": 1.0})
    );
    assert_eq!(lines[1]["prediction"], 6.0);
    assert!(lines.iter().all(|line| line["busy_seconds"].is_number()));
}

#[test]
fn the_result_may_borrow_and_be_an_error() {
    let lines = [
        (Audited, "that_borrows", "ok"),
        (Timed, "that_borrows", "ok"),
    ];
    let (_, lines) = driven(&lines, || that_borrows("a", "b"));
    assert_eq!(lines[0]["prediction"], "a");
    let lines = [
        (Audited, "that_borrows", "error"),
        (Timed, "that_borrows", "error"),
    ];
    let (_, lines) = driven(&lines, || that_borrows("a", ""));
    assert_eq!(lines[1]["error_message"], "nothing after a");
    assert_eq!(lines[1]["input_features"], json!({"a": "a", "b": ""}));
    let (_, lines) = driven(&[(Timed, "questioned", "error")], || questioned("x"));
    assert_eq!(lines[0]["error_message"], "invalid digit found in string");
}

#[test]
fn an_async_function_may_be_generic_and_take_patterns() {
    let lines = [(Timed, "generic", "ok"), (Audited, "generic", "ok")];
    let (all, _) = driven(&lines, || generic::<_, 2>("x"));
    assert_eq!(all, ["x", "x"]);
    let lines = [
        (Timed, "with_patterns", "ok"),
        (Audited, "with_patterns", "ok"),
    ];
    let (_, lines) = driven(&lines, || with_patterns((1.0, 2), 3.0, [4.0, 5.0]));
    assert_eq!(
        lines[1]["input_features"],
        json!({"x": 1.0, "y": 3.0, "z": 4.0})
    );
    assert_eq!(lines[1]["prediction"], 8.0);
}

#[test]
fn an_async_function_may_recur() {
    let (sum, lines) = driven(&[(Timed, "recursive", "ok"); 4], || recursive(3));
    assert_eq!(sum, 6);
    assert_eq!(lines[0]["parent_span_id"], lines[1]["span_id"]);
}

#[test]
fn the_result_may_be_opaque() {
    let (all, _) = driven(&[(Timed, "an_opaque_result", "ok")], || an_opaque_result(3));
    assert_eq!(all.count(), 3);
    let name = "an_opaque_result_or_an_error";
    let (least, _) = driven(&[(Timed, name, "ok")], || an_opaque_result_or_an_error(3));
    assert_eq!(least.map(|least| least(9)), Ok(3));
    let (none, _) = driven(&[(Timed, name, "error")], || {
        an_opaque_result_or_an_error(0)
    });
    assert!(none.is_err());
}

#[test]
fn an_async_function_may_never_return_or_return_nothing() {
    let lines = [(Timed, "never", "panic")];
    let (caught, lines) = crate::expected::recorded(&lines, || {
        std::panic::catch_unwind(|| {
            futures::executor::block_on(async { never("lost").await });
        })
    });
    assert!(caught.is_err());
    assert_eq!(lines[0]["error_message"], "lost");
    driven(&[(Timed, "nothing", "ok")], || nothing(1));
}

#[test]
fn a_future_may_be_sent_to_another_thread_as_before() {
    let name = "of_what_may_be_sent_only";
    let (next, _) = driven(&[(Timed, name, "ok"), (Audited, name, "ok")], || {
        assert_send(of_what_may_be_sent_only(Cell::new(1)))
    });
    assert_eq!(next, 2);
    driven(&[(Timed, "of_what_stays_on_its_thread", "ok")], || {
        of_what_stays_on_its_thread(Rc::default())
    });
}

#[test]
fn a_call_that_is_never_polled_never_began() {
    driven(&[], || {
        drop(nothing(1));
        ready(())
    });
}
