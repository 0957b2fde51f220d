//! Names that only hold a personal word, and personal ones that are handled.
use flight_recorder::{audit, track_time};

#[audit(model_version = "v1.2.0")]
#[expect(clippy::too_many_arguments, reason = "as many as there are traps")]
fn not_personal(
    emailed_count: u32,
    tokenizer: &str,
    name: &str,
    token: u32,
    key: u32,
    has_phone: bool,
    password_length: usize,
    zipped: bool,
    age: u8,
) -> usize {
    let _ = (emailed_count, tokenizer, token, key, has_phone, zipped);
    name.len() + password_length + usize::from(age)
}

#[audit(
    model_version = "v1.2.0",
    mask(email),
    hash(customer_name),
    skip(password),
    allow(street)
)]
fn handled(email: &str, customer_name: &str, password: &str, street: u32) -> usize {
    email.len() + customer_name.len() + password.len() + street as usize
}

/// What `features` does not list needs no treatment.
#[audit(model_version = "v1.2.0", features(income))]
fn not_listed(income: f64, email: &str) -> f64 {
    income + email.len() as f64
}

/// What `#[track_time]` keeps by itself is masked without a word.
#[track_time]
fn kept(email: &str, ssn: u64) -> u64 {
    ssn + email.len() as u64
}

/// Spread, a parameter's own name does not show.
#[audit(model_version = "v1.2.0", features(..address))]
fn spread(address: &std::collections::BTreeMap<String, f64>) -> usize {
    address.len()
}

/// Masked, nothing is asked of the type.
struct Secret(&'static str);

#[audit(model_version = "v1.2.0", mask(api_key))]
fn secret(income: f64, api_key: Secret) -> f64 {
    income + api_key.0.len() as f64
}

fn main() {
    not_personal(1, "", "", 1, 1, true, 1, true, 1);
    handled("", "", "", 1);
    not_listed(1.0, "");
    kept("", 1);
    spread(&std::collections::BTreeMap::new());
    secret(1.0, Secret(""));
}
