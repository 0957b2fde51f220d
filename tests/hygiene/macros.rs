//! Macros of the standard library that the user's scope calls something else.

use crate::{block_on, lines, one};

mod own {
    use flight_recorder::{audit, track_time};

    /// Macros of these names that cannot stand for those of the standard library.
    macro_rules! own {
        ($dollar:tt $($name:ident)*) => {$(
            #[allow(unused_macros, reason = "they only have to be there")]
            macro_rules! $name {
                ($dollar($dollar anything:tt)*) => {
                    compile_error!(concat!("a macro of ours: ", stringify!($name)))
                };
            }
        )*};
    }

    own! {
        $ panic format format_args vec line column file module_path cfg env option_env include_str
        assert assert_eq debug_assert unreachable unimplemented todo write writeln print println
        eprintln matches dbg thread_local flight_recorder track_time audit serde
    }

    #[track_time(slow = "1h")]
    #[audit(model_version = "v1", hash(x))]
    pub(super) fn plain(x: u8) -> Result<u8, String> {
        Ok(x)
    }

    #[track_time]
    pub(super) fn stays(x: u8) -> impl Iterator<Item = u8> {
        0..x
    }

    #[audit(model_version = 1, batch = rows)]
    #[track_time]
    pub(super) async fn batch(rows: &[u8]) -> Vec<u8> {
        rows.to_vec()
    }

    #[track_time]
    pub(super) async fn never(x: u8) -> ! {
        loop {
            std::future::pending::<u8>().await;
            let _ = x;
        }
    }
}

/// The two that the macros above are themselves made with.
mod concat_and_stringify {
    #![allow(unused_macros, reason = "they only have to be there")]

    use flight_recorder::{audit, track_time};

    macro_rules! concat {
        () => {};
    }
    macro_rules! stringify {
        () => {};
    }
    macro_rules! compile_error {
        () => {};
    }

    #[track_time]
    #[audit(model_version = "v1")]
    pub(super) fn plain(x: u8) -> u8 {
        x
    }
}

#[test]
fn macros_of_the_standard_library_may_be_others() {
    let both = lines(2, || own::plain(2));
    assert!(both[0]["line"].is_u64(), "{both:?}");
    assert_eq!(both[0]["module"], "hygiene::macros::own");
    one(|| own::stays(2).count());
    lines(3, || block_on(own::batch(&[1, 2])));
    lines(2, || concat_and_stringify::plain(2));
    drop(own::never(2));
}
