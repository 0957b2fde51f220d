//~ 3 errors
use flight_recorder::{audit, track_time};

const NAME: &str = "scale";

#[track_time(name = "")]
fn empty(income: f64) -> f64 {
    income
}

#[audit(model_version = "v1.2.0", name = predict)]
fn word(income: f64) -> f64 {
    income
}

#[track_time(name = concat!("sc", "ale"))]
fn expression(income: f64) -> f64 {
    income
}

fn main() {
    println!("{NAME} {}", empty(1.0) + word(1.0) + expression(1.0));
}
