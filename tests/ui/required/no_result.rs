//~ 3 errors
use flight_recorder::audit;

#[audit(model_version = "v1.2.0", delivery = "required")]
fn number(income: f64) -> f64 {
    income
}

#[audit(model_version = "v1.2.0", delivery = "required")]
fn option(income: f64) -> Option<f64> {
    Some(income)
}

#[audit(model_version = "v1.2.0", delivery = "required", prediction = |_| 1)]
fn nothing(income: f64) {
    let _ = income;
}

fn main() {
    println!("{} {:?}", number(1.0), option(1.0));
    nothing(1.0);
}
