//! What the attributes' expansions call, and nothing else: no stability is promised here.

pub use std::iter::IntoIterator;
pub use std::option::Option::{None, Some};
pub use std::result::Result::{Err, Ok};

pub use crate::capture::How;
pub use crate::probe::keep::{KeepProbe, Nothing, ValueProbe};
pub use crate::probe::predicted::Predicted;
pub use crate::probe::required::carry;
pub use crate::probe::{ErrorProbe, ResultProbe};
pub use crate::setup::Level;
pub use crate::step::{Call, CallSite, Delivery, Item, Placement};

/// A value of a type, in code that never runs: it tells an `async` block what it returns.
pub fn typed<T>(of: impl FnOnce() -> T) -> T {
    of()
}

/// What a closure makes that is called right away.
#[inline]
pub fn apart<R>(make: impl FnOnce() -> R) -> R {
    make()
}

/// Stands behind the end of a future that never ends.
pub fn never() -> ! {
    unreachable!("the body before it diverges")
}

/// What a block of an expansion imports to tell types apart by autoref: traits without names.
pub mod probe {
    pub use crate::probe::elements::{Elements as _, IntoElements as _};
    pub use crate::probe::outcome::{
        ByAsRef as _, ByAsRefSend as _, ByDebug as _, ByDisplay as _, ByError as _, ByNothing as _,
        Split as _,
    };
    pub use crate::probe::predicted::{IsSomething as _, Look as _};
    pub use crate::step::FinishValue as _;
}

/// What a block of an expansion imports to keep values for the line of a call that fails.
pub mod keep {
    pub use crate::probe::keep::{
        KeepNothing as _, KeepPrimitive as _, KeepRefDebug as _, KeepRefSerialize as _,
        RenderDebug as _, RenderNothing as _, RenderPrimitive as _, RenderSerialize as _,
    };
}
