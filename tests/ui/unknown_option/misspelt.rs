//~ 5 errors
// A misspelt option counts as the one that was meant: nothing else is reported about it.
use flight_recorder::{audit, track_time};

#[audit(model_versoin = "v1.2.0")]
fn swapped(income: f64) -> f64 {
    income
}

#[audit(version = "v1.2.0")]
fn shortened(income: f64) -> f64 {
    income
}

#[audit(model_version = "v1.2.0", maks(email))]
fn list(email: &str) -> usize {
    email.len()
}

#[track_time(Slow = "50ms")]
fn capital(income: f64) -> f64 {
    income
}

#[track_time(ignore(rows))]
fn called_so_elsewhere(rows: &[f64]) -> usize {
    rows.len()
}

fn main() {
    println!("{}", swapped(1.0) + shortened(1.0) + capital(1.0));
    println!("{}", list("ada@example.org") + called_so_elsewhere(&[1.0]));
}
