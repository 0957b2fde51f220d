//! Sequences: written element by element, or measured where they are long.

use serde::Serialize;
use serde::ser::{SerializeSeq, SerializeTuple, SerializeTupleStruct, SerializeTupleVariant};

use super::ndarray::Dims;
use super::pen::Pen;
use super::reading::Aim;
use super::refused::Refused;
use super::summary::Summary;
use super::text::string;

/// The elements of a sequence; more of them than the limit become a summary. No more than two registers hold: what else
/// is known of a sequence is in the pen's scratch.
pub(crate) struct Elements<'p, 'o> {
    pen: &'p mut Pen<'o>,
    count: u32,
    mode: Mode,
    /// Whether the name around all of them is personal.
    is_hidden: bool,
    /// Whether an enum's variant is an object around this one.
    in_variant: bool,
    /// Whether the elements are those of an array with axes.
    is_array: bool,
}

/// What else is known of a sequence that is being written, or measured.
#[derive(Debug)]
pub(super) struct Sequence {
    /// Where it begins in the buffer.
    pub(super) start: usize,
    /// Elements that were left out because the line is full.
    omitted: u32,
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
    #[inline]
    pub(super) fn open(pen: &'p mut Pen<'o>, len: Option<usize>) -> Self {
        let dims = pen.dims.take().filter(|dims| len == Some(dims.len()));
        let is_array = dims.is_some();
        pen.depth += 1;
        let mode = if pen.is_reading() {
            pen.level += 1;
            Mode::Read
        } else if pen.depth > pen.rules.limits.depth {
            pen.too_deep();
            Mode::Ignore
        } else {
            pen.scratch.sequences.push(Sequence {
                start: pen.out.len(),
                omitted: 0,
                dims,
            });
            if len.is_some_and(|len| len > pen.rules.limits.elements) {
                (pen.summary, pen.level) = (Some(Summary::default()), 1);
                Mode::Measure
            } else {
                // The brackets of an array come with its elements.
                if !is_array {
                    pen.out.push(b'[');
                }
                Mode::Write
            }
        };
        Self {
            pen,
            count: 0,
            mode,
            is_hidden: false,
            in_variant: false,
            is_array,
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
        pen.begin_object();
        let has_room = pen.static_key(variant, None);
        let mut elements = if has_room && !is_masked {
            Self::open(pen, Some(len))
        } else {
            if has_room {
                pen.masked();
            }
            pen.depth += 1;
            Self {
                pen,
                count: 0,
                mode: Mode::Ignore,
                is_hidden: is_masked,
                in_variant: true,
                is_array: false,
            }
        };
        elements.in_variant = true;
        elements
    }

    #[inline]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        match self.begin_element() {
            Mode::Write => return self.pen.inner(value),
            // One that refuses has been counted.
            Mode::Measure => drop(self.pen.read(Aim::Measure, value)),
            Mode::Read | Mode::Ignore => self.pen.pass_over(value, self.is_hidden),
        }
        Ok(())
    }

    /// Writes what stands before an element: what to do with it.
    #[inline]
    fn begin_element(&mut self) -> Mode {
        let index = self.count;
        self.count += 1;
        let is_ordinary = self.mode == Mode::Write && !self.is_array && !self.pen.is_full();
        if !is_ordinary || index as usize >= self.pen.rules.limits.elements {
            return self.begin_any_element(index);
        }
        if index > 0 {
            self.pen.out.push(b',');
        }
        Mode::Write
    }

    #[inline(never)]
    fn begin_any_element(&mut self, index: u32) -> Mode {
        if self.mode == Mode::Write && self.are_too_many() {
            self.measure_instead();
        }
        match self.mode {
            Mode::Read if self.pen.aim == Aim::Measure => return Mode::Measure,
            Mode::Write => {}
            mode => return mode,
        }
        let is_full = self.pen.is_full();
        let Some(sequence) = self.pen.scratch.sequences.last_mut() else {
            return Mode::Ignore;
        };
        if is_full {
            sequence.omitted += 1;
            return Mode::Ignore;
        }
        match &sequence.dims {
            None if index > 0 => self.pen.out.push(b','),
            None => {}
            Some(dims) => begin_element_of_array(self.pen.out, dims, index as usize),
        }
        Mode::Write
    }

    /// What the pen knows of it: something, unless it is read or ignored.
    #[inline]
    fn sequence(&mut self) -> Option<&mut Sequence> {
        self.pen.scratch.sequences.last_mut()
    }

    fn are_too_many(&mut self) -> bool {
        let (count, is_full) = (self.count as usize, self.pen.is_full());
        let dims = self
            .sequence()
            .and_then(|sequence| sequence.dims.as_deref());
        let is_beyond = |dims: &Dims| is_full || count > dims.len();
        dims.is_some_and(is_beyond) || count > self.pen.rules.limits.elements
    }

    /// Takes back what was written, for a summary of it.
    #[cold]
    fn measure_instead(&mut self) {
        let Some(start) = self.sequence().map(|sequence| sequence.start) else {
            return;
        };
        let written = &self.pen.out[start..];
        let odd = self.pen.scratch.odd.iter();
        let non_finite = odd.filter(|odd| odd.at >= start).count();
        let mut summary = Summary::default();
        if self.is_array {
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
        self.pen.out.truncate(start);
        self.pen.scratch.forget_odd(start);
        (self.pen.summary, self.pen.level) = (Some(summary), 1);
        self.mode = Mode::Measure;
    }

    #[expect(clippy::unnecessary_wraps, reason = "what a serializer returns")]
    fn close(self) -> Result<(), Refused> {
        let Self {
            pen, mode, count, ..
        } = self;
        match mode {
            Mode::Ignore => {}
            Mode::Read => {
                pen.level -= 1;
                if pen.aim == Aim::Measure {
                    let level = pen.level;
                    pen.measured().shape.length(level, count as usize);
                }
            }
            Mode::Measure => {
                let mut summary = pen.summary.take().unwrap_or_default();
                pen.level = 0;
                let sequence = pen.scratch.sequences.pop();
                if let Some(dims) = sequence.and_then(|sequence| sequence.dims) {
                    summary.set_shape(dims.shape());
                }
                summary.write(pen, count as usize);
            }
            Mode::Write => {
                if let Some(sequence) = pen.scratch.sequences.pop() {
                    end_elements(pen.out, &sequence, count);
                }
            }
        }
        pen.depth -= 1;
        if self.in_variant {
            pen.close_object();
            pen.depth -= 1;
        }
        Ok(())
    }
}

/// Writes the brackets around an element of an array.
#[cold]
fn begin_element_of_array(out: &mut Vec<u8>, dims: &Dims, index: usize) {
    let axes = dims.beginning(index);
    if index > 0 {
        out.extend(std::iter::repeat_n(b']', axes));
        out.push(b',');
    }
    out.extend(std::iter::repeat_n(b'[', axes));
}

/// Writes what stands after the last element.
#[inline]
fn end_elements(out: &mut Vec<u8>, sequence: &Sequence, count: u32) {
    match (&sequence.dims, sequence.omitted) {
        (None, 0) => out.push(b']'),
        (None, omitted) => {
            if omitted < count {
                out.push(b',');
            }
            string(out, &format!("[{omitted} more]"));
            out.push(b']');
        }
        (Some(_), _) if count == 0 => out.extend_from_slice(b"[]"),
        (Some(dims), _) => out.extend(std::iter::repeat_n(b']', dims.shape().len())),
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
