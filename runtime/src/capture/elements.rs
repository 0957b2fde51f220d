//! Sequences: written element by element, or measured where they are long.

use serde::Serialize;
use serde::ser::{SerializeSeq, SerializeTuple, SerializeTupleStruct, SerializeTupleVariant};

use super::gauge::{Gauge, measure};
use super::ndarray::Dims;
use super::object::Object;
use super::pen::{Pen, Place, Refused, TOO_DEEP};
use super::summary::Summary;

/// The elements of a sequence; more of them than the limit become a summary.
pub(crate) struct Elements<'p, 'o> {
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
        let has_room = around.static_key(pen, variant, None);
        let is_masked = pen.masks_field(variant);
        let mut elements = Self::open(pen, Some(len));
        if is_masked || !has_room {
            elements.mode = Mode::Ignore;
            elements.pen.out.truncate(elements.start);
            if is_masked && has_room {
                elements.pen.masked();
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
