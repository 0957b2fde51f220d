//! Strategies: values as data, from tame to hostile.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::tree::{Key, Tree};

/// Names of fields and variants that are nobody's.
pub(crate) const PUBLIC: [&str; 10] = [
    "income",
    "x",
    "visits",
    "ratio",
    "Größe",
    "a \"b\"",
    "c\\d",
    "\u{2028}",
    "",
    "non_finite",
];

/// Names that are personal, one of them by the set-up.
pub(crate) const PERSONAL: [&str; 6] = [
    "email",
    "homePhone",
    "FIRST_NAME",
    "customer_ref",
    "iban",
    "user-password",
];

/// Strings that parsers and shells stumble over.
const HOSTILE: [&str; 16] = [
    "\u{1}\u{1f}\u{7f}\u{80}\u{9f}",
    "\u{2028}\u{2029}",
    "\\ud800\\u0000",
    "\u{d7ff}\u{e000}\u{ffff}\u{10ffff}",
    "\"},{\"a\":\"",
    "\\",
    "\\\"",
    "\n\r\t\u{8}\u{c}",
    "{\"email\":\"x\"}",
    "NaN",
    "null",
    "\u{feff}bom",
    "e\u{301}\u{202e}rtl",
    "👩‍👩‍👧‍👦",
    "%s%n{}{0}$(x)`y`",
    "</script>",
];

/// A string of at most 200 characters without U+0000, which is the one that we change.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let hostile = vec(select(&HOSTILE[..]), 1..4).prop_map(|parts| parts.concat());
    let any = vec(any::<char>(), 0..40)
        .prop_map(|chars| chars.into_iter().filter(|&c| c != '\0').collect());
    prop_oneof![2 => hostile, 2 => any, 1 => "[a-z ]{0,60}"]
}

fn float() -> impl Strategy<Value = f64> {
    let bits = any::<u64>().prop_map(f64::from_bits).boxed();
    let finite = bits.prop_filter("JSON has no others", |number| number.is_finite());
    let known = select(
        &[
            0.0,
            -0.0,
            1.0,
            0.1,
            1e15,
            1e16,
            1e17,
            1e21,
            1e-5,
            1e-7,
            f64::MAX,
            f64::MIN,
            5e-324,
            f64::MIN_POSITIVE,
            f64::EPSILON,
        ][..],
    );
    prop_oneof![finite, known]
}

fn single() -> impl Strategy<Value = f32> {
    let bits = any::<u32>().prop_map(f32::from_bits);
    bits.prop_filter("JSON has no others", |number| number.is_finite())
}

fn variant() -> impl Strategy<Value = &'static str> {
    select(&PUBLIC[..])
}

/// A value without parts that no rule changes.
fn tame_leaf() -> impl Strategy<Value = Tree> {
    prop_oneof![
        Just(Tree::Unit),
        Just(Tree::Absent),
        any::<bool>().prop_map(Tree::Bool),
        any::<u8>().prop_map(Tree::Byte),
        any::<i16>().prop_map(Tree::Short),
        any::<i64>().prop_map(Tree::Signed),
        any::<u64>().prop_map(Tree::Unsigned),
        any::<i128>().prop_map(Tree::Wide),
        any::<u128>().prop_map(Tree::Huge),
        single().prop_map(Tree::Single),
        float().prop_map(Tree::Float),
        (1_u32..).prop_filter_map("a character", |code| char::from_u32(code % 0x11_0000)
            .filter(|&c| c != '\0')
            .map(Tree::Char)),
        text().prop_map(Tree::Text),
        variant().prop_map(Tree::Unlabelled),
    ]
}

fn tame_key() -> impl Strategy<Value = Key> {
    prop_oneof![
        4 => text().prop_map(Key::Text),
        1 => any::<i64>().prop_map(Key::Number),
        1 => float().prop_map(Key::Float),
        1 => any::<bool>().prop_map(Key::Bool),
        1 => "[^\u{0}]".prop_map(|text| Key::Char(text.chars().next().unwrap_or('c'))),
    ]
}

/// Different names.
fn fields<S: Strategy<Value = Tree> + Clone>(
    names: &'static [&'static str],
    tree: S,
) -> impl Strategy<Value = Vec<(&'static str, Tree)>> {
    let names = proptest::sample::subsequence(names, 0..=names.len().min(6));
    names.prop_flat_map(move |names| {
        let count = names.len();
        vec(tree.clone(), count)
            .prop_map(move |trees| names.clone().into_iter().zip(trees).collect())
    })
}

fn nested<S: Strategy<Value = Tree> + Clone + 'static>(
    tree: S,
    key: impl Strategy<Value = Key> + 'static,
    names: &'static [&'static str],
    most: usize,
) -> impl Strategy<Value = Tree> {
    let name = || select(names);
    let many = vec(tree.clone(), 0..=most).boxed();
    prop_oneof![
        tree.clone().prop_map(|tree| Tree::Present(tree.into())),
        tree.clone().prop_map(|tree| Tree::Newtype(tree.into())),
        (many.clone(), any::<bool>()).prop_map(|(trees, says)| Tree::Sequence(trees, says)),
        vec(tree.clone(), 1..5).prop_map(Tree::Tuple),
        vec((key, tree.clone()), 0..=most).prop_map(Tree::Map),
        fields(names, tree.clone()).prop_map(Tree::Struct),
        (name(), tree.clone()).prop_map(|(name, tree)| Tree::NewtypeVariant(name, tree.into())),
        (name(), vec(tree.clone(), 0..4)).prop_map(|(name, trees)| Tree::TupleVariant(name, trees)),
        (name(), fields(names, tree)).prop_map(|(name, fields)| Tree::StructVariant(name, fields)),
    ]
}

/// A value that no rule changes, but that the names of its maps may meet.
pub(crate) fn tame() -> impl Strategy<Value = Tree> {
    tame_leaf().prop_recursive(5, 24, 6, |tree| nested(tree, tame_key(), &PUBLIC[..9], 6))
}

/// Any value: too long, too wide, too many, and what JSON has no form for.
pub(crate) fn wild() -> impl Strategy<Value = Tree> {
    let odd = select(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY][..]);
    let leaf = prop_oneof![
        6 => tame_leaf(),
        1 => odd.prop_map(Tree::Float),
        1 => select(&[f32::NAN, f32::INFINITY][..]).prop_map(Tree::Single),
        1 => vec(any::<u8>(), 0..9).prop_map(Tree::Bytes),
        1 => (text(), 1..400_usize).prop_map(|(text, times)| Tree::Text(text.repeat(times))),
        1 => Just(Tree::Text("a\0b".to_owned())),
    ];
    let key = || {
        prop_oneof![
            6 => tame_key(),
            2 => select(&PERSONAL[..]).prop_map(|name| Key::Text(name.to_owned())),
            1 => Just(Key::Text("same".to_owned())),
            1 => Just(Key::Text("non_finite".to_owned())),
            1 => Just(Key::Text("omitted_fields".to_owned())),
            1 => (text(), 1..400_usize).prop_map(|(text, times)| Key::Text(text.repeat(times))),
            1 => Just(Key::Float(f64::NAN)),
            1 => Just(Key::Nothing),
            1 => Just(Key::Sequence(vec![1])),
        ]
    };
    leaf.prop_recursive(6, 600, 90, move |tree| {
        prop_oneof![
            nested(tree.clone(), key(), &PUBLIC, 90),
            nested(tree, key(), &PERSONAL, 6),
        ]
    })
}
