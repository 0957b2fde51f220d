//~ 4 errors
// That the version is missing is not said on top.
use flight_recorder::audit;

#[audit(model_version)]
fn alone(income: f64) -> f64 {
    income
}

#[audit(model_version = )]
fn nothing(income: f64) -> f64 {
    income
}

#[audit(model_version("v1.2.0"))]
fn called(income: f64) -> f64 {
    income
}

#[audit("v1.2.0")]
fn positional(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", alone(1.0) + nothing(1.0) + called(1.0) + positional(1.0));
}
