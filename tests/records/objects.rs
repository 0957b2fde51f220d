//! Objects and strings: keys of every kind, never twice; text cut, escaped, without U+0000.

use std::collections::BTreeMap;

use flight_recorder::{audit, track_time};
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::support::{features, one};

#[audit(model_version = "v1")]
fn of<T: Serialize>(x: T, n: u8) -> u8 {
    let _ = &x;
    n
}

#[track_caller]
fn x(value: impl Serialize) -> Value {
    one(|| of(value, 1))["input_features"]["x"].clone()
}

#[test]
fn keys_are_strings_or_what_becomes_one() {
    assert_eq!(
        x(BTreeMap::from([(1, 'a'), (-2, 'b')])),
        json!({"1": "a", "-2": "b"})
    );
    assert_eq!(x(BTreeMap::from([(true, 1)])), json!({"true": 1}));
    assert_eq!(x(BTreeMap::from([('k', 1)])), json!({"k": 1}));
    assert_eq!(
        x(BTreeMap::from([(u128::MAX, 1)])),
        json!({u128::MAX.to_string(): 1})
    );
}

#[test]
fn a_key_that_cannot_be_one_leaves_the_rest() {
    let shown = x(BTreeMap::from([((1, 2), "a"), ((3, 4), "b")]));
    let shown = shown.as_object().expect("still an object");
    assert_eq!(shown.len(), 2);
    assert!(shown.values().any(|value| value == "a") && shown.values().any(|value| value == "b"));
}

#[derive(Serialize)]
struct Flattened {
    a: u8,
    #[serde(flatten)]
    more: BTreeMap<&'static str, u8>,
}

struct Repeats;

impl Serialize for Repeats {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for at in 0..40 {
            map.serialize_entry("same", &at)?;
        }
        map.end()
    }
}

#[test]
fn no_key_is_written_twice() {
    let shown = x(Flattened {
        a: 1,
        more: BTreeMap::from([("a", 2), ("b", 3)]),
    });
    assert_eq!(shown, json!({"a": 1, "a_2": 2, "b": 3}));
    let shown = x(Repeats);
    assert_eq!(shown.as_object().unwrap().len(), 40);
    assert_eq!(shown["same_40"], 39);
}

#[test]
fn an_object_of_many_fields_says_how_many_it_leaves_out() {
    let shown = x((0..1000)
        .map(|at| (format!("f{at:04}"), 1))
        .collect::<BTreeMap<_, _>>());
    let shown = shown.as_object().unwrap();
    assert_eq!(shown["f0000"], 1);
    let left_out = shown["omitted_fields"].as_u64().unwrap();
    assert_eq!(shown.len() as u64 - 1 + left_out, 1000);
}

#[test]
fn text_comes_back_as_it_was() {
    for text in [
        "",
        "\"\\/\u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f}",
        "ß€😀\u{2028}\u{feff}",
    ] {
        assert_eq!(x(text), text);
    }
    assert_eq!(x(BTreeMap::from([("\"\n", 1)])), json!({"\"\n": 1}));
}

#[test]
fn nul_never_reaches_a_line() {
    let line = one(|| of(BTreeMap::from([("k\0", "v\0"), ("", "\0")]), 1));
    assert!(!line.to_string().contains("\\u0000"));
    assert_eq!(line["input_features"]["x"]["k\u{fffd}"], "v\u{fffd}");
    let line = one(|| fails("a\0b"));
    assert!(!line.to_string().contains("\\u0000"));
    assert_eq!(line["error_message"], "fails: a\u{fffd}b");
}

#[track_time]
fn fails(text: &str) -> Result<(), String> {
    Err(format!("fails: {text}"))
}

#[test]
fn a_string_of_more_than_1024_bytes_is_cut_and_says_so() {
    let text = "x".repeat(1024);
    assert_eq!(x(&text), *text);
    let cut = x("x".repeat(1025));
    let cut = cut.as_str().unwrap();
    assert!(
        cut.starts_with(&text) && cut.contains("1 more byte"),
        "{cut}"
    );
}

#[test]
fn a_string_is_cut_between_characters() {
    for offset in 0..4 {
        let cut = x(format!("{}{}", "x".repeat(offset), "😀".repeat(400)));
        let cut = cut.as_str().unwrap();
        assert!(cut.len() < 1100 && cut.contains("more bytes"));
        assert!(cut.trim_start_matches('x').starts_with(&"😀".repeat(255)));
    }
}

#[derive(Serialize)]
struct Wide {
    display: Shown,
    unit: (),
    none: Option<u8>,
    letter: char,
}

struct Shown;

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}-{}\0", 1, 2))
    }
}

#[test]
fn other_values_are_what_serde_json_makes_of_them() {
    assert_eq!(
        x(Wide {
            display: Shown,
            unit: (),
            none: None,
            letter: 'é'
        }),
        json!({"display": "1-2\u{fffd}", "unit": null, "none": null, "letter": "é"})
    );
    assert_eq!(x(Ok::<u8, String>(1)), json!({"Ok": 1}));
    assert_eq!(
        x(std::time::Duration::from_millis(1500)),
        json!({"secs": 1, "nanos": 500_000_000})
    );
    assert_eq!(x(std::net::Ipv4Addr::LOCALHOST), "127.0.0.1");
}

#[test]
fn what_is_nested_too_deep_is_said_and_not_followed() {
    let deep = (0..1000).fold(json!(1), |inner, _| json!([inner]));
    let shown = x(&deep);
    assert!(shown.to_string().contains("[nested too deep]"));
    let deep = (0..1000).fold(json!(1), |inner, _| json!({"k": inner}));
    assert!(x(&deep).to_string().contains("[nested too deep]"));
    // The value itself is dropped level by level, which serde_json does without recursion problems.
    assert!(features(|| of(1, 1)).is_object());
}
