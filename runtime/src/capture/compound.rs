//! Values that hold values: objects and sequences.

use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::MASKED;
use super::embedded::{self, Embedded};
use super::key::Key;
use super::ndarray::{Array, Dims, Part};
use super::object::Object;
use super::pen::{Pen, Place, Refused};
use super::summary::{Gauge, Summary, measure};

/// Stands for a value that is nested too deep.
const TOO_DEEP: &str = "[nested too deep]";

/// The fields of a struct or map.
pub(super) struct Fields<'p, 'o> {
    pub(super) pen: &'p mut Pen<'o>,
    pub(super) object: Target<'p>,
    /// What to do with the value of the key that was written last.
    value: Value,
    /// Whether an enum's variant is an object around this one.
    in_variant: Option<Object>,
    array: Option<Array>,
}

/// The object that fields go into.
#[expect(
    clippy::large_enum_variant,
    reason = "it lives on the stack; a box would be an allocation for each object"
)]
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
        let has_room = around.key(pen, variant, None);
        let is_masked = pen.masks_field(variant);
        let mut fields = if has_room && !is_masked {
            Self::open(pen)
        } else {
            if is_masked && has_room {
                pen.text(MASKED);
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
                Target::Own(object) => object.len(),
                Target::Lent(object, _) => object.len(),
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
                self.pen.text(MASKED);
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
        if self.key(key) {
            if self.pen.masks_field(key) {
                self.pen.text(MASKED);
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

/// The elements of a sequence; more of them than the limit become a summary.
pub(super) struct Elements<'p, 'o> {
    pen: &'p mut Pen<'o>,
    start: usize,
    odd: usize,
    count: usize,
    omitted: usize,
    mode: Mode,
    summary: Summary,
    /// The place of the sequence itself.
    outer: Place,
    in_variant: Option<Object>,
    /// The axes, where the elements are those of an array.
    dims: Option<Dims>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Write,
    Measure,
    Ignore,
}

impl<'p, 'o> Elements<'p, 'o> {
    pub(super) fn open(pen: &'p mut Pen<'o>, len: Option<usize>) -> Self {
        let dims = pen.dims.take().filter(|dims| len == Some(dims.len()));
        let outer = pen.place;
        pen.place.enter(dims.map_or(1, |dims| dims.shape().len()));
        pen.depth += 1;
        let start = pen.out.len();
        let mode = if pen.depth > pen.rules.limits.depth {
            pen.text(TOO_DEEP);
            Mode::Ignore
        } else if len.is_some_and(|len| len > pen.rules.limits.elements) {
            Mode::Measure
        } else {
            // The brackets of an array come with its elements.
            if dims.is_none() {
                pen.out.push(b'[');
            }
            Mode::Write
        };
        Self {
            start,
            odd: pen.odd.len(),
            pen,
            count: 0,
            omitted: 0,
            mode,
            summary: Summary::default(),
            outer,
            in_variant: None,
            dims,
        }
    }

    /// Opens `{"Variant":[`.
    pub(super) fn open_variant(pen: &'p mut Pen<'o>, variant: &'static str, len: usize) -> Self {
        let mut around = Object::open(pen);
        let has_room = around.key(pen, variant, None);
        let is_masked = pen.masks_field(variant);
        let mut elements = Self::open(pen, Some(len));
        if is_masked || !has_room {
            elements.mode = Mode::Ignore;
            elements.pen.out.truncate(elements.start);
            if is_masked && has_room {
                elements.pen.text(MASKED);
            }
        }
        elements.in_variant = Some(around);
        elements
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.count += 1;
        let is_array_too_long = self
            .dims
            .is_some_and(|dims| self.pen.is_full() || self.count > dims.len());
        if self.mode == Mode::Write
            && (self.count > self.pen.rules.limits.elements || is_array_too_long)
        {
            self.pen.out.truncate(self.start);
            self.pen.odd.truncate(self.odd);
            self.summary.forget_shape();
            self.mode = Mode::Measure;
        }
        match self.mode {
            Mode::Ignore => {}
            Mode::Measure => measure(value, Gauge::new(&mut self.summary)),
            Mode::Write if self.pen.is_full() => self.omitted += 1,
            Mode::Write => {
                let axes = self.dims.map_or(0, |dims| dims.beginning(self.count - 1));
                if self.count > 1 {
                    self.pen.out.extend(std::iter::repeat_n(b']', axes));
                    self.pen.out.push(b',');
                }
                self.pen.out.extend(std::iter::repeat_n(b'[', axes));
                match &self.dims {
                    Some(dims) => self.pen.place.set_within(dims.shape(), self.count - 1),
                    None => self.pen.place.set(self.count - 1),
                }
                self.pen.inner(value)?;
                self.summary.add(self.pen.last);
            }
        }
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "what a serializer returns")]
    fn close(self) -> Result<(), Refused> {
        let Self {
            pen,
            mode,
            mut summary,
            count,
            omitted,
            outer,
            in_variant,
            dims,
            ..
        } = self;
        match (mode, dims) {
            (Mode::Ignore, _) => {}
            (Mode::Measure, dims) => {
                if let Some(dims) = dims {
                    summary.set_shape(dims.shape());
                }
                summary.write(pen.out, count);
            }
            (Mode::Write, Some(_)) if count == 0 => pen.out.extend_from_slice(b"[]"),
            (Mode::Write, Some(dims)) => {
                pen.out
                    .extend(std::iter::repeat_n(b']', dims.shape().len()));
            }
            (Mode::Write, None) => {
                if omitted > 0 {
                    if omitted < count {
                        pen.out.push(b',');
                    }
                    pen.text(&format!("[{omitted} more]"));
                }
                pen.out.push(b']');
            }
        }
        pen.raw(b"");
        pen.depth -= 1;
        pen.place = outer;
        if let Some(around) = in_variant {
            around.close(pen);
        }
        Ok(())
    }
}

macro_rules! elements {
    ($($trait:ident $method:ident;)*) => {$(
        impl $trait for Elements<'_, '_> {
            type Ok = ();
            type Error = Refused;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
                self.element(value)
            }

            fn end(self) -> Result<(), Refused> {
                self.close()
            }
        }
    )*};
}

elements! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}
