//! Summaries: what a long sequence was like, measured as it goes by and never held.

use serde::ser::{
    Impossible, Serialize, SerializeSeq, SerializeTuple, SerializeTupleStruct, Serializer,
};

use super::number::Number;
use super::pen::{Last, Refused};

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
    shape: Shape,
}

/// Lengths of the nested sequences, level by level, while they are the same everywhere.
#[derive(Default)]
struct Shape {
    lengths: [Option<usize>; 8],
    /// The level of the leaves.
    leaves: Option<usize>,
    irregular: bool,
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
    fn leaf(&mut self, level: usize) {
        self.irregular |= *self.leaves.get_or_insert(level) != level;
    }

    fn length(&mut self, level: usize, length: usize) {
        match self.lengths.get_mut(level) {
            Some(slot) => self.irregular |= *slot.get_or_insert(length) != length,
            None => self.irregular = true,
        }
    }
}

/// Measures an element without writing it.
pub(super) struct Gauge<'s> {
    summary: &'s mut Summary,
    /// How many sequences are around the element.
    level: usize,
}

impl<'s> Gauge<'s> {
    /// For the elements of the outermost sequence.
    pub(super) fn new(summary: &'s mut Summary) -> Self {
        Self { summary, level: 1 }
    }

    #[expect(clippy::unnecessary_wraps, reason = "what a serializer returns")]
    fn leaf(self, last: Last) -> Result<(), Refused> {
        self.summary.shape.leaf(self.level);
        self.summary.add(last);
        Ok(())
    }

    fn float(self, wide: f64, number: Number) -> Result<(), Refused> {
        self.leaf(if wide.is_finite() {
            Last::Number(number)
        } else {
            Last::NonFinite
        })
    }

    #[expect(clippy::unnecessary_wraps, reason = "what a serializer returns")]
    fn sequence(self) -> Result<Nested<'s>, Refused> {
        Ok(Nested {
            summary: self.summary,
            level: self.level,
            length: 0,
        })
    }

    /// Structs and maps have no numbers that could be compared: one that is not looked into.
    fn opaque<C>(self) -> Result<C, Refused> {
        self.summary.add(Last::Other);
        self.summary.shape.irregular = true;
        // The elements go on after an element that says it cannot be looked into.
        Err(serde::ser::Error::custom("opaque"))
    }
}

/// Measures a nested sequence.
pub(super) struct Nested<'s> {
    summary: &'s mut Summary,
    level: usize,
    length: usize,
}

impl Nested<'_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) {
        self.length += 1;
        measure(
            value,
            Gauge {
                summary: self.summary,
                level: self.level + 1,
            },
        );
    }

    #[expect(clippy::unnecessary_wraps, reason = "what a serializer returns")]
    fn done(self) -> Result<(), Refused> {
        self.summary.shape.length(self.level, self.length);
        Ok(())
    }
}

/// Measures a value; one that cannot be measured has been counted.
pub(super) fn measure<T: Serialize + ?Sized>(value: &T, gauge: Gauge<'_>) {
    let _ = value.serialize(gauge);
}

macro_rules! integers {
    ($($method:ident $type:ty;)*) => {$(
        fn $method(self, value: $type) -> Result<(), Refused> {
            self.leaf(Last::Number(Number::Integer(i128::from(value))))
        }
    )*};
}

macro_rules! opaque {
    ($($method:ident($($type:ty),*) -> $compound:ident;)*) => {$(
        fn $method(self $(, _: $type)*) -> Result<Self::$compound, Refused> {
            self.opaque()
        }
    )*};
}

impl<'s> Serializer for Gauge<'s> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Nested<'s>;
    type SerializeTuple = Nested<'s>;
    type SerializeTupleStruct = Nested<'s>;
    type SerializeTupleVariant = Impossible<(), Refused>;
    type SerializeMap = Impossible<(), Refused>;
    type SerializeStruct = Impossible<(), Refused>;
    type SerializeStructVariant = Impossible<(), Refused>;

    integers! {
        serialize_i8 i8; serialize_i16 i16; serialize_i32 i32; serialize_i64 i64; serialize_i128 i128;
        serialize_u8 u8; serialize_u16 u16; serialize_u32 u32; serialize_u64 u64;
    }

    fn serialize_u128(self, value: u128) -> Result<(), Refused> {
        let number = i128::try_from(value).map_or(Number::Large(value), Number::Integer);
        self.leaf(Last::Number(number))
    }

    fn serialize_f32(self, value: f32) -> Result<(), Refused> {
        self.float(f64::from(value), Number::Single(value))
    }

    fn serialize_f64(self, value: f64) -> Result<(), Refused> {
        self.float(value, Number::Float(value))
    }

    fn serialize_bool(self, _: bool) -> Result<(), Refused> {
        self.leaf(Last::Other)
    }

    fn serialize_char(self, _: char) -> Result<(), Refused> {
        self.leaf(Last::Other)
    }

    fn serialize_str(self, _: &str) -> Result<(), Refused> {
        self.leaf(Last::Other)
    }

    fn collect_str<T: std::fmt::Display + ?Sized>(self, _: &T) -> Result<(), Refused> {
        self.leaf(Last::Other)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Refused> {
        self.leaf(Last::Other)
    }

    fn serialize_none(self) -> Result<(), Refused> {
        self.leaf(Last::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refused> {
        self.leaf(Last::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refused> {
        self.leaf(Last::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
    ) -> Result<(), Refused> {
        self.leaf(Last::Other)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Refused> {
        self.opaque()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Nested<'s>, Refused> {
        self.sequence()
    }

    fn serialize_tuple(self, _: usize) -> Result<Nested<'s>, Refused> {
        self.sequence()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Nested<'s>, Refused> {
        self.sequence()
    }

    opaque! {
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> SerializeTupleVariant;
        serialize_map(Option<usize>) -> SerializeMap;
        serialize_struct(&'static str, usize) -> SerializeStruct;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> SerializeStructVariant;
    }
}

macro_rules! nested {
    ($($trait:ident $method:ident;)*) => {$(
        impl $trait for Nested<'_> {
            type Ok = ();
            type Error = Refused;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
                self.element(value);
                Ok(())
            }

            fn end(self) -> Result<(), Refused> {
                self.done()
            }
        }
    )*};
}

nested! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
}
