//~ 2 errors
use flight_recorder::audit;

#[audit(model_version = "v1.2.0", batch = incomes)]
fn number(incomes: &[f64]) -> f64 {
    incomes.iter().sum()
}

#[audit(model_version = "v1.2.0", batch = incomes)]
fn result(incomes: &[f64]) -> Result<f64, String> {
    Ok(incomes.iter().sum())
}

fn main() {
    println!("{} {:?}", number(&[]), result(&[]));
}
