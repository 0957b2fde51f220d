//~ 4 errors
// What `features` names itself counts, whatever the parameters are called.
use flight_recorder::{audit, track_time};

struct Customer {
    contact: String,
    income: f64,
}

#[audit(model_version = "v1.2.0", features(email = customer.contact, income = customer.income))]
fn named(customer: &Customer) -> f64 {
    customer.income
}

#[audit(model_version = "v1.2.0", features(password))]
fn listed(password: &str) -> usize {
    password.len()
}

#[track_time(features(email = customer.contact))]
fn of_track_time(customer: &Customer) -> f64 {
    customer.income
}

#[track_time(features(email))]
fn not_kept_by_itself(email: String) -> usize {
    email.len()
}

fn main() {
    let customer = Customer { contact: String::new(), income: 1.0 };
    println!("{}", named(&customer) + of_track_time(&customer));
    println!("{}", listed("") + not_kept_by_itself(String::new()));
}
