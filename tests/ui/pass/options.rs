//! Each option, as the documentation writes it.
use flight_recorder::{AuditError, audit, track_time};

#[derive(serde::Serialize)]
struct Customer {
    income: f64,
}

#[derive(serde::Serialize)]
struct Score {
    score: f64,
}

struct ModelError;

impl From<AuditError> for ModelError {
    fn from(_: AuditError) -> Self {
        Self
    }
}

#[track_time(name = "scale it", level = "DEBUG", slow = "1.5s", sample = 1, skip(rows))]
fn scale(rows: &[f64], factor: f64) -> f64 {
    rows.len() as f64 * factor
}

#[track_time(slow = "50 ms", sample = 0.01, features(factor, rows = rows.len()),)]
fn scale_again(rows: &[f64], factor: f64) -> f64 {
    rows.len() as f64 * factor
}

#[audit(
    model_version = "v1.2.0",
    model_id = "churn",
    feature_version = "2026-01",
    name = "predict churn",
    prediction = |p| p.score,
    features(age, doubled = 2.0 * customer.income, ..customer),
    delivery = "buffered",
    crate = flight_recorder,
)]
fn predict(customer: &Customer, age: u8) -> Score {
    Score { score: customer.income / f64::from(age) }
}

#[audit(model_version = "v1.2.0", batch = rows, mask(age))]
fn batch(rows: &[Customer], age: u8) -> Vec<f64> {
    rows.iter().map(|row| row.income / f64::from(age)).collect()
}

#[audit(model_version = "v1.2.0", batch = rows.chunks(2), prediction = |p: &f64| *p)]
fn chunks(rows: &[f64]) -> Box<[f64]> {
    rows.chunks(2).map(|chunk| chunk.iter().sum()).collect()
}

#[audit(model_version = "v1.2.0", delivery = "required", features())]
fn required(income: f64) -> Result<f64, ModelError> {
    Ok(income)
}

// Not called: it would wait for the disk.
#[audit(model_version = "v1.2.0", delivery = "durable", prediction = size_of_val)]
fn durable(income: f64) -> f64 {
    income
}

fn main() {
    scale(&[], 1.0);
    scale_again(&[], 1.0);
    let customer = Customer { income: 1.0 };
    predict(&customer, 40);
    batch(&[customer], 40);
    chunks(&[1.0, 2.0, 3.0]);
    let _: fn(f64) -> Result<f64, ModelError> = required;
    let _: fn(f64) -> f64 = durable;
}
