//! Places of values in what is written, for the numbers that JSON cannot say.

use super::ndarray::Dims;
use super::pen::Pen;

/// Sequences under a key whose indices a place names; those inside are not named.
const NAMED: usize = 4;

/// A sequence that is being written, or measured.
#[derive(Debug)]
pub(super) struct Sequence {
    /// Where it begins in the buffer.
    pub(super) start: usize,
    /// Which of its elements is being written.
    pub(super) index: u32,
    /// Elements that were left out because the line is full.
    pub(super) omitted: u32,
    /// The axes, where the elements are those of an array.
    pub(super) dims: Option<Box<Dims>>,
}

/// A number that is not finite: the escaped name of its place, and what it is.
#[derive(Clone, Debug)]
pub(super) struct Odd {
    /// Where it stands in the buffer.
    pub(super) at: usize,
    pub(super) name: Vec<u8>,
    pub(super) what: &'static str,
}

impl Pen<'_> {
    /// The place of the value that is written next: the key of the object around it and the indices of
    /// the sequences under it, as `key[3][0]`.
    pub(super) fn place(&self) -> Vec<u8> {
        let (start, end) = self.scratch.keys.last().copied().unwrap_or_default();
        let mut name = self.out[start..end].to_vec();
        let sequences = self.scratch.sequences.iter();
        let under = sequences.filter(|sequence| sequence.start >= end);
        for index in under.flat_map(Sequence::indices).take(NAMED) {
            name.push(b'[');
            name.extend_from_slice(itoa::Buffer::new().format(index).as_bytes());
            name.push(b']');
        }
        name
    }
}

impl Sequence {
    /// The index of the element, of an array one for each axis.
    fn indices(&self) -> Vec<u32> {
        let Some(dims) = &self.dims else {
            return vec![self.index];
        };
        let mut rest = self.index;
        let inner_first = dims.shape().iter().rev().map(|&axis| {
            let axis = axis.max(1);
            let index = rest % axis;
            rest /= axis;
            index
        });
        let mut indices: Vec<u32> = inner_first.collect();
        indices.reverse();
        indices
    }
}
