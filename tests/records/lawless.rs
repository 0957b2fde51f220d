//! A line is valid JSON whatever a `Serialize` does against serde's rules.

use flight_recorder::audit;
use serde::ser::{Error as _, SerializeMap as _, SerializeSeq as _, SerializeStruct as _};
use serde::{Serialize, Serializer};

use crate::support::one;

struct Fails;

impl Serialize for Fails {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("cannot be serialised"))
    }
}

/// A `Serialize` that breaks serde's rules, and what a reader can still make of it.
struct Lawless(u8);

impl Serialize for Lawless {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            0 => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_key("a")?;
                map.serialize_key("b")?;
                map.serialize_value(&1)?;
                map.serialize_value(&2)?;
                map.serialize_key("c")?;
                map.end()
            }
            1 => {
                let mut elements = serializer.serialize_seq(Some(9))?;
                elements.serialize_element(&1)?;
                // An error that nobody hears of.
                let _ = elements.serialize_element(&[Fails]);
                elements.serialize_element(&2)?;
                elements.end()
            }
            2 => {
                let mut map = serializer.serialize_map(None)?;
                let _ = map.serialize_entry("a", &(f64::NAN, Fails));
                map.serialize_entry("b", &2)?;
                map.end()
            }
            _ => {
                let mut fields = serializer.serialize_struct("Array", 3)?;
                fields.serialize_field("v", &1)?;
                fields.serialize_field("dim", &[2, 2])?;
                match self.0 {
                    3 => fields.serialize_field("data", &[1, 2, 3, 4, 5])?,
                    4 => fields.serialize_field("data", "no sequence")?,
                    _ => fields.serialize_field("data", &Lawless(1))?,
                }
                fields.end()
            }
        }
    }
}

#[audit(model_version = "v1")]
fn of_lawless(x: &Lawless, after: &[u8]) -> usize {
    usize::from(x.0) + after.len()
}

#[test]
fn a_line_is_valid_json_whatever_serialize_does() {
    let shown = |lawless| {
        let line = one(|| of_lawless(&Lawless(lawless), &[1, 2, 3, 4]));
        assert_eq!(
            line["input_features"]["after"],
            serde_json::json!([1, 2, 3, 4])
        );
        line["input_features"]["x"].clone()
    };
    assert_eq!(shown(0), serde_json::json!({"a": null, "b": 1, "c": null}));
    assert_eq!(shown(1), serde_json::json!([1, null, 2]));
    assert_eq!(shown(2), serde_json::json!({"a": null, "b": 2}));
    assert_eq!(shown(3), serde_json::json!([1, 2, 3, 4, 5]));
    assert_eq!(shown(4), "no sequence");
    assert_eq!(shown(5), serde_json::json!([1, null, 2]));
}
