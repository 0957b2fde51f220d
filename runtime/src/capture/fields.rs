//! Objects as values: the fields of structs and maps.

use serde::Serialize;
use serde::ser::{SerializeStruct, SerializeStructVariant};

use super::embedded::{self, Embedded};
use super::entries::Value;
use super::ndarray::{Array, Part};
use super::pen::Pen;
use super::refused::Refused;
use super::render::Content;

/// The fields of a struct or map. No more than two registers hold: what else is known of an object is in the pen's
/// scratch.
pub(crate) struct Fields<'p, 'o> {
    pub(super) pen: &'p mut Pen<'o>,
    pub(super) target: Target,
    /// What to do with the value of the key that was written last.
    pub(super) value: Value,
    /// Whether an enum's variant is an object around this one.
    in_variant: bool,
    /// Whether the name around all of them is personal.
    pub(super) is_hidden: bool,
    /// Whether they look like an array so far: the innermost of the scratch.
    is_array: bool,
}

/// The object that fields go into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// One of their own.
    Own,
    /// One around them; a name that is there already gets the pen's prefix in front.
    Lent,
    /// None: they are left out.
    Nothing,
}

impl<'p, 'o> Fields<'p, 'o> {
    /// Opens an object.
    #[inline]
    pub(super) fn open(pen: &'p mut Pen<'o>) -> Self {
        pen.depth += 1;
        let target = if pen.is_reading() {
            Target::Nothing
        } else if pen.depth > pen.rules.limits.depth {
            pen.too_deep();
            Target::Nothing
        } else {
            pen.begin_object();
            Target::Own
        };
        Self::of(pen, target)
    }

    /// Opens `{"Variant":{`.
    pub(super) fn open_variant(pen: &'p mut Pen<'o>, variant: &'static str) -> Self {
        let is_masked = pen.masks_field(variant);
        if pen.is_reading() || pen.depth >= pen.rules.limits.depth {
            return Self {
                is_hidden: is_masked,
                ..Self::open(pen)
            };
        }
        pen.depth += 1;
        pen.begin_object();
        let has_room = pen.static_key(variant, None);
        let mut fields = if has_room && !is_masked {
            Self::open(pen)
        } else {
            if has_room {
                pen.masked();
            }
            pen.depth += 1;
            Self::of(pen, Target::Nothing)
        };
        fields.is_hidden = is_masked;
        fields.in_variant = true;
        fields
    }

    #[inline]
    fn of(pen: &'p mut Pen<'o>, target: Target) -> Self {
        Self {
            pen,
            target,
            value: Value::Omit,
            in_variant: false,
            is_hidden: false,
            is_array: false,
        }
    }

    /// Writes fields into the object that is open.
    pub(super) fn lent(pen: &'p mut Pen<'o>, prefix: Option<&'static str>) -> Self {
        pen.depth += 1;
        pen.prefix = prefix;
        Self::of(pen, Target::Lent)
    }

    /// Prepares for `ndarray`'s form of an array, by the struct's name and length; `name` is the
    /// field that an array in the place of an object becomes.
    #[inline]
    pub(super) fn expect_array(
        &mut self,
        name: &'static str,
        len: usize,
        field: Option<&'static str>,
    ) {
        // Few names have so many fields, and begin so.
        let may_be = match len {
            1 => name.starts_with('$') && embedded::NAMES.contains(&name),
            3 => name == "Array",
            _ => false,
        };
        if may_be && self.target != Target::Nothing {
            let array = Array::new(self.pen, field, len);
            self.pen.scratch.arrays.push(array);
            self.is_array = true;
        }
    }

    /// Writes a key; whether its value is to follow.
    #[inline(never)]
    pub(super) fn key(&mut self, key: &str) -> bool {
        let prefix = self.prefix();
        self.target != Target::Nothing && self.pen.key(key, prefix)
    }

