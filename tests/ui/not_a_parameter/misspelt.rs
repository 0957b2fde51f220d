//~ 5 errors
// A misspelt name counts as the one that was meant: that `email` looks personal is not said on top.
use flight_recorder::{audit, track_time};

#[audit(model_version = "v1.2.0", mask(emial))]
fn mask(email: &str) -> usize {
    email.len()
}

#[audit(model_version = "v1.2.0", hash(emails))]
fn hash(email: &str) -> usize {
    email.len()
}

#[audit(model_version = "v1.2.0", features(incme))]
fn features(income: f64) -> f64 {
    income
}

#[audit(model_version = "v1.2.0", features(..custmer))]
fn spread(customer: &std::collections::BTreeMap<String, f64>) -> usize {
    customer.len()
}

#[track_time(skip(row))]
fn skip(rows: &[f64]) -> usize {
    rows.len()
}

fn main() {
    println!("{}", mask("a") + hash("a") + skip(&[1.0]));
    println!("{}", features(1.0));
    println!("{}", spread(&std::collections::BTreeMap::new()));
}
