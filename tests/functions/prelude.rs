//! Names of the standard library's prelude, and the crate's, that mean something else.

use crate::expected::{Audited, Timed, driven, recorded};

/// Everything that a prelude brings, called otherwise.
mod shadowed {
    #![expect(dead_code, reason = "most only have to be there")]

    use ::flight_recorder::{audit, track_time};

    pub(super) struct Ok;
    pub(super) struct Err;
    pub(super) struct Some;
    pub(super) struct None;
    pub(super) struct Option;
    pub(super) struct Result;
    pub(super) struct Box;
    pub(super) struct Vec;
    pub(super) struct String;
    pub(super) trait Fn {}
    pub(super) trait FnOnce {}
    pub(super) trait Send {}
    pub(super) trait Future {}
    pub(super) trait IntoIterator {}
    pub(super) fn drop() {}
    mod core {}
    mod std {}
    mod alloc {}
    mod serde {}
    mod flight_recorder {}

    macro_rules! line {
        () => {
            "not a number"
        };
    }
    macro_rules! module_path {
        () => {
            0
        };
    }

    #[track_time]
    #[audit(model_version = "v1")]
    pub(super) fn sync(x: u8) -> ::core::result::Result<u8, &'static str> {
        let _ = (line!(), module_path!());
        if x > 1 {
            return ::core::result::Result::Ok(x);
        }
        ::core::result::Result::Err("small")
    }

    #[audit(model_version = "v1")]
    #[track_time]
    pub(super) async fn asynchronous(x: u8) -> u8 {
        x
    }

    #[track_time]
    #[audit(model_version = "v1", batch = rows)]
    pub(super) fn batch(rows: &[u8]) -> [u8; 2] {
        [rows[0], rows[1]]
    }

    #[track_time]
    pub(super) fn stays(x: u8) -> impl ::core::iter::Iterator<Item = u8> {
        0..x
    }
}

#[test]
fn names_of_the_prelude_may_mean_something_else() {
    for (x, outcome) in [(2, "ok"), (0, "error")] {
        let lines = [(Timed, "sync", outcome), (Audited, "sync", outcome)];
        recorded(&lines, || shadowed::sync(x).is_ok());
    }
    let lines = [
        (Audited, "asynchronous", "ok"),
        (Timed, "asynchronous", "ok"),
    ];
    driven(&lines, || shadowed::asynchronous(1));
    let lines = [
        (Timed, "batch", "ok"),
        (Audited, "batch", "ok"),
        (Audited, "batch", "ok"),
    ];
    recorded(&lines, || shadowed::batch(&[1, 2]));
    recorded(&[(Timed, "stays", "ok")], || shadowed::stays(2).count());
}
