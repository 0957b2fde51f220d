//! Names of the preludes and of crates that mean something else, or nothing.

use crate::{block_on, lines, one};

/// One function for each way in which an expansion runs a body, written so that nothing but paths of the
/// standard library is named.
macro_rules! functions {
    () => {
        #[::flight_recorder::track_time]
        pub(super) fn nothing(x: u8) {
            let _ = x;
        }

        #[::flight_recorder::track_time(slow = "1h", level = "debug", sample = 1.0)]
        #[::flight_recorder::audit(model_version = "v1")]
        pub(super) fn plain(x: u8) -> u8 {
            x
        }

        #[::flight_recorder::track_time]
        #[::flight_recorder::audit(model_version = 1 + 1, features(x, twice = *x + *x), hash(x))]
        pub(super) fn fallible(x: &u8) -> ::core::result::Result<u8, ::std::string::String> {
            if *x > 1 {
                return ::core::result::Result::Ok(*x);
            }
            ::core::result::Result::Err(::std::string::String::new())
        }

        #[::flight_recorder::track_time]
        pub(super) fn stays(x: u8) -> impl ::core::iter::Iterator<Item = u8> {
            0..x
        }

        #[::flight_recorder::audit(model_version = "v1", batch = rows, prediction = |p| *p)]
        #[::flight_recorder::track_time(features(rows))]
        pub(super) fn batch(rows: &[u8]) -> [u8; 2] {
            [rows[0], rows[1]]
        }

        #[::flight_recorder::audit(model_version = "v1", mask(x), delivery = "durable")]
        #[::flight_recorder::track_time]
        pub(super) async fn later(x: u8) -> u8 {
            x
        }

        #[::flight_recorder::track_time]
        #[::flight_recorder::audit(model_version = "v1", delivery = "required")]
        pub(super) async fn required(
            x: u8,
        ) -> ::core::result::Result<u8, ::flight_recorder::AuditError> {
            ::core::result::Result::Ok(x)
        }

        #[::flight_recorder::track_time]
        #[::flight_recorder::audit(model_version = "v1")]
        pub(super) fn returned(x: u8) -> impl ::core::future::Future<Output = u8> {
            async move { x }
        }

        #[::flight_recorder::track_time]
        #[::flight_recorder::audit(model_version = "v1")]
        pub(super) fn boxed(
            x: u8,
        ) -> ::core::pin::Pin<::std::boxed::Box<dyn ::core::future::Future<Output = u8>>> {
            ::std::boxed::Box::pin(async move { x })
        }
    };
}

/// Calls them all.
macro_rules! assert_recorded {
    ($module:ident) => {
        one(|| $module::nothing(2));
        lines(2, || $module::plain(2));
        assert!($module::fallible(&0).is_err());
        lines(2, || $module::fallible(&2));
        one(|| $module::stays(2).count());
        lines(3, || $module::batch(&[1, 2]));
        lines(2, || block_on($module::later(2)));
        lines(2, || block_on($module::required(2)));
        lines(2, || block_on($module::returned(2)));
        lines(2, || block_on($module::boxed(2)));
    };
}

mod types {
    #![expect(dead_code, reason = "they only have to be there")]

    pub(super) struct Ok;
    pub(super) struct Err;
    pub(super) struct Some;
    pub(super) struct None;
    pub(super) struct Option;
    pub(super) struct Result;
    pub(super) struct Box;
    pub(super) struct Vec;
    pub(super) struct String;
    pub(super) struct Pin;
    pub(super) struct Default;
    pub(super) struct Call;
    pub(super) struct Verdict;
    pub(super) struct CallSite;
    #[expect(non_camel_case_types, reason = "it is the name that is tested")]
    pub(super) struct str;
    #[expect(non_camel_case_types, reason = "it is the name that is tested")]
    pub(super) struct bool;
    #[expect(non_camel_case_types, reason = "it is the name that is tested")]
    pub(super) struct usize;
    pub(super) trait Fn {}
    pub(super) trait FnOnce {}
    pub(super) trait FnMut {}
    pub(super) trait Send {}
    pub(super) trait Sync {}
    pub(super) trait Sized {}
    pub(super) trait Drop {}
    pub(super) trait Copy {}
    pub(super) trait Clone {}
    pub(super) trait Into {}
    pub(super) trait From {}
    pub(super) trait AsRef {}
    pub(super) trait Future {}
    pub(super) trait Iterator {}
    pub(super) trait IntoIterator {}
    pub(super) trait Serialize {}
    pub(super) trait Display {}
    pub(super) trait Debug {}
    pub(super) fn drop() {}

    functions!();
}

mod modules {
    mod core {}
    mod std {}
    mod alloc {}
    mod serde {}
    mod flight_recorder {}
    mod flight_recorder_macros {}
    mod __private {}
    mod probe {}
    mod keep {}

    functions!();
}

mod values {
    #![expect(
        dead_code,
        non_upper_case_globals,
        reason = "they only have to be there"
    )]

    const Ok: u8 = 0;
    const Err: u8 = 1;
    static Some: u8 = 2;
    static None: u8 = 3;
    const flight_recorder: u8 = 4;
    static core: u8 = 5;
    fn std() {}
    fn serde() {}

    functions!();
}

#[no_implicit_prelude]
mod no_prelude {
    functions!();
}

#[no_implicit_prelude]
mod no_prelude_and_no_crate {
    #![expect(dead_code, reason = "they only have to be there")]

    pub(super) mod core {}
    pub(super) mod std {}
    pub(super) struct Ok;

    functions!();
}

#[test]
fn names_of_the_preludes_may_be_types_and_traits() {
    assert_recorded!(types);
}

#[test]
fn names_of_crates_may_be_modules() {
    assert_recorded!(modules);
}

#[test]
fn names_of_the_preludes_and_crates_may_be_values() {
    assert_recorded!(values);
}

#[test]
fn there_may_be_no_prelude() {
    assert_recorded!(no_prelude);
    assert_recorded!(no_prelude_and_no_crate);
}
