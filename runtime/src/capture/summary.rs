//! Summaries: what a long sequence was like, measured as it goes by and never held.

use super::json;
use super::number::Number;
use super::pen::Pen;

/// What an element is.
#[derive(Clone, Copy)]
pub(super) enum Last {
    Number(Number),
    NonFinite,
    Null,
    Other,
}

/// What is known about the numbers of a sequence so far.
#[derive(Default)]
pub(super) struct Summary {
    finite: usize,
    non_finite: usize,
    nulls: usize,
    others: usize,
    /// Of all but `f64`.
    min: Option<Number>,
    max: Option<Number>,
    /// Of `f64`, which are most numbers and simply compared.
    floats: Option<(f64, f64)>,
    sum: Sum,
    pub(super) shape: Shape,
}

/// The sum of numbers, and what rounding lost of it (Neumaier 1974).
#[derive(Default)]
struct Sum {
    total: f64,
    lost: f64,
    /// Whether all is scaled down, because the sum would be more than an `f64` holds.
    is_scaled: bool,
}

/// Lengths of the nested sequences, level by level, while they are the same everywhere.
#[derive(Default)]
pub(super) struct Shape {
    lengths: [Option<u32>; 8],
    /// The level of the leaves.
    leaves: Option<usize>,
    pub(super) irregular: bool,
}

/// 2^-64: more numbers than there can be of the largest have a sum.
const SCALE: f64 = 1.0 / 18_446_744_073_709_551_616.0;

impl Sum {
    fn add(&mut self, number: f64) {
        let value = if self.is_scaled {
            number * SCALE
        } else {
            number
        };
        let sum = self.total + value;
        if !sum.is_finite() {
            self.scale();
            return self.add(number);
        }
        self.lost += if self.total.abs() >= value.abs() {
            (self.total - sum) + value
        } else {
            (value - sum) + self.total
        };
        self.total = sum;
    }

    #[cold]
    fn scale(&mut self) {
        self.total *= SCALE;
        self.lost *= SCALE;
        self.is_scaled = true;
    }

    fn mean(&self, count: usize) -> f64 {
        let mean = (self.total + self.lost) / count as f64;
        if self.is_scaled { mean / SCALE } else { mean }
    }
}

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
        self.sum.add(number.as_f64());
        if let Number::Float(number) = number {
            let (least, most) = self.floats.unwrap_or((number, number));
            self.floats = Some((least.min(number), most.max(number)));
        } else {
            self.extend(number, number);
        }
    }

    /// Extends the range.
    fn extend(&mut self, least: Number, most: Number) {
        if self.min.is_none_or(|min| least.compare(min).is_lt()) {
            self.min = Some(least);
        }
        if self.max.is_none_or(|max| most.compare(max).is_gt()) {
            self.max = Some(most);
        }
    }

    /// Adds elements that were written, before there were too many: so many of them as `null` because
    /// they are not finite.
    pub(super) fn add_written(&mut self, elements: &[u8], non_finite: usize) {
        for element in json::elements(elements) {
            self.add(match element.first() {
                Some(b'-' | b'0'..=b'9') => Number::read(element).map_or(Last::Other, Last::Number),
                Some(b'n') => Last::Null,
                _ => Last::Other,
            });
        }
        let non_finite = non_finite.min(self.nulls);
        self.nulls -= non_finite;
        self.non_finite += non_finite;
        // Of what nests among them the lengths are gone.
        self.shape.irregular = true;
    }

    /// The shape of an array whose sequence does not nest.
    pub(super) fn set_shape(&mut self, lengths: &[u32]) {
        for (slot, &length) in self.shape.lengths.iter_mut().zip(lengths) {
            *slot = Some(length);
        }
        self.shape.leaves = Some(lengths.len());
        self.shape.irregular = lengths.len() > self.shape.lengths.len();
    }

    pub(super) fn write(&mut self, pen: &mut Pen<'_>, len: usize) {
        if let Some((least, most)) = self.floats.take() {
            self.extend(Number::Float(least), Number::Float(most));
        }
        let integer = |out: &mut Vec<u8>, key: &[u8], number: usize| {
            out.extend_from_slice(key);
            out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
        };
        let out = &mut *pen.out;
        integer(out, b"{\"len\":", len);
        let levels = self.shape.leaves.unwrap_or(0);
        if levels > 1 && !self.shape.irregular {
            for (level, length) in self.shape.lengths.iter().take(levels).enumerate() {
                let key: &[u8] = if level == 0 { b",\"shape\":[" } else { b"," };
                integer(out, key, length.map_or(len, |length| length as usize));
            }
            out.push(b']');
        }
        if self.finite + self.non_finite > 0 && self.others == 0 {
            let mean = self.sum.mean(self.finite);
            let mean = mean.is_finite().then_some(Number::Float(mean));
            for (key, number) in [
                (&b",\"min\":"[..], self.min),
                (b",\"max\":", self.max),
                (b",\"mean\":", mean),
            ] {
                pen.raw(key);
                match number {
                    // It may be a secret. A pen that writes refuses nothing.
                    Some(number) => drop(pen.number(number)),
                    None => pen.raw(b"null"),
                }
            }
            integer(pen.out, b",\"non_finite\":", self.non_finite);
        }
        if self.nulls > 0 {
            integer(pen.out, b",\"nulls\":", self.nulls);
        }
        pen.out.push(b'}');
    }
}

impl Shape {
    pub(super) fn leaf(&mut self, level: usize) {
        self.irregular |= *self.leaves.get_or_insert(level) != level;
    }

    pub(super) fn length(&mut self, level: usize, length: usize) {
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        match self.lengths.get_mut(level) {
            Some(slot) => self.irregular |= *slot.get_or_insert(length) != length,
            None => self.irregular = true,
        }
    }
}
