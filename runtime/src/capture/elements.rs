//! Sequences: written element by element, or measured where they are long.

use serde::Serialize;
use serde::ser::{SerializeSeq, SerializeTuple, SerializeTupleStruct, SerializeTupleVariant};

use super::ndarray::Dims;
use super::object::Object;
use super::pen::{Pen, Refused};
use super::place::Place;
use super::reading::Aim;
use super::summary::Summary;
use super::text::string;

/// The elements of a sequence; more of them than the limit become a summary.
pub(crate) struct Elements<'p, 'o> {
    pen: &'p mut Pen<'o>,
    start: usize,
    count: usize,
    omitted: usize,
    /// Where the odd numbers among them begin.
    odd: usize,
    mode: Mode,
    /// Whether the name around all of them is personal.
    is_hidden: bool,
    /// The place of the elements.
    place: Place,
    in_variant: Option<Object>,
    /// The axes, where the elements are those of an array.
    dims: Option<Box<Dims>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Write,
    Measure,
    /// Inside of a value that is read and not written.
    Read,
    Ignore,
}

impl<'p, 'o> Elements<'p, 'o> {
    pub(super) fn open(pen: &'p mut Pen<'o>, len: Option<usize>) -> Self {
        let dims = pen.dims.take().filter(|dims| len == Some(dims.len()));
        let mut place = pen.place;
        let start = pen.out.len();
        pen.depth += 1;
        let mode = if pen.is_reading() {
            pen.level += 1;
            Mode::Read
        } else if pen.depth > pen.rules.limits.depth {
            pen.too_deep();
            Mode::Ignore
        } else if len.is_some_and(|len| len > pen.rules.limits.elements) {
            (pen.summary, pen.level) = (Some(Summary::default()), 1);
            Mode::Measure
        } else {
            place.enter(dims.as_ref().map_or(1, |dims| dims.shape().len()));
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
            is_hidden: false,
            place,
            in_variant: None,
            dims,
        }
    }

    /// Opens `{"Variant":[`.
    pub(super) fn open_variant(pen: &'p mut Pen<'o>, variant: &'static str, len: usize) -> Self {
        let is_masked = pen.masks_field(variant);
        if pen.is_reading() || pen.depth >= pen.rules.limits.depth {
            return Self {
                is_hidden: is_masked,
                ..Self::open(pen, Some(len))
            };
        }
        pen.depth += 1;
        let mut around = Object::open(pen);
        let has_room = around.static_key(pen, variant, None);
        let mut elements = Self::open(pen, Some(len));
        if is_masked || !has_room {
            elements.mode = Mode::Ignore;
            elements.pen.out.truncate(elements.start);
            if is_masked && has_room {
                elements.pen.masked();
            }
        }
        elements.is_hidden = is_masked;
        elements.in_variant = Some(around);
        elements
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.count += 1;
        if self.mode == Mode::Write && self.are_too_many() {
            self.measure_instead();
        }
        match self.mode {
            Mode::Write if self.pen.is_full() => {
                self.omitted += 1;
                self.pen.pass_over(value, false);
            }
            Mode::Write => {
                self.begin_element();
                return self.pen.inner(value);
            }
            // One that refuses has been counted.
            Mode::Measure => drop(self.pen.read(Aim::Measure, value)),
            Mode::Read if self.pen.aim == Aim::Measure => {
                drop(self.pen.read(Aim::Measure, value));
            }
            Mode::Read | Mode::Ignore => self.pen.pass_over(value, self.is_hidden),
        }
        Ok(())
    }

    fn are_too_many(&self) -> bool {
        self.count > self.pen.rules.limits.elements
            || self
                .dims
                .as_ref()
                .is_some_and(|dims| self.pen.is_full() || self.count > dims.len())
    }

    /// Takes back what was written, for a summary of it.
    #[cold]
    fn measure_instead(&mut self) {
        let written = &self.pen.out[self.start..];
        let non_finite = self.pen.odd.len() - self.odd;
        let mut summary = Summary::default();
        if self.dims.is_some() {
            let is_bracket = |byte: &u8| matches!(byte, b'[' | b']');
            let flat: Vec<u8> = written
                .iter()
                .copied()
                .filter(|byte| !is_bracket(byte))
                .collect();
            summary.add_written(&flat, non_finite);
        } else {
            summary.add_written(&written[1..], non_finite);
        }
        self.pen.out.truncate(self.start);
        self.pen.odd.truncate(self.odd);
        (self.pen.summary, self.pen.level) = (Some(summary), 1);
        self.mode = Mode::Measure;
    }

    /// Writes what stands before an element.
    fn begin_element(&mut self) {
        let index = self.count - 1;
        let Some(dims) = &self.dims else {
            if index > 0 {
                self.pen.out.push(b',');
            }
            self.place.set(index);
            self.pen.place = self.place;
            return;
        };
        let axes = dims.beginning(index);
        if index > 0 {
            self.pen.out.extend(std::iter::repeat_n(b']', axes));
            self.pen.out.push(b',');
        }
        self.pen.out.extend(std::iter::repeat_n(b'[', axes));
        self.place.set_within(dims.shape(), index);
        self.pen.place = self.place;
    }

    #[expect(clippy::unnecessary_wraps, reason = "what a serializer returns")]
    fn close(self) -> Result<(), Refused> {
        let Self {
            pen,
            mode,
            count,
            omitted,
            in_variant,
            dims,
            ..
        } = self;
        match (mode, dims) {
            (Mode::Ignore, _) => {}
            (Mode::Read, _) => {
                pen.level -= 1;
                if pen.aim == Aim::Measure {
                    let level = pen.level;
                    pen.measured().shape.length(level, count);
                }
            }
            (Mode::Measure, dims) => {
                let mut summary = pen.summary.take().unwrap_or_default();
                pen.level = 0;
                if let Some(dims) = dims {
                    summary.set_shape(dims.shape());
                }
                summary.write(pen, count);
            }
            (Mode::Write, Some(_)) if count == 0 => pen.raw(b"[]"),
            (Mode::Write, Some(dims)) => {
                pen.out
                    .extend(std::iter::repeat_n(b']', dims.shape().len()));
            }
            (Mode::Write, None) => {
                if omitted > 0 {
                    if omitted < count {
                        pen.out.push(b',');
                    }
                    string(pen.out, &format!("[{omitted} more]"));
                }
                pen.out.push(b']');
            }
        }
        pen.depth -= 1;
        if let Some(around) = in_variant {
            around.close(pen);
            pen.depth -= 1;
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
