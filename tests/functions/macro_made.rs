//! Functions that a `macro_rules!` makes, of fragments of every kind.

use flight_recorder::{audit, track_time};
use serde_json::json;

use crate::expected::{Audited, Timed, driven, recorded};

macro_rules! function {
    ($(#[$meta:meta])* $vis:vis $name:ident($($parameter:ident: $ty:ty),*) -> $result:ty $body:block) => {
        $(#[$meta])*
        $vis fn $name($($parameter: $ty),*) -> $result $body
    };
}

function! {
    /// Doubles.
    #[track_time]
    #[audit(model_version = "v1")]
    pub(crate) doubled(x: f64, _unused: &str) -> Result<f64, String> {
        if x < 0.0 {
            return Err(format!("{x}"));
        }
        Ok(x * 2.0)
    }
}

macro_rules! annotated {
    ($name:ident, $ty:ty, $result:ty, $version:expr, $step:literal, $expr:expr) => {
        #[audit(model_version = $version, name = $step, features(x = x * 2.0))]
        #[track_time(slow = "1h", level = "info")]
        fn $name(x: $ty) -> $result {
            let scale = $expr;
            x * scale
        }
    };
}

annotated!(scaled, f64, f64, "v2", "scale it", 3.0);
annotated!(scaled_by, f64, f64, format!("v{}", 3), "scale it", {
    1.0 + 1.0
});

macro_rules! of_an_item {
    ($item:item) => {
        #[track_time]
        $item
    };
}

of_an_item! {
    fn an_item(x: &[u8]) -> &[u8] {
        &x[1..]
    }
}

macro_rules! of_a_block {
    ($name:ident, |$($pattern:pat_param),*| $body:block) => {
        #[track_time]
        #[audit(model_version = "v1")]
        fn $name($($pattern: f64),*) -> f64 $body
    };
}

of_a_block!(of_patterns, |x, mut y, _| {
    y += 1.0;
    x + y
});

macro_rules! with_its_own_names {
    ($name:ident, $parameter:ident, $body:expr) => {
        #[track_time]
        #[audit(model_version = "v1")]
        fn $name(x: f64, $parameter: f64, result: f64) -> f64 {
            let value = x + result;
            value + $body
        }
    };
}

with_its_own_names!(hygienic, y, y * 10.0);
with_its_own_names!(hygienic_unused, _y, 1.0);

macro_rules! methods {
    ($ty:ident { $($name:ident($this:ident, $x:ident) $body:block)* }) => {
        impl $ty {
            $(
                #[track_time]
                #[audit(model_version = "v1")]
                fn $name(&$this, $x: f64) -> f64 $body
            )*
        }
    };
}

struct Model(f64);

methods!(Model {
    plus(self, x) { self.0 + x }
    times(self, x) { self.plus(0.0) * x }
});

macro_rules! futures {
    ($name:ident -> $result:ty $body:block; $boxed:ident -> $future:ty = $expr:expr) => {
        #[track_time]
        async fn $name(x: u8) -> $result {
            let _ = x;
            let body = $body;
            body
        }

        #[track_time]
        fn $boxed() -> $future {
            $expr
        }
    };
}

futures!(asynchronous -> Option<u8> { std::future::ready(Some(1)).await };
    boxed -> futures::future::BoxFuture<'static, u8> = Box::pin(async { 2 }));

#[test]
fn every_fragment_may_make_a_function() {
    let lines = [(Timed, "doubled", "ok"), (Audited, "doubled", "ok")];
    let (_, lines) = recorded(&lines, || doubled(2.0, ""));
    assert_eq!(lines[1]["input_features"], json!({"x": 2.0, "_unused": ""}));
    let lines = [(Timed, "doubled", "error"), (Audited, "doubled", "error")];
    let (_, lines) = recorded(&lines, || doubled(-2.0, ""));
    assert_eq!(lines[1]["error_message"], "-2");
}

#[test]
fn options_may_be_fragments() {
    let lines = [(Audited, "scaled", "ok"), (Timed, "scaled", "ok")];
    let (_, lines) = recorded(&lines, || scaled(2.0));
    assert_eq!(lines[0]["model_version"], "v2");
    assert_eq!(lines[0]["input_features"], json!({"x": 4.0}));
    assert_eq!(lines[0]["prediction"], 6.0);
    let lines = [(Audited, "scaled_by", "ok"), (Timed, "scaled_by", "ok")];
    let (_, lines) = recorded(&lines, || scaled_by(2.0));
    assert_eq!(lines[0]["model_version"], "v3");
}

#[test]
fn a_whole_item_or_its_block_may_be_a_fragment() {
    let (rest, _) = recorded(&[(Timed, "an_item", "ok")], || an_item(&[1, 2]));
    assert_eq!(rest, [2]);
    let lines = [(Timed, "of_patterns", "ok"), (Audited, "of_patterns", "ok")];
    let (_, lines) = recorded(&lines, || of_patterns(1.0, 2.0, 3.0));
    assert_eq!(lines[1]["input_features"], json!({"x": 1.0, "y": 2.0}));
    assert_eq!(lines[1]["prediction"], 4.0);
}

#[test]
fn names_of_the_macro_and_of_its_caller_stay_apart() {
    let lines = [(Timed, "hygienic", "ok"), (Audited, "hygienic", "ok")];
    let (_, lines) = recorded(&lines, || hygienic(1.0, 2.0, 3.0));
    assert_eq!(
        lines[1]["input_features"],
        json!({"x": 1.0, "y": 2.0, "result": 3.0})
    );
    assert_eq!(lines[1]["prediction"], 24.0);
    let lines = [
        (Timed, "hygienic_unused", "ok"),
        (Audited, "hygienic_unused", "ok"),
    ];
    recorded(&lines, || hygienic_unused(1.0, 2.0, 3.0));
}

#[test]
fn methods_and_futures_may_be_made() {
    let lines = [
        (Timed, "plus", "ok"),
        (Audited, "plus", "ok"),
        (Timed, "times", "ok"),
        (Audited, "times", "ok"),
    ];
    let (product, _) = recorded(&lines, || Model(2.0).times(3.0));
    assert!((product - 6.0).abs() < 1e-9);
    let lines = [(Timed, "asynchronous", "ok"), (Timed, "boxed", "ok")];
    let (both, _) = driven(&lines, || async { (asynchronous(1).await, boxed().await) });
    assert_eq!(both, (Some(1), 2));
}
