//! What bodies do: return early, use `?`, recurse, nest, diverge.

use std::cell::Cell;
use std::panic::catch_unwind;

use flight_recorder::{audit, track_time};

use crate::expected::{Audited, Timed, recorded};

#[track_time]
#[audit(model_version = "v1")]
fn early(x: f64) -> Option<f64> {
    if x < 0.0 {
        return None;
    }
    for step in 0..10_u8 {
        if f64::from(step) > x {
            return Some(f64::from(step));
        }
    }
    Some(x)
}

#[audit(model_version = "v1")]
#[track_time]
fn questioned(text: &str) -> Result<u8, Box<dyn std::error::Error>> {
    let number: u8 = text.parse()?;
    let half = number.checked_sub(100).ok_or("too small")?;
    Ok(half)
}

#[track_time]
fn questioned_option(row: &[u8]) -> Option<u8> {
    let first = row.first()?;
    first.checked_add(1)
}

#[track_time]
#[audit(model_version = "v1")]
fn factorial(n: u64) -> u64 {
    if n == 0 { 1 } else { n * factorial(n - 1) }
}

#[track_time]
fn outer(x: f64) -> f64 {
    #[track_time]
    #[audit(model_version = "v1")]
    fn inner(x: f64) -> f64 {
        x * 2.0
    }
    inner(x) + inner(1.0)
}

#[track_time]
fn with_closures_and_blocks(rows: &[u8]) -> Vec<u8> {
    let add = |x: &u8| -> u8 {
        if *x > 100 {
            return *x;
        }
        x + 1
    };
    let found = 'search: {
        for row in rows {
            if *row > 1 {
                break 'search Some(row);
            }
        }
        None
    };
    let mut all: Vec<u8> = rows.iter().map(add).collect();
    all.extend(found);
    all
}

#[track_time]
fn nothing() {}

#[track_time]
fn nothing_but_effects(count: &Cell<u32>) {
    if count.get() > 5 {
        return;
    }
    count.set(count.get() + 1);
}

#[track_time]
fn never(reason: &str) -> ! {
    panic!("no way: {reason}")
}

#[audit(model_version = "v1", prediction = |_| "unreachable")]
fn never_audited(x: u8) -> ! {
    loop {
        assert!(x > 5, "{x} is small");
    }
}

#[track_time]
fn only_panics(x: u8) -> u8 {
    unimplemented!("for {x}")
}

#[track_time]
fn with_an_inner_attribute(x: u8) -> u8 {
    #![expect(unused_variables, reason = "tested")]
    //! And an inner comment.
    let unused = 1;
    x
}

#[track_time]
#[audit(model_version = "v1")]
fn with_items(x: f64) -> f64 {
    use std::f64::consts::PI as SCALE;
    const OFFSET: f64 = 1.0;
    struct Model(f64);
    impl Model {
        #[track_time]
        fn run(&self, x: f64) -> f64 {
            self.0 * x + OFFSET
        }
    }
    Model(SCALE).run(x)
}

#[test]
fn a_body_may_return_early() {
    for x in [-1.0, 2.5, 20.0] {
        let lines = [(Timed, "early", "ok"), (Audited, "early", "ok")];
        let (stepped, lines) = recorded(&lines, || early(x));
        assert_eq!(lines[1]["prediction"], serde_json::json!(stepped));
    }
}

#[test]
fn a_question_mark_is_an_error_of_the_function() {
    let failed = [
        (Audited, "questioned", "error"),
        (Timed, "questioned", "error"),
    ];
    let (_, lines) = recorded(&failed, || questioned("many").is_err());
    assert_eq!(lines[0]["error_message"], "invalid digit found in string");
    let (_, lines) = recorded(&failed, || questioned("7").is_err());
    assert_eq!(lines[1]["error_message"], "too small");
    assert_eq!(lines[1]["input_features"]["text"], "7");
    let succeeded = [(Audited, "questioned", "ok"), (Timed, "questioned", "ok")];
    let (_, lines) = recorded(&succeeded, || questioned("107").is_ok());
    assert_eq!(lines[0]["prediction"], 7);
}

#[test]
fn no_value_is_no_error() {
    let (next, _) = recorded(&[(Timed, "questioned_option", "ok")], || {
        questioned_option(&[])
    });
    assert_eq!(next, None);
}

#[test]
fn every_call_of_a_recursion_writes_its_lines() {
    let each = [(Timed, "factorial", "ok"), (Audited, "factorial", "ok")];
    let (product, lines) = recorded(&each.repeat(4), || factorial(3));
    assert_eq!(product, 6);
    let features: Vec<_> = (0..4)
        .map(|n| lines[2 * n + 1]["input_features"]["n"].clone())
        .collect();
    assert_eq!(features, [0, 1, 2, 3]);
    assert_eq!(lines[0]["parent_span_id"], lines[1]["span_id"]);
    assert_eq!(lines[1]["parent_span_id"], lines[2]["span_id"]);
}

#[test]
fn annotated_functions_nest() {
    let inner = [(Timed, "inner", "ok"), (Audited, "inner", "ok")];
    let mut lines = inner.repeat(2);
    lines.push((Timed, "outer", "ok"));
    let (sum, lines) = recorded(&lines, || outer(3.0));
    assert!((sum - 8.0).abs() < 1e-9);
    assert_eq!(lines[1]["parent_span_id"], lines[4]["span_id"]);
}

#[test]
fn a_body_may_have_closures_and_labels() {
    let name = "with_closures_and_blocks";
    let (all, _) = recorded(&[(Timed, name, "ok")], || {
        with_closures_and_blocks(&[0, 1, 2])
    });
    assert_eq!(all, [1, 2, 3, 2]);
}

#[test]
fn a_function_may_return_nothing() {
    let count = Cell::new(5);
    let lines = [
        (Timed, "nothing", "ok"),
        (Timed, "nothing_but_effects", "ok"),
        (Timed, "nothing_but_effects", "ok"),
    ];
    recorded(&lines, || {
        nothing();
        nothing_but_effects(&count);
        nothing_but_effects(&count);
    });
    assert_eq!(count.get(), 6);
}

#[test]
fn a_function_may_never_return() {
    let (_, lines) = recorded(&[(Timed, "never", "panic")], || {
        catch_unwind(|| never("lost")).is_err()
    });
    assert_eq!(lines[0]["error_message"], "no way: lost");
    assert_eq!(lines[0]["input_features"]["reason"], "lost");
    let (_, lines) = recorded(&[(Audited, "never_audited", "panic")], || {
        catch_unwind(|| never_audited(3)).is_err()
    });
    assert_eq!(lines[0]["error_message"], "3 is small");
}

#[test]
fn a_body_may_only_panic() {
    let (_, lines) = recorded(&[(Timed, "only_panics", "panic")], || {
        catch_unwind(|| only_panics(3)).is_err()
    });
    assert_eq!(lines[0]["error_message"], "not implemented: for 3");
}

#[test]
fn a_body_may_begin_with_inner_attributes() {
    recorded(&[(Timed, "with_an_inner_attribute", "ok")], || {
        with_an_inner_attribute(1)
    });
}

#[test]
fn a_body_may_hold_items() {
    let lines = [
        (Timed, "run", "ok"),
        (Timed, "with_items", "ok"),
        (Audited, "with_items", "ok"),
    ];
    let (_, lines) = recorded(&lines, || with_items(0.0));
    assert_eq!(lines[2]["prediction"], 1.0);
}
