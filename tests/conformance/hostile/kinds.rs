//! Each kind of line once: outcomes, slow and sampled calls, async steps, batches, requests, labels.

use std::future::{Future, pending};
use std::panic::catch_unwind;
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use flight_recorder::{Scope, audit, last_prediction, record_label, track_time};
use futures::executor::block_on;
use serde::Serialize;

pub(super) fn record_all() {
    request().enter(|| {
        assess(&Applicant::of(1), "first");
        record_label(last_prediction().expect("one was made"), "poor");
        refuse(&Applicant::of(2)).expect_err("it refuses");
    });
    slow();
    for _ in 0..20 {
        sampled();
    }
    block_on(later(3));
    give_up();
    batch(&[Applicant::of(3), Applicant::of(4)]);
    catch_unwind(|| panics(17)).expect_err("it panics");
}

#[derive(Serialize)]
struct Applicant {
    number: u32,
    income: f64,
    address: Address,
    scores: Vec<f64>,
}

#[derive(Serialize)]
struct Address {
    city: &'static str,
    zip: Option<&'static str>,
}

impl Applicant {
    fn of(number: u32) -> Self {
        let odd = !number.is_multiple_of(2);
        Self {
            number,
            income: if odd { f64::NAN } else { 52_000.0 },
            address: Address {
                city: "Zürich",
                zip: odd.then_some("8001"),
            },
            scores: vec![0.5; number as usize],
        }
    }
}

fn request() -> Scope {
    let caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    Scope::from_headers(Some(caller), None)
        .field("request_id", "r-17")
        .field("tenant", "Müller & Söhne\n")
}

#[audit(model_version = "v1.2.0", model_id = "credit", feature_version = "7")]
fn assess(applicant: &Applicant, attempt: &str) -> &'static str {
    let _ = (applicant, attempt);
    "good"
}

#[audit(model_version = "v1.2.0")]
fn refuse(applicant: &Applicant) -> Result<&'static str, String> {
    Err(format!("applicant {}:\n\tnot today\0", applicant.number))
}

#[audit(model_version = "v1.2.0", batch = applicants)]
fn batch(applicants: &[Applicant]) -> Vec<&'static str> {
    applicants.iter().map(|_| "poor").collect()
}

#[track_time(slow = "1ms")]
fn slow() {
    std::thread::sleep(Duration::from_millis(2));
}

#[track_time(sample = 0.5)]
fn sampled() {}

#[track_time]
async fn later(number: u32) -> u32 {
    number
}

#[track_time]
async fn never() {
    pending::<()>().await;
}

/// Polls a future once and drops it: its line says `cancelled`.
fn give_up() {
    let future = pin!(never());
    assert!(
        future
            .poll(&mut Context::from_waker(Waker::noop()))
            .is_pending()
    );
}

#[track_time]
fn panics(number: u32) {
    panic!("number {number}\nis \"too\" much");
}
