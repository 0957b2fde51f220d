//~ 5 errors
use flight_recorder::audit;

struct Label {
    score: f64,
}

#[audit(model_version = "v1.2.0")]
fn plain(income: f64) -> Label {
    Label { score: income }
}

#[audit(model_version = "v1.2.0")]
fn ok(income: f64) -> Result<Label, String> {
    Ok(Label { score: income })
}

#[audit(model_version = "v1.2.0", prediction = |label| Label { score: label.score })]
fn of_the_option(income: f64) -> Label {
    Label { score: income }
}

#[audit(model_version = "v1.2.0")]
async fn asynchronous(income: f64) -> Label {
    Label { score: income }
}

#[audit(model_version = "v1.2.0")]
fn future(income: f64) -> impl Future<Output = Label> {
    async move { Label { score: income } }
}

fn main() {
    let _ = (asynchronous(1.0), future(1.0), ok(1.0));
    println!("{}", plain(1.0).score + of_the_option(1.0).score);
}
