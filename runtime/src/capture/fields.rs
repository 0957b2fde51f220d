//! Objects as values: the fields of structs and maps.

use serde::Serialize;
use serde::ser::{SerializeStruct, SerializeStructVariant};

use super::embedded::{self, Embedded};
use super::entries::Value;
use super::ndarray::{Array, Part};
use super::object::Object;
use super::pen::{Pen, Refused};
use super::personal::Look;
use super::render::Content;

/// The fields of a struct or map.
pub(crate) struct Fields<'p, 'o> {
    pub(super) pen: &'p mut Pen<'o>,
    pub(super) object: Target<'p>,
    /// What to do with the value of the key that was written last.
    pub(super) value: Value,
    /// Whether an enum's variant is an object around this one.
    in_variant: Option<Object>,
    /// Whether the name around all of them is personal.
    pub(super) is_hidden: bool,
    array: Option<Box<Array>>,
}

/// The object that fields go into.
pub(super) enum Target<'p> {
    /// One of their own.
    Own(Object),
    /// One around them; a name that is there already gets the prefix in front.
    Lent(&'p mut Object, Option<&'static str>),
    /// None: they are left out.
    Nothing,
}

impl<'p, 'o> Fields<'p, 'o> {
    /// Opens an object.
    pub(super) fn open(pen: &'p mut Pen<'o>) -> Self {
        pen.depth += 1;
        let object = if pen.is_reading() {
            Target::Nothing
        } else if pen.depth > pen.rules.limits.depth {
            pen.too_deep();
            Target::Nothing
        } else {
            Target::Own(Object::open(pen))
        };
        Self::of(pen, object)
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
        let mut around = Object::open(pen);
        let has_room = around.static_key(pen, variant, None);
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
        fields.in_variant = Some(around);
        fields
    }

    fn of(pen: &'p mut Pen<'o>, object: Target<'p>) -> Self {
        Self {
            pen,
            object,
            value: Value::Omit,
            in_variant: None,
            is_hidden: false,
            array: None,
        }
    }

    /// Writes fields into an object that is open.
    pub(super) fn lent(
        pen: &'p mut Pen<'o>,
        object: &'p mut Object,
        prefix: Option<&'static str>,
    ) -> Self {
        pen.depth += 1;
        let object = Target::Lent(object, prefix);
        Self::of(pen, object)
    }

    /// Prepares for `ndarray`'s form of an array, by the struct's name and length; `name` is the
    /// field that an array in the place of an object becomes.
    pub(super) fn expect_array(
        &mut self,
        name: &'static str,
        len: usize,
        field: Option<&'static str>,
    ) {
        if name == "Array" && len == 3 || embedded::NAMES.contains(&name) {
            let keys = match &self.object {
                Target::Own(object) => object.len(self.pen),
                Target::Lent(object, _) => object.len(self.pen),
                Target::Nothing => return,
            };
            let array = Array::new(self.pen, keys, field, len);
            self.array = Some(Box::new(array));
        }
    }

    /// Writes a key; whether its value is to follow.
    pub(super) fn key(&mut self, key: &str) -> bool {
        match &mut self.object {
            Target::Own(object) => object.key(self.pen, key, None),
            Target::Lent(object, prefix) => object.key(self.pen, key, *prefix),
            Target::Nothing => false,
        }
    }

    /// The same for a key whose text is static.
    pub(super) fn static_key(&mut self, key: &'static str) -> bool {
        self.known_key(key, self.pen.rules.names.look_at(key))
    }

    fn known_key(&mut self, key: &'static str, look: Look) -> bool {
        match &mut self.object {
            Target::Own(object) => object.known_key(self.pen, key, look, None),
            Target::Lent(object, prefix) => object.known_key(self.pen, key, look, *prefix),
            Target::Nothing => false,
        }
    }

    fn field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        if self.array.is_some()
            && let Some(result) = self.array_field(key, &value)
        {
            return result;
        }
        self.plain_field(key, value)
    }

    #[inline]
    fn plain_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        let look = self.pen.rules.names.look_at(key);
        let is_personal = look.is_personal && !self.pen.reveal;
        if !self.known_key(key, look) {
            self.pen.pass_over(value, is_personal || self.is_hidden);
        } else if is_personal {
            self.pen.mask(value);
        } else {
            return self.pen.inner(value);
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
        let part = self.array.as_mut().map(|array| array.field(key, value));
        match part {
            None | Some(Part::Version) => None,
            Some(Part::None) => {
                self.no_array();
                None
            }
            Some(Part::Shape) => Some(Ok(())),
            Some(Part::Text) => {
                let text = Embedded::of(key, value)?;
                let array = self.array.take()?;
                Some(array.write(self.pen, &mut self.object, &&text))
            }
            Some(Part::Data) => {
                let array = self.array.take()?;
                Some(array.write(self.pen, &mut self.object, value))
            }
        }
    }

    /// The struct only looked like an array: its shape was a field.
    fn no_array(&mut self) {
        let shape = self.array.take().and_then(|array| array.shape());
        if let Some(lengths) = shape
            && self.key("dim")
        {
            // Numbers always have a form.
            let _ = lengths.serialize(&mut *self.pen);
        }
    }

    /// Closes the object, and the variant's around it.
    pub(super) fn close(mut self) {
        self.no_array();
        self.end_key();
        let Self {
            pen,
            object,
            in_variant,
            ..
        } = self;
        pen.depth -= 1;
        if let Target::Own(object) = object {
            object.close(pen);
        }
        if let Some(around) = in_variant {
            around.close(pen);
            pen.depth -= 1;
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
