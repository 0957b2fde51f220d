//~ 9 errors
use std::pin::Pin;

use flight_recorder::audit;

#[audit(model_version = "v1.2.0")]
fn nothing(income: f64) {
    let _ = income;
}

#[audit(model_version = "v1.2.0")]
fn unit(income: f64) -> () {
    let _ = income;
}

#[audit(model_version = "v1.2.0")]
fn never(income: f64) -> ! {
    panic!("{income}");
}

#[audit(model_version = "v1.2.0")]
fn result(income: f64) -> Result<(), String> {
    let _ = income;
    Ok(())
}

#[audit(model_version = "v1.2.0")]
async fn asynchronous(income: f64) {
    let _ = income;
}

#[audit(model_version = "v1.2.0")]
async fn asynchronous_result(income: f64) -> std::io::Result<()> {
    let _ = income;
    Ok(())
}

#[audit(model_version = "v1.2.0")]
fn future(income: f64) -> impl Future<Output = ()> {
    let _ = income;
    async {}
}

#[audit(model_version = "v1.2.0")]
fn boxed(income: f64) -> Pin<Box<dyn Future<Output = ()>>> {
    let _ = income;
    Box::pin(async {})
}

#[audit(model_version = "v1.2.0")]
fn boxed_result(income: f64) -> Pin<Box<dyn Future<Output = Result<(), String>> + Send>> {
    let _ = income;
    Box::pin(async { Ok(()) })
}

fn main() {
    nothing(1.0);
    unit(1.0);
    let _ = result(1.0);
    let _ = (asynchronous(1.0), asynchronous_result(1.0), future(1.0), boxed(1.0), boxed_result(1.0));
    never(1.0);
}
