//! Names that are personal, in every place that a value has names in.

use std::collections::{BTreeMap, HashMap};

use flight_recorder::{audit, track_time};
use proptest::prelude::*;
use proptest::sample::select;
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::{config, holds, lines, shown, written};
use crate::tree::{Key, Tree};
use crate::wild::PERSONAL;

const SECRET: &str = "Qx7-secret-zK9";
const PUBLIC: &str = "Pw5-public-bM3";

#[derive(Clone, Serialize)]
struct Inner {
    email: &'static str,
    open: &'static str,
}

const INNER: Inner = Inner {
    email: SECRET,
    open: PUBLIC,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Kinds {
    Struct {
        home_phone: &'static str,
        open: &'static str,
    },
    Tuple(Inner, [Inner; 1]),
    #[serde(rename = "customerRef")]
    Renamed(&'static str),
    #[serde(rename = "open")]
    Public(&'static str),
}

#[derive(Serialize)]
#[serde(tag = "kind")]
enum Tagged {
    One(Inner),
}

#[derive(Serialize)]
#[serde(tag = "kind", content = "email")]
enum Adjacent {
    One(&'static str),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Untagged {
    One { inner: Inner },
}

#[derive(Serialize)]
struct Flattened {
    open: &'static str,
    #[serde(flatten)]
    inner: Nested,
    #[serde(flatten)]
    map: BTreeMap<&'static str, Value>,
    #[serde(flatten)]
    kind: Kinds,
}

#[derive(Serialize)]
struct Nested {
    #[serde(rename = "passport number")]
    number: &'static str,
    #[serde(flatten)]
    deeper: HashMap<String, Inner>,
}

#[derive(Serialize)]
struct Wrapper<T>(T);

#[track_caller]
fn masked(value: impl Serialize) {
    let text = serde_json::to_string(&value).expect("serialises");
    assert!(text.contains(SECRET), "{text}");
    let shown = shown(&value).to_string();
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(shown.contains("[masked]"), "{shown}");
    assert_eq!(text.contains(PUBLIC), shown.contains(PUBLIC), "{shown}");
}

#[test]
fn names_are_masked_wherever_derive_puts_them() {
    let flattened = |kind| Flattened {
        open: PUBLIC,
        inner: Nested {
            number: SECRET,
            deeper: HashMap::from([("deeper".to_owned(), INNER)]),
        },
        map: BTreeMap::from([("street", json!([SECRET])), ("visits", json!(PUBLIC))]),
        kind,
    };
    masked(INNER);
    masked(Kinds::Struct {
        home_phone: SECRET,
        open: PUBLIC,
    });
    masked(Kinds::Tuple(INNER, [INNER]));
    masked(Kinds::Renamed(SECRET));
    masked((Kinds::Public(PUBLIC), Kinds::Renamed(SECRET)));
    masked(Tagged::One(INNER));
    masked(Adjacent::One(SECRET));
    masked(Untagged::One { inner: INNER });
    masked(flattened(Kinds::Struct {
        home_phone: SECRET,
        open: PUBLIC,
    }));
    masked(flattened(Kinds::Tuple(INNER, [INNER])));
    masked(flattened(Kinds::Renamed(SECRET)));
    masked((1, [Wrapper(Some(&INNER))], "text"));
    masked(Some(Ok::<_, ()>(vec![(1, Box::new(INNER))])));
    masked(BTreeMap::from([(7, [INNER])]));
    masked(HashMap::from([(
        "deep",
        HashMap::from([("e-mail", SECRET)]),
    )]));
    masked(json!([{"a": {"b": [{"firstName": SECRET, "open": PUBLIC}]}}]));
    masked(json!({"SSN": {"number": SECRET}, "open": [PUBLIC]}));
    masked(json!({"customer-ref": 1, "customerRef": [[SECRET]]}));
}

#[audit(model_version = "v1", allow(given))]
fn allowed(given: &Flattened, other: &Inner) -> f64 {
    let _ = (given, other);
    0.5
}

#[test]
fn what_is_allowed_is_shown_whole_and_what_is_beside_it_is_not() {
    let given = Flattened {
        open: PUBLIC,
        inner: Nested {
            number: SECRET,
            deeper: HashMap::from([("deeper".to_owned(), INNER)]),
        },
        map: BTreeMap::from([("street", json!("Main Street"))]),
        kind: Kinds::Renamed("ref"),
    };
    let line = &lines(&written(|| allowed(&given, &INNER)))[0]["input_features"];
    assert_eq!(line["given"], serde_json::to_value(&given).unwrap());
    assert_eq!(line["other"], json!({"email": "[masked]", "open": PUBLIC}));
}

#[track_time]
fn fails(maps: &[HashMap<&str, Inner>], flat: &Flattened) -> Result<(), (Inner, u8)> {
    let _ = flat;
    Err((maps[0]["first"].clone(), 1))
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Inner")
            .field("email", &self.email)
            .field("open", &self.open)
            .finish()
    }
}

#[test]
fn the_lines_of_failures_mask_alike() {
    let flat = Flattened {
        open: PUBLIC,
        inner: Nested {
            number: SECRET,
            deeper: HashMap::new(),
        },
        map: BTreeMap::new(),
        kind: Kinds::Public(PUBLIC),
    };
    let written = written(|| fails(&[HashMap::from([("first", INNER)])], &flat));
    assert!(!holds(&written, SECRET) && holds(&written, PUBLIC));
    assert_eq!(
        lines(&written)[0]["error_message"],
        format!("(Inner {{ email: [masked], open: {PUBLIC:?} }}, 1)")
    );
}

/// Puts a value into another, beside a public one.
fn wrap() -> impl Strategy<Value = fn(Tree) -> Tree> {
    const WRAPS: [fn(Tree) -> Tree; 10] = [
        |tree| Tree::Sequence(vec![Tree::Float(f64::NAN), tree], true),
        |tree| Tree::Sequence(vec![tree, Tree::Absent], false),
        |tree| Tree::Tuple(vec![tree, Tree::Text("a\"b".into())]),
        |tree| Tree::Struct(vec![("income", Tree::Byte(1)), ("x", tree)]),
        |tree| {
            Tree::Map(vec![
                (Key::Number(1), tree),
                (Key::Text("a".into()), Tree::Unit),
            ])
        },
        |tree| Tree::NewtypeVariant("Some", tree.into()),
        |tree| Tree::TupleVariant("Pair", vec![Tree::Byte(2), tree]),
        |tree| Tree::StructVariant("Both", vec![("x", tree), ("ratio", Tree::Single(0.1))]),
        |tree| Tree::Present(tree.into()),
        |tree| Tree::Newtype(tree.into()),
    ];
    select(&WRAPS[..])
}

/// A value under a personal name.
fn personal() -> impl Strategy<Value = fn(&'static str, Tree) -> Tree> {
    const PLACES: [fn(&'static str, Tree) -> Tree; 5] = [
        |name, tree| Tree::Struct(vec![(name, tree)]),
        |name, tree| Tree::Map(vec![(Key::Text(name.to_owned()), tree)]),
        |name, tree| Tree::NewtypeVariant(name, tree.into()),
        |name, tree| Tree::TupleVariant(name, vec![tree]),
        |name, tree| Tree::StructVariant("Both", vec![(name, tree)]),
    ];
    select(&PLACES[..])
}

pub(crate) fn around(wraps: &[fn(Tree) -> Tree], tree: Tree) -> Tree {
    wraps.iter().fold(tree, |tree, wrap| wrap(tree))
}

/// A secret somewhere inside of what has a personal name, that somewhere, and a public value beside it.
pub(crate) fn planted(secret: Tree) -> impl Strategy<Value = Tree> {
    let wraps = || proptest::collection::vec(wrap(), 0..5);
    (wraps(), personal(), select(&PERSONAL[..]), wraps()).prop_map(
        move |(inside, personal, name, outside)| {
            let hidden = personal(name, around(&inside, secret.clone()));
            let pair = vec![("open", Tree::Text(PUBLIC.into())), ("x", hidden)];
            around(&outside, Tree::Struct(pair))
        },
    )
}

#[audit(model_version = "v1")]
fn echo(tree: &Tree) -> Tree {
    tree.clone()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_under_a_personal_name_reaches_a_line(
        tree in prop_oneof![
            planted(Tree::Text(SECRET.into())),
            planted(Tree::Map(vec![(Key::Text(SECRET.into()), Tree::Unit)])),
            planted(Tree::Unlabelled(SECRET)),
        ],
    ) {
        let written = written(|| echo(&tree));
        prop_assert!(!holds(&written, SECRET), "{}", String::from_utf8_lossy(&written));
        let line = lines(&written).remove(0);
        prop_assert!(line["input_features"].to_string().contains(PUBLIC));
        prop_assert!(line["prediction"].to_string().contains(PUBLIC));
    }
}
