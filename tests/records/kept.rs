//! What the line of a failed `#[track_time]` call shows of its input.

use std::cell::Cell;
use std::fmt::Debug;

use flight_recorder::track_time;
use serde::{Serialize, Serializer};
use serde_json::json;

use crate::support::{features, one, one_panic};

thread_local! {
    static RENDERED: Cell<u32> = const { Cell::new(0) };
}

/// Counts how often it is rendered.
struct Counted;

impl Serialize for Counted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RENDERED.set(RENDERED.get() + 1);
        serializer.serialize_u32(7)
    }
}

#[track_time]
fn fallible(counted: &Counted, fails: bool) -> Result<(), String> {
    let _ = counted;
    if fails {
        Err("as told".to_owned())
    } else {
        Ok(())
    }
}

#[test]
fn features_are_rendered_only_when_a_call_fails() {
    let line = one(|| fallible(&Counted, false));
    assert!(line.get("input_features").is_none());
    assert_eq!(RENDERED.get(), 0);
    assert_eq!(
        features(|| fallible(&Counted, true)),
        json!({"counted": 7, "fails": true})
    );
    assert_eq!(RENDERED.get(), 1);
}

#[derive(Debug)]
struct OnlyDebug(#[expect(dead_code, reason = "its `Debug` form shows it")] u8);

struct Opaque;

#[track_time]
#[expect(clippy::too_many_arguments, reason = "what is tested")]
fn by_itself(
    text: &str,
    numbers: &[f64],
    debugged: &OnlyDebug,
    opaque: &Opaque,
    integer: i64,
    float: f32,
    flag: bool,
    letter: char,
    owned: String,
    list: Vec<u8>,
) -> Result<(), String> {
    let _ = (
        text, numbers, debugged, opaque, integer, float, flag, letter, list,
    );
    Err(owned)
}

#[test]
fn references_and_primitives_are_kept_by_themselves_and_nothing_else() {
    let kept = features(|| {
        by_itself(
            "a",
            &[0.5, 2.0],
            &OnlyDebug(3),
            &Opaque,
            -5,
            0.1,
            true,
            'ß',
            String::new(),
            vec![],
        )
    });
    assert_eq!(
        kept,
        json!({
            "text": "a",
            "numbers": [0.5, 2.0],
            "debugged": "OnlyDebug(3)",
            "integer": -5,
            "float": 0.1,
            "flag": true,
            "letter": "ß",
        })
    );
}

#[track_time(features(owned, list, debugged, sum = list.iter().sum::<u32>()))]
fn named(owned: String, list: Vec<u32>, debugged: OnlyDebug, left_out: u8) -> Result<(), String> {
    drop((list, debugged));
    Err(format!("{owned}{left_out}"))
}

#[test]
fn what_features_names_is_kept_whatever_it_is_and_nothing_else() {
    let kept = features(|| named("a".to_owned(), vec![1, 2], OnlyDebug(3), 4));
    assert_eq!(
        kept,
        json!({"owned": "a", "list": [1, 2], "debugged": "OnlyDebug(3)", "sum": 3})
    );
}

#[track_time(features(values, number, fixed = *number + 1))]
fn changes(values: &mut Vec<u32>, number: &mut u32, mut count: u32) -> Result<u32, String> {
    values.push(3);
    *number += 1;
    count += 1;
    Err(format!("{count}"))
}

#[track_time]
fn changes_a_copy(mut count: u32) -> Result<u32, u32> {
    count += 1;
    Err(count)
}

#[test]
fn values_are_those_before_the_body_ran() {
    let kept = features(|| changes(&mut vec![1, 2], &mut 5, 0));
    assert_eq!(kept, json!({"values": [1, 2], "number": 5, "fixed": 6}));
    assert_eq!(features(|| changes_a_copy(1)), json!({"count": 1}));
}

#[track_time]
fn panics_with(text: &str, number: u8) {
    panic!("{text}{number}");
}

#[test]
fn a_panic_shows_its_features() {
    let (line, _) = one_panic(|| panics_with("a", 1));
    assert_eq!(line["input_features"], json!({"text": "a", "number": 1}));
}

#[track_time]
fn without_parameters() -> Result<(), ()> {
    Err(())
}

#[test]
fn a_function_without_parameters_has_an_empty_object() {
    assert_eq!(features(without_parameters), json!({}));
}

#[derive(Serialize)]
struct Wine {
    acid: f64,
    sugar: f64,
}

#[track_time]
fn of_one(wine: &Wine) -> Result<(), String> {
    Err(format!("{}", wine.acid))
}

#[track_time(features(..wine, grade))]
fn spread(wine: &Wine, grade: u8) -> Result<(), String> {
    Err(format!("{}{grade}", wine.sugar))
}

const WINE: Wine = Wine {
    acid: 7.4,
    sugar: 1.9,
};

#[test]
fn a_single_struct_is_the_object_and_a_spread_one_brings_its_fields() {
    assert_eq!(
        features(|| of_one(&WINE)),
        json!({"acid": 7.4, "sugar": 1.9})
    );
    assert_eq!(
        features(|| spread(&WINE, 5)),
        json!({"acid": 7.4, "sugar": 1.9, "grade": 5})
    );
}

#[track_time]
fn generic<T, D: Debug, S: Serialize>(
    bare: &T,
    debugged: &D,
    serialised: &S,
) -> Result<(), String> {
    let _ = (bare, debugged, serialised);
    Err("generic".to_owned())
}

#[test]
fn in_generic_code_the_declared_bounds_tell_what_can_be_kept() {
    let kept = features(|| generic(&1, &OnlyDebug(2), &3));
    assert_eq!(kept, json!({"debugged": "OnlyDebug(2)", "serialised": 3}));
}

struct Service {
    name: String,
}

impl Service {
    #[track_time]
    fn call(&self, (left, right): (u8, u8), Wine { acid, .. }: Wine) -> Result<(), String> {
        Err(format!("{}{left}{right}{acid}", self.name))
    }
}

#[test]
fn self_is_no_feature_and_each_binding_of_a_pattern_is_one() {
    let service = Service {
        name: "s".to_owned(),
    };
    assert_eq!(
        features(|| service.call((1, 2), WINE)),
        json!({"left": 1, "right": 2, "acid": 7.4})
    );
}

#[track_time(skip(text))]
fn skipping(text: &str, number: u8) -> Result<(), String> {
    Err(format!("{text}{number}"))
}

#[track_time(mask(text), hash(number))]
fn hiding(text: &str, number: u8, shown: u8) -> Result<(), String> {
    let _ = (text, number, shown);
    Err("hidden".to_owned())
}

#[test]
fn what_is_skipped_masked_or_hashed_is_not_shown() {
    assert_eq!(features(|| skipping("a", 1)), json!({"number": 1}));
    let kept = features(|| hiding("a", 1, 2));
    assert_eq!(kept["text"], "[masked]");
    assert!(kept["number"].as_str().unwrap().starts_with("hash:"));
    assert_eq!(kept["shown"], 2);
    assert_eq!(kept["number"], features(|| hiding("b", 1, 3))["number"]);
}
