//! What is masked or hashed does not come back, whatever quotes it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use flight_recorder::{audit, track_time};
use proptest::prelude::*;
use proptest::sample::select;

use crate::fates::{Answer, Failure, Fate, OnlyDebug, PUBLIC, Quote, answer};
use crate::masks::planted;
use crate::support::{config, holds, lines, written};
use crate::tree::{Key, Tree};
use crate::wild::text;

/// No part of any other text.
const CORE: &str = "Qx7zK9";

#[audit(model_version = "v1", mask(secret), skip(fate, said))]
fn masked(secret: &Tree, public: &str, fate: Fate, said: &str) -> Result<Answer, Failure> {
    let _ = (secret, public);
    answer(fate, said.to_owned())
}

#[audit(model_version = "v1", hash(secret), skip(fate, said))]
fn hashed(secret: &Tree, public: &str, fate: Fate, said: &str) -> Result<Answer, Failure> {
    let _ = (secret, public);
    answer(fate, said.to_owned())
}

#[audit(model_version = "v1", skip(fate, said))]
fn by_name(planted: &Tree, public: &str, fate: Fate, said: &str) -> Result<Answer, Failure> {
    let _ = (planted, public);
    answer(fate, said.to_owned())
}

#[track_time(features(secret, public), mask(secret))]
fn timed(secret: Tree, public: &str, fate: Fate, said: &str) -> Result<Answer, Failure> {
    let _ = (secret, public);
    answer(fate, said.to_owned())
}

#[track_time(features(secret, public), hash(secret))]
fn timed_hashed(secret: &Tree, public: &str, said: &str) -> Result<Answer, OnlyDebug> {
    let _ = (secret, public);
    Err(OnlyDebug(said.to_owned()))
}

#[track_time(skip(said))]
fn outer<R>(said: &str, inner: impl FnOnce() -> R) -> Result<R, String>
where
    R: Quoted,
{
    let result = inner();
    if result.is_failure() {
        Err(format!("outer: {said}"))
    } else {
        Ok(result)
    }
}

trait Quoted {
    fn is_failure(&self) -> bool;
}

impl<T, E> Quoted for Result<T, E> {
    fn is_failure(&self) -> bool {
        self.is_err()
    }
}

fn secret() -> impl Strategy<Value = String> {
    (text(), text()).prop_map(|(before, after)| format!("{before}{CORE}{after}"))
}

fn quote() -> impl Strategy<Value = Quote> {
    select(&[Quote::Verbatim, Quote::Debug, Quote::InDebugOfAll][..])
}

fn fate() -> impl Strategy<Value = Fate> {
    const ALL: [Fate; 5] = [
        Fate::Predicts,
        Fate::Fails,
        Fate::FailsByDebug,
        Fate::FailsBySource,
        Fate::Panics,
    ];
    select(&ALL[..])
}

type Call = fn(&Tree, Fate, &str);

/// A secret by itself, or in something.
fn inside(secret: String) -> impl Strategy<Value = Tree> {
    let text = Tree::Text(secret);
    select(vec![
        text.clone(),
        Tree::Present(text.clone().into()),
        Tree::Struct(vec![("x", Tree::Byte(1)), ("y", text.clone())]),
        Tree::Map(vec![(
            Key::Number(1),
            Tree::Sequence(vec![text.clone()], false),
        )]),
        Tree::Sequence(vec![text.clone(); 70], true),
        Tree::StructVariant("V", vec![("x", Tree::Tuple(vec![text]))]),
    ])
}

#[track_caller]
fn check(written: &[u8]) -> Result<(), TestCaseError> {
    prop_assert!(
        !holds(written, CORE),
        "{}",
        String::from_utf8_lossy(written)
    );
    prop_assert!(
        holds(written, PUBLIC),
        "{}",
        String::from_utf8_lossy(written)
    );
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_masked_or_hashed_secret_is_in_no_byte(
        (secret, tree) in secret().prop_flat_map(|secret| (Just(secret.clone()), inside(secret))),
        quote in quote(),
        fate in fate(),
    ) {
        let said = quote.of(&secret);
        let calls: [Call; 4] = [
            |tree, fate, said| drop(outer(said, || masked(tree, PUBLIC, fate, said))),
            |tree, fate, said| drop(outer(said, || hashed(tree, PUBLIC, fate, said))),
            |tree, fate, said| drop(outer(said, || timed(tree.clone(), PUBLIC, fate, said))),
            |tree, _, said| drop(outer(said, || timed_hashed(tree, PUBLIC, said))),
        ];
        for call in calls {
            let written = written(|| {
                let _ = catch_unwind(AssertUnwindSafe(|| call(&tree, fate, &said)));
            });
            // What a step that went well was about is no feature of its line.
            let lines = lines(&written);
            if lines.iter().any(|line| line.get("input_features").is_some()) {
                check(&written)?;
            }
        }
    }

    #[test]
    fn what_stands_under_a_personal_name_is_in_no_byte_either(
        (secret, tree) in secret().prop_flat_map(|secret| {
            let planted = planted(Tree::Text(secret.clone()));
            (Just(secret), planted)
        }),
        quote in quote(),
        fate in fate(),
        around in select(&AROUND[..]),
    ) {
        let said = quote.of(&secret);
        let tree = around(tree);
        let written = written(|| {
            let _ = catch_unwind(AssertUnwindSafe(|| {
                outer(&said, || by_name(&tree, PUBLIC, fate, &said))
            }));
        });
        check(&written)?;
    }

    #[test]
    fn a_secret_number_is_in_no_byte(number in 100_000..u64::MAX, fate in fate(), float in any::<bool>()) {
        let tree = if float { Tree::Float(number as f64) } else { Tree::Unsigned(number) };
        let said = if float { format!("<{:?}> {0}", number as f64) } else { format!("<{number:?}> {number}") };
        let written = written(|| {
            let _ = catch_unwind(AssertUnwindSafe(|| masked(&tree, PUBLIC, fate, &said)));
        });
        prop_assert!(!holds(&written, &number.to_string()));
        prop_assert!(!float || !holds(&written, &(number as f64).to_string()));
        prop_assert!(holds(&written, PUBLIC));
    }
}

/// Places in which a value is not shown, but was seen.
const AROUND: [fn(Tree) -> Tree; 7] = [
    |tree| tree,
    |tree| Tree::Sequence(vec![tree; 70], true),
    |tree| Tree::Sequence(vec![tree; 70], false),
    |tree| {
        Tree::Tuple(
            vec![Tree::Text("x".repeat(1000)); 20]
                .into_iter()
                .chain([tree])
                .collect(),
        )
    },
    |tree| {
        let text = || Tree::Text("x".repeat(1000));
        Tree::Map(
            (0..20)
                .map(|at| (Key::Number(at), text()))
                .chain([(Key::Char('a'), tree)])
                .collect(),
        )
    },
    |tree| Tree::Map((0..300).map(|at| (Key::Number(at), tree.clone())).collect()),
    |tree| (0..99).fold(tree, |tree, _| Tree::Sequence(vec![tree], true)),
];

#[audit(model_version = "v1", mask(number))]
fn predicts_many(number: u32, scores: &[f64]) -> Vec<u32> {
    let _ = scores;
    (0..100).map(|at| number + at).collect()
}

#[test]
fn a_secret_number_is_not_the_least_of_a_summary() {
    let written = written(|| predicts_many(471_147, &[0.5]));
    assert!(
        !holds(&written, "471147"),
        "{}",
        String::from_utf8_lossy(&written)
    );
    assert_eq!(lines(&written)[0]["prediction"]["len"], 100);
}
