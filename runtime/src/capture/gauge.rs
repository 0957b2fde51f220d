//! Measures values for a summary, without writing them.

use serde::ser::{
    Impossible, Serialize, SerializeSeq, SerializeTuple, SerializeTupleStruct, Serializer,
};

use super::number::Number;
use super::pen::{Last, Refused};
use super::summary::Summary;

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
            self.leaf(Last::Number(Number::Integer(value.into())))
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
        serialize_i8 i8; serialize_i16 i16; serialize_i32 i32; serialize_i64 i64;
        serialize_u8 u8; serialize_u16 u16; serialize_u32 u32;
    }

    fn serialize_u64(self, value: u64) -> Result<(), Refused> {
        self.leaf(Last::Number(Number::Unsigned(value)))
    }

    fn serialize_i128(self, value: i128) -> Result<(), Refused> {
        self.leaf(Last::Number(value.into()))
    }

    fn serialize_u128(self, value: u128) -> Result<(), Refused> {
        self.leaf(Last::Number(value.into()))
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
