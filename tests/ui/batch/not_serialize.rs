//~ 2 errors
use flight_recorder::audit;

struct Row {
    income: f64,
}

#[audit(model_version = "v1.2.0", batch = rows)]
fn rows(rows: &[Row]) -> Vec<f64> {
    rows.iter().map(|row| row.income).collect()
}

#[audit(model_version = "v1.2.0", batch = incomes)]
fn predictions(incomes: &[f64]) -> Vec<Row> {
    incomes.iter().map(|&income| Row { income }).collect()
}

fn main() {
    println!("{:?}", rows(&[]));
    println!("{}", predictions(&[]).len());
}
