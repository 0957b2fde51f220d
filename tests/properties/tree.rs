//! Values of every kind that serde knows, as data.

use serde::ser::{
    SerializeMap as _, SerializeSeq as _, SerializeStruct as _, SerializeStructVariant as _,
    SerializeTuple as _, SerializeTupleVariant as _,
};
use serde::{Serialize, Serializer};

/// A value.
#[derive(Clone, Debug)]
pub(crate) enum Tree {
    Unit,
    Absent,
    Bool(bool),
    Byte(u8),
    Short(i16),
    Signed(i64),
    Unsigned(u64),
    Wide(i128),
    Huge(u128),
    Single(f32),
    Float(f64),
    Char(char),
    Text(String),
    Bytes(Vec<u8>),
    Unlabelled(&'static str),
    Present(Box<Tree>),
    Newtype(Box<Tree>),
    /// Says how many it has, or does not.
    Sequence(Vec<Tree>, bool),
    Tuple(Vec<Tree>),
    Map(Vec<(Key, Tree)>),
    Struct(Vec<(&'static str, Tree)>),
    NewtypeVariant(&'static str, Box<Tree>),
    TupleVariant(&'static str, Vec<Tree>),
    StructVariant(&'static str, Vec<(&'static str, Tree)>),
}

/// A key of a map, also of a kind that JSON has no form for.
#[derive(Clone, Debug)]
pub(crate) enum Key {
    Text(String),
    Number(i64),
    Float(f64),
    Bool(bool),
    Char(char),
    Sequence(Vec<u8>),
    Nothing,
}

impl Tree {
    /// How deeply it is nested, as JSON.
    pub(crate) fn depth(&self) -> usize {
        let deepest = |trees: &mut dyn Iterator<Item = &Self>| {
            1 + trees.map(Self::depth).max().unwrap_or_default()
        };
        match self {
            Self::Present(tree) | Self::Newtype(tree) => tree.depth(),
            Self::Sequence(trees, _) | Self::Tuple(trees) => deepest(&mut trees.iter()),
            Self::Map(fields) => deepest(&mut fields.iter().map(|(_, tree)| tree)),
            Self::Struct(fields) => deepest(&mut fields.iter().map(|(_, tree)| tree)),
            Self::NewtypeVariant(_, tree) => 1 + tree.depth(),
            Self::TupleVariant(_, trees) => 1 + deepest(&mut trees.iter()),
            Self::StructVariant(_, fields) => 1 + deepest(&mut fields.iter().map(|(_, tree)| tree)),
            _ => 0,
        }
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unit => serializer.serialize_unit(),
            Self::Absent => serializer.serialize_none(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Byte(value) => serializer.serialize_u8(*value),
            Self::Short(value) => serializer.serialize_i16(*value),
            Self::Signed(value) => serializer.serialize_i64(*value),
            Self::Unsigned(value) => serializer.serialize_u64(*value),
            Self::Wide(value) => serializer.serialize_i128(*value),
            Self::Huge(value) => serializer.serialize_u128(*value),
            Self::Single(value) => serializer.serialize_f32(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Char(value) => serializer.serialize_char(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::Bytes(value) => serializer.serialize_bytes(value),
            Self::Unlabelled(variant) => serializer.serialize_unit_variant("Tree", 0, variant),
            Self::Present(tree) => serializer.serialize_some(tree),
            Self::Newtype(tree) => serializer.serialize_newtype_struct("Tree", tree),
            Self::Sequence(trees, says_length) => {
                let length = says_length.then_some(trees.len());
                let mut elements = serializer.serialize_seq(length)?;
                for tree in trees {
                    elements.serialize_element(tree)?;
                }
                elements.end()
            }
            Self::Tuple(trees) => {
                let mut elements = serializer.serialize_tuple(trees.len())?;
                for tree in trees {
                    elements.serialize_element(tree)?;
                }
                elements.end()
            }
            Self::Map(fields) => {
                let mut map = serializer.serialize_map(None)?;
                for (key, tree) in fields {
                    map.serialize_entry(key, tree)?;
                }
                map.end()
            }
            Self::Struct(fields) => {
                let mut all = serializer.serialize_struct("Tree", fields.len())?;
                for (name, tree) in fields {
                    all.serialize_field(name, tree)?;
                }
                all.end()
            }
            Self::NewtypeVariant(variant, tree) => {
                serializer.serialize_newtype_variant("Tree", 0, variant, tree)
            }
            Self::TupleVariant(variant, trees) => {
                let mut elements =
                    serializer.serialize_tuple_variant("Tree", 0, variant, trees.len())?;
                for tree in trees {
                    elements.serialize_field(tree)?;
                }
                elements.end()
            }
            Self::StructVariant(variant, fields) => {
                let mut all =
                    serializer.serialize_struct_variant("Tree", 0, variant, fields.len())?;
                for (name, tree) in fields {
                    all.serialize_field(name, tree)?;
                }
                all.end()
            }
        }
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(key) => serializer.serialize_str(key),
            Self::Number(key) => serializer.serialize_i64(*key),
            Self::Float(key) => serializer.serialize_f64(*key),
            Self::Bool(key) => serializer.serialize_bool(*key),
            Self::Char(key) => serializer.serialize_char(*key),
            Self::Sequence(key) => key.serialize(serializer),
            Self::Nothing => serializer.serialize_none(),
        }
    }
}
