//~ 9 errors
use flight_recorder::audit;

#[audit(model_version = "v1.2.0")]
fn predict(
    income: f64,
    customer_email: &str,
    phoneNumber: &str,
    first_name: &str,
    ssn: u64,
    date_of_birth: &str,
    api_key: &str,
    shipping_address: &str,
    r#iban: &str,
) -> f64 {
    let _ = (customer_email, phoneNumber, first_name, ssn, date_of_birth, api_key);
    let _ = (shipping_address, iban);
    income
}

#[audit(model_version = "v1.2.0")]
fn in_a_pattern((income, password): (f64, &str)) -> f64 {
    income + password.len() as f64
}

fn main() {
    println!("{}", predict(1.0, "", "", "", 1, "", "", "", ""));
    println!("{}", in_a_pattern((1.0, "")));
}
