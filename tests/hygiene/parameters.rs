//! Parameters and locals that are called like anything of ours.

use ::flight_recorder::{audit, track_time};

use crate::{block_on, lines, one};

/// A function of each shape for each name.
macro_rules! named {
    ($($name:ident)*) => {
        $(
            mod $name {
                use ::flight_recorder::{audit, track_time};

                #[track_time]
                #[audit(model_version = $name)]
                pub(super) fn plain($name: u8) -> Result<u8, String> {
                    let sum = $name + 1;
                    Ok(sum)
                }

                #[track_time]
                #[audit(model_version = "v1", prediction = |$name| *$name, features($name, more = $name))]
                pub(super) async fn later(mut $name: u8) -> u8 {
                    $name += 1;
                    std::future::ready($name).await
                }

                #[track_time]
                pub(super) fn stays($name: u8) -> impl Iterator<Item = u8> {
                    0..$name
                }

                #[audit(model_version = "v1", batch = $name)]
                #[track_time]
                pub(super) fn batch($name: &[u8]) -> Vec<u8> {
                    $name.to_vec()
                }
            }
        )*

        #[test]
        fn parameters_may_have_any_name() {
            $(
                let name = stringify!($name).trim_start_matches("r#");
                let both = lines(2, || $name::plain(2));
                assert_eq!(both[1]["input_features"][name], 2);
                assert_eq!((&both[1]["model_version"], &both[1]["prediction"]), (&"2".into(), &3.into()));
                let both = lines(2, || block_on($name::later(2)));
                assert_eq!(both[1]["input_features"][name], 2);
                assert_eq!(both[1]["prediction"], 3);
                one(|| $name::stays(2).count());
                lines(3, || $name::batch(&[1, 2]));
            )*
        }
    };
}

named! {
    result step span guard f this value verdict error ran audit_ features call site outcome record
    name how kept keep item items body closure future judge panic_ message level line_ started start
    finish end run done timed audited flight_recorder flight_recorder_value flight_recorder_result
    flight_recorder_verdict flight_recorder_error flight_recorder_ran flight_recorder_guard
    flight_recorder_audit flight_recorder_features flight_recorder_outcome core std serde
    __private r#type r#match r#async
}

/// Locals of the body are seen by nothing of ours, and ours by nothing of the body.
#[track_time]
#[audit(model_version = "v1")]
fn locals(x: u8) -> u8 {
    let flight_recorder_outcome = (x, 1);
    let flight_recorder_ran = flight_recorder_outcome.0;
    let flight_recorder_value = flight_recorder_ran + flight_recorder_outcome.1;
    flight_recorder_value.max(x)
}

#[test]
fn locals_may_have_any_name() {
    assert_eq!(lines(2, || locals(2))[1]["prediction"], 3);
}
