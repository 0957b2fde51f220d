//! What the hand-over is built of: the standard library's, and under `--cfg loom`, in the tests, loom's, which
//! tries every order of what threads do to them.

#[cfg(not(all(test, loom)))]
mod parts {
    pub(in super::super) use std::sync::Mutex;
    pub(in super::super) use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

    macro_rules! shared {
        ($($(#[$attribute:meta])* static $name:ident: $type:ty = $value:expr;)*) => {
            $($(#[$attribute])* static $name: $type = $value;)*
        };
    }
    pub(in super::super) use shared;
}

#[cfg(all(test, loom))]
mod parts {
    pub(in super::super) use loom::sync::Mutex;
    pub(in super::super) use loom::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

    // Made anew for each order that is tried.
    macro_rules! shared {
        ($($(#[$attribute:meta])* static $name:ident: $type:ty = $value:expr;)*) => {
            loom::lazy_static! { $($(#[$attribute])* static ref $name: $type = $value;)* }
        };
    }
    pub(in super::super) use shared;
}

pub(super) use parts::*;
