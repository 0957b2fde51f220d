//~ 4 errors
use flight_recorder::{audit, track_time};

#[audit(model_version = "v1.2.0", mask(email), allow(email))]
fn masked_and_allowed(email: &str) -> usize {
    email.len()
}

#[audit(model_version = "v1.2.0", hash(email), mask(email))]
fn masked_and_hashed(email: &str) -> usize {
    email.len()
}

#[track_time(skip(email), hash(email))]
fn skipped_and_hashed(email: &str) -> usize {
    email.len()
}

#[audit(model_version = "v1.2.0", features(income), mask(age))]
fn not_listed(income: f64, age: u8) -> f64 {
    income / f64::from(age)
}

fn main() {
    println!("{}", masked_and_allowed("a") + masked_and_hashed("a") + skipped_and_hashed("a"));
    println!("{}", not_listed(1.0, 40));
}
