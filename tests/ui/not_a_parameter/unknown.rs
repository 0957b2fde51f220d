//~ 6 errors
use flight_recorder::{audit, track_time};

#[audit(model_version = "v1.2.0", skip(weight))]
fn skip(income: f64, age: u8) -> f64 {
    income / f64::from(age)
}

#[audit(model_version = "v1.2.0", mask(email), features(income, email = "none"), allow(zip))]
fn listed_once(income: f64) -> f64 {
    income
}

#[track_time(hash(customer))]
fn no_parameters() -> f64 {
    1.0
}

struct Model {
    weight: f64,
}

impl Model {
    #[audit(model_version = "v1.2.0", skip(self))]
    fn itself(&self, income: f64) -> f64 {
        income * self.weight
    }

    #[audit(model_version = "v1.2.0", features(self))]
    fn feature_itself(&self, income: f64) -> f64 {
        income * self.weight
    }

    #[audit(model_version = "v1.2.0", features(..self))]
    fn spread_itself(&self, income: f64) -> f64 {
        income * self.weight
    }
}

fn main() {
    let model = Model { weight: 1.0 };
    println!("{}", skip(1.0, 40) + listed_once(1.0) + no_parameters());
    println!("{}", model.itself(1.0) + model.feature_itself(1.0) + model.spread_itself(1.0));
}
