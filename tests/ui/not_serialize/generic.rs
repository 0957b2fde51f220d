//~ 2 errors
use flight_recorder::audit;

#[audit(model_version = "v1.2.0")]
fn feature<T>(row: &T) -> usize {
    size_of_val(row)
}

#[audit(model_version = "v1.2.0", skip(of))]
fn prediction<T>(income: f64, of: fn(f64) -> T) -> T {
    of(income)
}

fn main() {
    println!("{} {}", feature(&1.0), prediction(1.0, |income| income));
}