    /// The same for a key whose text is static.
    pub(super) fn static_key(&mut self, key: &'static str) -> bool {
        let prefix = self.prefix();
        self.target != Target::Nothing && self.pen.static_key(key, prefix)
    }

    #[inline]
    fn prefix(&self) -> Option<&'static str> {
        self.pen.prefix.filter(|_| self.target == Target::Lent)
    }

    #[inline]
    fn field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        if self.is_array
            && let Some(result) = self.array_field(key, &value)
        {
            return result;
        }
        let what = self.begin_field(key);
        self.finish_field(what, value)
    }

    /// Writes a field's key: what to do with its value.
    ///
    /// Almost always a short plain key that was seen before: that takes no call, and so no register is saved.
    #[inline(never)]
    fn begin_field(&mut self, key: &'static str) -> Value {
        let look = self.pen.rules.names.glance_at(key);
        let is_shown = self.target != Target::Nothing && !look.is_personal;
        if is_shown && self.pen.plain_key(key, look) {
            return Value::Show;
        }
        self.begin_any_field(key)
    }

    #[inline(never)]
    fn begin_any_field(&mut self, key: &'static str) -> Value {
        let look = self.pen.rules.names.look_at(key);
        let is_personal = look.is_personal && !self.pen.reveal;
        Value::of(self.key(key), is_personal)
    }

    #[inline]
    pub(super) fn finish_field<T: Serialize + ?Sized>(
        &mut self,
        what: Value,
        value: &T,
    ) -> Result<(), Refused> {
        match what {
            Value::Show => return self.pen.inner(value),
            Value::Mask => self.pen.mask(value),
            Value::Omit => self.pen.pass_over(value, self.is_hidden),
            Value::OmitPersonal => self.pen.pass_over(value, true),
        }
        Ok(())
    }

    /// A field of a struct that looks like an array so far; nothing where it is written as any other.
    #[cold]
    fn array_field(
        &mut self,
        key: &'static str,
        value: &dyn Content,
    ) -> Option<Result<(), Refused>> {
        let part = self.pen.scratch.arrays.last_mut()?.field(key, value);
        match part {
            Part::Version => None,
            Part::None => {
                self.no_array();
                None
            }
            Part::Shape => Some(Ok(())),
            Part::Text => {
                let text = Embedded::of(key, value)?;
                Some(self.write_array(&&text))
            }
            Part::Data => Some(self.write_array(value)),
        }
    }

    fn write_array(&mut self, data: &dyn Content) -> Result<(), Refused> {
        self.is_array = false;
        let target = std::mem::replace(&mut self.target, Target::Nothing);
        match self.pen.scratch.arrays.pop() {
            Some(array) => array.write(self.pen, target, data),
            None => Ok(()),
        }
    }

    /// The struct only looked like an array: its shape was a field.
    #[cold]
    fn no_array(&mut self) {
        self.is_array = false;
        let array = self.pen.scratch.arrays.pop();
        if let Some(lengths) = array.and_then(Array::shape)
            && self.key("dim")
        {
            // Numbers always have a form.
            let _ = lengths.serialize(&mut *self.pen);
        }
    }

    /// Closes the object, and the variant's around it.
    #[inline]
    pub(super) fn close(mut self) {
        if self.is_array {
            self.no_array();
        }
        self.end_key();
        self.pen.depth -= 1;
        if self.target == Target::Own {
            self.pen.close_object();
        }
        if self.in_variant {
            self.pen.close_object();
            self.pen.depth -= 1;
        }
    }
}

macro_rules! fields {
    ($($trait:ident)*) => {$(
        impl $trait for Fields<'_, '_> {
            type Ok = ();
            type Error = Refused;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Refused> {
                self.field(key, value)
            }

            fn end(self) -> Result<(), Refused> {
                self.close();
                Ok(())
            }
        }
    )*};
}

fields! { SerializeStruct SerializeStructVariant }
