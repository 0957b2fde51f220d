//! `ndarray`'s arrays, which serialise as `{"v":1,"dim":[2,3],"data":[…]}`, as their numbers: nested
//! sequences as a reader expects them, or a summary with the shape.
//!
//! Known by the form, as is what is [embedded](super::embedded), so that users need no feature of ours and we no dependency.

use super::embedded::NAMES;
use super::fields::Target;
use super::pen::Pen;
use super::refused::Refused;
use super::render::Content;

/// A struct that looks like an array so far, or like a value in the form of text.
#[derive(Debug)]
pub(super) struct Array {
    /// Where its fields begin in the buffer.
    pub(super) start: usize,
    /// The field that the array becomes where it stands in the place of an object.
    field: Option<&'static str>,
    /// How many fields the struct has: one, where it holds JSON as text.
    len: usize,
    seen: usize,
    dims: Option<Box<Dims>>,
}

/// What a field is to an array.
pub(super) enum Part {
    /// No part: this is no array.
    None,
    Version,
    Shape,
    Data,
    /// All of a value, as text.
    Text,
}

/// The lengths of the axes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dims {
    lengths: [u32; 8],
    axes: u8,
}

impl Array {
    /// A struct whose brace was written, if it has one of its own.
    pub(super) fn new(pen: &Pen<'_>, field: Option<&'static str>, len: usize) -> Self {
        Self {
            len,
            start: pen.out.len(),
            field,
            seen: 0,
            dims: None,
        }
    }

    /// The shape, if it was taken already.
    pub(super) fn shape(self) -> Option<Vec<u32>> {
        self.dims.map(|dims| dims.shape().to_vec())
    }

    pub(super) fn field(&mut self, key: &str, value: &dyn Content) -> Part {
        self.seen += 1;
        match (self.seen, key) {
            (1, "v") => Part::Version,
            (1, name) if self.len == 1 && NAMES.contains(&name) => Part::Text,
            (2, "dim") => match Dims::of(value) {
                Some(dims) => {
                    self.dims = Some(dims);
                    Part::Shape
                }
                None => Part::None,
            },
            (3, "data") => Part::Data,
            _ => Part::None,
        }
    }

    /// Writes the array in the struct's place.
    pub(super) fn write(
        self,
        pen: &mut Pen<'_>,
        target: Target,
        data: &dyn Content,
    ) -> Result<(), Refused> {
        pen.out.truncate(self.start);
        pen.scratch.forget_keys(self.start);
        match target {
            Target::Own => drop(pen.scratch.objects.pop()),
            Target::Lent => {
                if !pen.static_key(self.field.unwrap_or("array"), pen.prefix) {
                    return Ok(());
                }
            }
            Target::Nothing => return Ok(()),
        }
        pen.dims = self.dims;
        let result = pen.inner_with(|pen| data.write(pen));
        // Had the data been no sequence, the next one would take the axes.
        pen.dims = None;
        result
    }
}

impl Dims {
    fn of(value: &dyn Content) -> Option<Box<Self>> {
        let lengths: Vec<u32> = serde_json::from_slice(&value.json()?).ok()?;
        let mut dims = Self {
            axes: u8::try_from(lengths.len()).ok()?,
            ..Self::default()
        };
        dims.lengths
            .get_mut(..lengths.len())?
            .copy_from_slice(&lengths);
        Some(Box::new(dims))
    }

    pub(super) fn shape(&self) -> &[u32] {
        &self.lengths[..usize::from(self.axes)]
    }

    /// The number of elements.
    pub(super) fn len(&self) -> usize {
        self.shape()
            .iter()
            .fold(1, |all: usize, &axis| all.saturating_mul(axis as usize))
    }

    /// How many axes begin with this element: as many brackets are opened before it.
    pub(super) fn beginning(&self, index: usize) -> usize {
        let mut length = 1;
        let inner_first = self.shape().iter().rev();
        inner_first
            .take_while(|&&axis| {
                length *= axis.max(1) as usize;
                index.is_multiple_of(length)
            })
            .count()
    }
}
