//! What the line of a call that returned `Err` says, by what the error can say.

use std::error::Error;
use std::fmt::{self, Debug, Display};

use anyhow::Context as _;
use flight_recorder::{audit, track_time};
use serde_json::Value;

use crate::support::one;

#[derive(Debug)]
struct LoadError(std::num::ParseIntError);

impl Display for LoadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the file is broken")
    }
}

impl Error for LoadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

fn broken() -> LoadError {
    LoadError("x".parse::<i32>().unwrap_err())
}

const CHAIN: &str = "the file is broken: invalid digit found in string";

type Loaded<T> = Result<T, LoadError>;

#[track_time]
fn alias() -> Loaded<u32> {
    Err(broken())
}

#[track_time]
fn of_io() -> std::io::Result<u32> {
    Err(std::io::Error::other("the disk is gone"))
}

#[track_time]
fn of_fmt() -> fmt::Result {
    Err(fmt::Error)
}

#[track_time]
fn of_anyhow() -> anyhow::Result<u32> {
    Err(broken()).context("cannot load the wines")
}

#[track_time]
fn of_eyre() -> eyre::Result<u32> {
    Err(eyre::Report::new(broken()).wrap_err("cannot load the wines"))
}

#[track_time]
fn boxed() -> Result<u32, Box<dyn Error>> {
    Err(Box::new(broken()))
}

#[track_time]
fn boxed_send() -> Result<u32, Box<dyn Error + Send + Sync>> {
    Err(Box::new(broken()))
}

#[track_time]
fn text() -> Result<u32, String> {
    Err("owned".to_owned())
}

#[track_time]
fn literal() -> Result<u32, &'static str> {
    Err("borrowed")
}

#[derive(Debug)]
struct OnlyDebug {
    #[expect(dead_code, reason = "its `Debug` form shows it")]
    code: u8,
}

#[track_time]
fn only_debug() -> Result<u32, OnlyDebug> {
    Err(OnlyDebug { code: 7 })
}

struct Mute;

#[track_time]
fn mute() -> Result<u32, Mute> {
    Err(Mute)
}

#[track_time]
fn unit() -> Result<u32, ()> {
    Err(())
}

#[track_time]
fn generic<E>(error: E) -> Result<u32, E> {
    Err(error)
}

#[track_time]
fn generic_display<E: Display>(error: E) -> Result<u32, E> {
    Err(error)
}

#[track_time]
fn generic_error<T: Default, E: Error>(error: E) -> Result<T, E> {
    if size_of::<T>() == 0 {
        Ok(T::default())
    } else {
        Err(error)
    }
}

#[track_time]
fn bare<T>(value: T) -> T {
    value
}

#[track_caller]
fn message<R>(run: impl FnOnce() -> R) -> Value {
    let line = one(run);
    assert_eq!(line["outcome"], "error");
    line.get("error_message").cloned().unwrap_or_default()
}

#[track_caller]
fn kind<R>(run: impl FnOnce() -> R) -> String {
    one(run)["error_type"].as_str().unwrap().to_owned()
}

#[test]
fn a_result_is_recognised_by_its_type_under_whatever_name() {
    assert_eq!(message(alias), CHAIN);
    assert_eq!(message(of_io), "the disk is gone");
    assert_eq!(one(of_fmt)["outcome"], "error");
}

#[test]
fn the_message_holds_the_chain_of_sources() {
    assert_eq!(message(alias), CHAIN);
    assert_eq!(message(boxed), CHAIN);
    assert_eq!(message(boxed_send), CHAIN);
    let with_context = format!("cannot load the wines: {CHAIN}");
    assert_eq!(message(of_anyhow), *with_context);
    assert_eq!(message(of_eyre), *with_context);
}

#[test]
fn a_message_is_what_the_error_says() {
    assert_eq!(message(text), "owned");
    assert_eq!(message(literal), "borrowed");
    assert_eq!(message(only_debug), "OnlyDebug { code: 7 }");
    assert_eq!(message(unit), "()");
}

#[test]
fn an_error_that_can_say_nothing_has_a_type_and_no_message() {
    assert_eq!(message(mute), Value::Null);
    assert!(kind(mute).ends_with("Mute"));
}

#[test]
fn the_type_of_the_error_is_named() {
    assert!(kind(alias).ends_with("LoadError"));
    assert!(kind(of_io).contains("io::error::Error"));
    assert!(kind(of_anyhow).contains("anyhow::Error"));
    assert!(kind(boxed).contains("dyn core::error::Error"));
    assert!(kind(text).contains("String"));
    assert!(kind(only_debug).ends_with("OnlyDebug"));
}

#[test]
fn in_generic_code_the_declared_bounds_tell_what_the_error_can_say() {
    assert_eq!(message(|| generic("unbounded")), Value::Null);
    assert_eq!(message(|| generic_display("displayed")), "displayed");
    assert_eq!(message(|| generic_error::<u8, _>(broken())), CHAIN);
    assert_eq!(one(|| generic_error::<(), _>(broken()))["outcome"], "ok");
}

#[test]
fn a_bare_generic_value_is_no_result() {
    let line = one(|| bare(Err::<u32, _>("not seen")));
    assert_eq!(line["outcome"], "ok");
}

#[audit(model_version = "v1")]
fn audited(kind: u8) -> anyhow::Result<f64> {
    if kind == 0 {
        anyhow::bail!("no such kind");
    }
    Err(broken()).context("cannot predict")
}

#[test]
fn an_audited_failure_says_the_same() {
    assert_eq!(message(|| audited(0)), "no such kind");
    assert_eq!(message(|| audited(1)), *format!("cannot predict: {CHAIN}"));
}

#[test]
fn a_long_chain_is_cut_and_the_line_is_whole() {
    #[derive(Debug)]
    struct Link(u32, Option<Box<Link>>);
    impl Display for Link {
        fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(out, "link {}", self.0)
        }
    }
    impl Error for Link {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1.as_deref().map(|link| link as _)
        }
    }
    #[track_time]
    fn fail() -> Result<(), Link> {
        let chain = (0..5000).fold(None, |inner, at| Some(Box::new(Link(at, inner))));
        Err(*chain.unwrap())
    }
    let said = message(fail);
    let said = said.as_str().unwrap();
    assert!(said.starts_with("link 4999: link 4998: "));
    assert!(said.ends_with(" more bytes]"));
    assert!(said.len() < 4096);
}
