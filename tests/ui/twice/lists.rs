//~ 2 errors
// What the second list names counts: only that there are two is wrong.
use flight_recorder::audit;

#[audit(model_version = "v1.2.0", mask(email), mask(phone))]
fn masked(email: &str, phone: &str) -> usize {
    email.len() + phone.len()
}

#[audit(model_version = "v1.2.0", skip(a), skip(b))]
fn skipped(a: f64, b: f64) -> f64 {
    a + b
}

fn main() {
    println!("{}", masked("ada@example.org", "555"));
    println!("{}", skipped(1.0, 1.0));
}
