//! JSON that comes as text in a struct of one field: the numbers of `serde_json` once any crate of the
//! program switches on its `arbitrary_precision`, and its raw values. They are what they say.
//!
//! Not read as a `serde_json::Value`, which is 45 KB of a program that uses it nowhere else.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};

use super::render::Content;

/// The names by which `serde_json` knows them itself.
pub(super) const NAMES: [&str; 2] = [
    "$serde_json::private::Number",
    "$serde_json::private::RawValue",
];

pub(super) enum Embedded {
    Null,
    Bool(bool),
    Integer(i128),
    Large(u128),
    Float(f64),
    Text(String),
    List(Vec<Embedded>),
    Map(Vec<(String, Embedded)>),
}

impl Embedded {
    /// What the text says that such a struct's field holds.
    pub(super) fn of(name: &str, field: &dyn Content) -> Option<Self> {
        let text: String = serde_json::from_slice(&field.json()?).ok()?;
        if name == NAMES[0] {
            Self::number(&text)
        } else {
            // A raw number keeps all its digits.
            Self::integer(&text).or_else(|| serde_json::from_str(&text).ok())
        }
    }

    fn integer(text: &str) -> Option<Self> {
        let integer = text.parse().map(Self::Integer);
        integer.or_else(|_| text.parse().map(Self::Large)).ok()
    }

    fn number(text: &str) -> Option<Self> {
        Self::integer(text).or_else(|| text.parse().map(Self::Float).ok())
    }
}

impl Serialize for Embedded {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(is_true) => serializer.serialize_bool(*is_true),
            Self::Integer(number) => serializer.serialize_i128(*number),
            Self::Large(number) => serializer.serialize_u128(*number),
            Self::Float(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(values) => serializer.collect_seq(values),
            Self::Map(entries) => serializer.collect_map(entries.iter().map(|(k, v)| (k, v))),
        }
    }
}

impl<'de> Deserialize<'de> for Embedded {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Json)
    }
}

/// Takes whatever stands in JSON.
struct Json;

impl<'de> Visitor<'de> for Json {
    type Value = Embedded;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Embedded, E> {
        Ok(Embedded::Null)
    }

    fn visit_bool<E>(self, is_true: bool) -> Result<Embedded, E> {
        Ok(Embedded::Bool(is_true))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Embedded, E> {
        Ok(Embedded::Integer(number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Embedded, E> {
        Ok(Embedded::Integer(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Embedded, E> {
        Ok(Embedded::Float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Embedded, E> {
        Ok(Embedded::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Embedded, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = seq.next_element()? {
            values.push(value);
        }
        Ok(Embedded::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Embedded, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        // A number under `arbitrary_precision`.
        if let [(name, Embedded::Text(text))] = &entries[..]
            && name == NAMES[0]
            && let Some(number) = Embedded::number(text)
        {
            return Ok(number);
        }
        Ok(Embedded::Map(entries))
    }
}
