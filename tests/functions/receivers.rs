//! Methods with every kind of `self`.

use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use flight_recorder::{audit, track_time};

use crate::expected::{Audited, Timed, recorded};

struct Model {
    version: &'static str,
    weight: f64,
    calls: u32,
}

fn model() -> Model {
    Model {
        version: "v7",
        weight: 2.0,
        calls: 0,
    }
}

impl Model {
    #[track_time]
    #[audit(model_version = "v1")]
    fn by_value(self, x: f64) -> f64 {
        self.weight * x
    }

    #[audit(model_version = self.version)]
    #[track_time]
    fn by_reference(&self, x: f64) -> f64 {
        self.weight * x
    }

    #[track_time]
    #[audit(model_version = self.version)]
    fn by_mutable_reference(&mut self, x: f64) -> f64 {
        self.calls += 1;
        self.weight * x
    }

    #[track_time]
    fn by_mutable_value(mut self) -> u32 {
        self.calls += 1;
        self.calls
    }

    #[track_time]
    #[audit(model_version = self.version)]
    fn in_a_box(self: Box<Self>, x: f64) -> f64 {
        self.weight * x
    }

    #[audit(model_version = self.version)]
    #[track_time]
    fn in_an_rc(self: Rc<Self>, x: f64) -> f64 {
        self.weight * x
    }

    #[track_time]
    #[audit(model_version = self.version)]
    fn in_a_borrowed_arc(self: &Arc<Self>, x: f64) -> f64 {
        Arc::clone(self).weight * x
    }

    #[track_time]
    #[audit(model_version = self.version)]
    fn pinned(mut self: Pin<&mut Self>, x: f64) -> f64 {
        self.calls += 1;
        self.weight * x
    }

    #[track_time]
    fn consumed(self) -> Self {
        Self {
            calls: self.calls + 1,
            ..self
        }
    }

    #[track_time]
    fn without_self(weight: f64) -> Self {
        Self { weight, ..model() }
    }
}

#[test]
fn a_method_may_take_self_by_value() {
    let lines = [(Timed, "by_value", "ok"), (Audited, "by_value", "ok")];
    let (predicted, lines) = recorded(&lines, || model().by_value(3.0));
    assert!((predicted - 6.0).abs() < 1e-9);
    assert_eq!(lines[1]["input_features"], serde_json::json!({"x": 3.0}));
    assert_eq!(lines[1]["prediction"], 6.0);
}

#[test]
fn a_method_may_borrow_self_and_tell_its_version() {
    let lines = [
        (Audited, "by_reference", "ok"),
        (Timed, "by_reference", "ok"),
    ];
    let (_, lines) = recorded(&lines, || model().by_reference(3.0));
    assert_eq!(lines[0]["model_version"], "v7");
    assert_eq!(lines[0]["prediction"], 6.0);
}

#[test]
fn a_method_may_change_self() {
    let mut model = model();
    let lines = [
        (Timed, "by_mutable_reference", "ok"),
        (Audited, "by_mutable_reference", "ok"),
    ];
    let (_, lines) = recorded(&lines, || model.by_mutable_reference(3.0));
    assert_eq!(lines[1]["prediction"], 6.0);
    assert_eq!(model.calls, 1);
}

#[test]
fn a_method_may_take_a_mutable_self() {
    let (calls, _) = recorded(&[(Timed, "by_mutable_value", "ok")], || {
        model().by_mutable_value()
    });
    assert_eq!(calls, 1);
}

#[test]
fn self_may_be_in_a_box() {
    let lines = [(Timed, "in_a_box", "ok"), (Audited, "in_a_box", "ok")];
    let (_, lines) = recorded(&lines, || Box::new(model()).in_a_box(3.0));
    assert_eq!(lines[1]["model_version"], "v7");
}

#[test]
fn self_may_be_in_an_rc() {
    let lines = [(Audited, "in_an_rc", "ok"), (Timed, "in_an_rc", "ok")];
    let (_, lines) = recorded(&lines, || Rc::new(model()).in_an_rc(3.0));
    assert_eq!(lines[0]["prediction"], 6.0);
}

#[test]
fn self_may_be_a_borrowed_arc() {
    let lines = [
        (Timed, "in_a_borrowed_arc", "ok"),
        (Audited, "in_a_borrowed_arc", "ok"),
    ];
    let (_, lines) = recorded(&lines, || Arc::new(model()).in_a_borrowed_arc(3.0));
    assert_eq!(lines[1]["prediction"], 6.0);
}

#[test]
fn self_may_be_pinned() {
    let mut model = model();
    let lines = [(Timed, "pinned", "ok"), (Audited, "pinned", "ok")];
    recorded(&lines, || Pin::new(&mut model).pinned(3.0));
    assert_eq!(model.calls, 1);
}

#[test]
fn a_method_may_name_the_type_self() {
    let lines = [(Timed, "without_self", "ok"), (Timed, "consumed", "ok")];
    let (model, _) = recorded(&lines, || Model::without_self(4.0).consumed());
    assert_eq!((model.calls, model.version), (1, "v7"));
}
