//! The serializer against plain `serde_json`: what recording features costs a call.
//!
//! The serializer has no public door of its own, and gets none for a benchmark. So an audited call with
//! the features is held against the same call with a feature that has no fields: the difference is the
//! serializer, and the hand-over of what it wrote to the recorder's thread, which counts against it.
//! `serde_json` writes the same value into a buffer that it used before.
//!
//! `cargo bench -p flight-recorder-tests --bench capture`, with `-- nested` for the rows that are called so.

mod shapes;

use std::hint::black_box;
use std::time::Instant;

use flight_recorder::{Output, audit, builder, flush};
use serde::Serialize;

use shapes::{Customer, Empty, Four, Thirty, samples};

/// Rounds, each with a turn of every contender: neighbours on the machine disturb all alike.
const ROUNDS: usize = 200;

#[audit(model_version = "v1")]
fn recorded<T: Serialize>(features: &T) -> u8 {
    let _ = features;
    1
}

/// Nanoseconds a call, of one turn.
fn turn(calls: usize, mut call: impl FnMut()) -> f64 {
    flush().expect("a sink takes everything");
    let start = Instant::now();
    for _ in 0..calls {
        call();
    }
    start.elapsed().as_nanos() as f64 / calls as f64
}

/// The quietest of all rounds: `serde_json`, and ours.
fn measure<T: Serialize>(values: &[T], calls: usize) -> (f64, f64) {
    let mut json = Vec::new();
    let [mut plain, mut with, mut without] = [f64::INFINITY; 3];
    let mut begin = 0;
    for _ in 0..ROUNDS {
        // All contenders the same values, each round others.
        let next = || values.iter().cycle().skip(begin);
        let mut value = next();
        plain = plain.min(turn(calls, || {
            json.clear();
            serde_json::to_writer(&mut json, black_box(value.next().expect("a cycle")))
                .expect("serialises");
            black_box(&json);
        }));
        let mut value = next();
        with = with.min(turn(calls, || {
            black_box(recorded(black_box(value.next().expect("a cycle"))));
        }));
        without = without.min(turn(calls, || {
            black_box(recorded(black_box(&Empty {})));
        }));
        begin = (begin + calls) % values.len();
    }
    (plain, with - without)
}

/// A row of the table, if it is asked for: whether the ratio is within what it may be.
fn row<T: Serialize>(what: &str, most: f64, values: &[T], calls: usize) -> bool {
    let mut asked_for = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'));
    if asked_for.next().is_some_and(|part| !what.contains(&part)) {
        return true;
    }
    let (plain, ours) = measure(values, calls);
    let ratio = ours / plain;
    let verdict = if ratio <= most { "" } else { "  MISSED" };
    println!("{what:<22} {plain:>12.1} {ours:>12.1} {ratio:>7.2} {most:>7.2}{verdict}");
    ratio <= most
}

fn main() {
    builder()
        .logs(Output::writer(std::io::sink()))
        .init()
        .expect("the first set-up");
    println!(
        "{:<22} {:>12} {:>12} {:>7} {:>7}",
        "ns", "serde_json", "recorded", "ratio", "at most"
    );
    let vector: Vec<f64> = (0..10_000_i32)
        .map(|at| f64::from(at).sin() * 100.0)
        .collect();
    let all = [
        row("4 fields", 1.3, &samples(Four::sample), 400),
        row("30 fields", 1.3, &samples(Thirty::sample), 150),
        row("nested customer", 1.3, &samples(Customer::sample), 200),
        row("10,000 numbers", 1.0, &[vector], 20),
    ];
    println!(
        "{} of {} within",
        all.iter().filter(|&&within| within).count(),
        all.len()
    );
}
