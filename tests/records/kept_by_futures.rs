//! What the line of a failed `#[track_time]` call shows of its input, where the call is a future.

use flight_recorder::track_time;
use serde::Serialize;
use serde_json::json;

use crate::support::{block_on, features, poll_once};

#[derive(Serialize)]
struct Wine {
    acid: f64,
    sugar: f64,
}

const WINE: Wine = Wine {
    acid: 7.4,
    sugar: 1.9,
};

#[track_time]
async fn awaited(wine: &Wine, grade: u8) -> Result<(), String> {
    tokio::task::yield_now().await;
    Err(format!("{}{grade}", wine.acid))
}

#[track_time]
fn returned(wine: &Wine, grade: u8) -> impl Future<Output = Result<(), String>> {
    let message = format!("{}{grade}", wine.acid);
    async move { Err(message) }
}

#[test]
fn an_async_function_keeps_what_others_do() {
    let expected = json!({"wine": {"acid": 7.4, "sugar": 1.9}, "grade": 5});
    assert_eq!(features(|| block_on(awaited(&WINE, 5))), expected);
    let cancelled = features(|| {
        let mut call = Box::pin(awaited(&WINE, 5));
        assert!(poll_once(call.as_mut()).is_pending());
    });
    assert_eq!(cancelled, expected);
}

#[test]
fn a_function_that_returns_a_future_keeps_only_primitives() {
    assert_eq!(
        features(|| block_on(returned(&WINE, 5))),
        json!({"grade": 5})
    );
}
