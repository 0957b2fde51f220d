//~ 2 errors
use flight_recorder::{audit, track_time};

#[track_time(model_verson = "v1.2.0")]
fn scale(income: f64) -> f64 {
    income
}

#[audit(model_version = "v1.2.0", threshold = "50ms")]
fn predict(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", predict(1.0) + scale(1.0));
}
