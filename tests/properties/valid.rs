//! Every line is valid JSON with unique keys, within its limits.

use flight_recorder::{audit, track_time};
use proptest::prelude::*;
use serde::Serialize;
use serde_json::Value;

use crate::support::{DEPTH, LINE, config, lines, written};
use crate::tree::Tree;
use crate::wild::{text, wild};

/// What a cut leaves behind a string.
const CUT: usize = 40;

#[audit(model_version = "v1", features(..first, second))]
fn predict(first: &Tree, second: &Tree, result: &Result<Tree, String>) -> Result<Tree, String> {
    let _ = (first, second);
    result.clone()
}

#[track_time]
fn fails(first: &Tree, second: &Tree, message: &str) -> Result<(), String> {
    let _ = (first, second);
    Err(message.to_owned())
}

#[audit(model_version = "v1", batch = rows)]
fn batch(rows: &[Tree], other: &Tree, works: bool) -> Result<Vec<Tree>, String> {
    let _ = other;
    if works {
        Ok(rows.to_vec())
    } else {
        Err("no".to_owned())
    }
}

/// The levels of nesting; every string and key no longer than the limit, every object and array no
/// wider.
#[track_caller]
fn measure(value: &Value, is_message: bool) -> usize {
    match value {
        Value::String(text) => {
            let limit = if is_message { 2048 } else { 1024 };
            assert!(text.len() <= limit + CUT, "{} bytes", text.len());
            assert!(!text.contains('\0'));
            0
        }
        Value::Array(elements) => {
            assert!(elements.len() <= 65, "{} elements", elements.len());
            1 + elements
                .iter()
                .map(|value| measure(value, false))
                .max()
                .unwrap_or(0)
        }
        Value::Object(fields) => {
            assert!(fields.len() <= 258, "{} fields", fields.len());
            let measured = fields.iter().map(|(key, value)| {
                assert!(key.len() <= 1024 + CUT && !key.contains('\0'), "{key}");
                measure(value, key == "error_message")
            });
            1 + measured.max().unwrap_or(0)
        }
        _ => 0,
    }
}

#[track_caller]
fn check(written: &[u8]) -> Vec<Value> {
    for line in written.split(|&byte| byte == b'\n') {
        assert!(line.len() <= LINE, "{} bytes", line.len());
    }
    let lines = lines(written);
    for line in &lines {
        assert!(measure(line, false) <= DEPTH + 3);
        for field in [
            "timestamp",
            "level",
            "event",
            "outcome",
            "duration_seconds",
            "trace_id",
        ] {
            assert!(line.get(field).is_some(), "no {field}: {line}");
        }
        // A line that was shortened counts what it left out.
        assert!(
            line.get("input_features").is_none_or(Value::is_object),
            "{line}"
        );
    }
    lines
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_audit_of_any_values_is_one_valid_line(
        first in wild(),
        second in wild(),
        result in prop_oneof![wild().prop_map(Ok), (text(), 1..300_usize).prop_map(|(text, times)| Err(text.repeat(times)))],
    ) {
        let lines = check(&written(|| predict(&first, &second, &result)));
        prop_assert_eq!(lines.len(), 1);
        let (outcome, field) = if result.is_ok() { ("ok", "prediction") } else { ("error", "error_message") };
        prop_assert_eq!(&lines[0]["outcome"], outcome);
        prop_assert!(lines[0].get(field).is_some());
        prop_assert_eq!(&lines[0]["model_version"], "v1");
    }

    #[test]
    fn a_failure_of_a_timed_function_is_one_valid_line(first in wild(), second in wild(), message in text()) {
        let lines = check(&written(|| fails(&first, &second, &message)));
        prop_assert_eq!(lines.len(), 1);
        // A map under a personal name may have keys that the message quotes.
        let said = lines[0]["error_message"].as_str().unwrap_or("");
        prop_assert!(said == message || said.contains("[masked]"), "{}", said);
    }

    #[test]
    fn a_batch_is_as_many_valid_lines_as_it_has_rows(
        rows in proptest::collection::vec(wild(), 1..4),
        other in wild(),
        works in any::<bool>(),
    ) {
        let lines = check(&written(|| batch(&rows, &other, works)));
        prop_assert_eq!(lines.len(), if works { rows.len() } else { 1 });
    }
}

/// Nested in all ways that there are, twice as deep as is allowed.
fn deep(levels: usize) -> impl Iterator<Item = Tree> {
    let wraps: [fn(Tree) -> Tree; 6] = [
        |tree| Tree::Sequence(vec![tree], true),
        |tree| Tree::Sequence(vec![tree], false),
        |tree| Tree::Struct(vec![("x", tree)]),
        |tree| Tree::NewtypeVariant("x", tree.into()),
        |tree| Tree::TupleVariant("x", vec![tree]),
        |tree| Tree::StructVariant("x", vec![("x", tree)]),
    ];
    let all = move |tree, at: usize| wraps[at % wraps.len()](tree);
    let mixed = (0..levels).fold(Tree::Byte(1), all);
    let alike = wraps.map(|wrap| (0..levels).fold(Tree::Byte(1), |tree, _| wrap(tree)));
    alike.into_iter().chain([mixed])
}

#[test]
fn what_is_nested_too_deep_stays_within_what_readers_read() {
    for tree in deep(2 * DEPTH) {
        let many = Tree::Sequence(vec![tree.clone(); 3], true);
        check(&written(|| predict(&tree, &many, &Ok(tree.clone()))));
        check(&written(|| fails(&many, &tree, "deep")));
        check(&written(|| batch(std::slice::from_ref(&tree), &tree, true)));
    }
}

#[test]
fn depth_costs_no_stack_where_nothing_is_shown_of_it() {
    struct Endless(usize);
    impl Serialize for Endless {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq((0..100).map(|_| Endless(self.0 + 1)).take(if self.0 == 0 {
                100
            } else {
                1
            }))
        }
    }
    let line = crate::support::line(Endless(0));
    assert_eq!(line["input_features"]["x"]["len"], 100);
}
