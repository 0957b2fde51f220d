//! The hot path: a call that is recorded allocates nothing.

use allocation_counter::measure;
use flight_recorder::{Output, audit, builder, flush, health, track_time};
use serde::Serialize;

#[derive(Serialize)]
struct Customer {
    income: f64,
    age: u8,
    segment: &'static str,
    visits: Vec<u32>,
}

#[track_time]
fn scale(customer: &Customer) -> f64 {
    customer.income / 100_000.0
}

#[track_time(level = "trace")]
fn filtered(customer: &Customer) -> f64 {
    customer.income
}

#[audit(model_version = "v1.2.0")]
fn predict(customer: &Customer, threshold: f64) -> Result<f64, String> {
    let score = scale(customer) + filtered(customer);
    if score > threshold {
        Ok(score)
    } else {
        Err("too low".to_owned())
    }
}

#[test]
fn a_call_that_goes_well_allocates_nothing() {
    builder()
        .logs(Output::writer(std::io::sink()))
        .init()
        .expect("the first set-up");
    let customer = Customer {
        income: 52_000.5,
        age: 41,
        segment: "gold",
        visits: (0..40).collect(),
    };
    let call = || predict(&customer, 0.5).expect("above the threshold");

    // Buffers grow to what they need, and the pool has a chunk to spare.
    for _ in 0..1000 {
        call();
    }
    flush().expect("a sink takes everything");

    let before = health().recorded;
    let allocated = measure(|| {
        for _ in 0..50 {
            call();
        }
    });
    assert_eq!(allocated.count_total, 0, "{allocated:?}");
    assert_eq!(
        health().recorded - before,
        100,
        "a timing and an audit each"
    );
}
