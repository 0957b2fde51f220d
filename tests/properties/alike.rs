//! Against `serde_json`: what no rule touches is the same, byte for byte.

use std::collections::BTreeMap;

use flight_recorder::audit;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::{config, line, shown, shown_text, written};
use crate::tree::{Key, Tree};
use crate::unique;
use crate::wild::{tame, text};

/// What `serde_json` writes, where no rule of ours has a say: no key twice, nothing that fills the line.
fn expected(tree: &impl Serialize) -> Option<String> {
    let text = serde_json::to_string(tree).expect("serialises");
    let is_plain = text.len() < 4000 && unique::read(text.as_bytes()).is_ok();
    is_plain.then_some(text)
}

#[audit(model_version = "v1")]
fn echo(tree: &Tree) -> Tree {
    tree.clone()
}

/// Whether a feature is an object by itself; what is optional is not, so that it keeps its place.
fn is_object(tree: &Tree) -> bool {
    match tree {
        Tree::Newtype(tree) => is_object(tree),
        Tree::Map(_) | Tree::Struct(_) => true,
        _ => false,
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_feature_is_what_serde_json_makes_of_it(tree in tame()) {
        let expected = expected(&tree);
        prop_assume!(expected.is_some());
        let shown = shown_text(&tree);
        // A generated key may look personal.
        prop_assume!(!shown.contains("[masked]"));
        prop_assert_eq!(Some(shown), expected);
    }

    #[test]
    fn an_only_feature_and_a_prediction_are_too(tree in tame()) {
        let expected = expected(&tree);
        prop_assume!(expected.as_ref().is_some_and(|text| text.len() < 2000));
        let line = String::from_utf8(written(|| echo(&tree))).expect("UTF-8");
        prop_assume!(!line.contains("[masked]"));
        let expected = expected.unwrap_or_default();
        prop_assert!(line.contains(&format!(r#","prediction":{expected},"trace_id":"#)), "{}", line);
        let features = if is_object(&tree) { expected } else { format!(r#"{{"tree":{expected}}}"#) };
        prop_assert!(line.contains(&format!(r#","input_features":{features},"#)), "{}", line);
    }

    #[test]
    fn strings_and_keys_come_back_as_they_were(text in text(), key in text()) {
        prop_assume!(key != text);
        let given = BTreeMap::from([(&*key, &*text), (&*text, "")]);
        let shown = shown(&given);
        prop_assume!(!shown.to_string().contains("[masked]"));
        prop_assert_eq!(shown, json!(given));
    }
}

#[test]
fn every_character_is_as_serde_json_writes_it() {
    let all: Vec<char> = (1..=0x10_ffff).filter_map(char::from_u32).collect();
    // The blocks that escapes, separators and edges are in, then a sample of the rest.
    let (first, rest) = all.split_at(0x2100);
    let rest: Vec<char> = rest.iter().copied().step_by(97).collect();
    for chars in first.chunks(250).chain(rest.chunks(250)) {
        let text: String = chars.iter().collect();
        assert_eq!(shown_text(&text), serde_json::to_string(&text).unwrap());
        let map = BTreeMap::from([(&text, 1)]);
        assert_eq!(shown_text(&map), serde_json::to_string(&map).unwrap());
    }
}

#[test]
fn a_nul_is_the_one_character_that_is_changed() {
    assert_eq!(shown("a\0b"), "a\u{fffd}b");
    assert_eq!(shown('\0'), "\u{fffd}");
    assert_eq!(shown(BTreeMap::from([("a\0", 1)])), json!({"a\u{fffd}": 1}));
}

#[test]
fn keys_that_serde_json_refuses_are_markers_and_the_rest_is_kept() {
    let refused = [
        Key::Float(f64::NAN),
        Key::Float(f64::INFINITY),
        Key::Nothing,
        Key::Sequence(vec![1, 2]),
    ];
    for key in refused {
        let map = Tree::Map(vec![
            (Key::Text("a".into()), Tree::Byte(1)),
            (key, Tree::Byte(2)),
            (Key::Number(-3), Tree::Byte(3)),
        ]);
        assert!(serde_json::to_string(&map).is_err());
        assert_eq!(
            shown(&map),
            json!({"a": 1, "[unprintable key]": 2, "-3": 3})
        );
    }
}

#[test]
fn keys_that_become_the_same_string_are_told_apart() {
    let same = [
        Key::Text("1".into()),
        Key::Number(1),
        Key::Char('1'),
        Key::Text("1_2".into()),
        Key::Float(f64::NAN),
        Key::Nothing,
    ];
    let count = same.len();
    let map = Tree::Map(same.into_iter().map(|key| (key, Tree::Unit)).collect());
    assert_eq!(
        shown(map).as_object().map(serde_json::Map::len),
        Some(count)
    );
}

#[derive(Serialize)]
struct Flattened {
    income: f64,
    #[serde(flatten)]
    more: BTreeMap<String, Value>,
    #[serde(flatten)]
    either: Either,
    #[serde(skip)]
    _hidden: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<u8>,
    #[serde(rename = "Ünicode \"name\"")]
    renamed: (u8, char, ()),
}

#[derive(Serialize)]
enum Either {
    Left { deep: [[u8; 2]; 2] },
    Right(u8, String),
}

#[derive(Serialize)]
#[serde(tag = "kind")]
enum Tagged {
    One { value: f32 },
    Two,
}

#[derive(Serialize)]
#[serde(tag = "kind", content = "content")]
enum Adjacent {
    One(u8, u8),
    Two,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Untagged {
    Number(i8),
    Text(String),
}

#[test]
fn what_derive_makes_is_the_same_too() {
    let flattened = |either| Flattened {
        income: 0.1 + 0.2,
        more: BTreeMap::from([("list".into(), json!([1, {"two": [null]}]))]),
        either,
        _hidden: 0,
        missing: None,
        renamed: (1, '\u{2028}', ()),
    };
    let all = (
        flattened(Either::Left {
            deep: [[1, 2], [3, 4]],
        }),
        flattened(Either::Right(1, "\"".into())),
        [Tagged::One { value: 0.1 }, Tagged::Two],
        [Adjacent::One(1, 2), Adjacent::Two],
        [Untagged::Number(-1), Untagged::Text("t".into())],
        (Some(Some(1)), None::<u8>, Ok::<u8, u8>(1), Err::<u8, u8>(2)),
        std::time::Duration::from_millis(1500),
        std::net::Ipv6Addr::LOCALHOST,
        "path/ä",
    );
    assert_eq!(shown_text(&all), serde_json::to_string(&all).unwrap());
    assert_eq!(line(&all)["input_features"]["y"], 7);
}
