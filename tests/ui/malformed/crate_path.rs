//~ 3 errors
use flight_recorder::{audit, track_time};

#[track_time(crate = "flight_recorder")]
fn string(income: f64) -> f64 {
    income
}

#[audit(model_version = "v1.2.0", crate = 7)]
fn number(income: f64) -> f64 {
    income
}

#[track_time(crate(flight_recorder))]
fn list(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", string(1.0) + number(1.0) + list(1.0));
}
