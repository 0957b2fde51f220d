//! What of a parameter `#[track_time]` can keep, by its type: a shared reference and a primitive by
//! themselves; what `features(…)` names in any case, rendered before the body if it must be.

use std::any::type_name;
use std::fmt::Debug;

use serde::Serialize;

use crate::capture::{Fragment, How, ObjectWriter, Render, Secrets};
use crate::step::{Kept, Placement};
use crate::{line, setup};

/// Asks what can be kept of the value it borrows by itself; as with [`super::ErrorProbe`], each
/// trait below is implemented for one reference less than the one before.
#[derive(Debug)]
pub struct KeepProbe<'p, T: ?Sized>(pub &'p T);

/// Asks what can be kept of a value that `features(…)` names: everything that can be rendered.
#[derive(Debug)]
pub struct ValueProbe<'p, T: ?Sized>(pub &'p T);

/// A reference to what serialises.
#[derive(Debug)]
pub struct BySerialize<'a, T: ?Sized>(&'a T);

/// A reference to what has only a `Debug` form.
#[derive(Debug)]
pub struct ByDebug<'a, T: ?Sized>(&'a T);

/// A number, a `bool` or a `char`.
#[derive(Debug)]
pub struct Primitive<T>(T);

/// A value that was rendered before the body: its field, or its fields.
#[derive(Debug)]
pub struct Rendered {
    fragment: Fragment,
    /// The raw value, where it is masked or hashed.
    raw: Secrets,
}

/// A value that is to be hidden, and cannot be read.
#[derive(Debug)]
pub struct Unreadable;

/// Nothing could be kept.
#[derive(Debug)]
pub struct Nothing;

/// Rendering a lock waits for it, and the call that failed may be holding it.
fn locks<T: ?Sized>() -> bool {
    let name = type_name::<T>();
    name.contains("Mutex<") || name.contains("RwLock<")
}

fn serialize(
    object: &mut ObjectWriter<'_>,
    name: &'static str,
    how: How,
    placement: Placement,
    value: &dyn Render,
) {
    match placement {
        Placement::Field => object.field(name, how, value),
        Placement::Only => object.only(name, how, value),
        Placement::Spread => object.spread(name, how, value),
    }
}

impl<T: Serialize + ?Sized> Kept for BySerialize<'_, T> {
    type Detached = Nothing;

    fn write(
        &self,
        object: &mut ObjectWriter<'_>,
        name: &'static str,
        how: How,
        placement: Placement,
    ) {
        if !locks::<T>() {
            serialize(object, name, how, placement, &self.0);
        }
    }

    fn hide(&self, secrets: &mut Secrets) {
        hide(secrets, self.0);
    }

    fn detach(self) -> Nothing {
        Nothing
    }
}

impl<T: Debug + ?Sized> Kept for ByDebug<'_, T> {
    type Detached = Nothing;

    fn write(&self, object: &mut ObjectWriter<'_>, name: &'static str, how: How, _: Placement) {
        if !locks::<T>() {
            object.debug(name, how, &self.0);
        }
    }

    fn hide(&self, secrets: &mut Secrets) {
        hide_debug(secrets, &self.0);
    }

    fn detach(self) -> Nothing {
        Nothing
    }
}

impl<T: Serialize + Send + 'static> Kept for Primitive<T> {
    type Detached = Self;

    fn write(
        &self,
        object: &mut ObjectWriter<'_>,
        name: &'static str,
        how: How,
        placement: Placement,
    ) {
        serialize(object, name, how, placement, &&self.0);
    }

    fn hide(&self, secrets: &mut Secrets) {
        hide(secrets, &self.0);
    }

    fn detach(self) -> Self {
        self
    }
}

/// Keeps a value's raw form. One behind a lock is not read: that could wait.
fn hide<T: Serialize + ?Sized>(secrets: &mut Secrets, value: &T) {
    if locks::<T>() {
        secrets.keep_nothing();
    } else {
        secrets.keep(&value);
    }
}

fn hide_debug<T: Debug>(secrets: &mut Secrets, value: &T) {
    if locks::<T>() {
        secrets.keep_nothing();
    } else {
        secrets.keep_debug(value);
    }
}

impl Rendered {
    fn of(
        how: How,
        render: impl FnOnce(&mut ObjectWriter<'_>),
        hide: impl FnOnce(&mut Secrets),
    ) -> Self {
        let rules = &setup::settings().rules;
        let budget = line::Budget::of(rules).features;
        let mut raw = Secrets::default();
        if matches!(how, How::Mask | How::Hash) {
            hide(&mut raw);
        }
        Self {
            fragment: Fragment::new(rules, budget, render),
            raw,
        }
    }
}

impl Kept for Rendered {
    type Detached = Self;

    fn write(&self, object: &mut ObjectWriter<'_>, _: &'static str, _: How, _: Placement) {
        object.append(&self.fragment);
    }

