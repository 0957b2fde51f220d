//~ 1 error
use flight_recorder::audit;

#[audit(model_version = "v1.2.0", batch = rwos)]
fn predict(rows: &[f64]) -> Vec<f64> {
    rows.to_vec()
}

fn main() {
    println!("{:?}", predict(&[]));
}
