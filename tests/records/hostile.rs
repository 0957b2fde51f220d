//! A `Serialize`, `Display` or `Debug` that panics or fails becomes a marker, and the rest of the line
//! is kept.

use std::error::Error;
use std::fmt::{self, Debug, Display};
use std::panic::{catch_unwind, panic_any};

use flight_recorder::testing::capture;
use flight_recorder::{audit, track_time};
use serde::ser::{Error as _, SerializeSeq as _, SerializeStruct as _};
use serde::{Serialize, Serializer};

use crate::support::{is_marker, of, one, one_panic};

/// Does in each form what it is told.
#[derive(Clone)]
enum Hostile {
    Panic,
    PanicHalfway,
    PanicWithABomb,
    Fail,
}

struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        assert!(
            std::thread::panicking(),
            "the payload panics as it is dropped"
        );
    }
}

impl Serialize for Hostile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Panic => panic!("in Serialize"),
            Self::PanicWithABomb => panic_any(Bomb),
            Self::Fail => Err(S::Error::custom("cannot be serialised")),
            Self::PanicHalfway => {
                let mut fields = serializer.serialize_struct("Hostile", 2)?;
                fields.serialize_field("whole", &[1.5, f64::NAN])?;
                fields.serialize_field("broken", &Broken)?;
                fields.end()
            }
        }
    }
}

struct Broken;

impl Serialize for Broken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut elements = serializer.serialize_seq(None)?;
        elements.serialize_element(&f64::NAN)?;
        panic!("halfway");
    }
}

impl Display for Hostile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Panic => panic!("in Display"),
            Self::PanicWithABomb => panic_any(Bomb),
            Self::Fail => Err(fmt::Error),
            Self::PanicHalfway => {
                out.write_str("half")?;
                panic!("halfway")
            }
        }
    }
}

impl Debug for Hostile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, out)
    }
}

impl Error for Hostile {}

const ALL: [Hostile; 4] = [
    Hostile::Panic,
    Hostile::PanicHalfway,
    Hostile::PanicWithABomb,
    Hostile::Fail,
];

#[audit(model_version = "v1")]
fn predict(before: f64, hostile: Hostile, after: u8) -> Hostile {
    let _ = (before, after);
    hostile
}

#[audit(model_version = "v1")]
fn of_one(hostile: Hostile) -> u8 {
    let _ = hostile;
    1
}

#[audit(model_version = "v1", features(before, ..hostile, after))]
fn spread(before: f64, hostile: Hostile, after: u8) -> u8 {
    let _ = (before, hostile);
    after
}

#[test]
fn a_feature_and_a_prediction_that_cannot_be_rendered_are_markers() {
    for hostile in ALL {
        let line = one(|| predict(f64::NAN, hostile.clone(), 2));
        assert_eq!(line["outcome"], "ok");
        assert!(is_marker(&line["input_features"]["hostile"]), "{line}");
        assert!(is_marker(&line["prediction"]), "{line}");
        assert_eq!(line["input_features"]["after"], 2);
        // Nothing of what was written halfway is left.
        assert_eq!(
            line["input_features"]["non_finite"],
            serde_json::json!({"before": "NaN"})
        );
        assert!(line.get("non_finite").is_none());
    }
}

#[test]
fn so_is_one_that_would_be_the_object_or_a_spread() {
    for hostile in ALL {
        let line = one(|| of_one(hostile.clone()));
        assert!(is_marker(&line["input_features"]["hostile"]), "{line}");
        let line = one(|| spread(0.5, hostile.clone(), 2));
        assert!(is_marker(&line["input_features"]["hostile"]), "{line}");
        assert_eq!(line["input_features"]["before"], 0.5);
        assert_eq!(line["input_features"]["after"], 2);
        assert!(line["input_features"].get("whole").is_none());
    }
}

#[track_time]
fn fails(hostile: &Hostile, number: u8) -> Result<u8, Hostile> {
    let _ = number;
    Err(hostile.clone())
}

struct OnlyDebug(Hostile);

impl Debug for OnlyDebug {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, out)
    }
}

#[track_time]
fn fails_by_debug(hostile: &OnlyDebug, number: u8) -> Result<(), OnlyDebug> {
    let _ = number;
    Err(OnlyDebug(hostile.0.clone()))
}

#[test]
fn an_error_that_cannot_be_displayed_is_a_marker() {
    for hostile in ALL {
        for line in [
            one(|| fails(&hostile, 2)),
            one(|| fails_by_debug(&OnlyDebug(hostile.clone()), 2)),
        ] {
            assert_eq!(line["outcome"], "error");
            assert!(is_marker(&line["error_message"]), "{line}");
            assert!(line["error_type"].is_string());
            assert!(is_marker(&line["input_features"]["hostile"]), "{line}");
            assert_eq!(line["input_features"]["number"], 2);
        }
    }
}

#[derive(Debug)]
struct HostileSource(Hostile);

impl Display for HostileSource {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("outside")
    }
}

impl Error for HostileSource {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self.0 {
            Hostile::Panic => panic!("in source"),
            _ => Some(&self.0),
        }
    }
}

#[track_time]
fn fails_by_source(hostile: Hostile) -> Result<(), HostileSource> {
    Err(HostileSource(hostile))
}

#[test]
fn an_error_whose_source_cannot_be_displayed_is_a_marker() {
    for hostile in ALL {
        let line = one(|| fails_by_source(hostile));
        assert_eq!(line["outcome"], "error");
        assert!(is_marker(&line["error_message"]), "{line}");
    }
}

#[track_time]
fn panics(hostile: &Hostile) {
    let _ = hostile;
    panic!("the user's own");
}

#[test]
fn a_hostile_feature_leaves_the_users_panic_alone() {
    for hostile in ALL {
        let (line, payload) = one_panic(|| panics(&hostile));
        assert_eq!(line["error_message"], "the user's own");
        assert!(is_marker(&line["input_features"]["hostile"]), "{line}");
        assert_eq!(payload.downcast_ref::<&str>(), Some(&"the user's own"));
    }
}

#[test]
fn a_hostile_feature_is_rendered_while_the_thread_unwinds() {
    struct Cleanup;
    impl Drop for Cleanup {
        fn drop(&mut self) {
            fails(&Hostile::Fail, 1).unwrap_err();
        }
    }
    let lines = capture(|| {
        catch_unwind(|| {
            let _cleanup = Cleanup;
            panic!("on the way out");
        })
    });
    assert!(is_marker(&of(&lines, "fails")["input_features"]["hostile"]));
}

#[test]
fn the_panic_hook_says_nothing_of_all_that_and_hears_the_users_own() {
    // In a process of its own, whose stderr can be read.
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "--nocapture",
            "hostile::a_hostile_feature_leaves_the_users_panic_alone",
        ])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    assert_eq!(said.matches("the user's own").count(), ALL.len(), "{said}");
    assert_eq!(said.matches("panicked at").count(), ALL.len(), "{said}");
}
