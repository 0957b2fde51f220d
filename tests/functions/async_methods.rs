//! `async` methods, of types and of traits.

use std::future::ready;

use flight_recorder::{audit, track_time};

use crate::expected::{Audited, Timed, assert_send, driven};

struct Model {
    weight: f64,
    calls: u32,
}

impl Model {
    #[track_time]
    #[audit(model_version = self.weight)]
    async fn predict(&self, x: f64) -> f64 {
        ready(x).await * self.weight
    }

    #[track_time]
    async fn count(&mut self) -> &mut u32 {
        self.calls += 1;
        &mut self.calls
    }

    #[audit(model_version = "v1")]
    async fn consume(self, x: f64) -> f64 {
        self.weight * x
    }
}

trait Predict {
    async fn predict(&self, x: f64) -> f64;

    #[track_time]
    async fn twice(&self, x: f64) -> f64 {
        self.predict(x).await * 2.0
    }
}

struct Constant(f64);

impl Predict for Constant {
    #[track_time]
    async fn predict(&self, _x: f64) -> f64 {
        self.0
    }
}

#[test]
fn methods_may_be_async() {
    let lines = [
        (Timed, "predict", "ok"),
        (Audited, "predict", "ok"),
        (Timed, "count", "ok"),
        (Audited, "consume", "ok"),
    ];
    let mut model = Model {
        weight: 2.0,
        calls: 0,
    };
    let (_, lines) = driven(&lines, || async move {
        assert_send(model.predict(3.0)).await;
        *assert_send(model.count()).await += 1;
        assert_eq!(model.calls, 2);
        model.consume(1.0).await
    });
    assert_eq!(lines[1]["model_version"], "2");
    assert_eq!(lines[1]["prediction"], 6.0);
}

#[test]
fn methods_of_traits_may_be_async() {
    let lines = [(Timed, "predict", "ok"), (Timed, "twice", "ok")];
    driven(&lines, || async { Constant(2.0).twice(1.0).await });
}
