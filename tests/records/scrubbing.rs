//! What is masked or hashed does not come back in the prediction, the error or the panic message.

use std::fmt::Debug;
use std::panic::catch_unwind;

use flight_recorder::testing::capture;
use flight_recorder::{audit, track_time};
use serde::Serialize;
use serde_json::Value;

const EMAIL: &str = "bob@example.com";

/// That no line holds the secret, whatever its form.
#[track_caller]
fn hidden(lines: &[Value], secrets: &[&str]) {
    for line in lines {
        for secret in secrets {
            assert!(!line.to_string().contains(secret), "{secret} is in {line}");
        }
    }
}

#[audit(model_version = "v1", mask(email))]
fn look_up(email: &str, id: u32) -> Result<f64, String> {
    Err(format!("user {email} ({email:?}) with id {id} is unknown"))
}

#[test]
fn an_error_that_quotes_a_masked_value_does_not_show_it() {
    let lines = capture(|| look_up(EMAIL, 7));
    assert_eq!(
        lines[0]["error_message"],
        "user [masked] (\"[masked]\") with id 7 is unknown"
    );
    hidden(&lines, &[EMAIL]);
}

#[test]
fn escapes_of_the_debug_form_do_not_help_it_out() {
    let secret = "bob\t\"the\nbuilder\"";
    let lines = capture(|| look_up(secret, 7));
    hidden(&lines, &["builder"]);
}

#[audit(model_version = "v1", hash(account))]
fn charge(account: u64, _note: &str) -> u64 {
    panic!("account {account} is closed")
}

#[test]
fn a_panic_that_quotes_a_hashed_number_does_not_show_it_and_goes_on_unchanged() {
    let lines = capture(|| {
        let payload = catch_unwind(|| charge(471_147, "about 471147")).expect_err("it panics");
        let message = payload.downcast_ref::<String>().expect("a message");
        assert_eq!(message, "account 471147 is closed");
    });
    assert_eq!(lines[0]["error_message"], "account [masked] is closed");
    hidden(&lines, &["471147"]);
}

#[derive(Serialize)]
struct Answer {
    text: String,
    account: u64,
    score: f64,
}

#[audit(model_version = "v1", mask(name, account))]
fn answer(name: &str, account: u64) -> Answer {
    Answer {
        text: format!("Dear {name}, hello"),
        account,
        score: 0.25,
    }
}

#[test]
fn a_prediction_that_quotes_masked_values_does_not_show_them() {
    let lines = capture(|| answer("Jane Doe", 123_456));
    let prediction = &lines[0]["prediction"];
    assert_eq!(prediction["text"], "Dear [masked], hello");
    assert_eq!(prediction["account"], "[masked]");
    assert_eq!(prediction["score"], 0.25);
}

#[derive(Clone, Serialize)]
struct Person {
    full: String,
    codes: Vec<u32>,
}

#[track_time(mask(person))]
fn by_reference(person: &Person) -> Result<(), String> {
    Err(format!("{} has {:?}", person.full, person.codes))
}

#[track_time(mask(person))]
fn by_value(person: Person) -> Result<(), String> {
    let moved = person;
    Err(format!("{} has {:?}", moved.full, moved.codes))
}

#[test]
fn everything_inside_of_a_masked_value_is_hidden_also_where_the_body_moved_it() {
    let person = Person {
        full: "Jane Doe".to_owned(),
        codes: vec![90_210, 1],
    };
    let lines = capture(|| (by_reference(&person), by_value(person.clone())));
    for line in &lines {
        assert_eq!(
            line["input_features"],
            serde_json::json!({"person": "[masked]"})
        );
        // A 1 by itself is no secret.
        assert_eq!(line["error_message"], "[masked] has [[masked], 1]");
    }
}

#[track_time]
fn outer(text: &str) -> Result<f64, String> {
    look_up(text, 1).map_err(|error| format!("in the outer step: {error}"))
}

