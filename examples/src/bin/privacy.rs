//! What is recorded, and what is not: a call whose features hold personal data and raw data, and whose
//! error quotes them.

use flight_recorder::audit;
use serde::Serialize;

#[derive(Debug, Serialize)]
struct Customer {
    email: String,
    segment: &'static str,
    income: f64,
    /// A year of daily balances.
    balances: Vec<f64>,
}

#[audit(model_version = "churn-2.1.0", hash(account), mask(note))]
fn churn(customer: &Customer, account: u64, note: &str) -> Result<f64, String> {
    if customer.balances.is_empty() {
        return Err(format!(
            "no balances of {} (account {account}): {note:?}",
            customer.email
        ));
    }
    Ok(0.07)
}

fn main() {
    let mut customer = Customer {
        email: "jane@example.com".to_owned(),
        segment: "gold",
        income: f64::NAN,
        balances: (0..365).map(|day| 1000.0 + f64::from(day)).collect(),
    };
    let _ = churn(&customer, 4_711_081, "called on Monday");
    customer.balances.clear();
    let before = churn(&customer, 4_711_081, "called on Monday");
    // What the caller gets is as it was: only the line is clean.
    eprintln!("{before:?}");
}
