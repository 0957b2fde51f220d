//! Summaries, against a computation of their own.

use std::iter::zip;

use proptest::collection::vec;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::{config, shown};
use crate::tree::Tree;

/// What is in a sequence, read off the data: the numbers, and how many others.
#[derive(Default)]
struct Counted {
    numbers: Vec<f64>,
    /// The same as they are shown: an `f32` by its own shortest digits, which are another `f64`.
    shown: Vec<f64>,
    non_finite: usize,
    nulls: usize,
    others: usize,
}

/// The digits of an `f32`, of which there may be two equally short.
fn as_shown(number: &Tree) -> f64 {
    let text = serde_json::to_string(number).expect("a number");
    text.parse().expect("a number")
}

impl Counted {
    fn of(trees: &[Tree]) -> Self {
        let mut counted = Self::default();
        for tree in trees {
            counted.count(tree);
        }
        counted
    }

    fn count(&mut self, tree: &Tree) {
        let number = match tree {
            Tree::Byte(number) => f64::from(*number),
            Tree::Short(number) => f64::from(*number),
            Tree::Signed(number) => *number as f64,
            Tree::Unsigned(number) => *number as f64,
            Tree::Wide(number) => *number as f64,
            Tree::Huge(number) => *number as f64,
            Tree::Single(number) => f64::from(*number),
            Tree::Float(number) => *number,
            Tree::Absent | Tree::Unit => return self.nulls += 1,
            Tree::Present(tree) | Tree::Newtype(tree) => return self.count(tree),
            Tree::Sequence(trees, _) | Tree::Tuple(trees) => {
                return trees.iter().for_each(|tree| self.count(tree));
            }
            _ => return self.others += 1,
        };
        if number.is_finite() {
            self.numbers.push(number);
            self.shown.push(match tree {
                Tree::Single(_) => as_shown(tree),
                _ => number,
            });
        } else {
            self.non_finite += 1;
        }
    }

    /// The mean of numbers whose sum may be more than an `f64` holds: of smaller ones, the least first.
    fn mean(&self) -> f64 {
        let count = self.numbers.len() as f64;
        let scale = 2_f64.powi(-12);
        let mut sorted: Vec<f64> = self.numbers.iter().map(|number| number * scale).collect();
        sorted.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
        let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
        for number in sorted {
            let next = sum + number;
            lost += if sum.abs() >= number.abs() {
                (sum - next) + number
            } else {
                (number - next) + sum
            };
            sum = next;
        }
        (sum + lost) / count / scale
    }

    #[track_caller]
    fn check(&self, summary: &Value, len: usize) {
        assert_eq!(summary["len"], len);
        assert_eq!(summary["nulls"].as_u64().unwrap_or(0), self.nulls as u64);
        let has_numbers = self.numbers.len() + self.non_finite > 0;
        if self.others > 0 || !has_numbers {
            for field in ["min", "max", "mean", "non_finite"] {
                assert!(summary.get(field).is_none(), "{field}: {summary}");
            }
            return;
        }
        assert_eq!(summary["non_finite"], self.non_finite);
        if self.numbers.is_empty() {
            assert!(
                summary["min"].is_null() && summary["max"].is_null() && summary["mean"].is_null()
            );
            return;
        }
        let by_value = |a: &&(f64, f64), b: &&(f64, f64)| a.0.total_cmp(&b.0);
        let both: Vec<(f64, f64)> = zip(self.numbers.clone(), self.shown.clone()).collect();
        let (_, least) = *both.iter().min_by(by_value).expect("a number");
        let (_, most) = *both.iter().max_by(by_value).expect("a number");
        let number = |field: &str| summary[field].as_f64();
        let close = |found: Option<f64>, expected: f64, scale: f64| {
            found.is_some_and(|found| {
                (found - expected).abs() <= scale.abs() * 1e-12 + f64::MIN_POSITIVE
            })
        };
        let scale = least.abs().max(most.abs());
        assert!(close(number("min"), least, least), "{least} in {summary}");
        assert!(close(number("max"), most, most), "{most} in {summary}");
        assert!(
            close(number("mean"), self.mean(), scale),
            "{} in {summary}",
            self.mean()
        );
    }
}

