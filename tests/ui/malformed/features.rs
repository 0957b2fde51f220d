//~ 8 errors
use flight_recorder::{audit, track_time};

struct Customer {
    income: f64,
}

impl Customer {
    #[audit(model_version = "v1.2.0", features(self.income))]
    fn field_of_self(&self) -> f64 {
        self.income
    }
}

#[audit(model_version = "v1.2.0", features(customer.income.abs()))]
fn method(customer: &Customer) -> f64 {
    customer.income
}

#[track_time(features(&income))]
fn reference(income: f64) -> f64 {
    income
}

#[track_time(features("income"))]
fn in_quotes(income: f64) -> f64 {
    income
}

#[track_time(features(income =))]
fn no_expression(income: f64) -> f64 {
    income
}

#[track_time(features(..customer.income))]
fn spread_field(customer: &Customer) -> f64 {
    customer.income
}

#[track_time(features(..))]
fn spread_nothing(income: f64) -> f64 {
    income
}

#[track_time(features = income)]
fn as_value(income: f64) -> f64 {
    income
}

fn main() {
    let customer = Customer { income: 1.0 };
    println!("{}", customer.field_of_self() + method(&customer) + spread_field(&customer));
    println!("{}", reference(1.0) + in_quotes(1.0) + no_expression(1.0));
    println!("{}", spread_nothing(1.0) + as_value(1.0));
}
