//~ 3 errors
// The one mistake whose place is the attribute itself.
use flight_recorder::audit;

#[audit]
fn bare(income: f64) -> f64 {
    income
}

#[audit()]
fn empty(income: f64) -> f64 {
    income
}

#[audit(name = "score", skip(age))]
fn others(income: f64, age: u8) -> f64 {
    income / f64::from(age)
}

fn main() {
    println!("{}", bare(1.0) + empty(1.0) + others(1.0, 40));
}
