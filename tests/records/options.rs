//! Options that shape the line: names, levels, versions, and whole paths to the runtime.

use std::cell::Cell;
use std::fmt::{self, Display};

use flight_recorder::testing::capture;
use flight_recorder::{audit, track_time};

use crate::support::{block_on, one, one_panic};

#[track_time(name = "load \"wines\"")]
fn load(fails: bool) -> Result<(), String> {
    if fails {
        Err("no wines".to_owned())
    } else {
        Ok(())
    }
}

#[audit(model_version = "v1", name = "wine quality")]
fn named_audit() -> u32 {
    1
}

#[test]
fn a_name_stands_in_the_message_and_the_function_keeps_its_own() {
    let line = one(|| load(false));
    assert_eq!(line["message"], "Execution of load \"wines\" completed");
    assert_eq!(line["function"], "load");
    assert_eq!(
        one(|| load(true))["message"],
        "Execution of load \"wines\" failed"
    );
    let line = one(named_audit);
    assert_eq!(line["function"], "named_audit");
}

#[track_time(level = "trace")]
fn traced() {}
#[track_time(level = "debug")]
fn debugged() {}
#[track_time(level = "info")]
fn informed() {}
#[track_time(level = "warn")]
fn warned() {}

#[test]
fn a_level_is_that_of_a_call_that_went_well() {
    assert_eq!(one(traced)["level"], "TRACE");
    assert_eq!(one(debugged)["level"], "DEBUG");
    assert_eq!(one(informed)["level"], "INFO");
    assert_eq!(one(warned)["level"], "WARN");
}

#[track_time(level = "trace")]
fn traced_failure() -> Result<(), String> {
    Err("loud".to_owned())
}

#[track_time(level = "trace")]
fn traced_panic() {
    panic!("loud");
}

#[test]
fn a_failure_is_an_error_whatever_the_level() {
    assert_eq!(one(traced_failure)["level"], "ERROR");
    assert_eq!(one_panic(traced_panic).0["level"], "ERROR");
}

struct Model {
    version: String,
    asked: Cell<u32>,
}

impl Model {
    fn new() -> Self {
        Self {
            version: "2026-01-01".to_owned(),
            asked: Cell::new(0),
        }
    }

    fn version(&self) -> impl Display + use<'_> {
        self.asked.set(self.asked.get() + 1);
        &self.version
    }

    #[audit(model_version = self.version, model_id = format!("churn-{}", 7), feature_version = 3)]
    fn by_field(&self, number: u32) -> u32 {
        number
    }

    #[audit(model_version = self.version())]
    fn by_method(&self, number: u32) -> u32 {
        assert_eq!(self.asked.get(), 1, "evaluated once, before the body");
        number
    }

    #[audit(model_version = self.version)]
    fn upgrade(&mut self, number: u32) -> u32 {
        self.version.replace_range(..4, "2027");
        number
    }

    #[audit(model_version = self.version)]
    fn consumed(self, number: u32) -> Result<u32, String> {
        drop(self);
        number.checked_sub(1).ok_or_else(|| "zero".to_owned())
    }

    #[audit(model_version = self.version())]
    async fn awaited(&self, number: u32) -> u32 {
        number
    }
}

#[test]
fn a_version_is_any_expression_that_can_be_displayed() {
    let model = Model::new();
    let line = one(|| model.by_field(1));
    assert_eq!(line["model_version"], "2026-01-01");
    assert_eq!(line["model_id"], "churn-7");
    assert_eq!(line["feature_version"], "3");
}

#[test]
fn a_version_is_evaluated_once_before_the_body() {
    let model = Model::new();
    assert_eq!(one(|| model.by_method(1))["model_version"], "2026-01-01");
    assert_eq!(model.asked.get(), 1);
    let mut model = Model::new();
    assert_eq!(one(|| model.upgrade(1))["model_version"], "2026-01-01");
    assert_eq!(one(|| model.upgrade(1))["model_version"], "2027-01-01");
    assert_eq!(
        one(|| Model::new().consumed(0))["model_version"],
        "2026-01-01"
    );
}

#[test]
fn a_version_of_an_async_call_is_evaluated_once() {
    let model = Model::new();
    assert_eq!(
        one(|| block_on(model.awaited(1)))["model_version"],
        "2026-01-01"
    );
    assert_eq!(model.asked.get(), 1);
}

struct Unversioned;

impl Display for Unversioned {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("no version today")
    }
}

#[audit(model_version = Unversioned)]
fn unversioned(number: u32) -> u32 {
    number
}

#[test]
fn a_version_that_panics_leaves_a_marker_and_harms_nothing() {
    let line = one(|| assert_eq!(unversioned(3), 3));
    assert_eq!(line["model_version"], "[unprintable: panicked]");
    assert_eq!(line["input_features"]["number"], 3);
    assert_eq!(line["prediction"], 3);
}

fn panics() -> u32 {
    panic!("in an expression of an option")
}

#[audit(model_version = "v1", model_id = "m", features(number, other = panics()))]
fn with_a_feature_that_panics(number: u32) -> u32 {
    number
}

#[audit(model_version = format!("v{number}"), features(other = panics()))]
fn with_version_and_a_feature_that_panics(number: u32) -> u32 {
    number
}

#[test]
fn an_expression_that_panics_leaves_a_marker_and_harms_nothing() {
    let line = one(|| assert_eq!(with_a_feature_that_panics(3), 3));
    assert_eq!(line["outcome"], "ok");
    assert_eq!(line["prediction"], 3);
    assert!(
        line["input_features"]
            .to_string()
            .contains("[unprintable: panicked]")
    );
    let line = one(|| assert_eq!(with_version_and_a_feature_that_panics(3), 3));
    assert_eq!(line["model_version"], "v3");
    assert!(
        line["input_features"]
            .to_string()
            .contains("[unprintable: panicked]")
    );
}

mod reexport {
    pub(super) use flight_recorder as inner;
}

#[track_time(crate = crate::options::reexport::inner)]
fn elsewhere() {}

#[audit(model_version = "v1", crate = reexport::inner)]
fn elsewhere_too() -> u32 {
    1
}

#[test]
fn the_runtime_may_be_reexported() {
    assert_eq!(capture(elsewhere).len(), 1);
    assert_eq!(capture(elsewhere_too).len(), 1);
}
