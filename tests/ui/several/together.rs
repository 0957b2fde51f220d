//~ 8 errors
// Eight mistakes on one function, told at once; the function still stands for its caller.
use flight_recorder::audit;

#[audit(
    model_version = "latest",
    name = "",
    delivry = "later",
    delivery = "durable",
    slow = "50ms",
    mask(incme, age),
    skip(age),
)]
fn predict(income: f64, age: u8, email: &str) -> f64 {
    income / f64::from(age) + email.len() as f64
}

fn main() {
    let score: f64 = predict(1.0, 40, "");
    println!("{score}");
}
