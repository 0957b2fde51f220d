//! Batches that fail: one line for all rows.

use flight_recorder::audit;
use flight_recorder::testing::capture;
use serde::{Serialize, Serializer};

use crate::support::{is_marker, one, one_panic};

#[audit(model_version = "v1", batch = rows)]
fn fallible(rows: &[u32], factor: u32) -> Result<Vec<u32>, String> {
    assert!(rows.len() < 5, "too many rows");
    if factor == 0 {
        return Err("no factor".to_owned());
    }
    Ok(rows.iter().map(|row| row * factor).collect())
}

#[test]
fn a_batch_that_returns_an_error_is_one_line() {
    let line = one(|| fallible(&[1, 2], 0));
    assert_eq!(line["outcome"], "error");
    assert_eq!(line["level"], "ERROR");
    assert_eq!(line["error_message"], "no factor");
    assert_eq!(line["batch_size"], 2);
    assert!(line.get("row").is_none() && line.get("prediction").is_none());
    assert!(
        line["input_features"]
            .to_string()
            .contains(r#"{"factor":0,"rows":1}"#),
        "{line}"
    );
    assert_eq!(capture(|| fallible(&[1, 2], 3)).len(), 2);
}

#[test]
fn a_batch_that_panics_is_one_line() {
    let (line, _) = one_panic(|| fallible(&[1, 2, 3, 4, 5], 1));
    assert_eq!(line["outcome"], "panic");
    assert_eq!(line["error_message"], "too many rows");
    assert_eq!(line["batch_size"], 5);
}

#[audit(model_version = "v1", batch = rows)]
fn too_few(rows: &[u32]) -> Vec<u32> {
    rows[1..].to_vec()
}

#[test]
fn where_lengths_differ_one_error_says_both_and_the_result_is_untouched() {
    let line = one(|| assert_eq!(too_few(&[1, 2, 3]), [2, 3]));
    assert_eq!(line["level"], "ERROR");
    assert_eq!(line["outcome"], "error");
    let message = line["error_message"].as_str().unwrap();
    assert!(message.contains('3') && message.contains('2'), "{message}");
    assert_eq!(line["batch_size"], 3);
    assert!(line.get("prediction").is_none());
}

/// A sequence whose iterator panics.
struct Endless;

impl<'a> IntoIterator for &'a Endless {
    type Item = &'a u8;
    type IntoIter = std::iter::FromFn<fn() -> Option<&'a u8>>;

    fn into_iter(self) -> Self::IntoIter {
        std::iter::from_fn(|| panic!("no elements"))
    }
}

#[audit(model_version = "v1", batch = rows)]
fn broken_results(rows: &[u8]) -> Endless {
    let _ = rows;
    Endless
}

/// A sequence that has not even an iterator.
struct Closed;

impl<'a> IntoIterator for &'a Closed {
    type Item = &'a u8;
    type IntoIter = std::slice::Iter<'a, u8>;

    fn into_iter(self) -> Self::IntoIter {
        panic!("no iterator")
    }
}

#[audit(model_version = "v1", batch = rows)]
fn closed_results(rows: &[u8]) -> Closed {
    let _ = rows;
    Closed
}

#[audit(model_version = "v1", batch = rows)]
fn broken_rows(rows: &Endless) -> Vec<u8> {
    let _ = rows;
    vec![1]
}

#[derive(Clone)]
struct Hostile;

impl Serialize for Hostile {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        panic!("in Serialize")
    }
}

#[audit(model_version = "v1", batch = rows)]
fn hostile_rows(rows: &[Hostile]) -> Vec<Hostile> {
    rows.to_vec()
}

#[test]
fn a_batch_that_cannot_be_read_leaves_the_result_alone() {
    let line = one(|| broken_results(&[1, 2]));
    assert_eq!(line["level"], "ERROR");
    assert_eq!(line["batch_size"], 2);
    let line = one(|| closed_results(&[1, 2]));
    assert_eq!(line["error_type"], "batch_unreadable");
    assert_eq!(line["batch_size"], 2);
    let line = one(|| assert_eq!(broken_rows(&Endless), [1]));
    assert_eq!(line["level"], "ERROR");
    let lines = capture(|| hostile_rows(&[Hostile, Hostile]));
    assert_eq!(lines.len(), 2);
    for line in &lines {
        assert!(
            is_marker(&line["input_features"]["rows"]) && is_marker(&line["prediction"]),
            "{line}"
        );
    }
}
