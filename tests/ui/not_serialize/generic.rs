//~ 2 errors
use flight_recorder::audit;

#[audit(model_version = "v1.2.0")]
fn feature<T>(row: &T) -> usize {
    size_of_val(row)
}

#[audit(model_version = "v1.2.0")]
fn prediction<T>(income: f64, fallback: fn(f64) -> T) -> T
where
    fn(f64) -> T: serde::Serialize,
{
    fallback(income)
}

fn main() {
    println!("{}", feature(&1.0));
}
