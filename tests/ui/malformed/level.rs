//~ 4 errors
use flight_recorder::track_time;

#[track_time(level = "error")]
fn error(income: f64) -> f64 {
    income
}

#[track_time(level = "wran")]
fn misspelt(income: f64) -> f64 {
    income
}

#[track_time(level = "loud")]
fn unknown(income: f64) -> f64 {
    income
}

#[track_time(level = debug)]
fn no_string(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", error(1.0) + misspelt(1.0) + unknown(1.0) + no_string(1.0));
}
