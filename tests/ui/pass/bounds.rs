//! The bounds that rustc suggests in generic code can be written as it prints them.
use flight_recorder::audit;

#[audit(model_version = "v1.2.0")]
fn feature<T: flight_recorder::bounds::Feature>(row: &T) -> usize {
    size_of_val(row)
}

#[audit(model_version = "v1.2.0", skip(of))]
fn prediction<T: flight_recorder::bounds::Prediction>(income: f64, of: fn(f64) -> T) -> T {
    of(income)
}

#[audit(model_version = version)]
fn version<V: flight_recorder::bounds::Version + serde::Serialize>(version: &V) -> usize {
    size_of_val(version)
}

#[audit(model_version = "v1.2.0")]
fn in_the_words_of_serde<T: serde::Serialize>(row: T) -> T {
    row
}

fn main() {
    feature(&1.0);
    prediction(1.0, |income| income);
    version(&"v1.2.0");
    in_the_words_of_serde(1.0);
}
