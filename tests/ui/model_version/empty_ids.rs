//~ 2 errors
use flight_recorder::audit;

#[audit(model_version = "v1.2.0", model_id = "", feature_version = " ")]
fn predict(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", predict(1.0));
}