    fn hide(&self, secrets: &mut Secrets) {
        secrets.extend(&self.raw);
    }

    fn detach(self) -> Self {
        self
    }
}

impl Kept for Nothing {
    type Detached = Self;

    fn write(&self, _: &mut ObjectWriter<'_>, _: &'static str, _: How, _: Placement) {}

    fn hide(&self, _: &mut Secrets) {}

    fn detach(self) -> Self {
        self
    }
}

impl Kept for Unreadable {
    type Detached = Self;

    fn write(&self, _: &mut ObjectWriter<'_>, _: &'static str, _: How, _: Placement) {}

    fn hide(&self, secrets: &mut Secrets) {
        secrets.keep_nothing();
    }

    fn detach(self) -> Self {
        self
    }
}

/// The primitive types, which a copy keeps.
pub trait IsPrimitive: Serialize + Copy + Send + 'static {}

macro_rules! primitives {
    ($($primitive:ty)*) => { $(impl IsPrimitive for $primitive {})* };
}

primitives!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 bool char);

macro_rules! keep_levels {
    ($($(#[$doc:meta])* $trait:ident [$($generics:tt)*] $of:ty => $kept:ty, |$value:ident| $keep:expr;)*) => {$(
        $(#[$doc])*
        pub trait $trait {
            /// What is kept.
            type Kept: Kept;

            /// Keeps it.
            fn flight_recorder_keep(&self) -> Self::Kept;
        }

        impl<$($generics)*> $trait for $of {
            type Kept = $kept;

            #[inline]
            fn flight_recorder_keep(&self) -> $kept {
                let $value = self.0;
                $keep
            }
        }
    )*};
}

keep_levels! {
    /// Keeps a shared reference to what serialises.
    KeepRefSerialize ['a, U: Serialize + ?Sized] &&&KeepProbe<'_, &'a U> => BySerialize<'a, U>, |value| BySerialize(*value);
    /// Keeps a shared reference to what has a `Debug` form.
    KeepRefDebug ['a, U: Debug + ?Sized] &&KeepProbe<'_, &'a U> => ByDebug<'a, U>, |value| ByDebug(*value);
    /// Keeps a number.
    KeepPrimitive [T: IsPrimitive] &KeepProbe<'_, T> => Primitive<T>, |value| Primitive(*value);
    /// Keeps nothing.
    KeepNothing [T] KeepProbe<'_, T> => Nothing, |_value| Nothing;
}

macro_rules! value_levels {
    ($($(#[$doc:meta])* $trait:ident [$($generics:tt)*] $of:ty => $kept:ty,
        |$value:ident, $name:ident, $how:ident, $placement:ident| $keep:expr,
        |$secrets:ident| $hide:expr;)*) => {$(
        $(#[$doc])*
        pub trait $trait {
            /// What is kept.
            type Kept: Kept;

            /// Keeps it, rendered as the feature that it is going to be.
            fn flight_recorder_render(&self, name: &'static str, how: How, placement: Placement) -> Self::Kept;

            /// Keeps its raw form, which no text of the call may quote.
            fn flight_recorder_hide(&self, secrets: &mut Secrets);
        }

        impl<$($generics)*> $trait for $of {
            type Kept = $kept;

            #[inline]
            fn flight_recorder_render(&self, $name: &'static str, $how: How, $placement: Placement) -> $kept {
                let $value = self.0;
                $keep
            }

            fn flight_recorder_hide(&self, $secrets: &mut Secrets) {
                let $value = self.0;
                $hide;
            }
        }
    )*};
}

value_levels! {
    /// Keeps a number.
    RenderPrimitive [T: IsPrimitive] &&&ValueProbe<'_, T> => Primitive<T>,
        |value, _name, _how, _placement| Primitive(*value),
        |secrets| hide(secrets, value);
    /// Renders what serialises.
    RenderSerialize [T: Serialize + ?Sized] &&ValueProbe<'_, T> => Rendered,
        |value, name, how, placement| Rendered::of(
            how,
            |object| {
                if !locks::<T>() {
                    serialize(object, name, how, placement, &value);
                }
            },
            |secrets| hide(secrets, value),
        ),
        |secrets| hide(secrets, value);
    /// Renders what has a `Debug` form.
    RenderDebug [T: Debug] &ValueProbe<'_, T> => Rendered,
        |value, name, how, _placement| Rendered::of(
            how,
            |object| {
                if !locks::<T>() {
                    object.debug(name, how, value);
                }
            },
            |secrets| hide_debug(secrets, value),
        ),
        |secrets| hide_debug(secrets, value);
    /// Keeps nothing.
    RenderNothing [T: ?Sized] ValueProbe<'_, T> => Unreadable,
        |_value, _name, _how, _placement| Unreadable,
        |secrets| secrets.keep_nothing();
}
