//~ 2 errors
use flight_recorder::{audit, track_time};

#[track_time(slow = "soon")]
#[audit(model_version = "latest")]
fn predict(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", predict(1.0));
}
