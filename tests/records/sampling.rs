//! Sampling: a share of the calls that went well, and all that failed or were slow.

use std::hint::spin_loop;
use std::time::{Duration, Instant};

use flight_recorder::testing::capture;
use flight_recorder::track_time;
use serde_json::Value;

use crate::support::{block_on, one, one_panic};

#[track_time(sample = 0.01)]
fn rarely(number: u32) -> Result<u32, String> {
    match number {
        0 => Err("zero".to_owned()),
        1 => panic!("one"),
        _ => Ok(number),
    }
}

#[track_time(sample = 0.5)]
fn often() {}

#[track_time(sample = 1)]
fn always() {}

#[track_time(sample = 1.0)]
async fn always_later() {}

#[track_time(sample = 0.000_000_001, slow = "1ms")]
fn slowly() {
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_millis(2) {
        spin_loop();
    }
}

const CALLS: u32 = 20_000;

/// Six standard deviations: one run in 500 million is out of them.
#[track_caller]
fn assert_share(lines: &[Value], share: f64) {
    let expected = f64::from(CALLS) * share;
    let deviation = (expected * (1.0 - share)).sqrt();
    let found = lines.len() as f64;
    assert!(
        (found - expected).abs() <= 6.0 * deviation,
        "{found} lines, not about {expected}"
    );
}

#[test]
fn a_sample_keeps_its_share_and_each_line_says_it() {
    let lines = capture(|| (0..CALLS).for_each(|_| drop(rarely(2))));
    assert_share(&lines, 0.01);
    assert!(lines.iter().all(|line| line["sample_rate"] == 0.01));
    let lines = capture(|| (0..CALLS).for_each(|_| often()));
    assert_share(&lines, 0.5);
    assert!(lines.iter().all(|line| line["sample_rate"] == 0.5));
}

#[test]
fn a_sample_has_no_pattern() {
    // Whether a call is recorded says nothing of the next: runs of the two are as frequent.
    let mut recorded = Vec::new();
    for _ in 0..CALLS {
        recorded.push(!capture(often).is_empty());
    }
    let changes = recorded
        .windows(2)
        .filter(|pair| pair[0] != pair[1])
        .count() as f64;
    let deviation = (f64::from(CALLS) * 0.25).sqrt();
    assert!(
        (changes - f64::from(CALLS) / 2.0).abs() <= 6.0 * deviation,
        "{changes} changes"
    );
}

#[test]
fn a_sample_of_one_is_every_call() {
    let lines = capture(|| (0..1000).for_each(|_| always()));
    assert_eq!(lines.len(), 1000);
    assert_eq!(lines[0]["sample_rate"], 1.0);
    assert_eq!(one(|| block_on(always_later()))["outcome"], "ok");
}

#[test]
fn a_call_that_fails_is_always_recorded() {
    let lines = capture(|| (0..100).for_each(|_| drop(rarely(0))));
    assert_eq!(lines.len(), 100);
    assert!(lines.iter().all(|line| line["outcome"] == "error"));
    assert!(lines.iter().all(|line| line["sample_rate"].is_f64()));
    let (line, _) = one_panic(|| rarely(1));
    assert_eq!(line["outcome"], "panic");
}

#[test]
fn a_call_that_is_slow_is_always_recorded() {
    let lines = capture(|| (0..10).for_each(|_| slowly()));
    assert_eq!(lines.len(), 10);
    assert!(lines.iter().all(|line| line["level"] == "WARN"));
}
