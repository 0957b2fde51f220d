//! Patterns as parameters: each name that they bind is a feature.

use flight_recorder::{audit, track_time};
use serde_json::json;

use crate::expected::{Audited, Timed, recorded};

struct Point {
    x: f64,
    y: f64,
}

struct Meters(f64);

struct Unit;

#[track_time]
#[audit(model_version = "v1")]
fn a_tuple((x, y): (f64, f64)) -> f64 {
    x + y
}

#[audit(model_version = "v1")]
#[track_time]
fn a_struct(Point { x, y: height }: Point, Meters(scale): Meters) -> f64 {
    (x + height) * scale
}

#[track_time]
#[audit(model_version = "v1")]
fn a_reference(&Point { x, .. }: &Point, &[factor, _]: &[f64; 2]) -> f64 {
    x * factor
}

#[track_time]
#[audit(model_version = "v1")]
fn an_array([first, .., last]: [u8; 4]) -> u8 {
    first + last
}

#[track_time]
#[audit(model_version = "v1")]
fn nested((Meters(a), [b, c]): (Meters, [f64; 2]), ((d,),): ((f64,),)) -> f64 {
    a + b + c + d
}

#[track_time]
#[audit(model_version = "v1")]
fn ignored(_: &Point, x: f64, (_, y): (Point, f64)) -> f64 {
    x + y
}

#[track_time]
#[audit(model_version = "v1")]
fn by_binding(whole @ (a, _): (u8, u8), every @ [head, ..]: [u8; 3]) -> u8 {
    whole.1 + a + every[2] + head
}

#[track_time]
#[audit(model_version = "v1")]
fn of_alternatives((Ok(score) | Err(score)): Result<f64, f64>) -> f64 {
    score
}

#[track_time]
fn mutable_parts((mut low, high): (u8, u8), [mut first, _]: [u8; 2]) -> u8 {
    low += 1;
    first += 1;
    low + high + first
}

#[track_time]
#[audit(model_version = "v1")]
#[expect(
    clippy::toplevel_ref_arg,
    clippy::needless_pass_by_value,
    reason = "it is what is tested"
)]
fn by_ref(ref name: String, ref mut count: usize, (ref x, y): (f64, f64)) -> f64 {
    *count += name.len();
    f64::from(u8::try_from(*count).unwrap_or(u8::MAX)) + x + y
}

#[track_time]
fn a_unit_struct(Unit: Unit, (): (), x: u8) -> Result<(), u8> {
    Err(x)
}

#[test]
fn a_tuple_s_parts_are_features() {
    let lines = [(Timed, "a_tuple", "ok"), (Audited, "a_tuple", "ok")];
    let (_, lines) = recorded(&lines, || a_tuple((1.0, 2.0)));
    assert_eq!(lines[1]["input_features"], json!({"x": 1.0, "y": 2.0}));
}

#[test]
fn a_struct_s_fields_are_features_by_their_new_names() {
    let lines = [(Audited, "a_struct", "ok"), (Timed, "a_struct", "ok")];
    let (_, lines) = recorded(&lines, || a_struct(Point { x: 1.0, y: 2.0 }, Meters(3.0)));
    let features = json!({"x": 1.0, "height": 2.0, "scale": 3.0});
    assert_eq!(lines[0]["input_features"], features);
    assert_eq!(lines[0]["prediction"], 9.0);
}

#[test]
fn a_reference_may_be_taken_apart() {
    let lines = [(Timed, "a_reference", "ok"), (Audited, "a_reference", "ok")];
    let (_, lines) = recorded(&lines, || {
        a_reference(&Point { x: 2.0, y: 0.0 }, &[4.0, 5.0])
    });
    assert_eq!(lines[1]["input_features"], json!({"x": 2.0, "factor": 4.0}));
}

#[test]
fn an_array_s_ends_are_features() {
    let lines = [(Timed, "an_array", "ok"), (Audited, "an_array", "ok")];
    let (_, lines) = recorded(&lines, || an_array([1, 2, 3, 4]));
    assert_eq!(lines[1]["input_features"], json!({"first": 1, "last": 4}));
}

#[test]
fn patterns_nest() {
    let lines = [(Timed, "nested", "ok"), (Audited, "nested", "ok")];
    let (_, lines) = recorded(&lines, || nested((Meters(1.0), [2.0, 3.0]), ((4.0,),)));
    let features = json!({"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0});
    assert_eq!(lines[1]["input_features"], features);
}

#[test]
fn an_underscore_is_no_feature() {
    let lines = [(Timed, "ignored", "ok"), (Audited, "ignored", "ok")];
    let point = Point { x: 0.0, y: 0.0 };
    let (_, lines) = recorded(&lines, || ignored(&point, 1.0, (Point { ..point }, 2.0)));
    assert_eq!(lines[1]["input_features"], json!({"x": 1.0, "y": 2.0}));
}

#[test]
fn a_whole_and_its_parts_are_features() {
    let lines = [(Timed, "by_binding", "ok"), (Audited, "by_binding", "ok")];
    let (_, lines) = recorded(&lines, || by_binding((1, 2), [3, 4, 5]));
    let features = json!({"whole": [1, 2], "a": 1, "every": [3, 4, 5], "head": 3});
    assert_eq!(lines[1]["input_features"], features);
    assert_eq!(lines[1]["prediction"], 11);
}

#[test]
fn alternatives_bind_a_name_once() {
    let lines = [
        (Timed, "of_alternatives", "ok"),
        (Audited, "of_alternatives", "ok"),
    ];
    let (_, lines) = recorded(&lines, || of_alternatives(Err(0.5)));
    assert_eq!(lines[1]["input_features"], json!({"score": 0.5}));
}

#[test]
fn parts_may_be_mutable() {
    let (sum, _) = recorded(&[(Timed, "mutable_parts", "ok")], || {
        mutable_parts((1, 2), [3, 9])
    });
    assert_eq!(sum, 8);
}

#[test]
fn parts_may_be_bound_by_reference() {
    let lines = [(Timed, "by_ref", "ok"), (Audited, "by_ref", "ok")];
    let (_, lines) = recorded(&lines, || by_ref("abc".to_owned(), 1, (0.25, 0.5)));
    let features = json!({"name": "abc", "count": 1, "x": 0.25, "y": 0.5});
    assert_eq!(lines[1]["input_features"], features);
    assert_eq!(lines[1]["prediction"], 4.75);
}

#[test]
fn a_pattern_that_binds_nothing_is_no_feature() {
    let lines = [(Timed, "a_unit_struct", "error")];
    let (_, lines) = recorded(&lines, || a_unit_struct(Unit, (), 3));
    assert_eq!(lines[0]["input_features"], json!({"x": 3}));
}
