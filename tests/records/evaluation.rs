//! What is recorded as the prediction.

use flight_recorder::audit;
use serde::Serialize;
use serde_json::json;

use crate::support::{block_on, one};

/// Not `Serialize`: what of it is recorded must be said.
struct Scores {
    label: &'static str,
    all: Vec<f64>,
}

fn scores() -> Scores {
    Scores {
        label: "churns",
        all: vec![0.25, 0.75],
    }
}

#[audit(model_version = "v1", prediction = |p| p.label)]
fn of_a_value() -> Scores {
    scores()
}

#[audit(model_version = "v1", prediction = |p| &p.all)]
fn of_a_result(works: bool) -> Result<Scores, String> {
    works.then(scores).ok_or_else(|| "no".to_owned())
}

#[audit(model_version = "v1", prediction = |p: &Scores| (p.label, p.all.len()))]
async fn of_a_future() -> Result<Scores, String> {
    Ok(scores())
}

#[audit(model_version = "v1", prediction = |_p| "trained")]
fn of_nothing() {}

#[audit(model_version = "v1", prediction = |p| p.as_ref().map(|scores| scores.label))]
fn of_an_option(is_there: bool) -> Option<Scores> {
    is_there.then(scores)
}

#[test]
fn a_prediction_is_what_the_expression_makes_of_the_value() {
    assert_eq!(one(of_a_value)["prediction"], "churns");
    assert_eq!(one(of_nothing)["prediction"], "trained");
    assert_eq!(one(|| of_an_option(true))["prediction"], "churns");
    assert_eq!(one(|| of_an_option(false))["prediction"], json!(null));
}

#[test]
fn of_a_result_it_is_made_of_the_ok_value() {
    assert_eq!(one(|| of_a_result(true))["prediction"], json!([0.25, 0.75]));
    let line = one(|| of_a_result(false));
    assert_eq!(line["outcome"], "error");
    assert!(line.get("prediction").is_none());
    assert_eq!(
        one(|| block_on(of_a_future()))["prediction"],
        json!(["churns", 2])
    );
}

#[audit(model_version = "v1", prediction = |p| p.all[7])]
fn of_what_is_not_there() -> Scores {
    scores()
}

#[test]
fn a_prediction_that_panics_leaves_a_marker_and_the_result_alone() {
    let line = one(|| assert_eq!(of_what_is_not_there().label, "churns"));
    assert_eq!(line["outcome"], "ok");
    assert_eq!(line["prediction"], "[unprintable: panicked]");
}

#[derive(Serialize)]
enum Class {
    Red,
}

#[audit(model_version = "v1")]
fn tuple() -> (Class, Option<f32>) {
    (Class::Red, Some(0.1))
}

#[audit(model_version = "v1")]
fn array() -> [u8; 2] {
    [1, 2]
}

#[audit(model_version = "v1")]
fn reference(names: &[String]) -> &str {
    &names[0]
}

#[audit(model_version = "v1")]
fn optional() -> Option<u8> {
    None
}

#[audit(model_version = "v1")]
fn generic<T: Serialize + Copy>(value: T) -> T {
    value
}

#[audit(model_version = "v1")]
fn opaque() -> impl Serialize {
    vec![1, 2]
}

#[audit(model_version = "v1")]
fn array_1() -> ndarray::Array1<f64> {
    ndarray::arr1(&[0.5, 1.5])
}

#[audit(model_version = "v1")]
fn array_2() -> ndarray::Array2<f64> {
    ndarray::arr2(&[[0.5, 1.5], [2.5, 3.5]])
}

#[test]
fn a_prediction_is_by_itself_the_value_that_is_returned() {
    assert_eq!(one(tuple)["prediction"], json!(["Red", 0.1]));
    assert_eq!(one(array)["prediction"], json!([1, 2]));
    assert_eq!(
        one(|| reference(&["a".to_owned()]).len())["prediction"],
        "a"
    );
    let line = one(optional);
    assert!(
        line.get("prediction")
            .is_some_and(serde_json::Value::is_null)
    );
    assert_eq!(one(|| generic(7))["prediction"], 7);
    assert_eq!(one(opaque)["prediction"], json!([1, 2]));
    assert_eq!(one(array_1)["prediction"], json!([0.5, 1.5]));
    assert_eq!(one(array_2)["prediction"], json!([[0.5, 1.5], [2.5, 3.5]]));
}
