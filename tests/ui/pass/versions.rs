//! Whatever is `Display` is a version, and names that only hold a moving word stay.
use flight_recorder::audit;

const VERSION: &str = "v1.2.0";

struct Model {
    version: String,
}

impl Model {
    fn version(&self) -> u32 {
        7
    }

    #[audit(model_version = self.version)]
    fn by_field(&self, income: f64) -> f64 {
        income
    }

    #[audit(model_version = self.version())]
    fn by_method(&self, income: f64) -> f64 {
        income
    }
}

#[audit(model_version = VERSION)]
fn constant(income: f64) -> f64 {
    income
}

#[audit(model_version = env!("CARGO_PKG_VERSION"))]
fn of_the_package(income: f64) -> f64 {
    income
}

#[audit(model_version = format!("{VERSION}-{}", 1), model_id = 7, feature_version = "2026-01")]
fn formatted(income: f64) -> f64 {
    income
}

// A number is recorded as it is written, with its zero.
#[audit(model_version = 1.10)]
fn number(income: f64) -> f64 {
    income
}

#[audit(model_version = "1.2.0-beta")]
fn prerelease(income: f64) -> f64 {
    income
}

#[audit(model_version = "main-4f2c91a")]
fn commit(income: f64) -> f64 {
    income
}

fn main() {
    let model = Model { version: "v1.2.0".to_owned() };
    model.by_field(1.0);
    model.by_method(1.0);
    constant(1.0);
    of_the_package(1.0);
    formatted(1.0);
    prerelease(1.0);
    commit(1.0);
    let lines = flight_recorder::testing::capture(|| number(1.0));
    assert_eq!(lines[0]["model_version"], "1.10");
}
