//! A value in the place of an object's fields: a struct or map brings its fields, anything else
//! becomes a field under its own name.

use std::fmt::Display;

use serde::{Serialize, Serializer};

use super::elements::Elements;
use super::fields::Fields;
use super::pen::Pen;
use super::refused::Refused;

/// Serializes such a value into the object that is open.
pub(crate) struct Only<'p, 'o> {
    pub(super) pen: &'p mut Pen<'o>,
    pub(super) name: &'static str,
    /// Whether a field whose name is taken gets this one's in front.
    pub(super) is_spread: bool,
}

impl<'p, 'o> Only<'p, 'o> {
    /// For a value that is no object.
    fn field<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        if self.pen.static_key(self.name, None) {
            value.serialize(self.pen)
        } else {
            Ok(())
        }
    }

    /// For a sequence: there is room for it, as was asked before.
    fn key(self) -> &'p mut Pen<'o> {
        let _ = self.pen.static_key(self.name, None);
        self.pen
    }

    fn fields(self) -> Fields<'p, 'o> {
        let prefix = self.is_spread.then_some(self.name);
        Fields::lent(self.pen, prefix)
    }
}

macro_rules! scalars {
    ($($method:ident $type:ty;)*) => {$(
        fn $method(self, value: $type) -> Result<(), Refused> {
            self.field(&value)
        }
    )*};
}

impl<'p, 'o> Serializer for Only<'p, 'o> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Elements<'p, 'o>;
    type SerializeTuple = Elements<'p, 'o>;
    type SerializeTupleStruct = Elements<'p, 'o>;
    type SerializeTupleVariant = Elements<'p, 'o>;
    type SerializeMap = Fields<'p, 'o>;
    type SerializeStruct = Fields<'p, 'o>;
    type SerializeStructVariant = Fields<'p, 'o>;

    scalars! {
        serialize_bool bool; serialize_char char; serialize_str &str; serialize_f32 f32; serialize_f64 f64;
        serialize_i8 i8; serialize_i16 i16; serialize_i32 i32; serialize_i64 i64; serialize_i128 i128;
        serialize_u8 u8; serialize_u16 u16; serialize_u32 u32; serialize_u64 u64; serialize_u128 u128;
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Refused> {
        self.field(&format_args!("{value}"))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Refused> {
        self.key().serialize_bytes(value)
    }

    fn serialize_none(self) -> Result<(), Refused> {
        self.field(&())
    }

    /// Under its name, as `None` is: a feature does not change its place with its value.
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        if self.is_spread {
            value.serialize(self)
        } else {
            self.field(value)
        }
    }

    fn serialize_unit(self) -> Result<(), Refused> {
        self.field(&())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refused> {
        self.field(&())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Refused> {
        self.field(variant)
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
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        self.key()
            .serialize_newtype_variant(name, index, variant, value)
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Elements<'p, 'o>, Refused> {
        self.key().serialize_seq(len)
    }

    fn serialize_tuple(self, len: usize) -> Result<Elements<'p, 'o>, Refused> {
        self.key().serialize_tuple(len)
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        len: usize,
    ) -> Result<Elements<'p, 'o>, Refused> {
        self.key().serialize_tuple_struct(name, len)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Elements<'p, 'o>, Refused> {
        self.key()
            .serialize_tuple_variant(name, index, variant, len)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'p, 'o>, Refused> {
        Ok(self.fields())
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Fields<'p, 'o>, Refused> {
        let field = self.name;
        let mut fields = self.fields();
        fields.expect_array(name, len, Some(field));
        Ok(fields)
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Fields<'p, 'o>, Refused> {
        self.key()
            .serialize_struct_variant(name, index, variant, len)
    }
}
