//! One call, one outcome: calls that are futures, in the end or dropped before it.

use std::future::{Future, pending, ready};
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use flight_recorder::testing::capture;
use flight_recorder::{audit, track_time};

use crate::support::{block_on, of, one, one_panic, poll_once};

#[track_time]
async fn fetch(rows: u32) -> Result<u32, String> {
    tokio::task::yield_now().await;
    match rows {
        0 => Err("no rows".to_owned()),
        13 => panic!("unlucky"),
        99 => panic_any(99_u8),
        1000 => pending().await,
        _ => Ok(rows),
    }
}

#[audit(model_version = "v1")]
async fn predict(rows: u32) -> Result<u32, String> {
    fetch(rows).await
}

#[track_time]
fn later(rows: u32) -> impl Future<Output = Result<u32, String>> {
    assert_ne!(rows, 7, "not even a future");
    async move {
        match rows {
            0 => Err("no rows".to_owned()),
            13 => panic!("unlucky"),
            1000 => pending().await,
            _ => Ok(rows),
        }
    }
}

#[track_time]
fn boxed(rows: u32) -> Pin<Box<dyn Future<Output = Result<u32, String>> + Send>> {
    Box::pin(async move {
        match rows {
            0 => Err("no rows".to_owned()),
            1000 => pending().await,
            _ => Ok(rows),
        }
    })
}

#[test]
fn an_async_call_that_returns_is_one_line() {
    let line = one(|| block_on(fetch(3)));
    assert_eq!(line["outcome"], "ok");
    assert_eq!(line["message"], "Execution of fetch completed");
    let line = one(|| block_on(fetch(0)));
    assert_eq!(line["outcome"], "error");
    assert_eq!(line["error_message"], "no rows");
    assert_eq!(line["input_features"]["rows"], 0);
}

#[test]
fn a_panic_in_an_async_call_is_recorded_and_goes_on_unchanged() {
    let (line, payload) = one_panic(|| block_on(fetch(13)));
    assert_eq!(line["outcome"], "panic");
    assert_eq!(line["error_message"], "unlucky");
    assert_eq!(line["input_features"]["rows"], 13);
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"unlucky"));
    let (line, payload) = one_panic(|| block_on(fetch(99)));
    assert_eq!(line["outcome"], "panic");
    assert_eq!(payload.downcast_ref::<u8>(), Some(&99));
}

#[test]
fn a_future_that_is_dropped_before_its_end_was_cancelled() {
    let line = one(|| {
        let mut call = Box::pin(fetch(3));
        assert!(poll_once(call.as_mut()).is_pending());
    });
    assert_eq!(line["outcome"], "cancelled");
    assert_eq!(line["level"], "WARN");
    assert_eq!(line["message"], "Execution of fetch was cancelled");
    assert_eq!(line["input_features"]["rows"], 3);
    assert!(line.get("error_message").is_none() && line.get("error_type").is_none());
}

#[test]
fn an_audited_future_that_is_dropped_was_cancelled_and_so_was_what_it_awaited() {
    let lines = capture(|| {
        let mut call = Box::pin(predict(3));
        assert!(poll_once(call.as_mut()).is_pending());
    });
    assert_eq!(lines.len(), 2);
    assert_eq!(of(&lines, "fetch")["outcome"], "cancelled");
    let audit = of(&lines, "predict");
    assert_eq!(audit["outcome"], "cancelled");
    assert_eq!(audit["level"], "WARN");
    assert_eq!(audit["message"], "Prediction was cancelled");
    assert_eq!(audit["input_features"]["rows"], 3);
    assert!(audit.get("prediction").is_none());
}

#[test]
fn a_timeout_cancels() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    for call in [
        Box::pin(fetch(1000)) as Pin<Box<dyn Future<Output = _>>>,
        Box::pin(later(1000)),
        boxed(1000),
    ] {
        let line = one(|| {
            let ended =
                runtime.block_on(async { tokio::time::timeout(Duration::ZERO, call).await });
            assert!(ended.is_err());
        });
        assert_eq!(line["outcome"], "cancelled");
        assert_eq!(line["level"], "WARN");
    }
}

#[test]
fn an_async_call_that_is_never_polled_never_began() {
    assert!(capture(|| drop(fetch(3))).is_empty());
    assert!(capture(|| drop(predict(3))).is_empty());
}

#[test]
fn a_call_that_returned_a_future_which_is_never_polled_was_cancelled() {
    assert_eq!(one(|| drop(later(3)))["outcome"], "cancelled");
    assert_eq!(one(|| drop(boxed(3)))["outcome"], "cancelled");
}

#[test]
fn a_function_that_returns_a_future_ends_with_it() {
    for is_boxed in [false, true] {
        let call = |rows| {
            if is_boxed {
                boxed(rows)
            } else {
                Box::pin(later(rows))
            }
        };
        let line = one(|| assert_eq!(block_on(call(3)), Ok(3)));
        assert_eq!(line["outcome"], "ok");
        let line = one(|| assert!(block_on(call(0)).is_err()));
        assert_eq!(line["outcome"], "error");
        assert_eq!(line["error_message"], "no rows");
        assert_eq!(line["input_features"]["rows"], 0);
    }
    let (line, payload) = one_panic(|| block_on(later(13)));
    assert_eq!(line["outcome"], "panic");
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"unlucky"));
}

#[test]
fn a_function_that_panics_before_it_returns_its_future_is_one_line() {
    let (line, _) = one_panic(|| later(7));
    assert_eq!(line["outcome"], "panic");
    assert!(
        line["error_message"]
            .as_str()
            .unwrap()
            .contains("not even a future")
    );
}

#[test]
fn a_future_that_has_ended_and_is_dropped_later_is_one_line() {
    let line = one(|| {
        let mut call = pin!(later(3));
        assert_eq!(poll_once(call.as_mut()), Poll::Ready(Ok(3)));
    });
    assert_eq!(line["outcome"], "ok");
    let line = one(|| {
        let mut call = Box::pin(later(13));
        catch_unwind(AssertUnwindSafe(|| poll_once(call.as_mut()))).unwrap_err();
    });
    assert_eq!(line["outcome"], "panic");
}

#[track_time]
fn named() -> std::future::Ready<u32> {
    ready(3)
}

#[test]
fn another_named_future_is_timed_to_its_creation() {
    let line = one(|| drop(named()));
    assert_eq!(line["outcome"], "ok");
    assert!(line.get("busy_seconds").is_none());
}

#[track_time]
#[audit(model_version = "v1")]
async fn doubly(number: u32) -> u32 {
    number + 1
}

#[test]
fn with_both_attributes_an_async_call_writes_two_lines() {
    let lines = capture(|| assert_eq!(block_on(doubly(1)), 2));
    let mut events: Vec<_> = lines.iter().map(|line| line["event"].as_str()).collect();
    events.sort_unstable();
    assert_eq!(events, [Some("execution"), Some("prediction_audit")]);
}
