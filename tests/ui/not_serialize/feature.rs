//~ 5 errors
use flight_recorder::audit;

struct RawImage {
    pixels: Vec<u8>,
}

#[audit(model_version = "v1.2.0")]
fn alone(raw: &RawImage) -> usize {
    raw.pixels.len()
}

#[audit(model_version = "v1.2.0")]
fn beside(income: f64, raw: RawImage) -> f64 {
    income + raw.pixels.len() as f64
}

#[audit(model_version = "v1.2.0")]
fn inside(raw: Vec<RawImage>) -> usize {
    raw.len()
}

#[audit(model_version = "v1.2.0", features(image = RawImage { pixels: vec![1] }))]
fn expression(income: f64) -> f64 {
    income
}

#[audit(model_version = "v1.2.0", hash(raw))]
fn hashed(raw: &RawImage) -> usize {
    raw.pixels.len()
}

fn main() {
    let raw = RawImage { pixels: vec![1] };
    println!("{}", alone(&raw) + hashed(&raw));
    println!("{}", beside(1.0, raw) + expression(1.0));
    println!("{}", inside(Vec::new()));
}
