//! Programs that set the recorder up, rightly and wrongly; what went wrong is printed on stderr.

use std::path::PathBuf;

use flight_recorder::{Builder, Format, Level, Output, audit, builder, track_time};
use serde::Serialize;

use super::{check, predict};

fn init(builder: Builder) {
    if let Err(error) = builder.init() {
        eprintln!("{error}");
    }
}

/// A path that the test gives.
fn path(number: usize) -> PathBuf {
    std::env::args_os().nth(1 + number).expect("a path").into()
}

pub(super) fn record_both() {
    predict(1);
    let _ = check(2);
    let _ = check(3);
}

pub(super) fn with_a_service() {
    init(builder().service("churn-api").service_version("1.4.0"));
    record_both();
}

pub(super) fn twice() {
    init(builder().service("first"));
    init(builder().service("second"));
    record_both();
}

pub(super) fn after_the_first_lines() {
    predict(1);
    init(builder().logs(Output::file(path(1))).service("late"));
    predict(2);
}

pub(super) fn with_a_bad_path() {
    init(builder().logs(Output::file("/no/such/folder/lines.jsonl")));
    record_both();
}

pub(super) fn with_a_format() {
    init(builder().format(Format::Datadog));
    record_both();
}

pub(super) fn with_split_outputs() {
    init(
        builder()
            .logs(Output::file(path(1)))
            .audit(Output::file(path(2))),
    );
    record_both();
}

pub(super) fn with_logs_off() {
    init(builder().logs(Output::off()));
    record_both();
}

pub(super) fn without_a_frame() {
    init(builder().frame(false));
    record_both();
}

pub(super) fn without_calls() {
    init(builder());
}

pub(super) fn with_level_warn() {
    init(builder().level(Level::Warn));
    record_both();
}

#[derive(Serialize)]
struct Customer {
    #[serde(rename = "customerRef")]
    reference: &'static str,
    visits: u32,
}

#[audit(model_version = "v1", hash(account))]
fn churn(customer: &Customer, account: u64) -> f64 {
    f64::from(customer.visits) / if account > 0 { 10.0 } else { 20.0 }
}

/// One line of each kind that has content.
pub(super) fn record_contents() {
    let customer = Customer {
        reference: "secret-17",
        visits: 3,
    };
    churn(&customer, 4711);
    let _ = fail("the text", &[1, 2, 3]);
    batch(&[1, 2]);
}

pub(super) fn without_content() {
    init(builder().content(false));
    record_contents();
}

#[audit(model_version = "v1", batch = rows)]
fn batch(rows: &[u64]) -> Vec<u64> {
    rows.iter().map(|row| row * 1000).collect()
}

pub(super) fn with_names_and_key() {
    init(builder().redact(["customer_ref"]).hash_key([7; 32]));
    churn(
        &Customer {
            reference: "secret-17",
            visits: 3,
        },
        4711,
    );
}

#[track_time]
fn fail(text: &str, numbers: &[u8]) -> Result<(), String> {
    Err(format!("{} and {}", text.len(), numbers.len()))
}

pub(super) fn with_limits() {
    init(builder().max_elements(3).max_string_bytes(10));
    let _ = fail("a text of more than ten bytes", &[1, 2, 3, 4]);
}

pub(super) fn capture_with_outputs_off() {
    init(
        builder()
            .logs(Output::off())
            .audit(Output::off())
            .level(Level::Error),
    );
    record_both();
    let lines = flight_recorder::testing::capture(record_both);
    record_both();
    eprintln!("{} captured", lines.len());
}
