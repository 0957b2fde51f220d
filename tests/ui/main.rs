//! What does not compile, and what the compiler says of it: each folder is a kind of mistake, beside
//! `pass`, which holds what must compile.
//!
//! Messages are compared word for word on the release that wrote them. Another words its own part
//! otherwise, so there each case only has to be refused. To write them anew, on that release:
//! `TRYBUILD=overwrite cargo test -p flight-recorder-tests --test ui`.

mod cases;
mod messages;

use std::env;
use std::process::Command;

use cases::{Case, PINNED, is_pinned};
use messages::Message;
use trybuild::TestCases;

#[test]
fn each_mistake_is_refused_in_these_words() {
    if is_pinned() {
        let tests = TestCases::new();
        for case in cases::failing() {
            tests.compile_fail(case.source);
        }
        return;
    }
    eprintln!("the messages are those of Rust {PINNED}: here each case only has to be refused");
    // Only the environment tells trybuild not to compare, and only a process of its own has one.
    let this = env::current_exe().unwrap();
    let status = Command::new(this)
        .args(["--exact", "each_mistake_is_refused_in_other_words"])
        .args(["--ignored", "--nocapture"])
        .env("TRYBUILD", "overwrite")
        .status();
    assert!(status.unwrap().success());
}

#[test]
#[ignore = "run by the test above where messages are worded otherwise"]
fn each_mistake_is_refused_in_other_words() {
    let tests = TestCases::new();
    for case in cases::failing() {
        tests.compile_fail(case.copied());
    }
}

#[test]
fn what_is_right_compiles_and_runs() {
    let tests = TestCases::new();
    tests.pass("ui/pass/*.rs");
}

#[test]
fn each_case_fails_with_the_errors_that_it_is_about() {
    let mut wrong = Vec::new();
    for case in cases::failing() {
        let errors = messages::errors(&case.expected()).len();
        if case.declared() != Some(errors) {
            let declared = case.declared();
            wrong.push(format!("{}: {errors}, declared {declared:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_case_warns_of_nothing_and_quotes_no_sources_but_its_own() {
    for case in cases::failing() {
        let expected = case.expected();
        let warns = expected.lines().any(|line| line.starts_with("warning"));
        // The sources of the standard library are not installed everywhere.
        assert!(!warns && !expected.contains("$RUST"), "{}", case.name);
    }
}

/// Where the attribute as a whole is at fault, or rustc says so of itself.
const ON_THE_ATTRIBUTE: &[&str] = &[
    "model_version/missing",
    "not_a_function/closure",
    "not_a_function/name_value",
];

#[test]
fn an_error_points_at_a_token_and_not_at_the_attribute() {
    for case in cases::failing() {
        let (source, expected) = (case.text(), case.expected());
        let is_whole = |error: &Message| error.underlines(&source).contains("#[");
        let errors = messages::errors(&expected);
        let allowed = ON_THE_ATTRIBUTE.contains(&&*case.name);
        assert_eq!(errors.iter().any(is_whole), allowed, "{}", case.name);
    }
}

#[test]
fn each_file_is_a_case() {
    let cases = cases::failing();
    assert!(cases.len() >= 50, "{} cases", cases.len());
    let sources: Vec<_> = cases.iter().map(Case::expected_path).collect();
    for file in cases::files().filter(|file| file.extension().is_some_and(|end| end == "stderr")) {
        assert!(sources.contains(&file), "{} has no source", file.display());
    }
}
