//~ 3 errors
use flight_recorder::audit;

#[audit(model_version = "")]
fn empty(income: f64) -> f64 {
    income
}

#[audit(model_version = "  \t")]
fn blank(income: f64) -> f64 {
    income
}

#[audit(model_version = (""))]
fn in_parentheses(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", empty(1.0) + blank(1.0) + in_parentheses(1.0));
}
