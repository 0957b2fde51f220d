//! Values as JSON, as `serde_json` writes them wherever none of our rules says otherwise.

use std::fmt::Display;

use serde::{Serialize, Serializer};

use super::elements::Elements;
use super::fields::Fields;
use super::number::Number;
use super::pen::Pen;
use super::refused::Refused;
use super::summary::Last;

macro_rules! integers {
    ($($method:ident $type:ty => $wide:ty, $variant:ident;)*) => {$(
        #[inline]
        fn $method(self, value: $type) -> Result<(), Refused> {
            let wide = <$wide>::from(value);
            if self.writes_freely() {
                self.out.extend_from_slice(itoa::Buffer::new().format(wide).as_bytes());
                return Ok(());
            }
            self.number(Number::$variant(wide))
        }
    )*};
}

// Numbers are most of a model's features: what writes them asks as little as it can.
macro_rules! floats {
    ($($method:ident $type:ty, $variant:ident;)*) => {$(
        #[inline]
        fn $method(self, value: $type) -> Result<(), Refused> {
            if value.is_finite() && self.writes_freely() {
                self.out.extend_from_slice(zmij::Buffer::new().format_finite(value).as_bytes());
                return Ok(());
            }
            self.float(f64::from(value), Number::$variant(value))
        }
    )*};
}

impl<'p, 'o> Serializer for &'p mut Pen<'o> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Elements<'p, 'o>;
    type SerializeTuple = Elements<'p, 'o>;
    type SerializeTupleStruct = Elements<'p, 'o>;
    type SerializeTupleVariant = Elements<'p, 'o>;
    type SerializeMap = Fields<'p, 'o>;
    type SerializeStruct = Fields<'p, 'o>;
    type SerializeStructVariant = Fields<'p, 'o>;

    integers! {
        serialize_i8 i8 => i64, Integer;
        serialize_i16 i16 => i64, Integer;
        serialize_i32 i32 => i64, Integer;
        serialize_i64 i64 => i64, Integer;
        serialize_u8 u8 => u64, Unsigned;
        serialize_u16 u16 => u64, Unsigned;
        serialize_u32 u32 => u64, Unsigned;
        serialize_u64 u64 => u64, Unsigned;
    }

    floats! { serialize_f32 f32, Single; serialize_f64 f64, Float; }

    fn serialize_i128(self, value: i128) -> Result<(), Refused> {
        self.number(value.into())
    }

    fn serialize_u128(self, value: u128) -> Result<(), Refused> {
        self.number(value.into())
    }

    fn serialize_bool(self, value: bool) -> Result<(), Refused> {
        self.word(if value { "true" } else { "false" }, Last::Other);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Refused> {
        self.text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Refused> {
        self.text(value)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Refused> {
        self.display(&value)
    }

    /// Raw data is no record: its length is.
    fn serialize_bytes(self, value: &[u8]) -> Result<(), Refused> {
        if self.is_whole {
            return value.serialize(self);
        }
        if self.is_reading() {
            return self.read_text(&String::from_utf8_lossy(value));
        }
        self.out.extend_from_slice(b"{\"len\":");
        self.out
            .extend_from_slice(itoa::Buffer::new().format(value.len()).as_bytes());
        self.out.push(b'}');
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Refused> {
        self.word("null", Last::Null);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refused> {
        self.word("null", Last::Null);
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refused> {
        self.word("null", Last::Null);
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Refused> {
        self.text(variant)
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
        variant: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        self.enter_object()?;
        let masked = self.masks_field(variant);
        let mut around = Fields::open(self);
        if !around.static_key(variant) {
            around.pen.pass_over(value, masked);
        } else if masked {
            around.pen.mask(value);
        } else {
            value.serialize(&mut *around.pen)?;
        }
        around.close();
        Ok(())
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Elements<'p, 'o>, Refused> {
        Ok(Elements::open(self, len))
    }

    fn serialize_tuple(self, len: usize) -> Result<Elements<'p, 'o>, Refused> {
        Ok(Elements::open(self, Some(len)))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        len: usize,
    ) -> Result<Elements<'p, 'o>, Refused> {
        Ok(Elements::open(self, Some(len)))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Elements<'p, 'o>, Refused> {
        self.enter_object()?;
        Ok(Elements::open_variant(self, variant, len))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'p, 'o>, Refused> {
        self.enter_object()?;
        Ok(Fields::open(self))
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Fields<'p, 'o>, Refused> {
        self.enter_object()?;
        let mut fields = Fields::open(self);
        fields.expect_array(name, len, None);
        Ok(fields)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Fields<'p, 'o>, Refused> {
        self.enter_object()?;
        Ok(Fields::open_variant(self, variant))
    }
}
