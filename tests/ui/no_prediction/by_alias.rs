//~ 2 errors
use flight_recorder::audit;

type Done = Result<(), String>;
type Nothing = ();

#[audit(model_version = "v1.2.0")]
fn alias_of_result(income: f64) -> Done {
    let _ = income;
    Ok(())
}

#[audit(model_version = "v1.2.0")]
fn alias(income: f64) -> Nothing {
    let _ = income;
}

fn main() {
    let _ = alias_of_result(1.0);
    alias(1.0);
}