fn number() -> impl Strategy<Value = Tree> {
    let bits = any::<u64>().prop_map(f64::from_bits).boxed();
    prop_oneof![
        any::<u8>().prop_map(Tree::Byte),
        any::<i16>().prop_map(Tree::Short),
        any::<i64>().prop_map(Tree::Signed),
        prop_oneof![any::<u64>(), Just(u64::MAX)].prop_map(Tree::Unsigned),
        prop_oneof![any::<i128>(), Just(i128::MIN), Just(i128::MAX)].prop_map(Tree::Wide),
        prop_oneof![any::<u128>(), Just(u128::MAX)].prop_map(Tree::Huge),
        any::<f32>().prop_map(Tree::Single),
        bits.prop_map(Tree::Float),
        any::<f64>().prop_map(Tree::Float),
        (-1.0..1.0).prop_map(Tree::Float),
        Just(Tree::Float(f64::NAN)),
        Just(Tree::Single(f32::INFINITY)),
        Just(Tree::Float(f64::MAX)),
        Just(Tree::Float(f64::MIN)),
        Just(Tree::Float(5e-324)),
        Just(Tree::Float(-0.0)),
    ]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn numbers_of_all_kinds_together(numbers in vec(number(), 65..300), says_length in any::<bool>()) {
        let summary = shown(Tree::Sequence(numbers.clone(), says_length));
        Counted::of(&numbers).check(&summary, numbers.len());
    }

    #[test]
    fn numbers_of_one_kind(start in number(), count in 65..200_usize) {
        let numbers = vec![start; count];
        let summary = shown(Tree::Sequence(numbers.clone(), true));
        Counted::of(&numbers).check(&summary, count);
    }

    #[test]
    fn numbers_among_what_are_none(
        numbers in vec(prop_oneof![
            20 => number().prop_map(|number| Tree::Present(number.into())),
            3 => Just(Tree::Absent),
            1 => Just(Tree::Bool(true)),
            1 => Just(Tree::Text("7".to_owned())),
            1 => Just(Tree::Struct(vec![("x", Tree::Byte(1))])),
            1 => Just(Tree::NewtypeVariant("x", Tree::Byte(1).into())),
        ], 65..100),
        says_length in any::<bool>(),
    ) {
        let summary = shown(Tree::Sequence(numbers.clone(), says_length));
        Counted::of(&numbers).check(&summary, numbers.len());
    }

    #[test]
    fn nested_sequences_say_their_shape(
        rows in 65..90_usize, columns in 1..5_usize, depth in 0..4_usize, numbers in vec(number(), 1..9), odd in any::<bool>(),
    ) {
        let leaf = |at: usize| numbers[at % numbers.len()].clone();
        let row = |at: usize, columns: usize| {
            let flat = Tree::Tuple((0..columns).map(|column| leaf(at + column)).collect());
            (0..depth).fold(flat, |tree, _| Tree::Sequence(vec![tree.clone(), tree], true))
        };
        let mut all: Vec<Tree> = (0..rows).map(|at| row(at, columns)).collect();
        if odd {
            all.push(row(0, columns + 1));
        }
        let summary = shown(Tree::Sequence(all.clone(), true));
        Counted::of(&all).check(&summary, all.len());
        let mut shape = vec![all.len()];
        shape.extend(vec![2; depth]);
        shape.push(columns);
        let shape = (!odd).then(|| json!(shape));
        prop_assert_eq!(summary.get("shape"), shape.as_ref());
    }
}

#[track_caller]
fn summary(numbers: &[impl Serialize]) -> Value {
    assert!(numbers.len() > 64);
    shown(numbers)
}

#[test]
fn integers_are_exact_at_both_ends() {
    let mut wide = vec![0_i128; 70];
    (wide[3], wide[60]) = (i128::MIN, i128::MAX);
    let text = crate::support::shown_text(&wide);
    assert!(
        text.contains(&format!("\"min\":{},\"max\":{}", i128::MIN, i128::MAX)),
        "{text}"
    );
    let mut unsigned = vec![u64::MAX; 70];
    unsigned[0] = u64::MAX - 1;
    let found = summary(&unsigned);
    assert_eq!(
        (&found["min"], &found["max"]),
        (&json!(u64::MAX - 1), &json!(u64::MAX))
    );
    // Neighbours that are one f64.
    let near: Vec<i64> = (0..70).map(|at| (1 << 60) + at).collect();
    let found = summary(&near);
    assert_eq!(
        (&found["min"], &found["max"]),
        (&json!(1_u64 << 60), &json!((1_u64 << 60) + 69))
    );
}

#[test]
fn a_mean_loses_nothing_to_size() {
    for (number, expected) in [
        (f64::MAX, f64::MAX),
        (f64::MIN, f64::MIN),
        (5e-324, 5e-324),
        (f64::MIN_POSITIVE, f64::MIN_POSITIVE),
        (0.1, 0.1),
    ] {
        let mean = summary(&vec![number; 1000])["mean"]
            .as_f64()
            .expect("a number");
        assert!((mean / expected - 1.0).abs() < 1e-15, "{mean} for {number}");
    }
    let mut opposite = vec![f64::MAX; 100];
    opposite.extend(vec![f64::MIN; 100]);
    assert_eq!(summary(&opposite)["mean"], 0.0);
    let mut small_among_large = vec![1.0; 1000];
    small_among_large.extend([1e300, -1e300]);
    assert_eq!(summary(&small_among_large)["mean"], 1000.0 / 1002.0);
}

#[test]
fn an_f32_keeps_its_digits() {
    let found = summary(&[0.1_f32; 65]);
    assert_eq!((&found["min"], &found["max"]), (&json!(0.1), &json!(0.1)));
}

#[test]
fn ndarray_computes_the_same() {
    let array = ndarray::Array::from_shape_fn((40, 50), |(row, column)| {
        (row as f64 * 1.37 - 20.0) * (column as f64).sin()
    });
    let found = shown(&array);
    assert_eq!(found["shape"], json!([40, 50]));
    let least = array.fold(f64::INFINITY, |least, &x| least.min(x));
    let most = array.fold(f64::NEG_INFINITY, |most, &x| most.max(x));
    assert_eq!(
        (&found["min"], &found["max"]),
        (&json!(least), &json!(most))
    );
    let mean = found["mean"].as_f64().expect("a number");
    assert!((mean - array.mean().expect("not empty")).abs() < 1e-12);
}

#[test]
fn what_is_empty_is_shown() {
    assert_eq!(shown(Vec::<f64>::new()), json!([]));
    assert_eq!(shown(vec![Vec::<f64>::new(); 3]), json!([[], [], []]));
    let empty = summary(&vec![Vec::<f64>::new(); 70]);
    assert_eq!(empty["len"], 70);
    assert!(
        empty.get("min").is_none() && empty.get("mean").is_none(),
        "{empty}"
    );
}
