//~ 11 errors
use flight_recorder::{audit, track_time};

/// A documented struct: the error is at `struct`, not at its documentation.
#[derive(Clone)]
#[audit(model_version = "v1.2.0")]
pub struct Features {
    pub income: f64,
}

#[audit(model_version = "v1.2.0")]
impl Features {
    fn scaled(&self) -> f64 {
        self.income
    }
}

#[track_time]
trait Model {
    fn predict(&self) -> f64;
}

#[track_time]
mod pipeline {
    pub fn run() {}
}

#[audit]
const LIMIT: f64 = 1.0;

#[track_time]
static COUNT: u8 = 1;

#[track_time]
enum Label {
    Churn,
}

#[audit(model_version = "v1.2.0")]
type Score = f64;

#[track_time]
macro_rules! predict {
    () => {
        1.0
    };
}

#[track_time]
use std::fmt::Debug;

#[track_time]
union Bits {
    float: f64,
}

fn main() {
    let score: Score = Features { income: LIMIT }.scaled() + predict!();
    pipeline::run();
    let bits = Bits { float: score };
    let shown: &dyn Debug = &(COUNT, Label::Churn as u8);
    println!("{shown:?} {}", unsafe { bits.float });
}
