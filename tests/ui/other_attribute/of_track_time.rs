//~ 3 errors
// Nothing is said about the values: the options are in the wrong place.
use flight_recorder::audit;

#[audit(model_version = "v1.2.0", slow = "soon", level = "loud", sample = 7)]
fn predict(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", predict(1.0));
}
