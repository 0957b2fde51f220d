//! Parameters: mutable, moved, shadowed, raw, unused, conditional.

use flight_recorder::{audit, track_time};
use serde::Serialize;
use serde_json::json;

use crate::expected::{Audited, Timed, recorded};

#[derive(Clone, Copy, Serialize)]
struct House {
    area: f64,
    rooms: u8,
}

#[track_time]
#[audit(model_version = "v1")]
fn mutable(mut x: f64, mut row: Vec<f64>) -> f64 {
    x += 1.0;
    row.push(x);
    row.iter().sum()
}

#[audit(model_version = "v1")]
#[track_time]
fn mutable_reference(row: &mut Vec<f64>) -> usize {
    row.push(0.5);
    row.len()
}

#[track_time]
#[audit(model_version = "v1")]
fn moved(row: Vec<f64>) -> Vec<f64> {
    let taken = row;
    taken.into_iter().map(|x| x * 2.0).collect()
}

#[track_time]
#[audit(model_version = "v1")]
fn shadowed(x: &str) -> Result<u32, std::num::ParseIntError> {
    let x = x.trim();
    let x: u32 = x.parse()?;
    Ok(x)
}

#[audit(model_version = "v1")]
#[track_time]
fn copied(mut house: House) -> f64 {
    house.area = 5.0;
    let House { area, rooms } = house;
    area * f64::from(rooms)
}

/// Its own value is what its end sees, not a copy that a closure made of one field.
#[track_time]
fn partly_changed(mut house: House) -> House {
    let change = move |mut inner: House| {
        inner.area += 1.0;
        inner
    };
    house.area = 5.0;
    house = change(house);
    house.rooms += 1;
    house
}

#[track_time]
#[audit(model_version = "v1")]
fn r#type(r#match: u8, r#fn: &str) -> String {
    let number = r#match;
    format!("{fn}{number}")
}

#[track_time]
#[audit(model_version = "v1")]
fn only_in_a_format_string(x: f64, width: usize, digits: usize) -> String {
    format!("{x:>width$.digits$}")
}

#[track_time]
#[audit(model_version = "v1")]
fn raw_only_here(x: u8) -> u8 {
    r#x + 1
}

#[track_time]
#[audit(model_version = "v1")]
fn unused_on_purpose(x: f64, _context: &str, _count: usize) -> f64 {
    x
}

#[track_time]
fn unused_where_the_body_stays(x: u8, _context: &str) -> impl Iterator<Item = u8> {
    0..x
}

#[track_time]
#[audit(model_version = "v1")]
fn conditional(
    x: f64,
    #[cfg(any())] gone: NoSuchType,
    #[cfg(test)] here: f64,
    #[cfg(test)]
    #[cfg(not(any()))]
    also: f64,
) -> f64 {
    x + here + also
}

#[track_time]
#[audit(model_version = "v1")]
fn allowed(
    #[expect(unused_variables, reason = "tested")] unused: u8,
    #[allow(unused)] x: u8,
) -> u8 {
    1
}

#[test]
fn features_of_mutable_parameters_show_the_values_before_the_body() {
    let lines = [(Timed, "mutable", "ok"), (Audited, "mutable", "ok")];
    let (_, lines) = recorded(&lines, || mutable(1.0, vec![2.0]));
    assert_eq!(lines[1]["input_features"], json!({"x": 1.0, "row": [2.0]}));
    assert_eq!(lines[1]["prediction"], 4.0);
    let mut row = vec![1.0];
    let lines = [
        (Audited, "mutable_reference", "ok"),
        (Timed, "mutable_reference", "ok"),
    ];
    let (_, lines) = recorded(&lines, || mutable_reference(&mut row));
    assert_eq!(lines[0]["input_features"], json!({"row": [1.0]}));
    assert_eq!(row, [1.0, 0.5]);
}

