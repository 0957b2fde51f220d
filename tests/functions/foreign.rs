//! `unsafe` functions and functions with a foreign ABI.

#![expect(unsafe_code, reason = "it is what is tested")]

use flight_recorder::{audit, track_time};

use crate::expected::{Audited, Timed, recorded};

/// # Safety
///
/// `at` is in range.
#[track_time]
#[audit(model_version = "v1")]
unsafe fn unchecked(row: &[f64], at: usize) -> f64 {
    // SAFETY: the caller promises it.
    unsafe { *row.get_unchecked(at) }
}

#[audit(model_version = "v1")]
#[track_time]
extern "C" fn foreign(x: f64) -> f64 {
    x * 2.0
}

/// # Safety
///
/// `x` points to a number.
#[track_time]
unsafe extern "C" fn unsafe_and_foreign(x: *const f64) -> f64 {
    // SAFETY: the caller promises it.
    unsafe { *x }
}

#[track_time]
extern "C-unwind" fn unwinding(x: u8) -> u8 {
    assert!(x > 1, "{x} is small");
    x
}

#[track_time]
extern "system" fn of_the_system(x: u8) -> u8 {
    x
}

#[unsafe(no_mangle)]
#[track_time]
pub(crate) extern "C" fn flight_recorder_tests_exported(x: u8) -> u8 {
    x
}

#[track_time]
async unsafe fn unsafe_async(x: u8) -> u8 {
    x
}

#[test]
fn a_function_may_be_unsafe() {
    let lines = [(Timed, "unchecked", "ok"), (Audited, "unchecked", "ok")];
    // SAFETY: 1 is in range.
    let (_, lines) = recorded(&lines, || unsafe { unchecked(&[1.0, 2.0], 1) });
    assert_eq!(lines[1]["prediction"], 2.0);
}

#[test]
fn a_function_may_be_foreign() {
    let pointer: extern "C" fn(f64) -> f64 = foreign;
    let lines = [(Audited, "foreign", "ok"), (Timed, "foreign", "ok")];
    let (_, lines) = recorded(&lines, || pointer(2.0));
    assert_eq!(lines[0]["prediction"], 4.0);
}

#[test]
fn a_function_may_be_unsafe_and_foreign() {
    let x = 3.0;
    // SAFETY: it points to `x`.
    let run = || unsafe { unsafe_and_foreign(&raw const x) };
    recorded(&[(Timed, "unsafe_and_foreign", "ok")], run);
}

#[test]
fn a_panic_goes_on_through_an_unwinding_abi() {
    let (caught, lines) = recorded(&[(Timed, "unwinding", "panic")], || {
        std::panic::catch_unwind(|| unwinding(0))
    });
    let payload = caught.expect_err("it panics");
    assert_eq!(
        payload.downcast_ref::<String>().map(String::as_str),
        Some("0 is small")
    );
    assert_eq!(lines[0]["error_message"], "0 is small");
}

#[test]
fn a_foreign_function_may_be_exported() {
    let lines = [
        (Timed, "of_the_system", "ok"),
        (Timed, "flight_recorder_tests_exported", "ok"),
    ];
    recorded(&lines, || flight_recorder_tests_exported(of_the_system(1)));
}

#[test]
fn an_async_function_may_be_unsafe() {
    // SAFETY: it does nothing.
    let run = || futures::executor::block_on(unsafe { unsafe_async(1) });
    recorded(&[(Timed, "unsafe_async", "ok")], run);
}
