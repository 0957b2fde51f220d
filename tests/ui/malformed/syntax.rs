//~ 6 errors
use flight_recorder::{audit, track_time};

#[audit(model_version = "v1.2.0" mask(email))]
fn no_comma(email: &str) -> usize {
    email.len()
}

#[audit(model_version = "v1.2.0"; skip(email))]
fn semicolon(email: &str) -> usize {
    email.len()
}

#[track_time(level = "debug",, slow = "50ms")]
fn two_commas(income: f64) -> f64 {
    income
}

#[track_time(sample = 1%)]
fn percent(income: f64) -> f64 {
    income
}

#[track_time("scale")]
fn positional(income: f64) -> f64 {
    income
}

#[audit(model_version: "v1.2.0")]
fn colon(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", no_comma("") + semicolon(""));
    println!("{}", two_commas(1.0) + percent(1.0) + positional(1.0) + colon(1.0));
}
