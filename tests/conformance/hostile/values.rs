//! Values that break naive readers.

use std::collections::BTreeMap;

use flight_recorder::{audit, track_time};
use serde::Serialize;

/// Texts that have to be escaped, or look like something else.
const TEXTS: [&str; 10] = [
    "",
    "a NUL\0inside",
    "two\nlines\r\nand a\ttab",
    "\"quoted\" \\ and \u{1}\u{1f}\u{7f}",
    "a lone surrogate's escape, as text: \\ud800 \\udfff",
    "\u{2028}\u{2029}\u{feff}\u{fffd}\u{fffe}",
    "日本語 🍷 e\u{301}",
    "{\"level\":\"ERROR\"}",
    "2026-11-27",
    "1e999",
];

pub(super) fn record_all() {
    for text in TEXTS {
        quote(text);
        assert!(fail(text).is_err());
    }
    surrogates(Raw {
        json: r#""\ud800""#.to_owned(),
    });
    for value in [
        0.0,
        -0.0,
        1.0,
        5e-324,
        f64::MAX,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
    ] {
        number(value, i64::MIN, u64::MAX);
    }
    keys(&BTreeMap::from([
        ("größe", 1),
        ("身長", 2),
        ("🍷", 3),
        ("a.b.c", 4),
        ("with space", 5),
        ("$ref", 6),
        ("@timestamp", 7),
        ("quote\"d\n", 9),
        ("timestamp", 10),
    ]));
    long(&"0123456789abcdef".repeat(200), &vec![0.5; 10_000]);
    wide(
        &(0..2_000)
            .map(|at| (format!("feature_{at:04}"), at))
            .collect(),
    );
    nested(Nest::of(12));
}

/// Echoes the text as its prediction.
#[audit(model_version = "v1.2.0")]
fn quote(text: &str) -> &str {
    text
}

#[track_time]
fn fail(text: &str) -> Result<(), String> {
    Err(text.to_owned())
}

/// What `serde_json::value::RawValue` serialises as: JSON that nobody has looked at.
#[derive(Serialize)]
#[serde(rename = "$serde_json::private::RawValue")]
struct Raw {
    #[serde(rename = "$serde_json::private::RawValue")]
    json: String,
}

#[audit(model_version = "v1.2.0")]
fn surrogates(raw: Raw) -> &'static str {
    let _ = raw;
    "good"
}

#[audit(model_version = "v1.2.0")]
fn number(value: f64, least: i64, most: u64) -> String {
    let _ = (least, most);
    value.to_string()
}

#[audit(model_version = "v1.2.0", features(keys))]
fn keys(keys: &BTreeMap<&str, i32>) -> &'static str {
    let _ = keys;
    "good"
}

/// A text and a sequence above the limits.
#[audit(model_version = "v1.2.0")]
fn long(long_text: &str, series: &[f64]) -> &'static str {
    let _ = (long_text, series);
    "good"
}

/// More than 16 KiB of features.
#[audit(model_version = "v1.2.0")]
fn wide(wide: &BTreeMap<String, i32>) -> &'static str {
    let _ = wide;
    "good"
}

#[derive(Serialize)]
struct Nest {
    depth: u32,
    inner: Option<Box<Nest>>,
}

impl Nest {
    fn of(depth: u32) -> Self {
        Self {
            depth,
            inner: (depth > 0).then(|| Box::new(Self::of(depth - 1))),
        }
    }
}

#[audit(model_version = "v1.2.0", features(nest))]
fn nested(nest: Nest) -> &'static str {
    let _ = nest;
    "good"
}
