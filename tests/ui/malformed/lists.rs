//~ 10 errors
use flight_recorder::{audit, track_time};

struct Customer {
    email: String,
}

#[audit(model_version = "v1.2.0", mask("email"))]
fn in_quotes(email: &str) -> usize {
    email.len()
}

#[audit(model_version = "v1.2.0", mask = email)]
fn as_value(email: &str) -> usize {
    email.len()
}

#[audit(model_version = "v1.2.0", mask)]
fn alone(email: &str) -> usize {
    email.len()
}

#[audit(model_version = "v1.2.0", mask[email])]
fn in_brackets(email: &str) -> usize {
    email.len()
}

#[track_time(skip())]
fn empty(rows: &[f64]) -> usize {
    rows.len()
}

#[track_time(mask(customer.email))]
fn field(customer: &Customer) -> usize {
    customer.email.len()
}

#[audit(model_version = "v1.2.0", mask(email phone))]
fn no_comma(email: &str, phone: &str) -> usize {
    email.len() + phone.len()
}

#[audit(model_version = "v1.2.0", mask(email = "none"))]
fn assigned(email: &str) -> usize {
    email.len()
}

#[track_time(skip(_))]
fn underscore(_: f64) -> usize {
    1
}

#[track_time(skip(rows,,))]
fn two_commas(rows: &[f64]) -> usize {
    rows.len()
}

fn main() {
    let customer = Customer { email: String::new() };
    println!("{}", in_quotes("") + as_value("") + alone("") + in_brackets("") + empty(&[]));
    println!("{}", field(&customer) + no_comma("", "") + assigned("") + underscore(1.0));
    println!("{}", two_commas(&[]));
}
