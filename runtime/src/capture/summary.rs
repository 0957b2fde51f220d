//! Summaries: what a long sequence was like, measured as it goes by and never held.

use super::number::Number;
use super::pen::Last;

/// What is known about the numbers of a sequence so far.
#[derive(Default)]
pub(super) struct Summary {
    finite: usize,
    non_finite: usize,
    nulls: usize,
    others: usize,
    min: Option<Number>,
    max: Option<Number>,
    /// The sum and what rounding lost of it (Neumaier 1974).
    sum: f64,
    lost: f64,
    /// The sum of all scaled down, for numbers whose sum overflows.
    scaled: f64,
    pub(super) shape: Shape,
}

/// Lengths of the nested sequences, level by level, while they are the same everywhere.
#[derive(Default)]
pub(super) struct Shape {
    lengths: [Option<usize>; 8],
    /// The level of the leaves.
    leaves: Option<usize>,
    pub(super) irregular: bool,
}

const SCALE: f64 = 1.0 / 1_048_576.0;

impl Summary {
    pub(super) fn add(&mut self, last: Last) {
        match last {
            Last::Number(number) => self.number(number),
            Last::NonFinite => self.non_finite += 1,
            Last::Null => self.nulls += 1,
            Last::Other => self.others += 1,
        }
    }

    fn number(&mut self, number: Number) {
        self.finite += 1;
        if self.min.is_none_or(|min| number.compare(min).is_lt()) {
            self.min = Some(number);
        }
        if self.max.is_none_or(|max| number.compare(max).is_gt()) {
            self.max = Some(number);
        }
        let value = number.as_f64();
        let sum = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() {
            (self.sum - sum) + value
        } else {
            (value - sum) + self.sum
        };
        self.sum = sum;
        self.scaled += value * SCALE;
    }

    fn mean(&self) -> f64 {
        let count = self.finite as f64;
        let mean = (self.sum + self.lost) / count;
        if mean.is_finite() {
            mean
        } else {
            self.scaled / count / SCALE
        }
    }

    /// The shape of an array whose sequence does not nest.
    pub(super) fn set_shape(&mut self, lengths: &[usize]) {
        for (slot, &length) in self.shape.lengths.iter_mut().zip(lengths) {
            *slot = Some(length);
        }
        self.shape.leaves = Some(lengths.len());
        self.shape.irregular = lengths.len() > self.shape.lengths.len();
    }

    /// Says that elements were written whose shape is not known.
    pub(super) fn forget_shape(&mut self) {
        self.shape.irregular = true;
    }

    pub(super) fn write(&self, out: &mut Vec<u8>, len: usize) {
        let integer = |out: &mut Vec<u8>, key: &[u8], number: usize| {
            out.extend_from_slice(key);
            out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
        };
        integer(out, b"{\"len\":", len);
        let levels = self.shape.leaves.unwrap_or(0);
        if levels > 1 && !self.shape.irregular {
            for (level, length) in self.shape.lengths.iter().take(levels).enumerate() {
                let key: &[u8] = if level == 0 { b",\"shape\":[" } else { b"," };
                integer(out, key, length.unwrap_or(len));
            }
            out.push(b']');
        }
        if self.finite + self.non_finite > 0 && self.others == 0 {
            let mut number = |key: &[u8], number: Option<Number>| {
                out.extend_from_slice(key);
                match number {
                    Some(number) => number.write(out),
                    None => out.extend_from_slice(b"null"),
                }
            };
            number(b",\"min\":", self.min);
            number(b",\"max\":", self.max);
            let mean = self.mean();
            number(
                b",\"mean\":",
                mean.is_finite().then_some(Number::Float(mean)),
            );
            integer(out, b",\"non_finite\":", self.non_finite);
        }
        if self.nulls > 0 {
            integer(out, b",\"nulls\":", self.nulls);
        }
        out.push(b'}');
    }
}

impl Shape {
    pub(super) fn leaf(&mut self, level: usize) {
        self.irregular |= *self.leaves.get_or_insert(level) != level;
    }

    pub(super) fn length(&mut self, level: usize, length: usize) {
        match self.lengths.get_mut(level) {
            Some(slot) => self.irregular |= *slot.get_or_insert(length) != length,
            None => self.irregular = true,
        }
    }
}
