//~ 3 errors
use flight_recorder::audit;

#[audit(model_version = "v1.2.0", delivery = "Durable")]
fn capital(income: f64) -> f64 {
    income
}

#[audit(model_version = "v1.2.0", delivery = "at-least-once")]
fn unknown(income: f64) -> f64 {
    income
}

#[audit(model_version = "v1.2.0", delivery = durable)]
fn no_string(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", capital(1.0) + unknown(1.0) + no_string(1.0));
}
