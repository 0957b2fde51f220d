//! Programs that panic inside of annotated calls.

use std::sync::Mutex;
use std::time::Duration;

use flight_recorder::{Output, audit, builder, track_time};
use serde::{Serialize, Serializer};

use super::predict;

#[derive(Serialize)]
struct Row {
    area: f64,
    email: &'static str,
}

#[track_time(mask(token))]
fn innermost(row: &Row, token: &str) -> f64 {
    assert!(token.is_empty(), "{token} is no key for {}", row.email);
    row.area
}

#[track_time]
fn middle(number: u64, row: &Row) -> f64 {
    predict(1000 + number);
    innermost(row, "sesame-17")
}

#[audit(model_version = "v2")]
fn outermost(number: u64) -> f64 {
    let row = Row {
        area: 1.5,
        email: "jane@example.com",
    };
    middle(number, &row)
}

pub(super) fn in_a_nest() {
    predict(1);
    outermost(2);
}

#[audit(model_version = "v2")]
async fn outermost_async(number: u64) -> f64 {
    std::future::ready(()).await;
    middle_async(number).await
}

#[track_time]
async fn middle_async(number: u64) -> f64 {
    std::future::ready(()).await;
    let row = Row {
        area: 1.5,
        email: "jane@example.com",
    };
    innermost(&row, &format!("sesame-{number}"))
}

pub(super) fn in_an_async_nest() {
    predict(1);
    futures::executor::block_on(outermost_async(17));
}

#[track_time]
extern "C" fn foreign(number: u64) -> u64 {
    assert!(number == 0, "{number} is not zero");
    number
}

#[audit(model_version = "v2")]
fn calls_c(number: u64) -> u64 {
    foreign(number)
}

pub(super) fn in_an_annotated_c() {
    predict(1);
    calls_c(2);
}

/// Panics when it is dropped, in a call of its own.
struct Again;

impl Drop for Again {
    fn drop(&mut self) {
        fails(2);
    }
}

#[track_time]
fn fails(number: u64) -> u64 {
    assert!(number == 0, "{number} is not zero");
    number
}

#[audit(model_version = "v2")]
fn fails_twice(number: u64) -> u64 {
    let _again = Again;
    fails(number)
}

pub(super) fn twice_in_a_nest() {
    fails_twice(1);
}

/// What renders it waits for the lock that the call holds.
struct Locked(Mutex<u64>);

impl Serialize for Locked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.0.lock().map_err(serde::ser::Error::custom)?;
        serializer.serialize_u64(*number)
    }
}

#[track_time]
fn locks(locked: &Locked) -> u64 {
    let _guard = locked.0.lock();
    panic!("with the lock in hand")
}

pub(super) fn under_a_lock() {
    let set_up = builder().exit_timeout(Duration::from_millis(300));
    set_up.init().expect("the first set-up");
    predict(1);
    locks(&Locked(Mutex::new(3)));
}

pub(super) fn with_a_hook_that_exits() {
    std::panic::set_hook(Box::new(|info| {
        eprintln!("the program's own hook: {info}");
        std::process::exit(7);
    }));
    in_a_nest();
}

pub(super) fn first_of_all() {
    foreign(1);
}

pub(super) fn to_nobody() {
    let set_up = builder()
        .logs(Output::file("/dev/full"))
        .exit_timeout(Duration::from_millis(100));
    set_up.init().expect("it can be opened");
    in_a_nest();
}
