//~ 4 errors
use flight_recorder::audit;

#[derive(Debug)]
struct ModelError;

#[audit(model_version = "v1.2.0", delivery = "required")]
fn own(income: f64) -> Result<f64, ModelError> {
    if income < 0.0 { Err(ModelError) } else { Ok(income) }
}

#[audit(model_version = "v1.2.0", delivery = "required")]
fn string(income: f64) -> Result<f64, String> {
    Ok(income)
}

#[audit(model_version = "v1.2.0", delivery = "required")]
async fn asynchronous(income: f64) -> Result<f64, ModelError> {
    Ok(income)
}

type Outcome = Result<f64, ModelError>;

#[audit(model_version = "v1.2.0", delivery = "required")]
fn alias(income: f64) -> Outcome {
    Ok(income)
}

fn main() {
    let _ = (own(1.0), string(1.0), asynchronous(1.0), alias(1.0));
}
