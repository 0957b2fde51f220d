//! Names that collide with what expansions call theirs.

use flight_recorder::{audit, track_time};
use serde_json::json;

use crate::expected::{Audited, Timed, driven, recorded};

#[track_time]
#[audit(model_version = "v1")]
#[expect(
    clippy::too_many_arguments,
    clippy::duplicate_underscore_argument,
    reason = "all names that an expansion might use"
)]
fn like_ours(
    result: f64,
    verdict: f64,
    value: f64,
    error: f64,
    ran: f64,
    guard: f64,
    _guard: f64,
    audit: f64,
    features: f64,
    call: f64,
) -> Result<f64, f64> {
    let sum = result + verdict + value + error + ran + guard + audit + features + call;
    if sum > 100.0 { Err(sum) } else { Ok(sum) }
}

#[track_time]
#[expect(non_snake_case, reason = "it is the name that is tested")]
fn like_a_static(SITE: u8) -> u8 {
    SITE
}

#[track_time]
#[expect(
    clippy::duplicate_underscore_argument,
    reason = "both are tested at once"
)]
fn like_our_guard(guard: u8, _guard: u8) -> impl Iterator<Item = u8> {
    0..guard
}

#[audit(model_version = "v1")]
#[track_time]
async fn like_ours_in_a_future(result: f64, verdict: f64, value: f64, site: f64) -> f64 {
    std::future::ready(()).await;
    result + verdict + value + site
}

mod statics {
    use flight_recorder::{audit, track_time};

    pub(super) static SITE: u8 = 40;
    const CALL: u8 = 2;

    #[track_time]
    #[audit(model_version = SITE)]
    pub(super) fn of_statics() -> u8 {
        SITE + CALL
    }

    #[track_time]
    #[audit(model_version = "v1")]
    pub(super) fn of_a_constant<const SITE: u8>() -> u8 {
        SITE
    }
}

/// Constants whose names a pattern of ours would match, were it called like them.
#[expect(non_upper_case_globals, reason = "lower case is what is tested")]
mod constants {
    use flight_recorder::{audit, track_time};

    const result: u8 = 1;
    const value: u8 = 2;
    static verdict: u8 = 3;
    const error: u8 = 4;
    const ran: u8 = 5;
    const features: u8 = 6;
    const guard: u8 = 7;

    #[track_time]
    #[audit(model_version = "v1", features(x))]
    pub(super) fn of_constants(x: u8) -> Result<u8, u8> {
        Ok(x + result + value + verdict + error + ran + features + guard)
    }

    #[track_time]
    pub(super) fn beside_a_guard(x: u8) -> impl Iterator<Item = u8> {
        x..guard
    }
}

mod reexport {
    pub(super) mod nested {
        pub(crate) use ::flight_recorder::{__private, audit, track_time};
    }
}

#[reexport::nested::track_time(crate = crate::names::reexport::nested)]
#[reexport::nested::audit(model_version = "v1", crate = crate::names::reexport::nested)]
fn through_another_path(x: f64) -> f64 {
    x
}

#[test]
fn parameters_may_be_called_like_anything_of_ours() {
    let lines = [(Timed, "like_ours", "ok"), (Audited, "like_ours", "ok")];
    let run = |x| like_ours(x, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
    let (_, lines) = recorded(&lines, || run(0.5));
    assert_eq!(lines[1]["prediction"], 39.5);
    let features = json!({
        "result": 0.5, "verdict": 1.0, "value": 2.0, "error": 3.0, "ran": 4.0, "guard": 5.0,
        "_guard": 6.0, "audit": 7.0, "features": 8.0, "call": 9.0,
    });
    assert_eq!(lines[1]["input_features"], features);
    let lines = [
        (Timed, "like_ours", "error"),
        (Audited, "like_ours", "error"),
    ];
    recorded(&lines, || run(100.0).is_err());
    let (site, _) = recorded(&[(Timed, "like_a_static", "ok")], || like_a_static(3));
    assert_eq!(site, 3);
    let (count, _) = recorded(&[(Timed, "like_our_guard", "ok")], || {
        like_our_guard(3, 4).count()
    });
    assert_eq!(count, 3);
    let name = "like_ours_in_a_future";
    let (sum, _) = driven(&[(Audited, name, "ok"), (Timed, name, "ok")], || {
        like_ours_in_a_future(1.0, 2.0, 3.0, 4.0)
    });
    assert!((sum - 10.0).abs() < 1e-9);
}

#[test]
fn a_static_may_be_called_like_ours() {
    let lines = [(Timed, "of_statics", "ok"), (Audited, "of_statics", "ok")];
    let (_, lines) = recorded(&lines, statics::of_statics);
    assert_eq!(lines[1]["model_version"], "40");
    assert_eq!(lines[1]["prediction"], 42);
    let lines = [
        (Timed, "of_a_constant", "ok"),
        (Audited, "of_a_constant", "ok"),
    ];
    let (_, lines) = recorded(&lines, statics::of_a_constant::<7>);
    assert_eq!(lines[1]["prediction"], 7);
}

#[test]
fn constants_may_be_called_like_our_variables() {
    let lines = [
        (Timed, "of_constants", "ok"),
        (Audited, "of_constants", "ok"),
    ];
    let (_, lines) = recorded(&lines, || constants::of_constants(0));
    assert_eq!(lines[1]["prediction"], 28);
    let (count, _) = recorded(&[(Timed, "beside_a_guard", "ok")], || {
        constants::beside_a_guard(5).count()
    });
    assert_eq!(count, 2);
}

#[test]
fn the_runtime_may_be_re_exported() {
    let name = "through_another_path";
    let (_, lines) = recorded(&[(Timed, name, "ok"), (Audited, name, "ok")], || {
        through_another_path(0.5)
    });
    assert_eq!(lines[1]["prediction"], 0.5);
}