#[test]
fn a_body_may_move_a_parameter() {
    let lines = [(Timed, "moved", "ok"), (Audited, "moved", "ok")];
    let (_, lines) = recorded(&lines, || moved(vec![1.0]));
    assert_eq!(lines[1]["input_features"], json!({"row": [1.0]}));
    assert_eq!(lines[1]["prediction"], json!([2.0]));
}

#[test]
fn a_body_may_shadow_a_parameter() {
    let lines = [(Timed, "shadowed", "ok"), (Audited, "shadowed", "ok")];
    let (_, lines) = recorded(&lines, || shadowed(" 7 "));
    assert_eq!(lines[1]["input_features"], json!({"x": " 7 "}));
    let lines = [(Timed, "shadowed", "error"), (Audited, "shadowed", "error")];
    let (_, lines) = recorded(&lines, || shadowed("seven"));
    assert_eq!(lines[0]["input_features"], json!({"x": "seven"}));
    assert_eq!(lines[1]["error_message"], "invalid digit found in string");
}

#[test]
fn a_field_of_a_copied_parameter_may_be_assigned() {
    let house = House {
        area: 1.0,
        rooms: 2,
    };
    let lines = [(Audited, "copied", "ok"), (Timed, "copied", "ok")];
    let (area, lines) = recorded(&lines, || copied(house));
    assert!((area - 10.0).abs() < 1e-9);
    assert_eq!(lines[0]["input_features"], json!({"area": 1.0, "rooms": 2}));
    let (house, _) = recorded(&[(Timed, "partly_changed", "ok")], || partly_changed(house));
    assert!((house.area - 6.0).abs() < 1e-9 && house.rooms == 3);
}

#[test]
fn raw_identifiers_lose_their_mark_in_the_line() {
    let lines = [(Timed, "type", "ok"), (Audited, "type", "ok")];
    let (_, lines) = recorded(&lines, || r#type(3, "x"));
    assert_eq!(lines[1]["input_features"], json!({"match": 3, "fn": "x"}));
    assert_eq!(lines[1]["prediction"], "x3");
}

#[test]
fn a_format_string_or_a_raw_name_is_a_use() {
    let name = "only_in_a_format_string";
    let (text, _) = recorded(&[(Timed, name, "ok"), (Audited, name, "ok")], || {
        only_in_a_format_string(1.25, 6, 1)
    });
    assert_eq!(text, "   1.2");
    let lines = [
        (Timed, "raw_only_here", "ok"),
        (Audited, "raw_only_here", "ok"),
    ];
    let (next, _) = recorded(&lines, || raw_only_here(1));
    assert_eq!(next, 2);
}

#[test]
fn what_is_unused_on_purpose_is_a_feature_and_no_lint() {
    let lines = [
        (Timed, "unused_on_purpose", "ok"),
        (Audited, "unused_on_purpose", "ok"),
    ];
    let (_, lines) = recorded(&lines, || unused_on_purpose(1.0, "batch", 3));
    let features = json!({"x": 1.0, "_context": "batch", "_count": 3});
    assert_eq!(lines[1]["input_features"], features);
    recorded(&[(Timed, "unused_where_the_body_stays", "ok")], || {
        unused_where_the_body_stays(3, "").count()
    });
}

#[test]
fn a_parameter_may_depend_on_a_configuration() {
    let lines = [(Timed, "conditional", "ok"), (Audited, "conditional", "ok")];
    let (_, lines) = recorded(&lines, || conditional(1.0, 2.0, 3.0));
    let features = json!({"x": 1.0, "here": 2.0, "also": 3.0});
    assert_eq!(lines[1]["input_features"], features);
}

#[test]
fn lints_may_be_set_for_a_parameter() {
    let lines = [(Timed, "allowed", "ok"), (Audited, "allowed", "ok")];
    let (_, lines) = recorded(&lines, || allowed(1, 2));
    assert_eq!(lines[1]["input_features"], json!({"unused": 1, "x": 2}));
}
