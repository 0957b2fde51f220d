//! Traits of the user, implemented for everything, whose methods are called like ours.

use crate::{block_on, lines, one};

mod everything {
    #![expect(
        dead_code,
        clippy::wrong_self_convention,
        clippy::trivially_copy_pass_by_ref,
        reason = "nothing of ours may call them"
    )]

    use flight_recorder::{audit, track_time};

    /// Each method would be found, were ours called by a name and not by a path or on a type of ours.
    pub(super) trait Everything: Sized {
        fn run(&self, _: u8) -> ! {
            panic!("not ours")
        }
        fn done(&self) -> ! {
            panic!("not ours")
        }
        fn finish(&self, _: u8) -> ! {
            panic!("not ours")
        }
        fn deliver(&self) -> ! {
            panic!("not ours")
        }
        fn guard(&self) -> ! {
            panic!("not ours")
        }
        fn keep(&self) -> ! {
            panic!("not ours")
        }
        fn audit(&self) -> ! {
            panic!("not ours")
        }
        fn future(&self) -> ! {
            panic!("not ours")
        }
        fn features(&self) -> ! {
            panic!("not ours")
        }
        fn add(&self) -> ! {
            panic!("not ours")
        }
        fn rows(&self) -> ! {
            panic!("not ours")
        }
        fn version(&self) -> ! {
            panic!("not ours")
        }
        fn prediction(&self) -> ! {
            panic!("not ours")
        }
        fn predictions(&self) -> ! {
            panic!("not ours")
        }
        fn split(&self) -> ! {
            panic!("not ours")
        }
        fn fail(&self) -> ! {
            panic!("not ours")
        }
        fn name(&self) -> ! {
            panic!("not ours")
        }
        fn slow(&self) -> ! {
            panic!("not ours")
        }
        fn elements(&self) -> ! {
            panic!("not ours")
        }
        fn into_iter(&self) -> ! {
            panic!("not ours")
        }
    }

    impl<T> Everything for T {}

    #[track_time(slow = "1h", name = "step")]
    #[audit(model_version = "v1", features(x, more = x), hash(x))]
    pub(super) fn plain(x: &u8) -> Result<u8, String> {
        Ok(*x)
    }

    #[track_time]
    pub(super) fn nothing(x: u8) {
        let _ = x;
    }

    #[track_time]
    pub(super) fn stays(x: u8) -> impl Iterator<Item = u8> {
        0..x
    }

    #[track_time]
    #[audit(model_version = 1, delivery = "durable")]
    pub(super) async fn later(x: u8) -> u8 {
        x
    }

    #[track_time]
    #[audit(model_version = 1)]
    pub(super) fn returned(x: u8) -> impl Future<Output = u8> {
        async move { x }
    }

    #[audit(model_version = 1, batch = rows, prediction = |p| *p)]
    pub(super) fn batch(rows: &[u8]) -> Vec<u8> {
        rows.to_vec()
    }
}

mod deref {
    use flight_recorder::{audit, track_time};

    /// A type of the user with methods of its own of such names.
    #[derive(serde::Serialize)]
    pub(super) struct Model(pub(super) u8);

    impl Model {
        #[track_time]
        #[audit(model_version = self.0)]
        pub(super) fn finish(&self, run: u8) -> u8 {
            self.keep(run)
        }

        #[track_time]
        fn keep(&self, run: u8) -> u8 {
            self.0 + run
        }
    }

    impl Iterator for Model {
        type Item = u8;

        fn next(&mut self) -> Option<u8> {
            None
        }
    }

    #[track_time]
    #[audit(model_version = "v1")]
    pub(super) fn makes(x: u8) -> Model {
        Model(x)
    }
}

#[test]
fn methods_of_everything_may_be_called_like_ours() {
    lines(2, || everything::plain(&2));
    one(|| everything::nothing(2));
    one(|| everything::stays(2).count());
    lines(2, || block_on(everything::later(2)));
    lines(2, || block_on(everything::returned(2)));
    lines(2, || everything::batch(&[1, 2]));
}

#[test]
fn methods_of_a_type_may_be_called_like_ours() {
    lines(3, || deref::Model(1).finish(2));
    assert_eq!(lines(2, || deref::makes(2))[1]["prediction"], 2);
}
