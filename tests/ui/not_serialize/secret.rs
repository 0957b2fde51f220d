//~ 2 errors
// As the types of `secrecy` and `redact`: they refuse to be serialised, which is their point.
use flight_recorder::audit;

struct Secret<T>(T);

#[audit(model_version = "v1.2.0", allow(token))]
fn allowed(token: &Secret<String>) -> usize {
    token.0.len()
}

#[audit(model_version = "v1.2.0", hash(api_key))]
fn hashed(income: f64, api_key: Secret<&'static str>) -> f64 {
    income + api_key.0.len() as f64
}

// Masked, nothing is asked of the type.
#[audit(model_version = "v1.2.0", mask(api_key))]
fn masked(income: f64, api_key: Secret<&'static str>) -> f64 {
    income + api_key.0.len() as f64
}

fn main() {
    println!("{}", allowed(&Secret(String::new())));
    println!("{}", hashed(1.0, Secret("")) + masked(1.0, Secret("")));
}
