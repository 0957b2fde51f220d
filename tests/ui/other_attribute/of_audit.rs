//~ 6 errors
use flight_recorder::track_time;

#[track_time(
    model_version = "v1.2.0",
    model_id = "churn",
    feature_version = "2026-01",
    prediction = |p| p,
    batch = rows,
    delivery = "durable"
)]
fn scale(rows: &[f64]) -> usize {
    rows.len()
}

fn main() {
    println!("{}", scale(&[1.0]));
}
