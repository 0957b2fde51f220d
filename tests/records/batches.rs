//! Batches: one audit line for each row, paired with what was returned for it.

use std::collections::{BTreeMap, HashMap};

use flight_recorder::audit;
use flight_recorder::testing::capture;
use ndarray::{Array1, Array2, arr2};
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::{block_on, keys};

#[derive(Serialize)]
struct Wine {
    acid: f64,
    sugar: f64,
}

fn wines(count: u32) -> Vec<Wine> {
    (0..count)
        .map(|at| Wine {
            acid: f64::from(at),
            sugar: 0.5,
        })
        .collect()
}

#[audit(model_version = "v1", batch = wines)]
fn predict(wines: &[Wine]) -> Vec<f64> {
    wines.iter().map(|wine| wine.acid * 10.0).collect()
}

/// Each line's value of a field.
fn column<'l>(lines: &'l [Value], field: &str) -> Vec<&'l Value> {
    lines.iter().map(|line| &line[field]).collect()
}

#[test]
fn every_row_has_a_line_with_its_features_and_its_prediction() {
    let lines = capture(|| predict(&wines(3)));
    assert_eq!(lines.len(), 3);
    for (at, line) in (0..).zip(&lines) {
        let acid = f64::from(at);
        assert_eq!(line["event"], "prediction_audit");
        assert_eq!(line["outcome"], "ok");
        assert_eq!(line["message"], "Prediction generated");
        assert_eq!(line["model_version"], "v1");
        assert_eq!(line["input_features"], json!({"acid": acid, "sugar": 0.5}));
        assert_eq!(line["prediction"], acid * 10.0);
        assert_eq!(line["row"], at);
        assert_eq!(line["batch_size"], 3);
        assert!(line["batch_id"].is_string());
        assert_eq!(line["batch_id"], lines[0]["batch_id"]);
        assert_eq!(line["span_id"], lines[0]["span_id"]);
        assert_eq!(keys(line), keys(&lines[0]));
    }
    let again = capture(|| predict(&wines(1)));
    assert_ne!(again[0]["batch_id"], lines[0]["batch_id"]);
}

#[test]
fn a_batch_of_nothing_predicts_nothing_and_writes_nothing() {
    assert!(capture(|| assert!(predict(&[]).is_empty())).is_empty());
}

#[audit(model_version = "v1", batch = rows)]
fn of_vec(rows: Vec<[f64; 2]>, threshold: f64, names: &[&str]) -> Vec<bool> {
    let _ = names;
    rows.into_iter().map(|row| row[0] > threshold).collect()
}

#[audit(model_version = "v1", batch = rows)]
fn of_array(rows: [u8; 2]) -> [u8; 2] {
    rows
}

#[test]
fn a_batch_is_a_vector_a_slice_or_an_array_and_other_features_stand_in_every_line() {
    let lines = capture(|| of_vec(vec![[1.0, 2.0], [3.0, 4.0]], 2.0, &["a", "b"]));
    assert_eq!(
        column(&lines, "input_features"),
        [
            &json!({"rows": [1.0, 2.0], "threshold": 2.0, "names": ["a", "b"]}),
            &json!({"rows": [3.0, 4.0], "threshold": 2.0, "names": ["a", "b"]}),
        ]
    );
    assert_eq!(column(&lines, "prediction"), [false, true]);
    let lines = capture(|| of_array([7, 8]));
    assert_eq!(
        column(&lines, "input_features"),
        [&json!({"rows": 7}), &json!({"rows": 8})]
    );
    assert_eq!(column(&lines, "prediction"), [7, 8]);
}

#[audit(model_version = "v1", batch = x.rows())]
fn of_ndarray(x: &Array2<f64>) -> Array1<f64> {
    x.sum_axis(ndarray::Axis(1))
}

#[audit(model_version = "v1", batch = x.rows(), features(threshold))]
fn of_owned_ndarray(x: Array2<f64>, threshold: f64) -> Vec<bool> {
    x.rows().into_iter().map(|row| row[0] > threshold).collect()
}

