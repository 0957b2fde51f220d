//! Calls that panic: what is recorded of the payload, which goes on unchanged.

use std::panic::{AssertUnwindSafe, catch_unwind, panic_any, resume_unwind};

use flight_recorder::testing::capture;
use flight_recorder::track_time;

use crate::support::{of, one, one_panic};

#[track_time]
fn explode(with: &str) {
    match with {
        "str" => panic!("a literal"),
        "String" => panic!("formatted: {with}"),
        _ => panic_any(Payload(42)),
    }
}

#[derive(Debug, PartialEq)]
struct Payload(u32);

#[test]
fn a_panic_with_a_literal_is_recorded_and_goes_on_unchanged() {
    let (line, payload) = one_panic(|| explode("str"));
    assert_eq!(line["outcome"], "panic");
    assert_eq!(line["level"], "ERROR");
    assert_eq!(line["message"], "Execution of explode panicked");
    assert_eq!(line["error_type"], "panic");
    assert_eq!(line["error_message"], "a literal");
    assert_eq!(line["input_features"]["with"], "str");
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"a literal"));
}

#[test]
fn a_panic_with_a_string_is_recorded_and_goes_on_unchanged() {
    let (line, payload) = one_panic(|| explode("String"));
    assert_eq!(line["error_message"], "formatted: String");
    assert_eq!(*payload.downcast::<String>().unwrap(), "formatted: String");
}

#[test]
fn a_panic_with_another_payload_is_recorded_and_goes_on_unchanged() {
    let (line, payload) = one_panic(|| explode("other"));
    assert_eq!(line["outcome"], "panic");
    assert_eq!(line["error_type"], "panic");
    assert!(
        line["error_message"]
            .as_str()
            .unwrap()
            .contains("no string")
    );
    assert_eq!(*payload.downcast::<Payload>().unwrap(), Payload(42));
}

#[track_time]
fn counted(until: u32) -> impl Iterator<Item = u32> {
    assert!(until < 100, "{until} is too many");
    0..until
}

#[test]
fn a_function_that_returns_an_impl_trait_is_ok_or_panics() {
    let line = one(|| assert_eq!(counted(3).sum::<u32>(), 3));
    assert_eq!(line["outcome"], "ok");
    let (line, payload) = one_panic(|| counted(100).count());
    assert_eq!(line["outcome"], "panic");
    assert_eq!(line["error_message"], "100 is too many");
    assert_eq!(line["input_features"]["until"], 100);
    assert_eq!(*payload.downcast::<String>().unwrap(), "100 is too many");
}

#[track_time]
fn never(kind: u32) -> ! {
    match kind {
        0 => panic!("never returns"),
        1 => panic_any(Payload(1)),
        _ => resume_unwind(Box::new("without a hook")),
    }
}

#[test]
fn a_function_that_never_returns_panics() {
    let (line, payload) = one_panic(|| never(0));
    assert_eq!(line["outcome"], "panic");
    assert_eq!(line["level"], "ERROR");
    assert_eq!(line["error_type"], "panic");
    assert_eq!(line["error_message"], "never returns");
    assert_eq!(line["input_features"]["kind"], 0);
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"never returns"));
    let (line, payload) = one_panic(|| never(1));
    assert_eq!(line["outcome"], "panic");
    assert!(payload.is::<Payload>());
    assert!(
        line["error_message"]
            .as_str()
            .unwrap()
            .contains("no string")
    );
}

#[test]
fn a_panic_that_no_hook_saw_gets_no_other_panics_message() {
    let (line, payload) = one_panic(|| {
        catch_unwind(|| panic!("long gone")).unwrap_err();
        never(2)
    });
    assert_eq!(line["outcome"], "panic");
    assert_ne!(line["error_message"], "long gone");
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"without a hook"));
}

#[track_time]
fn outer_never() -> ! {
    never(0)
}

#[track_time]
fn caught() -> u32 {
    catch_unwind(AssertUnwindSafe(|| explode("str"))).map_or(1, |()| 0)
}

#[test]
fn a_failure_that_the_function_handles_is_not_its_own() {
    let lines = capture(|| assert_eq!(caught(), 1));
    assert_eq!(of(&lines, "explode")["outcome"], "panic");
    assert_eq!(of(&lines, "caught")["outcome"], "ok");
}

#[track_time]
fn half(number: u32) -> Result<u32, String> {
    if number.is_multiple_of(2) {
        Ok(number / 2)
    } else {
        Err(format!("{number} is odd"))
    }
}

struct Cleanup;

impl Drop for Cleanup {
    fn drop(&mut self) {
        assert_eq!(half(8), Ok(4));
        assert_eq!(counted(2).count(), 2);
    }
}

#[test]
fn a_call_that_returns_while_the_thread_unwinds_went_well() {
    let lines = capture(|| {
        catch_unwind(|| {
            let _cleanup = Cleanup;
            panic!("on the way out");
        })
    });
    assert_eq!(lines.len(), 2);
    for function in ["half", "counted"] {
        assert_eq!(of(&lines, function)["outcome"], "ok", "{function}");
    }
}

#[test]
fn every_step_that_a_panic_passes_has_its_own_line() {
    let lines = capture(|| catch_unwind(|| outer_never()));
    for function in ["never", "outer_never"] {
        assert_eq!(of(&lines, function)["outcome"], "panic");
        assert_eq!(of(&lines, function)["error_message"], "never returns");
    }
}
