//! Large values cost memory bounded by the limits, however large they are.

use std::collections::{BTreeMap, HashMap};

use allocation_counter::measure;
use flight_recorder::{Output, audit, builder, flush, track_time};
use serde::Serialize;

/// A few lines: what is rendered, the line itself, and the recorder's chunk of 64 KiB.
const LINES: u64 = 256 * 1024;

/// What is kept of raw values, so that no text of the call quotes them, and the texts to search for.
const SECRETS: u64 = 2 * 1024 * 1024;

#[audit(model_version = "v1")]
fn recorded<T: Serialize>(x: &T) -> u8 {
    let _ = x;
    1
}

#[audit(model_version = "v1", skip(x))]
fn predicted<T: Serialize>(x: &T) -> &T {
    x
}

#[audit(model_version = "v1", mask(x))]
fn masked<T: Serialize>(x: &T, message: &str) -> Result<u8, String> {
    let _ = x;
    Err(message.to_owned())
}

#[track_time]
fn fails<T: Serialize>(x: &T, message: String) -> Result<u8, String> {
    let _ = x;
    Err(message)
}

#[derive(Serialize)]
struct Row {
    email: &'static str,
    visits: u32,
}

/// What a call allocates at most at a time, beyond what is there before.
#[track_caller]
fn assert_bounded<R>(what: &str, most: u64, call: impl Fn() -> R) {
    flush().expect("a sink takes everything");
    let allocated = measure(|| drop(call()));
    assert!(
        allocated.bytes_max <= most,
        "{what}: {} bytes",
        allocated.bytes_max
    );
    let kept = allocated.bytes_current;
    assert!(kept <= 256 * 1024, "{what}: {kept} bytes are kept");
}

#[track_caller]
fn assert_all_bounded<T: Serialize>(what: &str, value: &T) {
    assert_bounded(what, LINES, || recorded(value));
    assert_bounded(what, LINES, || {
        predicted(value);
    });
    assert_bounded(what, LINES, || fails(value, String::new()));
    assert_bounded(what, SECRETS, || masked(value, "no"));
}

#[test]
fn large_values_cost_no_more_than_the_limits() {
    builder()
        .logs(Output::writer(std::io::sink()))
        .init()
        .expect("the first set-up");
    recorded(&1);

    let text = "x\u{1}ä".repeat(1 << 18);
    assert!(text.len() >= 1 << 20);
    assert_all_bounded("a string of 1 MiB", &text);
    assert_all_bounded("many of them", &vec![&text; 60]);
    assert_all_bounded("a key of 1 MiB", &HashMap::from([(&text, 1)]));
    assert_all_bounded("bytes", &text.as_bytes());

    let numbers: Vec<f64> = (0..10_000_000_u32).map(f64::from).collect();
    assert_all_bounded("10 million numbers", &numbers);
    assert_bounded("the same, nested", LINES, || recorded(&[[&numbers]]));
    drop(numbers);

    let map: BTreeMap<String, f64> = (0..50_000)
        .map(|at| (format!("key {at}"), f64::NAN))
        .collect();
    assert_all_bounded("a map of 50,000 keys", &map);
    assert_bounded("two of them", LINES, || recorded(&[&map, &map]));
    drop(map);

    // What is personal in rows of which only the number is shown is kept, up to a limit.
    let rows: Vec<Row> = (0..100_000)
        .map(|visits| Row {
            email: "somebody@example.com",
            visits,
        })
        .collect();
    assert_bounded("100,000 rows", SECRETS, || recorded(&rows));

    // The error itself is the caller's.
    let message = text.len() as u64;
    assert_bounded("an error of 1 MiB", message + LINES, || {
        masked(&1234, &text)
    });
    assert_bounded("a masked error of 1 MiB", message + SECRETS, || {
        masked(&text, &text)
    });
}
