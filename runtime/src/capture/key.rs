//! The keys of maps: strings, or what `serde_json` makes strings of.

use serde::ser::{Error, Impossible, Serialize, Serializer};

use super::refused::Refused;

/// Gives a key's text to what takes it.
pub(super) struct Key<F>(pub(super) F);

fn refuse<T>() -> Result<T, Refused> {
    Err(Error::custom("key must be a string"))
}

impl<F: FnOnce(&str)> Key<F> {
    #[expect(clippy::unnecessary_wraps, reason = "what a serializer returns")]
    fn text(self, key: &str) -> Result<(), Refused> {
        (self.0)(key);
        Ok(())
    }
}

macro_rules! integers {
    ($($method:ident $type:ty;)*) => {$(
        fn $method(self, value: $type) -> Result<(), Refused> {
            self.text(itoa::Buffer::new().format(value))
        }
    )*};
}

impl<F: FnOnce(&str)> Serializer for Key<F> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Impossible<(), Refused>;
    type SerializeTuple = Impossible<(), Refused>;
    type SerializeTupleStruct = Impossible<(), Refused>;
    type SerializeTupleVariant = Impossible<(), Refused>;
    type SerializeMap = Impossible<(), Refused>;
    type SerializeStruct = Impossible<(), Refused>;
    type SerializeStructVariant = Impossible<(), Refused>;

    integers! {
        serialize_i8 i8; serialize_i16 i16; serialize_i32 i32; serialize_i64 i64; serialize_i128 i128;
        serialize_u8 u8; serialize_u16 u16; serialize_u32 u32; serialize_u64 u64; serialize_u128 u128;
    }

    fn serialize_str(self, key: &str) -> Result<(), Refused> {
        self.text(key)
    }

    fn serialize_char(self, key: char) -> Result<(), Refused> {
        self.text(key.encode_utf8(&mut [0; 4]))
    }

    fn serialize_bool(self, key: bool) -> Result<(), Refused> {
        self.text(if key { "true" } else { "false" })
    }

    fn serialize_f32(self, key: f32) -> Result<(), Refused> {
        if key.is_finite() {
            self.text(zmij::Buffer::new().format_finite(key))
        } else {
            refuse()
        }
    }

    fn serialize_f64(self, key: f64) -> Result<(), Refused> {
        if key.is_finite() {
            self.text(zmij::Buffer::new().format_finite(key))
        } else {
            refuse()
        }
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
        key: &T,
    ) -> Result<(), Refused> {
        key.serialize(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, key: &T) -> Result<(), Refused> {
        key.serialize(self)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Refused> {
        refuse()
    }

    fn serialize_none(self) -> Result<(), Refused> {
        refuse()
    }

    fn serialize_unit(self) -> Result<(), Refused> {
        refuse()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refused> {
        refuse()
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Refused> {
        refuse()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Refused> {
        refuse()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Refused> {
        refuse()
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Refused> {
        refuse()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Refused> {
        refuse()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Refused> {
        refuse()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Refused> {
        refuse()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Refused> {
        refuse()
    }
}
