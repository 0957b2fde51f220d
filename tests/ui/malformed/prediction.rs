//~ 4 errors
use flight_recorder::audit;

#[audit(model_version = "v1.2.0", prediction = "score")]
fn string(income: f64) -> f64 {
    income
}

#[audit(model_version = "v1.2.0", prediction = p.score)]
fn no_closure(income: f64) -> f64 {
    income
}

#[audit(model_version = "v1.2.0", prediction = |p, q| p + q)]
fn two_parameters(income: f64) -> f64 {
    income
}

// That the function returns nothing is not said on top.
#[audit(model_version = "v1.2.0", prediction = |p|)]
fn no_expression(income: f64) {
    let _ = income;
}

fn main() {
    println!("{}", string(1.0) + no_closure(1.0) + two_parameters(1.0));
    no_expression(1.0);
}
