//~ 2 errors
use flight_recorder::audit;

#[audit(model_version = "TODO")]
fn todo(income: f64) -> f64 {
    income
}

#[audit(model_version = "n/a")]
fn none(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", todo(1.0) + none(1.0));
}
