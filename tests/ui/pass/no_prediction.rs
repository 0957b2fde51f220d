//! With `prediction`, a function that returns nothing can be audited.
use std::pin::Pin;

use flight_recorder::audit;

type Nothing = ();

#[audit(model_version = "v1.2.0", prediction = |()| "stored")]
fn nothing(income: f64) {
    let _ = income;
}

#[audit(model_version = "v1.2.0", prediction = |()| "stored")]
fn alias(income: f64) -> Nothing {
    let _ = income;
}

#[audit(model_version = "v1.2.0", prediction = |()| "stored")]
fn result(income: f64) -> Result<(), String> {
    let _ = income;
    Ok(())
}

#[audit(model_version = "v1.2.0", prediction = |()| "stored")]
async fn asynchronous(income: f64) {
    let _ = income;
}

#[audit(model_version = "v1.2.0", prediction = |()| "stored")]
fn future(income: f64) -> impl Future<Output = ()> {
    let _ = income;
    async {}
}

#[audit(model_version = "v1.2.0", prediction = |()| "stored")]
fn boxed(income: f64) -> Pin<Box<dyn Future<Output = ()>>> {
    let _ = income;
    Box::pin(async {})
}

#[audit(model_version = "v1.2.0", prediction = |_| "none")]
fn never(income: f64) -> ! {
    panic!("{income}")
}

fn main() {
    nothing(1.0);
    alias(1.0);
    let _ = result(1.0);
    futures::executor::block_on(async {
        asynchronous(1.0).await;
        future(1.0).await;
        boxed(1.0).await;
    });
    let _: fn(f64) -> ! = never;
}
