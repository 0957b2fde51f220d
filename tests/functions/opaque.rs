//! `impl Trait` as a parameter and as a result.

use std::fmt::{Debug, Display};

use flight_recorder::{audit, track_time};
use serde::Serialize;

use crate::expected::{Audited, Timed, recorded};

#[track_time]
#[audit(model_version = "v1", skip(weigh))]
fn taken(row: &(impl Serialize + AsRef<[f64]>), weigh: impl Fn(f64) -> f64) -> f64 {
    row.as_ref().iter().copied().map(weigh).sum()
}

#[track_time]
fn a_function(least: usize) -> impl Fn(&str) -> usize {
    move |word| word.len().max(least)
}

#[track_time]
fn a_function_once(words: Vec<String>) -> Option<impl FnOnce(&str) -> String> {
    if words.is_empty() {
        return None;
    }
    Some(move |between: &str| words.join(between))
}

#[track_time]
fn an_iterator(rows: &[f64]) -> impl Iterator<Item = f64> + '_ {
    rows.iter().map(|x| x * 2.0)
}

#[track_time]
fn a_double_ended_one(of: &str) -> impl DoubleEndedIterator<Item = char> + use<'_> {
    of.chars()
}

#[track_time]
fn an_iterator_or_an_error(rows: &[f64]) -> Result<impl Iterator<Item = &f64>, String> {
    if rows.is_empty() {
        return Err("no rows".to_owned());
    }
    Ok(rows.iter())
}

#[audit(model_version = "v1")]
#[track_time]
fn a_prediction(x: f64) -> impl Serialize + Debug {
    (x, "class")
}

#[audit(model_version = "v1")]
fn a_prediction_or_an_error(x: f64) -> Result<impl Serialize + Debug, impl Display> {
    if x.is_nan() {
        Err("not a number")
    } else {
        Ok([x, 1.0 - x])
    }
}

#[track_time]
fn a_pair() -> (impl Fn(u32) -> u32, impl Debug) {
    (|x| x + 1, "pair")
}

#[track_time]
fn a_boxed_iterator(upto: u8) -> Box<dyn Iterator<Item = impl Display>> {
    Box::new((0..upto).map(|x| x * 2))
}

#[track_time]
fn that_panics(rows: &[f64], at: usize) -> impl Display + use<> {
    rows[at]
}

#[test]
fn a_parameter_may_be_impl_trait() {
    let lines = [(Timed, "taken", "ok"), (Audited, "taken", "ok")];
    let (_, lines) = recorded(&lines, || taken(&vec![1.0, 2.0], |x| x * 10.0));
    assert_eq!(
        lines[1]["input_features"],
        serde_json::json!({"row": [1.0, 2.0]})
    );
    assert_eq!(lines[1]["prediction"], 30.0);
}

#[test]
fn a_closure_may_be_returned_whose_types_only_the_signature_knows() {
    let (length, _) = recorded(&[(Timed, "a_function", "ok")], || a_function(2)("abc"));
    assert_eq!(length, 3);
    let (joined, _) = recorded(&[(Timed, "a_function_once", "ok")], || {
        a_function_once(vec!["a".to_owned(), "b".to_owned()]).map(|join| join("-"))
    });
    assert_eq!(joined.as_deref(), Some("a-b"));
}

#[test]
fn an_iterator_may_be_returned_that_borrows() {
    let rows = [1.0, 2.0];
    let (sum, _) = recorded(&[(Timed, "an_iterator", "ok")], || {
        an_iterator(&rows).sum::<f64>()
    });
    assert!((sum - 6.0).abs() < 1e-9);
    let (last, _) = recorded(&[(Timed, "a_double_ended_one", "ok")], || {
        a_double_ended_one("abc").next_back()
    });
    assert_eq!(last, Some('c'));
}

#[test]
fn an_iterator_may_be_returned_or_an_error() {
    let (count, _) = recorded(&[(Timed, "an_iterator_or_an_error", "ok")], || {
        an_iterator_or_an_error(&[1.0, 2.0]).map(Iterator::count)
    });
    assert_eq!(count, Ok(2));
    let (_, lines) = recorded(&[(Timed, "an_iterator_or_an_error", "error")], || {
        an_iterator_or_an_error(&[]).map(Iterator::count)
    });
    assert_eq!(lines[0]["error_message"], "no rows");
}

#[test]
fn a_prediction_may_be_impl_serialize() {
    let lines = [
        (Audited, "a_prediction", "ok"),
        (Timed, "a_prediction", "ok"),
    ];
    let (_, lines) = recorded(&lines, || a_prediction(0.5));
    assert_eq!(lines[0]["prediction"], serde_json::json!([0.5, "class"]));
    let lines = [(Audited, "a_prediction_or_an_error", "ok")];
    let (_, lines) = recorded(&lines, || a_prediction_or_an_error(0.25).is_ok());
    assert_eq!(lines[0]["prediction"], serde_json::json!([0.25, 0.75]));
    let lines = [(Audited, "a_prediction_or_an_error", "error")];
    let (_, lines) = recorded(&lines, || a_prediction_or_an_error(f64::NAN).is_ok());
    assert_eq!(lines[0]["error_message"], "not a number");
}

#[test]
fn an_opaque_type_may_stand_inside_of_another() {
    let (next, _) = recorded(&[(Timed, "a_pair", "ok")], || {
        let (next, name) = a_pair();
        (next(1), format!("{name:?}"))
    });
    assert_eq!(next, (2, "\"pair\"".to_owned()));
    let (all, _) = recorded(&[(Timed, "a_boxed_iterator", "ok")], || {
        a_boxed_iterator(3)
            .map(|x| x.to_string())
            .collect::<Vec<_>>()
    });
    assert_eq!(all, ["0", "2", "4"]);
}

#[test]
fn a_panic_is_seen_where_the_body_stays_in_the_function() {
    let lines = [(Timed, "that_panics", "panic")];
    let (caught, lines) = recorded(&lines, || {
        std::panic::catch_unwind(|| that_panics(&[1.0], 3).to_string())
    });
    assert!(caught.is_err());
    assert_eq!(lines[0]["input_features"]["at"], 3);
    assert_eq!(lines[0]["error_type"], "panic");
    let message = lines[0]["error_message"].as_str().expect("it has one");
    assert!(message.contains("index is 3"), "{message}");
}
