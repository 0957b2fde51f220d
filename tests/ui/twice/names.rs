//~ 3 errors
use flight_recorder::audit;

#[audit(model_version = "v1.2.0", mask(email, email))]
fn in_a_list(email: &str) -> usize {
    email.len()
}

#[audit(model_version = "v1.2.0", features(income, income))]
fn in_features(income: f64) -> f64 {
    income
}

#[audit(model_version = "v1.2.0", features(income, income = income * 2.0))]
fn by_the_same_name(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", in_a_list("ada@example.org"));
    println!("{}", in_features(1.0) + by_the_same_name(1.0));
}
