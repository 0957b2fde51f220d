//~ 5 errors
use flight_recorder::track_time;

const SHARE: f64 = 0.1;

#[track_time(sample = 0)]
fn none(income: f64) -> f64 {
    income
}

#[track_time(sample = 1.5)]
fn more_than_all(income: f64) -> f64 {
    income
}

#[track_time(sample = "0.1")]
fn string(income: f64) -> f64 {
    income
}

#[track_time(sample = -0.1)]
fn negative(income: f64) -> f64 {
    income
}

#[track_time(sample = SHARE)]
fn constant(income: f64) -> f64 {
    income
}

fn main() {
    println!("{SHARE} {}", none(1.0) + more_than_all(1.0) + string(1.0) + negative(1.0) + constant(1.0));
}
