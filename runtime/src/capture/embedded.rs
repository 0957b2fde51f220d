//! JSON that comes as text in a struct of one field: the numbers of `serde_json` once any crate of the
//! program switches on its `arbitrary_precision`, and its raw values. They are what they say.

use serde::{Serialize, Serializer};

use super::render::Content;

/// The names by which `serde_json` knows them itself.
pub(super) const NAMES: [&str; 2] = [
    "$serde_json::private::Number",
    "$serde_json::private::RawValue",
];

pub(super) enum Embedded {
    Integer(i128),
    Large(u128),
    Float(f64),
    Value(serde_json::Value),
}

impl Embedded {
    /// What the text says that such a struct's field holds.
    pub(super) fn of(name: &str, field: &dyn Content) -> Option<Self> {
        let text: String = serde_json::from_slice(&field.json()?).ok()?;
        let number = || {
            let integer = text.parse().map(Self::Integer);
            integer.or_else(|_| text.parse().map(Self::Large))
        };
        if name == NAMES[0] {
            number().ok().or_else(|| text.parse().map(Self::Float).ok())
        } else {
            number()
                .ok()
                .or_else(|| serde_json::from_str(&text).map(Self::Value).ok())
        }
    }
}

impl Serialize for Embedded {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Integer(number) => serializer.serialize_i128(*number),
            Self::Large(number) => serializer.serialize_u128(*number),
            Self::Float(number) => serializer.serialize_f64(*number),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}
