//! What a duration holds: the user's work and nothing of ours. Nothing here sleeps; work is spinning
//! by the clock.

use std::hint::spin_loop;
use std::time::{Duration, Instant};

use flight_recorder::{audit, track_time};
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::support::{block_on, one};

const WORK: Duration = Duration::from_millis(40);

fn work() {
    let begin = Instant::now();
    while begin.elapsed() < WORK {
        spin_loop();
    }
}

/// Takes long to be recorded.
struct Tedious;

impl Serialize for Tedious {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        work();
        serializer.serialize_str("tedious")
    }
}

fn duration(line: &Value) -> f64 {
    line["duration_seconds"].as_f64().unwrap()
}

/// The shortest of several calls: another thread may have had the processor.
fn shortest(mut call: impl FnMut() -> Value) -> f64 {
    (0..5)
        .map(|_| duration(&call()))
        .fold(f64::INFINITY, f64::min)
}

#[audit(model_version = "v1")]
fn predict_idly(_tedious: &Tedious) -> Tedious {
    Tedious
}

#[audit(model_version = "v1")]
async fn predict_idly_later(_tedious: &Tedious) -> Tedious {
    Tedious
}

#[track_time]
fn fail_idly(_tedious: &Tedious) -> Result<(), String> {
    Err("idly".to_owned())
}

#[track_time]
fn work_hard() {
    work();
}

#[audit(model_version = "v1")]
async fn predict_hard() -> u32 {
    work();
    tokio::task::yield_now().await;
    work();
    1
}

#[test]
fn a_duration_holds_the_work_of_the_body() {
    assert!(duration(&one(work_hard)) >= WORK.as_secs_f64());
    assert!(duration(&one(|| block_on(predict_hard()))) >= 2.0 * WORK.as_secs_f64());
}

#[test]
fn a_duration_holds_nothing_of_the_recording() {
    let limit = WORK.as_secs_f64();
    assert!(shortest(|| one(|| predict_idly(&Tedious))) < limit);
    assert!(shortest(|| one(|| block_on(predict_idly_later(&Tedious)))) < limit);
    assert!(shortest(|| one(|| fail_idly(&Tedious))) < limit);
}

#[test]
fn busy_time_is_part_of_the_duration() {
    let line = one(|| block_on(predict_hard()));
    let busy = line["busy_seconds"].as_f64().unwrap();
    assert!(busy >= 2.0 * WORK.as_secs_f64());
    assert!(busy <= duration(&line));
}

#[track_time]
async fn wait_for_others() {
    tokio::task::yield_now().await;
}

#[test]
fn time_between_polls_is_not_busy() {
    let line = one(|| {
        block_on(async {
            let others = async {
                work();
            };
            futures::join!(wait_for_others(), others)
        })
    });
    let busy = line["busy_seconds"].as_f64().unwrap();
    assert!(duration(&line) >= WORK.as_secs_f64());
    assert!(duration(&line) - busy >= WORK.as_secs_f64());
}

#[track_time]
fn begin_at_once() -> impl Future<Output = ()> {
    work();
    async {}
}

#[test]
fn the_call_of_a_function_that_returns_a_future_begins_when_it_is_called() {
    assert!(duration(&one(|| block_on(begin_at_once()))) >= WORK.as_secs_f64());
    // Also what passes between the call and the first poll.
    let line = one(|| {
        let call = begin_at_once();
        work();
        block_on(call);
    });
    assert!(duration(&line) >= 2.0 * WORK.as_secs_f64());
}

#[test]
fn the_call_of_an_async_function_begins_at_its_first_poll() {
    let passed = shortest(|| {
        one(|| {
            let call = wait_for_others();
            work();
            block_on(call);
        })
    });
    assert!(passed < WORK.as_secs_f64());
}

#[track_time(slow = "10ms")]
fn slow_at_times(is_slow: bool) -> Result<u32, String> {
    if is_slow {
        work();
    }
    if is_slow {
        Ok(1)
    } else {
        Err("fast and wrong".to_owned())
    }
}

#[track_time(slow = "10s", level = "debug")]
fn never_slow() {}

#[track_time(slow = "10ms")]
fn slow_and_wrong() -> Result<u32, String> {
    work();
    Err("slow and wrong".to_owned())
}

#[test]
fn a_slow_call_is_a_warning_that_says_its_threshold() {
    let line = one(|| slow_at_times(true));
    assert_eq!(line["level"], "WARN");
    assert_eq!(line["outcome"], "ok");
    assert_eq!(line["slow_threshold_seconds"], 0.01);
    assert!(duration(&line) > 0.01);
}

#[test]
fn a_call_in_time_is_no_warning() {
    let line = one(never_slow);
    assert_eq!(line["level"], "DEBUG");
    assert!(line.get("slow_threshold_seconds").is_none());
}

#[test]
fn a_slow_call_that_fails_is_an_error_that_says_it_was_slow_too() {
    let line = one(slow_and_wrong);
    assert_eq!(line["level"], "ERROR");
    assert_eq!(line["slow_threshold_seconds"], 0.01);
}

#[track_time(slow = "10ms")]
async fn slow_later() {
    tokio::task::yield_now().await;
    work();
}

#[test]
fn an_async_call_can_be_slow() {
    let line = one(|| block_on(slow_later()));
    assert_eq!(line["level"], "WARN");
    assert_eq!(line["slow_threshold_seconds"], 0.01);
}
