//~ 2 errors
// One of them is rustc's, which gives us the value all the same.
use flight_recorder::audit;

#[audit = "v1.2.0"]
fn predict(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", predict(1.0));
}
