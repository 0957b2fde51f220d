//! Generics: types, constants and lifetimes.

use std::borrow::Cow;
use std::fmt::Display;

use flight_recorder::{audit, track_time};
use serde::Serialize;

use crate::expected::{Audited, Timed, recorded};

#[track_time]
#[audit(model_version = "v1")]
fn of_a_type<T: Serialize + Copy + Into<f64>>(x: T) -> f64 {
    x.into() / 2.0
}

#[track_time]
#[audit(model_version = "v1")]
fn with_a_where_clause<A, B>(a: &A, b: &B) -> String
where
    A: Serialize + Display + ?Sized,
    for<'b> &'b B: Serialize + Display,
    B: Serialize,
{
    format!("{a} {b}")
}

// serde serialises arrays of a fixed length only, but slices of any.
#[audit(model_version = "v1", features(row = row.as_slice()))]
#[track_time]
fn of_a_constant<const N: usize, const SCALED: bool>(row: [f64; N]) -> f64 {
    let sum: f64 = row.iter().sum();
    if SCALED { sum / 2.0 } else { sum }
}

#[track_time]
fn that_asks_nothing_of_its_type<T>(x: T) -> T {
    x
}

#[track_time]
fn a_generic_error<T, E>(result: Result<T, E>) -> Result<T, E> {
    result
}

#[track_time]
#[audit(model_version = "v1")]
fn longest<'a>(a: &'a str, b: &'a str) -> &'a str {
    if a.len() >= b.len() { a } else { b }
}

#[track_time]
fn of_both<'long: 'short, 'short>(a: &'long str, b: &'short str) -> Cow<'short, str> {
    if b.is_empty() { a.into() } else { b.into() }
}

#[track_time]
fn reborrowed(rows: &mut [f64], at: usize) -> &mut f64 {
    &mut rows[at]
}

#[track_time]
fn first_or<'r>(rows: &'r mut Vec<f64>, default: f64) -> Result<&'r mut f64, &'r mut Vec<f64>> {
    if default.is_nan() {
        return Err(rows);
    }
    if rows.is_empty() {
        rows.push(default);
    }
    Ok(&mut rows[0])
}

struct Rows<'d, T, const N: usize>(&'d mut [[T; N]]);

impl<'d, T: Copy, const N: usize> Rows<'d, T, N> {
    #[track_time]
    fn row(&mut self, at: usize) -> Option<&mut [T; N]> {
        self.0.get_mut(at)
    }

    #[track_time]
    fn into_inner(self) -> &'d mut [[T; N]] {
        self.0
    }

    #[track_time]
    fn pick<'o, F: Fn(&'o [T; N]) -> &'o T>(&'o self, of: F) -> Vec<&'o T>
    where
        'd: 'o,
    {
        self.0.iter().map(of).collect()
    }
}

#[test]
fn a_function_may_be_generic_over_a_type() {
    let lines = [(Timed, "of_a_type", "ok"), (Audited, "of_a_type", "ok")];
    let (_, lines) = recorded(&lines, || of_a_type(7_u8));
    assert_eq!(lines[1]["input_features"]["x"], 7);
    assert_eq!(lines[1]["prediction"], 3.5);
}

#[test]
fn a_function_may_have_a_where_clause() {
    let lines = [
        (Timed, "with_a_where_clause", "ok"),
        (Audited, "with_a_where_clause", "ok"),
    ];
    let (_, lines) = recorded(&lines, || with_a_where_clause("a", &2));
    assert_eq!(
        lines[1]["input_features"],
        serde_json::json!({"a": "a", "b": 2})
    );
    assert_eq!(lines[1]["prediction"], "a 2");
}

#[test]
fn a_function_may_be_generic_over_constants() {
    let lines = [
        (Audited, "of_a_constant", "ok"),
        (Timed, "of_a_constant", "ok"),
    ];
    let (_, lines) = recorded(&lines, || of_a_constant::<3, true>([1.0, 2.0, 3.0]));
    assert_eq!(lines[0]["prediction"], 3.0);
    assert_eq!(
        lines[0]["input_features"]["row"],
        serde_json::json!([1.0, 2.0, 3.0])
    );
}

#[test]
fn timing_asks_nothing_of_a_type() {
    struct Opaque;
    recorded(&[(Timed, "that_asks_nothing_of_its_type", "ok")], || {
        that_asks_nothing_of_its_type(Opaque)
    });
}

#[test]
fn a_generic_error_has_a_type_and_no_message() {
    let lines = [(Timed, "a_generic_error", "error")];
    let (_, lines) = recorded(&lines, || a_generic_error(Err::<(), _>("unseen")));
    assert_eq!(lines[0]["error_type"], "&str");
    assert!(lines[0].get("error_message").is_none());
}

#[test]
fn a_result_may_borrow_from_the_parameters() {
    let lines = [
        (Timed, "of_both", "ok"),
        (Timed, "longest", "ok"),
        (Audited, "longest", "ok"),
    ];
    let (longest, lines) = recorded(&lines, || longest("ab", &of_both("cde", "")).to_owned());
    assert_eq!(longest, "cde");
    assert_eq!(lines[2]["prediction"], "cde");
}

#[test]
fn a_result_may_reborrow_a_mutable_parameter() {
    let mut rows = vec![1.0, 2.0];
    recorded(&[(Timed, "reborrowed", "ok")], || {
        *reborrowed(&mut rows, 1) = 5.0;
    });
    assert_eq!(rows, [1.0, 5.0]);
    let (refused, _) = recorded(&[(Timed, "first_or", "error")], || {
        first_or(&mut rows, f64::NAN).is_err()
    });
    assert!(refused);
    rows.clear();
    recorded(&[(Timed, "first_or", "ok")], || {
        *first_or(&mut rows, 3.0).expect("3 is a number") += 1.0;
    });
    assert_eq!(rows, [4.0]);
}

#[test]
fn methods_of_a_generic_type_may_hand_out_what_it_borrows() {
    let mut data = [[1, 2], [3, 4]];
    let lines = [
        (Timed, "row", "ok"),
        (Timed, "pick", "ok"),
        (Timed, "into_inner", "ok"),
    ];
    recorded(&lines, || {
        let mut rows = Rows(&mut data);
        *rows.row(1).expect("there are two") = [5, 6];
        assert_eq!(rows.pick(|row| &row[0]), [&1, &5]);
        rows.into_inner()[0][0] = 9;
    });
    assert_eq!(data, [[9, 2], [5, 6]]);
}
