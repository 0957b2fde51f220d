//! Objects as values: the fields of structs and maps.

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeStruct, SerializeStructVariant};

use super::embedded::{self, Embedded};
use super::key::Key;
use super::ndarray::{Array, Part};
use super::object::Object;
use super::pen::{Pen, Refused, TOO_DEEP};

/// The fields of a struct or map.
pub(crate) struct Fields<'p, 'o> {
    pub(super) pen: &'p mut Pen<'o>,
    pub(super) object: Target<'p>,
    /// What to do with the value of the key that was written last.
    value: Value,
    /// Whether an enum's variant is an object around this one.
    in_variant: Option<Object>,
    array: Option<Array>,
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    Show,
    Mask,
    Omit,
}

impl<'p, 'o> Fields<'p, 'o> {
    /// Opens an object.
    pub(super) fn open(pen: &'p mut Pen<'o>) -> Self {
        pen.depth += 1;
        let object = if pen.depth > pen.rules.limits.depth {
            pen.text(TOO_DEEP);
            Target::Nothing
        } else {
            Target::Own(Object::open(pen))
        };
        Self {
            pen,
            object,
            value: Value::Omit,
            in_variant: None,
            array: None,
        }
    }

    /// Opens `{"Variant":{`.
    pub(super) fn open_variant(pen: &'p mut Pen<'o>, variant: &'static str) -> Self {
        let mut around = Object::open(pen);
        let has_room = around.static_key(pen, variant, None);
        let is_masked = pen.masks_field(variant);
        let mut fields = if has_room && !is_masked {
            Self::open(pen)
        } else {
            if is_masked && has_room {
                pen.masked();
            }
            pen.depth += 1;
            Self {
                pen,
                object: Target::Nothing,
                value: Value::Omit,
                in_variant: None,
                array: None,
            }
        };
        fields.in_variant = Some(around);
        fields
    }

    /// Writes fields into an object that is open.
    pub(super) fn lent(
        pen: &'p mut Pen<'o>,
        object: &'p mut Object,
        prefix: Option<&'static str>,
    ) -> Self {
        pen.depth += 1;
        let object = Target::Lent(object, prefix);
        Self {
            pen,
            object,
            value: Value::Omit,
            in_variant: None,
            array: None,
        }
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
            self.array = Some(Array::new(self.pen.out.len(), keys, field, len));
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
        match &mut self.object {
            Target::Own(object) => object.static_key(self.pen, key, None),
            Target::Lent(object, prefix) => object.static_key(self.pen, key, *prefix),
            Target::Nothing => false,
        }
    }

    /// Writes the key of a map.
    pub(super) fn map_key(&mut self, key: &str) {
        self.end_key();
        self.value = match (self.key(key), self.pen.masks_key(key)) {
            (false, _) => Value::Omit,
            (true, true) => Value::Mask,
            (true, false) => Value::Show,
        };
    }

    /// A key whose value did not come has none.
    fn end_key(&mut self) {
        if std::mem::replace(&mut self.value, Value::Omit) != Value::Omit {
            self.pen.null();
        }
    }

    fn map_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        match std::mem::replace(&mut self.value, Value::Omit) {
            Value::Show => self.pen.inner(value),
            Value::Mask => {
                self.pen.mask(&value);
                Ok(())
            }
            Value::Omit => Ok(()),
        }
    }

    fn field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        if let Some(array) = &mut self.array {
            match array.field(key, value) {
                Part::None => self.no_array(),
                Part::Version => {}
                Part::Shape => return Ok(()),
                Part::Text => {
                    let (array, text) = (self.array.take(), Embedded::of(key, value));
                    if let (Some(array), Some(text)) = (array, text) {
                        return array.write(self.pen, &mut self.object, &text);
                    }
                }
                Part::Data => {
                    let array = self.array.take();
                    return array.map_or(Ok(()), |array| {
                        array.write(self.pen, &mut self.object, value)
                    });
                }
            }
        }
        if self.static_key(key) {
            if self.pen.masks_field(key) {
                self.pen.mask(&value);
            } else {
                return self.pen.inner(value);
            }
        }
        Ok(())
    }

    /// The struct only looked like an array: its shape was a field.
    fn no_array(&mut self) {
        let shape = self.array.take().and_then(Array::shape);
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
        }
    }
}

impl SerializeMap for Fields<'_, '_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        if key.serialize(Key { fields: self }).is_err() {
            // What serde_json would refuse with the whole map.
            self.map_key("[unprintable key]");
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.map_value(value)
    }

    fn end(self) -> Result<(), Refused> {
        self.close();
        Ok(())
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
