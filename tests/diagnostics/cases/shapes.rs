//= free_functions: nothing
#[recorded]
pub fn one(x: f64) -> f64 {
    x * 2.0
}
#[recorded]
pub fn borrowed<'a>(x: &'a str, _y: &str) -> &'a str {
    x
}
#[recorded]
pub fn fallible(x: &str) -> Result<u8, std::num::ParseIntError> {
    let y: u8 = x.parse()?;
    if y > 7 {
        return Ok(7);
    }
    Ok(y)
}
#[recorded]
pub fn optional(x: Option<u8>) -> Option<u8> {
    let y = x?;
    y.checked_add(1)
}
#[recorded]
pub fn with_items(x: u8) -> u8 {
    const STEP: u8 = 1;
    fn add(x: u8) -> u8 {
        x + STEP
    }
    add(x)
}
#[recorded]
pub fn pattern((a, b): (u8, u8), [c, _]: [u8; 2], _: u8) -> u8 {
    a + b + c
}
#[recorded]
pub fn changed(mut x: u8) -> u8 {
    x += 1;
    x
}
#[recorded]
pub fn without_parameters() -> u8 {
    1
}
#[recorded]
pub unsafe fn raw(x: u8) -> u8 {
    x
}
#[recorded]
pub extern "C" fn foreign(x: u8) -> u8 {
    x
}
#[recorded]
pub fn panics(x: u8) -> u8 {
    if x > 1 {
        panic!("{x} is too large");
    }
    x
}
#[recorded]
pub fn looped(x: &[u8]) -> u8 {
    let mut sum = 0;
    for row in x {
        if *row == 0 {
            continue;
        }
        sum += row;
    }
    sum
}

//= functions_that_are_only_timed: nothing
#[timed]
pub fn nothing(x: u8) {
    let _ = x;
}
#[timed]
pub fn empty(_x: &mut u8) {}
#[timed]
pub fn never(x: u8) -> ! {
    panic!("{x}")
}
#[timed]
pub fn iterator(x: u8) -> impl Iterator<Item = u8> {
    0..x
}
#[timed]
pub fn function(x: u8) -> impl Fn(u8) -> u8 {
    move |y| x + y
}
#[timed]
pub fn generic<T, const N: usize>(x: [T; N]) -> Vec<T>
where
    T: Clone,
{
    x.to_vec()
}
#[timed]
pub fn argument(x: impl AsRef<str>) -> usize {
    x.as_ref().len()
}
#[timed]
pub fn object(x: &dyn std::fmt::Debug) -> String {
    format!("{x:?}")
}
#[timed]
pub fn tuple(x: u8) -> (u8, u8) {
    (x, x)
}

//= methods: nothing
#[derive(Clone, Debug, Default)]
pub struct Model {
    weight: f64,
}
impl Model {
    #[recorded]
    pub fn by_reference(&self, x: f64) -> f64 {
        self.weight * x
    }
    #[recorded]
    pub fn by_mutable_reference(&mut self, x: f64) -> f64 {
        self.weight += x;
        self.weight
    }
    #[recorded]
    pub fn by_value(self, x: f64) -> f64 {
        self.weight * x
    }
    #[recorded]
    pub async fn later(&self, x: f64) -> f64 {
        std::future::ready(self.weight * x).await
    }
    #[recorded]
    pub fn associated(x: f64) -> f64 {
        x
    }
}
pub trait Predict {
    #[recorded]
    fn predict(&self, x: f64) -> f64 {
        x
    }
    fn required(&self, x: f64) -> f64;
}
impl Predict for Model {
    #[recorded]
    fn required(&self, x: f64) -> f64 {
        self.weight * x
    }
}

//= futures: nothing
use std::future::Future;
use std::pin::Pin;
#[recorded]
pub async fn one(x: f64) -> f64 {
    std::future::ready(()).await;
    x * 2.0
}
#[recorded]
pub async fn fallible(x: &str) -> Result<u8, std::num::ParseIntError> {
    std::future::ready(()).await;
    let y: u8 = x.parse()?;
    Ok(y)
}
#[recorded]
pub fn returned(x: f64) -> impl Future<Output = f64> {
    async move { x }
}
#[recorded]
pub fn boxed(x: f64) -> Pin<Box<dyn Future<Output = f64> + Send>> {
    Box::pin(async move { x })
}

//= futures_that_are_only_timed: nothing
#[timed]
pub async fn nothing(x: u8) {
    std::future::ready(x).await;
}
#[timed]
pub async fn never(x: u8) -> ! {
    std::future::ready(x).await;
    panic!("{x}")
}
#[timed]
pub async fn iterator(x: u8) -> impl Iterator<Item = u8> {
    std::future::ready(()).await;
    0..x
}
#[timed]
pub async fn generic<T: Clone>(x: &T) -> T {
    std::future::ready(()).await;
    x.clone()
}

//= options: nothing
pub const VERSION: u8 = 7;
#[with(track_time(name = "scaling", level = "debug", slow = "50ms", sample = 0.5))]
pub fn named(x: f64) -> f64 {
    x
}
#[with(track_time(features(x, twice = x + x)))]
pub fn chosen(x: f64, _y: String) -> Result<f64, String> {
    Ok(x)
}
#[with(track_time(skip(x), mask(email), hash(customer)))]
pub fn treated(x: f64, email: &str, customer: u64) -> Result<f64, String> {
    Ok(x + email.len() as f64 + customer as f64)
}
#[with(audit(model_version = String::from("v1"), model_id = VERSION, feature_version = "2"))]
pub fn versioned(x: f64) -> f64 {
    x
}
#[with(audit(model_version = "v1", prediction = Vec::len))]
pub fn counted(x: u8) -> Vec<u8> {
    vec![x]
}
#[with(audit(model_version = "v1", batch = rows, features(rows, _factor)))]
pub fn batch(rows: &[f64], _factor: f64) -> Vec<f64> {
    rows.to_vec()
}
#[with(audit(model_version = "v1", batch = rows))]
pub async fn batch_later(rows: &[f64]) -> Vec<f64> {
    std::future::ready(()).await;
    rows.to_vec()
}
#[with(audit(model_version = "v1", delivery = "durable"))]
pub fn durable(x: f64) -> f64 {
    x
}
#[with(audit(model_version = "v1", delivery = "required"))]
pub async fn required(x: f64) -> Result<f64, Box<dyn std::error::Error + Send + Sync>> {
    std::future::ready(()).await;
    Ok(x)
}