#[test]
fn the_rows_of_an_ndarray_are_a_batch() {
    let x = arr2(&[[1.0, 2.0], [3.0, f64::NAN]]);
    let lines = capture(|| of_ndarray(&x));
    assert_eq!(
        column(&lines, "input_features"),
        [
            &json!({"x": [1.0, 2.0]}),
            &json!({"x": [3.0, null], "non_finite": {"x[1]": "NaN"}})
        ]
    );
    assert_eq!(column(&lines, "prediction"), [&json!(3.0), &json!(null)]);
    assert_eq!(lines[1]["non_finite"], json!({"prediction": "NaN"}));
    let lines = capture(|| of_owned_ndarray(x, 2.0));
    assert_eq!(
        lines[0]["input_features"],
        json!({"x": [1.0, 2.0], "threshold": 2.0})
    );
    assert_eq!(column(&lines, "prediction"), [false, true]);
}

struct Holder {
    x: Array2<f64>,
    rows: Vec<u8>,
}

impl Holder {
    #[audit(model_version = "v1", batch = self.x.rows())]
    fn by_method(&self) -> Array1<f64> {
        self.x.sum_axis(ndarray::Axis(1))
    }

    #[audit(model_version = "v1", batch = self.rows)]
    fn by_field(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.rows)
    }
}

#[test]
fn a_batch_can_be_a_part_of_self_read_before_the_body() {
    let mut holder = Holder {
        x: arr2(&[[1.0], [2.0]]),
        rows: vec![5, 6],
    };
    let lines = capture(|| holder.by_method());
    assert_eq!(column(&lines, "prediction"), [1.0, 2.0]);
    let lines = capture(|| holder.by_field());
    assert_eq!(lines.len(), 2);
    assert!(lines[0]["input_features"].to_string().contains('5'));
    assert_eq!(column(&lines, "prediction"), [5, 6]);
}

#[audit(model_version = "v1", batch = rows, hash(rows))]
fn hashed(rows: &[&str]) -> Vec<usize> {
    rows.iter().map(|row| row.len()).collect()
}

#[audit(model_version = "v1", batch = emails, mask(emails))]
fn masked(emails: &[&str], n: u8) -> Vec<usize> {
    emails
        .iter()
        .map(|row| row.len() + usize::from(n))
        .collect()
}

#[test]
fn rows_can_be_masked_and_hashed_each() {
    let lines = capture(|| hashed(&["ada", "bob", "ada"]));
    let rows: Vec<_> = lines
        .iter()
        .map(|line| line["input_features"]["rows"].as_str().unwrap())
        .collect();
    assert!(rows.iter().all(|row| row.starts_with("hash:")));
    assert_eq!(rows[0], rows[2]);
    assert_ne!(rows[0], rows[1]);
    let lines = capture(|| masked(&["ada@example.com"], 1));
    assert_eq!(
        lines[0]["input_features"],
        json!({"emails": "[masked]", "n": 1})
    );
    assert_eq!(lines[0]["prediction"], 16);
}

#[audit(model_version = "v1", batch = rows)]
async fn later(rows: Vec<u8>) -> Result<Vec<u8>, String> {
    tokio::task::yield_now().await;
    Ok(rows)
}

#[test]
fn an_async_batch_is_no_different() {
    let lines = capture(|| block_on(later(vec![1, 2])));
    assert_eq!(column(&lines, "row"), [0, 1]);
    assert_eq!(column(&lines, "prediction"), [1, 2]);
    assert!(lines.iter().all(|line| line["busy_seconds"].is_f64()));
}

struct Scored {
    score: f64,
}

#[audit(model_version = format!("v{}", rows.len()), batch = rows, prediction = |p| p.score)]
fn scored(rows: &[f64]) -> Result<Vec<Scored>, String> {
    Ok(rows.iter().map(|&score| Scored { score }).collect())
}

#[test]
fn of_each_element_the_prediction_expression_is_recorded() {
    let lines = capture(|| scored(&[0.5, 1.5]));
    assert_eq!(column(&lines, "prediction"), [0.5, 1.5]);
    assert_eq!(column(&lines, "model_version"), ["v2", "v2"]);
}

#[audit(model_version = "v1", batch = rows)]
fn of_maps(rows: &BTreeMap<String, u32>) -> HashMap<String, u32> {
    rows.iter()
        .map(|(key, value)| (key.clone(), value * 2))
        .collect()
}

#[test]
fn what_iterates_over_pairs_is_a_batch_of_pairs() {
    let lines = capture(|| of_maps(&BTreeMap::from([("a".to_owned(), 1)])));
    assert_eq!(lines[0]["input_features"], json!({"rows": ["a", 1]}));
    assert_eq!(lines[0]["prediction"], json!(["a", 2]));
}
