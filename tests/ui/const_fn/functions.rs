//~ 2 errors
use flight_recorder::{audit, track_time};

#[track_time]
const fn scale(income: f64) -> f64 {
    income
}

#[audit(model_version = "v1.2.0")]
const fn predict(income: f64) -> f64 {
    income
}

const SCALED: f64 = scale(1.0) + predict(1.0);

fn main() {
    println!("{SCALED}");
}
