//! Sequences: as they are while they are short, as a summary when they are long; `ndarray`'s arrays as
//! their numbers.

use std::collections::BTreeSet;

use flight_recorder::{audit, track_time};
use ndarray::{Array1, Array2, Array3, ArrayView1, arr0, arr1, arr2, arr3};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::support::{features, one};

#[audit(model_version = "v1")]
fn of<T: Serialize>(x: T) -> u8 {
    let _ = &x;
    1
}

#[track_caller]
fn x(value: impl Serialize) -> Value {
    one(|| of(value))["input_features"]["x"].clone()
}

#[test]
fn up_to_64_elements_are_shown_and_more_are_a_summary() {
    let numbers: Vec<u32> = (0..65).collect();
    assert_eq!(x(&numbers[..64]), json!(numbers[..64]));
    assert_eq!(
        x(&numbers),
        json!({"len": 65, "min": 0, "max": 64, "mean": 32.0, "non_finite": 0})
    );
}

#[test]
fn a_summary_counts_what_is_not_finite_and_leaves_it_out() {
    let mut numbers = vec![1.5; 98];
    numbers.extend([f64::NAN, f64::INFINITY]);
    assert_eq!(
        x(&numbers),
        json!({"len": 100, "min": 1.5, "max": 1.5, "mean": 1.5, "non_finite": 2})
    );
    let lines = features(|| of(&numbers));
    assert!(
        lines.get("non_finite").is_none(),
        "the summary says it: {lines}"
    );
    let none = x(vec![f64::NAN; 70]);
    assert_eq!(none["len"], 70);
    assert_eq!(none["non_finite"], 70);
    assert!(none["min"].is_null() && none["max"].is_null() && none["mean"].is_null());
}

#[test]
fn a_mean_survives_large_numbers() {
    let summary = x(vec![f64::MAX; 100]);
    assert_eq!(summary["mean"], f64::MAX);
    let mut cancels = vec![1e100, 1.0, -1e100];
    cancels.resize(100, 0.0);
    assert_eq!(x(cancels)["mean"], 0.01);
}

#[test]
fn what_are_no_numbers_have_a_length() {
    assert_eq!(x(vec!["secret"; 65]), json!({"len": 65}));
    assert_eq!(
        x((0..70).map(|at| at.to_string()).collect::<BTreeSet<_>>()),
        json!({"len": 70})
    );
    let missing = x((0..70).map(|at| (at > 9).then_some(at)).collect::<Vec<_>>());
    assert_eq!(missing["len"], 70);
    assert_eq!(missing["nulls"], 10);
    assert_eq!(missing["min"], 10);
}

struct Unsized(u32);

impl Serialize for Unsized {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.0).filter(|_| true))
    }
}

#[test]
fn a_sequence_that_does_not_know_its_length_is_no_different() {
    assert_eq!(x(Unsized(64)), json!((0..64).collect::<Vec<_>>()));
    assert_eq!(
        x(Unsized(65)),
        json!({"len": 65, "min": 0, "max": 64, "mean": 32.0, "non_finite": 0})
    );
}

#[test]
fn a_nested_sequence_says_its_shape() {
    let rows = vec![vec![0.5; 3]; 100];
    let summary = x(&rows);
    assert_eq!(summary["len"], 100);
    assert_eq!(summary["shape"], json!([100, 3]));
    assert_eq!(summary["mean"], 0.5);
    let long_rows = vec![vec![1; 100]; 2];
    assert_eq!(
        x(&long_rows)[1],
        json!({"len": 100, "min": 1, "max": 1, "mean": 1.0, "non_finite": 0})
    );
    let ragged: Vec<Vec<u8>> = (0..100).map(|at| vec![1; at % 3]).collect();
    assert!(x(&ragged).get("shape").is_none());
}

struct Raw;

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&[1, 2, 3])
    }
}

#[test]
fn bytes_are_a_length_or_a_summary() {
    let summary = x(vec![7_u8; 100]);
    assert_eq!(summary["len"], 100);
    assert_eq!(x(Raw), json!({"len": 3}));
}

#[test]
fn an_ndarray_is_its_numbers() {
    assert_eq!(x(arr1(&[0.5, 1.5])), json!([0.5, 1.5]));
    assert_eq!(
        x(arr2(&[[1, 2, 3], [4, 5, 6]])),
        json!([[1, 2, 3], [4, 5, 6]])
    );
    assert_eq!(
        x(arr3(&[[[1, 2], [3, 4]], [[5, 6], [7, 8]]])),
        json!([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])
    );
    assert_eq!(x(ArrayView1::from(&[1, 2])), json!([1, 2]));
    assert_eq!(x(arr0(7)), json!(7));
    assert_eq!(x(arr1::<f64>(&[])), json!([]));
    assert_eq!(
        x(Array2::<f64>::zeros((2, 1)).into_dyn()),
        json!([[0.0], [0.0]])
    );
    // Not in the order of memory, but of its indices.
    assert_eq!(x(arr2(&[[1, 2], [3, 4]]).t()), json!([[1, 3], [2, 4]]));
}

#[test]
fn a_large_ndarray_is_a_summary_with_its_shape() {
    let summary = x(Array2::from_shape_fn((50, 4), |(row, _)| row));
    assert_eq!(
        summary,
        json!({"len": 200, "shape": [50, 4], "min": 0, "max": 49, "mean": 24.5, "non_finite": 0})
    );
    assert_eq!(x(Array1::<f64>::zeros(65)).get("shape"), None);
    assert_eq!(
        x(Array3::<f32>::zeros((5, 5, 5)))["shape"],
        json!([5, 5, 5])
    );
}

#[track_time]
fn timed(x: &Array2<f64>, y: &Array1<f64>) -> Result<(), String> {
    Err(format!("{} and {}", x.len(), y.len()))
}

#[track_time]
fn timed_single(x: &Array2<f64>) -> Result<(), String> {
    Err(format!("{}", x.len()))
}

#[audit(model_version = "v1", features(..x, ..y))]
fn spread(x: &Array1<f64>, y: &Array1<f64>) -> usize {
    x.len() + y.len()
}

#[derive(Serialize)]
struct Holder {
    name: &'static str,
    weights: Array1<f64>,
}

#[test]
fn an_ndarray_is_its_numbers_wherever_it_stands() {
    let (matrix, vector) = (arr2(&[[1.0, f64::NAN]]), arr1(&[0.5]));
    assert_eq!(
        features(|| timed(&matrix, &vector)),
        json!({"x": [[1.0, null]], "y": [0.5], "non_finite": {"x[0][1]": "NaN"}})
    );
    assert_eq!(
        features(|| timed_single(&matrix)),
        json!({"x": [[1.0, null]], "non_finite": {"x[0][1]": "NaN"}})
    );
    assert_eq!(
        features(|| spread(&vector, &vector)),
        json!({"x": [0.5], "y": [0.5]})
    );
    let holder = Holder {
        name: "h",
        weights: vector,
    };
    assert_eq!(
        features(|| of(&holder)),
        json!({"name": "h", "weights": [0.5]})
    );
}

/// Looks like an array for two fields.
#[derive(Serialize)]
#[serde(rename = "Array")]
struct Pretends {
    v: u8,
    dim: [usize; 1],
    other: u8,
}

#[test]
fn a_struct_that_only_looks_like_an_array_is_not_lost() {
    let shown = features(|| {
        of(Pretends {
            v: 1,
            dim: [2],
            other: 3,
        })
    });
    assert_eq!(shown, json!({"v": 1, "dim": [2], "other": 3}));
}
