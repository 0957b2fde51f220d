//~ 2 errors
use flight_recorder::{audit, track_time};

trait Model {
    #[audit(model_version = "v1.2.0")]
    fn predict(&self, income: f64) -> f64;
}

unsafe extern "C" {
    #[track_time]
    safe fn sqrt(x: f64) -> f64;
}

impl Model for f64 {
    fn predict(&self, income: f64) -> f64 {
        income * sqrt(*self)
    }
}

fn main() {
    println!("{}", 1.0.predict(1.0));
}
