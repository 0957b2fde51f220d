//~ 3 errors
use flight_recorder::audit;

#[audit(model_version = "v1.2.0", batch = income)]
fn parameter(income: f64) -> Vec<f64> {
    vec![income]
}

struct Frame {
    height: usize,
}

impl Frame {
    fn height(&self) -> usize {
        self.height
    }
}

#[audit(model_version = "v1.2.0", batch = frame.height())]
fn expression(frame: &Frame) -> Vec<f64> {
    vec![frame.height as f64]
}

#[audit(model_version = "v1.2.0", batch = frame)]
fn no_iterator(frame: &Frame) -> Vec<f64> {
    vec![frame.height as f64]
}

fn main() {
    let frame = Frame { height: 1 };
    println!("{:?} {:?} {:?}", parameter(1.0), expression(&frame), no_iterator(&frame));
}
