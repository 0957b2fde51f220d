//~ 1 error
use flight_recorder::audit;

#[audit(model_version = "v1.2.0", batch = emails, skip(emails))]
fn predict(emails: &[String]) -> Vec<usize> {
    emails.iter().map(String::len).collect()
}

fn main() {
    println!("{:?}", predict(&[]));
}
