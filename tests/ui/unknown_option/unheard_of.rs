//~ 2 errors
use flight_recorder::{audit, track_time};

#[audit(model_version = "v1.2.0", colour = "red")]
fn predict(income: f64) -> f64 {
    income
}

#[track_time(verbose)]
fn scale(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", predict(1.0) + scale(1.0));
}
