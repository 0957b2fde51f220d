//! Numbers stay numbers; those that JSON cannot say are `null` and named beside.

use std::collections::BTreeMap;

use flight_recorder::audit;
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::one;

#[audit(model_version = "v1")]
fn of<T: Serialize, P: Serialize>(x: T, predicted: P) -> P {
    let _ = &x;
    predicted
}

#[track_caller]
fn x(value: impl Serialize) -> Value {
    one(|| of(value, 1))["input_features"]["x"].clone()
}

#[track_caller]
fn whole(value: impl Serialize) -> Value {
    let mut features = one(|| of(value, 1))["input_features"].clone();
    features.as_object_mut().unwrap().remove("predicted");
    features
}

#[test]
fn integers_are_exact() {
    assert_eq!(x(u64::MAX), json!(u64::MAX));
    assert_eq!(x(i64::MIN), json!(i64::MIN));
    assert_eq!(x((u8::MAX, i8::MIN, 0)), json!([255, -128, 0]));
    assert_eq!(x(usize::MAX), json!(usize::MAX));
    // Beyond 64 bits a reader without arbitrary precision sees a float, but a number.
    assert_eq!(x(u128::MAX).as_f64(), Some(u128::MAX as f64));
    assert_eq!(x(i128::MIN).as_f64(), Some(i128::MIN as f64));
    assert_eq!(x(u128::from(u64::MAX)), json!(u64::MAX));
}

#[test]
fn floats_have_their_own_shortest_digits() {
    assert_eq!(x(0.1_f32), json!(0.1));
    assert_eq!(x(0.1_f64), json!(0.1));
    assert_eq!(x(16_777_216_f32), json!(16_777_216.0));
    assert_eq!(x(f64::MAX), json!(f64::MAX));
    assert_eq!(x(f64::MIN_POSITIVE), json!(f64::MIN_POSITIVE));
    assert_eq!(x(5e-324), json!(5e-324));
    assert!(x(1.0).is_f64(), "a float stays one also when it is whole");
    assert!(x(-0.0).as_f64().unwrap().is_sign_negative());
}

#[derive(Serialize)]
struct Row {
    income: f64,
    ratio: f32,
    rooms: u8,
}

#[derive(Serialize)]
struct Nested {
    row: Row,
    rows: Vec<Row>,
    by_name: BTreeMap<&'static str, f64>,
    matrix: [[f64; 2]; 2],
    maybe: Option<f64>,
}

fn row() -> Row {
    Row {
        income: f64::NAN,
        ratio: f32::NEG_INFINITY,
        rooms: 2,
    }
}

#[test]
fn what_is_not_finite_is_null_in_place_and_named_beside() {
    assert_eq!(
        whole(f64::INFINITY),
        json!({"x": null, "non_finite": {"x": "Infinity"}})
    );
    assert_eq!(
        x(row()),
        json!({
            "income": null, "ratio": null, "rooms": 2,
            "non_finite": {"income": "NaN", "ratio": "-Infinity"}
        })
    );
}

#[test]
fn it_is_named_in_the_object_that_it_stands_in() {
    let nested = Nested {
        row: row(),
        rows: vec![
            row(),
            Row {
                income: 1.0,
                ratio: 0.5,
                rooms: 1,
            },
        ],
        by_name: BTreeMap::from([("a", 1.0), ("b", f64::NAN)]),
        matrix: [[1.0, f64::NAN], [f64::INFINITY, 2.0]],
        maybe: Some(f64::NAN),
    };
    let odd = json!({"income": "NaN", "ratio": "-Infinity"});
    assert_eq!(
        whole(nested),
        json!({
            "x": {
                "row": {"income": null, "ratio": null, "rooms": 2, "non_finite": odd},
                "rows": [
                    {"income": null, "ratio": null, "rooms": 2, "non_finite": odd},
                    {"income": 1.0, "ratio": 0.5, "rooms": 1},
                ],
                "by_name": {"a": 1.0, "b": null, "non_finite": {"b": "NaN"}},
                "matrix": [[1.0, null], [null, 2.0]],
                "maybe": null,
                "non_finite": {"matrix[0][1]": "NaN", "matrix[1][0]": "Infinity", "maybe": "NaN"},
            }
        })
    );
}

#[test]
fn a_prediction_that_is_not_finite_is_named_in_the_line() {
    let line = one(|| of(1, f64::NAN));
    assert!(line.get("prediction").is_some_and(Value::is_null));
    assert_eq!(line["non_finite"], json!({"prediction": "NaN"}));
    let line = one(|| of(1, vec![0.5, f64::INFINITY]));
    assert_eq!(line["prediction"], json!([0.5, null]));
    assert_eq!(line["non_finite"], json!({"prediction[1]": "Infinity"}));
    let line = one(|| of(1, row()));
    assert_eq!(
        line["prediction"]["non_finite"],
        json!({"income": "NaN", "ratio": "-Infinity"})
    );
    assert!(line.get("non_finite").is_none());
    assert!(one(|| of(1, 0.5)).get("non_finite").is_none());
}

#[derive(Serialize)]
struct Own {
    non_finite: u8,
    income: f64,
}

#[test]
fn a_field_of_the_users_that_has_that_name_is_not_lost() {
    let odd = x(Own {
        non_finite: 3,
        income: f64::NAN,
    });
    assert_eq!(odd["non_finite"], 3);
    assert_eq!(odd["non_finite_2"], json!({"income": "NaN"}));
}

/// As `serde_json::Number` serialises where any crate of the program switches on its
/// `arbitrary_precision`.
#[derive(Serialize)]
#[serde(rename = "$serde_json::private::Number")]
struct Arbitrary {
    #[serde(rename = "$serde_json::private::Number")]
    text: &'static str,
}

/// As `serde_json::value::RawValue` serialises.
#[derive(Serialize)]
#[serde(rename = "$serde_json::private::RawValue")]
struct Raw {
    #[serde(rename = "$serde_json::private::RawValue")]
    text: &'static str,
}

#[test]
fn numbers_that_come_as_text_are_numbers() {
    let shown = |text| x(Arbitrary { text });
    assert_eq!(shown("1"), 1);
    assert_eq!(shown("-1.5e3"), -1500.0);
    assert_eq!(shown("18446744073709551615"), u64::MAX);
    assert_eq!(
        whole(BTreeMap::from([("a", [Arbitrary { text: "1e999" }])])),
        json!({"x": {"a": [null], "non_finite": {"a[0]": "Infinity"}}})
    );
    assert_eq!(one(|| of(1, Arbitrary { text: "0.1" }))["prediction"], 0.1);
}

#[test]
fn raw_values_are_what_they_say_and_masked_alike() {
    let text = r#"{"a": [1, 2.5], "email": "ada@example.com"}"#;
    assert_eq!(x(Raw { text }), json!({"a": [1, 2.5], "email": "[masked]"}));
    assert_eq!(
        x([Raw { text: "7" }, Raw { text: "null" }]),
        json!([7, null])
    );
}
