//~ 1 error
use flight_recorder::audit;

#[audit(model_version = "v1.2.0", features(income), skip(age))]
fn predict(income: f64, age: u8) -> f64 {
    income / f64::from(age)
}

fn main() {
    println!("{}", predict(1.0, 40));
}
