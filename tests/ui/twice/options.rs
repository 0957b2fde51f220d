//~ 3 errors
// Both places are underlined, and what is between them.
use flight_recorder::{audit, track_time};

#[audit(model_version = "v1.2.0", model_version = "v1.3.0")]
fn version(income: f64) -> f64 {
    income
}

#[track_time(name = "scale", slow = "50ms", name = "scale again")]
fn name(income: f64) -> f64 {
    income
}

#[track_time(
    slow = "50ms",
    name = "scale",
    slow = "1s"
)]
fn on_several_lines(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", version(1.0) + name(1.0) + on_several_lines(1.0));
}
