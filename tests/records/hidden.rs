//! What is hidden stays so where it is not looked for first: in what is not shown, in keys, in other
//! features, in `Debug` forms of `Debug` forms.

use std::collections::BTreeMap;
use std::fmt::Debug;

use flight_recorder::testing::capture;
use flight_recorder::{audit, track_time};
use serde::Serialize;

use crate::support::{one, poll_once};

const EMAIL: &str = "bob@example.com";

#[derive(Clone, Serialize)]
struct Customer {
    email: String,
    visits: u32,
}

fn customer() -> Customer {
    Customer {
        email: EMAIL.to_owned(),
        visits: 12_345,
    }
}

#[audit(model_version = "v1")]
fn of_many(customers: &[Customer]) -> Result<f64, String> {
    let first = &customers[0];
    Err(format!("{} after {} visits", first.email, first.visits))
}

#[test]
fn personal_fields_are_hidden_also_in_rows_of_which_only_the_number_is_shown() {
    let line = one(|| of_many(&vec![customer(); 100]));
    assert_eq!(line["input_features"]["customers"]["len"], 100);
    assert_eq!(line["error_message"], "[masked] after 12345 visits");
}

#[audit(model_version = "v1", mask(accounts))]
fn by_key(accounts: &BTreeMap<String, Customer>) -> Result<f64, String> {
    Err(format!("visits of {:?}", accounts.keys().next()))
}

#[test]
fn the_keys_of_a_masked_map_are_hidden_and_the_names_of_fields_are_not() {
    let line = one(|| by_key(&BTreeMap::from([("Jane Doe".to_owned(), customer())])));
    assert_eq!(line["error_message"], "visits of Some(\"[masked]\")");
}

#[derive(Debug)]
struct OnlyDebug {
    email: &'static str,
    code: u64,
}

#[track_time]
fn by_debug(user: &OnlyDebug) -> Result<(), String> {
    Err(format!("{} has {}", user.email, user.code))
}

#[track_time]
fn by_name(password: &OnlyDebug) -> Result<(), String> {
    Err(format!("{password:?} or {}", password.code))
}

#[test]
fn what_has_only_a_debug_form_is_hidden_by_its_name_and_by_the_names_in_it() {
    let user = OnlyDebug {
        email: EMAIL,
        code: 471_147,
    };
    assert_eq!(
        one(|| by_debug(&user))["error_message"],
        "[masked] has 471147"
    );
    let line = one(|| by_name(&user));
    assert_eq!(line["input_features"]["password"], "[masked]");
    assert!(!line.to_string().contains(EMAIL) && !line.to_string().contains("471147"));
}

#[derive(Debug)]
struct Said(#[expect(dead_code, reason = "its `Debug` form shows it")] String);

#[audit(model_version = "v1", mask(name))]
fn says(name: &str, how: &str) -> Result<f64, Said> {
    Err(Said(match how {
        "lines" => format!("first:\n{name}\tis"),
        _ => format!("not {name:?}"),
    }))
}

#[test]
fn a_debug_form_of_an_error_hides_what_stands_after_a_line_break_or_was_quoted_before() {
    let line = one(|| says("Jane Doe", "lines"));
    assert_eq!(line["error_message"], r#"Said("first:\n[masked]\tis")"#);
    let line = one(|| says("Jane \"J\" Doe", "quoted"));
    assert_eq!(line["error_message"], r#"Said("not \"[masked]\"")"#);
}

#[audit(model_version = "v1", mask(account))]
fn around(account: u32) -> (Vec<u32>, f64) {
    (
        (0..100).map(|at| account + at).collect(),
        f64::from(account),
    )
}

#[test]
fn a_number_is_hidden_in_summaries_and_as_a_float() {
    let line = one(|| around(471_147));
    assert!(!line.to_string().contains("471147"), "{line}");
    assert_eq!(line["prediction"][0]["len"], 100);
    assert_eq!(line["prediction"][0]["max"], 471_246);
}

#[track_time(mask(token))]
async fn cancelled(url: &str, token: &str) {
    let _ = (url, token);
    std::future::pending::<()>().await;
}

#[test]
fn the_features_of_a_cancelled_step_do_not_show_what_one_of_them_hides() {
    let line = one(|| {
        let mut future = Box::pin(cancelled(
            "https://example.com/?t=s3cr3t-token",
            "s3cr3t-token",
        ));
        assert!(poll_once(future.as_mut()).is_pending());
    });
    assert_eq!(line["outcome"], "cancelled");
    assert_eq!(
        line["input_features"]["url"],
        "https://example.com/?t=[masked]"
    );
}

struct Bytes(Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

#[audit(model_version = "v1", hash(key))]
fn hashed(key: &Bytes) -> u8 {
    u8::from(key.0.is_empty())
}

#[audit(model_version = "v1", mask(key))]
fn masked(key: &Bytes) -> Result<u8, String> {
    Err(String::from_utf8_lossy(&key.0).into_owned())
}

#[test]
fn bytes_have_pseudonyms_of_their_own_and_are_hidden_as_text() {
    let of = |bytes: &[u8]| one(|| hashed(&Bytes(bytes.to_vec())))["input_features"]["key"].clone();
    assert_ne!(of(b"one"), of(b"two"));
    assert_eq!(of(b"one"), of(b"one"));
    let line = one(|| masked(&Bytes(b"s3cr3t-key".to_vec())));
    assert_eq!(line["error_message"], "[masked]");
}

#[audit(model_version = "v1", mask(document))]
fn too_much<T: Serialize>(document: &T, message: &str) -> Result<u8, String> {
    let _ = document;
    Err(message.to_owned())
}

#[test]
fn a_masked_value_that_is_too_much_to_be_searched_for_withholds_the_message() {
    let withheld = "[withheld: a masked value could not be read]";
    let lines = capture(|| {
        let _ = too_much(&"x".repeat(1 << 20), "quotes xxxx");
        let _ = too_much(&(0..100_000).collect::<Vec<_>>(), "quotes 99999");
        let _ = too_much(&"x".repeat(100_000), &format!("<{}>", "x".repeat(100_000)));
    });
    assert_eq!(lines[0]["error_message"], withheld);
    assert_eq!(lines[1]["error_message"], withheld);
    assert_eq!(lines[2]["error_message"], "<[masked]>");
}

#[test]
fn a_long_text_is_cut_without_leaving_a_part_of_a_secret() {
    for before in 1_900..2_060 {
        let message = format!("{}{EMAIL} and {}", "-".repeat(before), "y".repeat(5_000));
        let line = one(|| too_much(&EMAIL, &message));
        let message = line["error_message"].as_str().expect("a message");
        assert!(
            !message.contains("bob") && message.contains("more bytes"),
            "{message}"
        );
    }
}
