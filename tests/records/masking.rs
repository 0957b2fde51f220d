//! Personal data: what is masked and hashed, by option and by name.

use std::collections::HashMap;

use flight_recorder::{audit, track_time};
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::{features, one};

#[audit(
    model_version = "v1",
    mask(email),
    hash(customer, region),
    allow(phone)
)]
fn treated(email: &str, customer: u64, region: &str, phone: &str, age: u8) -> usize {
    email.len() + region.len() + phone.len() + usize::from(age) + usize::from(customer > 0)
}

fn treat(customer: u64, region: &str) -> Value {
    features(|| treated("ada@example.com", customer, region, "+49 30 1", 36))
}

#[test]
fn a_masked_feature_says_so_and_an_allowed_one_is_shown() {
    let line = one(|| treated("ada@example.com", 1, "north", "+49 30 1", 36));
    let shown = &line["input_features"];
    assert_eq!(shown["email"], "[masked]");
    assert_eq!(shown["phone"], "+49 30 1");
    assert_eq!(shown["age"], 36);
    assert!(!line.to_string().contains("ada@example.com"));
}

#[test]
fn a_pseudonym_is_equal_for_equal_values_and_different_for_others() {
    let (one, same, other) = (treat(1, "north"), treat(1, "north"), treat(2, "south"));
    assert_eq!(one, same);
    for feature in ["customer", "region"] {
        let pseudonym = one[feature].as_str().unwrap();
        assert!(
            pseudonym.starts_with("hash:") && pseudonym.len() > 20,
            "{pseudonym}"
        );
        assert_ne!(one[feature], other[feature]);
    }
    assert!(!one.to_string().contains("north"));
}

#[derive(Serialize, Clone)]
struct Person {
    first_name: &'static str,
    #[serde(rename = "homePhone")]
    home: &'static str,
    age: u8,
    contacts: Vec<Contact>,
}

#[derive(Serialize, Clone)]
struct Contact {
    kind: &'static str,
    email: &'static str,
}

fn person() -> Person {
    Person {
        first_name: "Ada",
        home: "+49 30 1",
        age: 36,
        contacts: vec![Contact {
            kind: "work",
            email: "ada@example.com",
        }],
    }
}

#[audit(model_version = "v1")]
fn of_person(person: &Person, extra: &HashMap<String, Value>) -> Person {
    let _ = extra;
    person.clone()
}

#[audit(model_version = "v1")]
fn of_one(person: &Person) -> u8 {
    person.age
}

#[audit(model_version = "v1", allow(person))]
fn allowed(person: &Person) -> u8 {
    person.age
}

#[track_time]
fn fails(person: &Person) -> Result<u8, String> {
    Err(person.age.to_string())
}

#[audit(model_version = "v1", features(..person))]
fn spread(person: &Person) -> u8 {
    person.age
}

#[test]
fn personal_names_are_masked_at_any_depth_also_in_the_prediction() {
    let extra = HashMap::from([
        (
            "deep".to_owned(),
            json!([[{"E-Mail": "ada@example.com", "ok": 1}]]),
        ),
        ("customerIban".to_owned(), json!({"all": "DE02"})),
    ]);
    let line = one(|| of_person(&person(), &extra));
    let masked = json!({
        "first_name": "[masked]",
        "homePhone": "[masked]",
        "age": 36,
        "contacts": [{"kind": "work", "email": "[masked]"}],
    });
    assert_eq!(line["input_features"]["person"], masked);
    assert_eq!(line["prediction"], masked);
    assert_eq!(
        line["input_features"]["extra"],
        json!({"deep": [[{"E-Mail": "[masked]", "ok": 1}]], "customerIban": "[masked]"})
    );
    assert_eq!(features(|| of_one(&person())), masked);
    assert_eq!(features(|| fails(&person())), masked);
    assert_eq!(features(|| spread(&person())), masked);
}

#[test]
fn what_is_allowed_is_shown_with_all_in_it() {
    let shown = features(|| allowed(&person()));
    assert_eq!(shown["first_name"], "Ada");
    assert_eq!(shown["contacts"][0]["email"], "ada@example.com");
}

#[track_time]
fn by_itself(email: &str, password: &str, n: u8) -> Result<(), String> {
    let _ = (email, password);
    Err(n.to_string())
}

#[test]
fn what_is_kept_by_itself_and_looks_personal_is_masked() {
    let shown = features(|| by_itself("ada@example.com", "hunter22", 1));
    assert_eq!(
        shown,
        json!({"email": "[masked]", "password": "[masked]", "n": 1})
    );
}

#[derive(Debug)]
#[expect(dead_code, reason = "its `Debug` form shows it")]
struct OnlyDebug {
    email: &'static str,
    age: u8,
}

#[track_time]
fn fails_by_debug(user: &OnlyDebug) -> Result<(), OnlyDebug> {
    Err(OnlyDebug { age: 4, ..*user })
}

#[track_time(allow(user))]
fn fails_allowed(user: &OnlyDebug) -> Result<(), u8> {
    Err(user.age)
}

#[test]
fn personal_names_are_masked_in_debug_forms_too() {
    let user = OnlyDebug {
        email: "ada@example.com",
        age: 3,
    };
    let line = one(|| fails_by_debug(&user));
    assert_eq!(
        line["input_features"]["user"],
        "OnlyDebug { email: [masked], age: 3 }"
    );
    assert_eq!(
        line["error_message"],
        "OnlyDebug { email: [masked], age: 4 }"
    );
    let shown = features(|| fails_allowed(&user));
    assert!(shown["user"].as_str().unwrap().contains("ada@example.com"));
}

#[derive(Serialize)]
enum Login {
    #[serde(rename = "password")]
    Password(&'static str),
    #[serde(rename = "email")]
    Email { text: &'static str },
    #[serde(rename = "phone")]
    Phone(&'static str, &'static str),
}

#[audit(model_version = "v1")]
fn of_logins(logins: &[Login], mapped: &HashMap<&str, Login>) -> usize {
    logins.len() + mapped.len()
}

#[test]
fn a_variant_with_a_personal_name_is_masked() {
    let logins = [
        Login::Password("hunter22"),
        Login::Email { text: "ada@" },
        Login::Phone("+49", "30"),
    ];
    let mapped = HashMap::from([("secret", Login::Email { text: "ada@" })]);
    let line = one(|| of_logins(&logins, &mapped));
    assert_eq!(
        line["input_features"]["logins"],
        json!([{"password": "[masked]"}, {"email": "[masked]"}, {"phone": "[masked]"}])
    );
    assert_eq!(
        line["input_features"]["mapped"],
        json!({"secret": "[masked]"})
    );
}

#[audit(model_version = "v1", features(..person, n), mask(person))]
fn masked_spread(person: &Person, n: u8) -> u8 {
    person.age + n
}

#[audit(model_version = "v1", hash(person))]
fn hashed_single(person: &Person) -> u8 {
    person.age
}

#[test]
fn what_would_have_been_the_object_and_is_masked_stands_under_its_name() {
    assert_eq!(
        features(|| masked_spread(&person(), 1)),
        json!({"person": "[masked]", "n": 1})
    );
    let hashed = features(|| hashed_single(&person()));
    assert!(hashed["person"].as_str().unwrap().starts_with("hash:"));
}
