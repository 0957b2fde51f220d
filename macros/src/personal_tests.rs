//! Which names look personal, and which do not although they hold such a word.
//!
//! In a file of its own, because `personal.rs` is also the runtime's.

use crate::personal::{looks_personal, split};

#[test]
fn names_of_personal_data_look_personal_in_any_spelling() {
    for name in [
        "email",
        "emails",
        "customer_email",
        "emailAddress",
        "e_mail",
        "E-Mail",
        "EMAIL",
        "user_mail",
        "phone",
        "phone_number",
        "phoneNumber",
        "phone2",
        "telephone",
        "mobile",
        "mobile_number",
        "contact_number",
        "first_name",
        "firstName",
        "firstname",
        "LastName",
        "full_name",
        "surname",
        "customer_name",
        "patientName",
        "username",
        "user_name",
        "screen_name",
        "ssn",
        "SSN",
        "ssn_last4",
        "social_security_number",
        "national_id",
        "passport_no",
        "tax_id",
        "nhs_number",
        "iban",
        "card_number",
        "cardnumber",
        "cc_number",
        "credit_card",
        "cvv",
        "account_number",
        "bank_account",
        "sort_code",
        "date_of_birth",
        "dateOfBirth",
        "birth_date",
        "birthday",
        "dob",
        "password",
        "passwd",
        "db_password",
        "pwd",
        "secret",
        "client_secret",
        "credentials",
        "api_key",
        "apiKey",
        "APIKey",
        "apikey",
        "access_token",
        "refreshToken",
        "session_id",
        "jwt",
        "private_key",
        "pin_code",
        "authorization",
        "cookie",
        "ip",
        "client_ip",
        "ip_address",
        "ipAddress",
        "IPAddress",
        "ip_addr",
        "ipv4",
        "address",
        "addresses",
        "home_address",
        "street",
        "street_name",
        "house_number",
        "postcode",
        "postal_code",
        "zip",
        "zip_code",
        "zipcode",
        "license_plate",
        "medical_record",
        "imei",
    ] {
        assert!(looks_personal(name), "{name}");
    }
}

#[test]
fn a_word_inside_of_another_is_not_looked_at() {
    for name in [
        "emailed_count",
        "tokenizer",
        "tokens",
        "token_count",
        "zipped",
        "unzip",
        "zipper",
        "phoneme",
        "phonetic",
        "streetwise",
        "passwordless",
        "secretary",
        "addressed",
        "hips",
        "tip",
        "shipment",
        "mobility",
        "cookies_per_hour_of_baking",
        "tell",
        "motel",
        "keypoint",
        "monkey",
        "rename",
    ] {
        assert!(!looks_personal(name), "{name}");
    }
}

#[test]
fn words_that_are_personal_only_in_company_are_not_alone() {
    // `name`: of a file, a model, a column. `token` and `key`: of a text, of a map.
    for name in [
        "name",
        "file_name",
        "model_name",
        "column_name",
        "class_name",
        "token",
        "next_token",
        "pad_token",
        "key",
        "primary_key",
        "partition_key",
        "key_frame",
        "number",
        "card",
        "account",
        "birth_rate",
        "code",
        "zip_level",
        "ip_version",
        "mobile_users",
        "post_count",
        "session",
    ] {
        assert!(!looks_personal(name), "{name}");
    }
}

#[test]
fn a_machines_address_is_not_a_persons() {
    for name in [
        "memory_address",
        "base_address",
        "contract_address",
        "register_address",
    ] {
        assert!(!looks_personal(name), "{name}");
    }
}

#[test]
fn what_is_only_counted_or_measured_is_not_personal() {
    for name in [
        "email_count",
        "n_emails",
        "num_phones",
        "has_phone",
        "is_mobile",
        "password_length",
        "email_verified",
        "address_match",
        "email_open_rate",
        "days_since_password_change",
        "phone_calls",
        "email_domain",
        "missing_address",
        "total_emails",
    ] {
        assert!(!looks_personal(name), "{name}");
    }
}

#[test]
fn what_models_predict_from_is_not_personal() {
    for name in [
        "age",
        "gender",
        "income",
        "latitude",
        "longitude",
        "user_id",
        "customer_id",
        "country",
        "tenure",
        "race",
        "location",
        "contact",
        "x",
        "_",
        "",
    ] {
        assert!(!looks_personal(name), "{name}");
    }
}

#[test]
fn a_name_longer_than_any_is_looked_at_as_far_as_it_goes() {
    assert!(looks_personal(&format!("email_{}", "x".repeat(500))));
    assert!(!looks_personal(&format!("{}_email", "x".repeat(500))));
    assert!(!looks_personal("größe_straße"));
}

#[test]
fn words_are_split_at_separators_capitals_and_digits() {
    let words = |name| split(name, &mut [0; 96], &mut [""; 24]).join(" ");
    assert_eq!(words("customerEmail"), "customer email");
    assert_eq!(words("IPAddress4"), "ip address 4");
    assert_eq!(words("zip-code.of_the client"), "zip code of the client");
}
