//~ 2 errors
use flight_recorder::audit;

struct Version {
    major: u32,
}

const VERSION: Version = Version { major: 1 };

#[audit(model_version = VERSION)]
fn no_display(income: f64) -> f64 {
    income * f64::from(VERSION.major)
}

#[audit(model_version = "v1.2.0", model_id = Some("churn"))]
fn optional_id(income: f64) -> f64 {
    income
}

fn main() {
    println!("{}", no_display(1.0) + optional_id(1.0));
}
