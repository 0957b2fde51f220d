//! Other attributes, visibility, and what is said about a function besides its body.

use flight_recorder::{audit, track_time};

use crate::expected::{Audited, Timed, recorded};

/// A comment above.
#[track_time]
/// A comment between.
#[audit(model_version = "v1")]
#[must_use = "a prediction is of no use otherwise"]
#[inline]
#[doc(hidden)]
/** A comment below. */
pub(crate) fn documented(/* x */ x: f64 /* is it */) -> f64 {
    // A comment inside.
    x
}

pub(crate) mod inner {
    use flight_recorder::track_time;

    #[track_time]
    pub(in crate::attributes) fn visible_above() {}

    #[cold]
    #[track_time]
    pub(super) fn visible_in_the_parent() {
        visible_above();
    }
}

#[cfg(any())]
#[track_time]
fn conditional() -> &'static str {
    "gone"
}

#[cfg(not(any()))]
#[track_time]
fn conditional() -> &'static str {
    "here"
}

#[cfg_attr(all(), track_time(level = "info"))]
#[cfg_attr(any(), audit(nonsense))]
fn conditionally_annotated() {}

#[track_time]
#[allow(clippy::let_and_return, unused_mut)]
fn with_lints(x: u8) -> u8 {
    let mut result = x;
    result
}

#[deprecated = "it is only a test"]
#[track_time]
fn deprecated() {}

/// Documented: what it tells of its caller is a place in the body.
#[track_caller]
#[track_time]
fn tracking(x: u8) -> u32 {
    let _ = x;
    std::panic::Location::caller().line()
}

#[flight_recorder::track_time()]
#[::flight_recorder::audit(model_version = "v1")]
fn with_empty_options(x: f64) -> f64 {
    x
}

#[track_time]
#[rustfmt::skip]
fn
over_many_lines
(x: u8)
-> u8
{ x }

#[test]
fn comments_and_other_attributes_stay() {
    let lines = [(Timed, "documented", "ok"), (Audited, "documented", "ok")];
    recorded(&lines, || documented(1.0));
}

#[test]
fn a_function_stays_as_visible_as_it_was() {
    let lines = [
        (Timed, "visible_above", "ok"),
        (Timed, "visible_in_the_parent", "ok"),
    ];
    recorded(&lines, inner::visible_in_the_parent);
}

#[test]
fn a_function_or_its_attribute_may_depend_on_a_configuration() {
    let lines = [
        (Timed, "conditional", "ok"),
        (Timed, "conditionally_annotated", "ok"),
    ];
    let (text, _) = recorded(&lines, || {
        let text = conditional();
        conditionally_annotated();
        text
    });
    assert_eq!(text, "here");
}

#[test]
fn lints_and_deprecations_stay() {
    let lines = [(Timed, "with_lints", "ok"), (Timed, "deprecated", "ok")];
    #[expect(deprecated, reason = "that it is must still be said")]
    let run = || {
        with_lints(1);
        deprecated();
    };
    recorded(&lines, run);
}

#[test]
fn a_function_that_tracks_its_caller_compiles() {
    let (line, lines) = recorded(&[(Timed, "tracking", "ok")], || tracking(1));
    assert!(u64::from(line) >= lines[0]["line"].as_u64().expect("a number"));
}

#[test]
fn options_may_be_empty_and_end_in_a_comma() {
    let lines = [
        (Timed, "with_empty_options", "ok"),
        (Audited, "with_empty_options", "ok"),
    ];
    recorded(&lines, || with_empty_options(1.0));
}

#[test]
fn the_line_is_that_of_the_function_s_name() {
    let lines = flight_recorder::testing::capture(|| over_many_lines(1));
    let source = include_str!("attributes.rs");
    let stands = source.lines().position(|line| line == "over_many_lines");
    let number = stands.expect("it stands there") + 1;
    assert_eq!(lines[0]["line"], number);
}
