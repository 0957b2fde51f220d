//~ 8 errors
use std::time::Duration;

use flight_recorder::track_time;

#[track_time(slow = "50")]
fn no_unit(income: f64) -> f64 {
    income
}

#[track_time(slow = "0ms")]
fn nothing(income: f64) -> f64 {
    income
}

#[track_time(slow = "-5ms")]
fn negative(income: f64) -> f64 {
    income
}

#[track_time(slow = "50 parsecs")]
fn unknown_unit(income: f64) -> f64 {
    income
}

#[track_time(slow = "1.2.3s")]
fn two_points(income: f64) -> f64 {
    income
}

#[track_time(slow = "")]
fn empty(income: f64) -> f64 {
    income
}

#[track_time(slow = 50ms)]
fn no_string(income: f64) -> f64 {
    income
}

#[track_time(slow = Duration::from_millis(50))]
fn expression(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", no_unit(1.0) + nothing(1.0) + negative(1.0) + unknown_unit(1.0));
    println!("{}", two_points(1.0) + empty(1.0) + no_string(1.0) + expression(1.0));
    println!("{:?}", Duration::from_millis(50));
}
