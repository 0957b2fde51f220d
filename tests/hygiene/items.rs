//! Constants, statics, functions and types that the body uses and that are called like ours.

use crate::{block_on, lines, one};

#[expect(non_upper_case_globals, reason = "lower case is what is tested")]
mod constants {
    use flight_recorder::{audit, track_time};

    const SITE: u8 = 1;
    static LINE: u8 = 2;
    const result: u8 = 3;
    static step: u8 = 4;
    const span: u8 = 5;
    static guard: u8 = 6;
    const value: u8 = 7;
    const verdict: u8 = 8;
    const error: u8 = 9;
    const ran: u8 = 10;
    const features: u8 = 11;
    const outcome: u8 = 12;
    const f: u8 = 13;
    const this: u8 = 14;

    const SUM: u8 = 105;

    #[track_time]
    #[audit(model_version = SITE, prediction = |p| *p == SUM)]
    pub(super) fn plain(x: u8) -> Result<u8, u8> {
        let sum = SITE + LINE + result + step + span + guard + value + verdict;
        Ok(x + sum + error + ran + features + outcome + f + this)
    }

    #[track_time]
    #[audit(model_version = result, features(x, more = SITE))]
    pub(super) async fn later(x: u8) -> u8 {
        std::future::ready(x + SITE + value).await
    }

    #[track_time]
    pub(super) fn stays(x: u8) -> impl Iterator<Item = u8> {
        x..guard + SITE
    }
}

#[expect(non_camel_case_types, reason = "lower case is what is tested")]
mod structs {
    use flight_recorder::{audit, track_time};

    #[expect(clippy::upper_case_acronyms, reason = "it is the name that is tested")]
    pub(super) struct SITE;
    pub(super) struct result;
    pub(super) struct value;
    pub(super) struct verdict;
    pub(super) struct error;
    pub(super) struct guard;

    #[track_time]
    #[audit(model_version = "v1", skip(site))]
    pub(super) fn plain(x: u8, site: SITE) -> u8 {
        let (_, SITE, result, value, verdict, error, guard) =
            (site, SITE, result, value, verdict, error, guard);
        x
    }
}

mod functions {
    use flight_recorder::{audit, track_time};

    fn flight_recorder_value() -> u8 {
        1
    }

    fn flight_recorder_outcome() -> u8 {
        2
    }

    #[track_time]
    #[audit(model_version = "v1")]
    pub(super) fn plain(x: u8) -> u8 {
        x + flight_recorder_value() + flight_recorder_outcome()
    }
}

mod generics {
    use flight_recorder::{audit, track_time};

    #[expect(clippy::extra_unused_type_parameters, reason = "only its name matters")]
    #[track_time]
    #[audit(model_version = "v1")]
    pub(super) fn plain<K, R, T, J, const SITE: u8>(x: u8) -> u8 {
        x + SITE
    }
}

#[test]
fn constants_and_statics_may_be_called_like_ours() {
    assert_eq!(lines(2, || constants::plain(0))[1]["prediction"], true);
    assert_eq!(
        lines(2, || block_on(constants::later(0)))[1]["model_version"],
        "3"
    );
    one(|| assert_eq!(constants::stays(0).count(), 7));
}

#[test]
fn unit_structs_functions_and_generics_may_be_called_like_ours() {
    lines(2, || structs::plain(1, structs::SITE));
    assert_eq!(lines(2, || functions::plain(1))[1]["prediction"], 4);
    lines(2, || generics::plain::<u8, u8, u8, u8, 3>(1));
}