#[test]
fn the_steps_that_the_error_passes_through_do_not_show_it_either() {
    let lines = capture(|| outer(EMAIL));
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1]["function"], "outer");
    hidden(&lines, &[EMAIL]);
    assert!(
        lines[1]["error_message"]
            .as_str()
            .is_some_and(|text| text.contains("outer step"))
    );
}

#[track_time]
fn recovers(text: &str) -> Result<f64, String> {
    look_up(text, 1).map_err(|_| format!("gave up on {}", text.len()))
}

#[track_time]
fn beside(text: &str) -> Result<f64, String> {
    Err(text.to_owned())
}

#[test]
fn what_one_call_hides_is_not_hidden_in_later_calls() {
    let lines = capture(|| {
        let _ = recovers(EMAIL);
        let _ = beside(EMAIL);
    });
    assert_eq!(lines[2]["error_message"], EMAIL);
}

#[derive(Serialize)]
struct Customer {
    email: String,
    visits: u32,
}

#[audit(model_version = "v1")]
fn greet(customer: &Customer) -> String {
    format!("Dear {}, welcome", customer.email)
}

#[track_time]
fn write_to(customer: &Customer) -> Result<(), String> {
    Err(format!(
        "{} after {} visits",
        customer.email, customer.visits
    ))
}

#[test]
fn what_is_masked_by_its_name_is_hidden_too() {
    let customer = Customer {
        email: EMAIL.to_owned(),
        visits: 12_345,
    };
    let lines = capture(|| {
        greet(&customer);
        write_to(&customer)
    });
    hidden(&lines, &[EMAIL]);
    assert_eq!(lines[0]["prediction"], "Dear [masked], welcome");
    assert_eq!(lines[1]["error_message"], "[masked] after 12345 visits");
}

struct Opaque;

#[track_time(mask(_secret))]
fn opaque(_secret: Opaque) -> Result<(), String> {
    Err("may quote it".to_owned())
}

#[test]
fn a_masked_value_that_cannot_be_read_withholds_the_message() {
    let lines = capture(|| opaque(Opaque));
    assert_eq!(
        lines[0]["error_message"],
        "[withheld: a masked value could not be read]"
    );
}

#[derive(Debug)]
struct OnlyDebug(#[expect(dead_code, reason = "its Debug form is read")] &'static str);

#[track_time(mask(value))]
fn debugged(value: OnlyDebug) -> Result<(), String> {
    Err(format!("not {value:?}, but seven-eleven"))
}

#[test]
fn a_masked_value_with_only_a_debug_form_is_hidden_by_it() {
    let lines = capture(|| debugged(OnlyDebug("four-four-two")));
    hidden(&lines, &["four-four-two"]);
    assert!(
        lines[0]["error_message"]
            .as_str()
            .is_some_and(|text| text.contains("seven-eleven"))
    );
}

#[track_time(mask(name))]
async fn asynchronous(name: String) -> Result<(), String> {
    Err(format!("no {name}"))
}

#[audit(model_version = "v1", batch = rows, mask(rows))]
fn batch(rows: &[String]) -> Vec<String> {
    rows.iter().map(|row| format!("{row}!")).collect()
}

#[test]
fn async_steps_and_batches_hide_too() {
    let lines = capture(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        let _ = runtime.block_on(asynchronous("Jane Doe".to_owned()));
        batch(&["row number one".to_owned(), "row number two".to_owned()]);
    });
    assert_eq!(lines.len(), 3);
    hidden(&lines, &["Jane", "number"]);
    assert_eq!(lines[1]["prediction"], "[masked]!");
}

/// Never called: the bound is what is tested.
#[track_time(mask(value))]
fn generic<T: Debug>(value: &T) -> Result<(), String> {
    Err(format!("{value:?}"))
}

#[test]
fn in_generic_code_the_declared_bounds_count() {
    hidden(&capture(|| generic(&EMAIL)), &[EMAIL]);
}
