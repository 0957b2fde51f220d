//! Methods of traits and impls under `#[async_trait]`, which makes boxed futures of them.

use std::future::ready;

use async_trait::async_trait;
use flight_recorder::{audit, track_time};
use serde::Serialize;
use serde_json::json;

use crate::expected::{Audited, Timed, assert_send, driven};

#[async_trait]
trait Predict {
    async fn predict(&self, x: f64, name: &str) -> Result<f64, String>;

    async fn warm_up(&mut self);

    /// Its default body has both.
    #[track_time]
    #[audit(model_version = "d-1")]
    async fn twice(&self, x: f64) -> Result<f64, String>
    where
        Self: Sync,
    {
        let once = self.predict(x, "twice").await?;
        Ok(once * 2.0)
    }

    #[audit(model_version = "d-1")]
    #[track_time]
    async fn generic<T: Serialize + Send>(&self, x: T, (a, b): (u8, u8), _: u8) -> u8
    where
        Self: Sized,
    {
        ready(x).await;
        a + b
    }
}

struct Model {
    weight: f64,
    calls: u32,
}

#[async_trait]
impl Predict for Model {
    /// The attributes stand above and below others.
    #[track_time]
    #[allow(clippy::manual_range_contains)]
    #[audit(model_version = self.weight)]
    async fn predict(&self, x: f64, name: &str) -> Result<f64, String> {
        if x < 0.0 {
            return Err(format!("{name} of {x}"));
        }
        Ok(ready(x).await * self.weight)
    }

    #[track_time]
    async fn warm_up(&mut self) {
        ready(()).await;
        self.calls += 1;
    }
}

#[async_trait(?Send)]
trait Local {
    #[track_time]
    async fn count(self, of: std::rc::Rc<u8>) -> u8
    where
        Self: Sized,
    {
        ready(()).await;
        *of
    }
}

impl Local for Model {}

fn model() -> Model {
    Model {
        weight: 2.0,
        calls: 0,
    }
}

#[test]
fn a_method_of_an_impl_writes_its_lines() {
    let lines = [(Timed, "predict", "ok"), (Audited, "predict", "ok")];
    let (_, lines) = driven(&lines, || async {
        let model = model();
        assert_send(model.predict(3.0, "x")).await
    });
    assert_eq!(lines[1]["input_features"], json!({"x": 3.0, "name": "x"}));
    assert_eq!(lines[1]["prediction"], 6.0);
    assert_eq!(lines[1]["model_version"], "2");
    assert!(lines.iter().all(|line| line["busy_seconds"].is_number()));
}

#[test]
fn an_error_is_one() {
    let lines = [(Timed, "predict", "error"), (Audited, "predict", "error")];
    let (_, lines) = driven(&lines, || async {
        model().predict(-3.0, "x").await.is_err()
    });
    assert_eq!(lines[0]["error_message"], "x of -3");
    assert_eq!(lines[0]["input_features"]["x"], -3.0);
}

#[test]
fn a_default_body_writes_its_lines() {
    let lines = [
        (Timed, "predict", "ok"),
        (Audited, "predict", "ok"),
        (Timed, "twice", "ok"),
        (Audited, "twice", "ok"),
    ];
    let (_, lines) = driven(&lines, || async { model().twice(1.0).await.is_ok() });
    assert_eq!(lines[3]["prediction"], 4.0);
    assert_eq!(lines[3]["input_features"], json!({"x": 1.0}));
    assert_eq!(lines[1]["parent_span_id"], lines[2]["span_id"]);
}

#[test]
fn a_method_may_be_generic_and_take_a_pattern() {
    let lines = [(Audited, "generic", "ok"), (Timed, "generic", "ok")];
    let (_, lines) = driven(&lines, || async { model().generic("any", (1, 2), 3).await });
    assert_eq!(lines[0]["prediction"], 3);
    assert_eq!(
        lines[0]["input_features"],
        json!({"x": "any", "a": 1, "b": 2})
    );
}

#[test]
fn a_method_may_change_self_or_stay_on_its_thread() {
    let lines = [(Timed, "warm_up", "ok"), (Timed, "count", "ok")];
    driven(&lines, || async {
        let mut model = model();
        model.warm_up().await;
        assert_eq!(model.calls, 1);
        model.count(std::rc::Rc::new(3)).await
    });
}
