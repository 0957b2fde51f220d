//! Values inside of a line, counted, nested less deep, or in OpenTelemetry's form.

use super::native::inside;
use crate::capture::{json, string};

/// How many attributes a value is: a leaf is one.
pub(super) fn count(value: &[u8]) -> usize {
    match value {
        [b'{', fields @ .., b'}'] => json::fields(fields)
            .map(|(_, value)| count(&fields[value]))
            .sum(),
        // An array of scalars is one attribute with many values; objects in it have attributes.
        [b'[', elements @ .., b']'] => {
            let counts = json::elements(elements).map(|element| match element.first() {
                Some(b'{' | b'[') => count(element),
                _ => 0,
            });
            counts.sum::<usize>().max(1)
        }
        _ => 1,
    }
}

/// Writes a value; objects and arrays that are deeper than `levels` become JSON in a string.
pub(super) fn shallow(out: &mut Vec<u8>, value: &[u8], levels: usize) {
    match value {
        [b'{' | b'[', ..] if levels == 0 => text(out, value),
        [b'{', fields @ .., b'}'] => {
            out.push(b'{');
            for (at, (key, value)) in json::fields(fields).enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                out.extend_from_slice(&fields[key]);
                out.push(b':');
                shallow(out, &fields[value], levels - 1);
            }
            out.push(b'}');
        }
        [b'[', elements @ .., b']'] => {
            out.push(b'[');
            for (at, element) in json::elements(elements).enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                shallow(out, element, levels - 1);
            }
            out.push(b']');
        }
        _ => out.extend_from_slice(value),
    }
}

/// Writes JSON as a string that holds it.
pub(super) fn text(out: &mut Vec<u8>, json: &[u8]) {
    string(out, &String::from_utf8_lossy(json));
}

/// An object inside of another one is four levels of JSON and three of protobuf here, whose readers allow 128 and 100.
const LEVELS: usize = 20;

/// Writes a value as an `AnyValue` of OpenTelemetry; what is nested too deep for its readers as JSON in a string.
pub(super) fn any(out: &mut Vec<u8>, value: &[u8]) {
    within(out, value, LEVELS);
}

fn within(out: &mut Vec<u8>, value: &[u8], levels: usize) {
    let one = |out: &mut Vec<u8>, name: &str, value: &[u8]| {
        out.extend_from_slice(b"{\"");
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":");
        out.extend_from_slice(value);
        out.push(b'}');
    };
    match value {
        [b'"', ..] => one(out, "stringValue", value),
        b"true" | b"false" => one(out, "boolValue", value),
        b"null" => out.extend_from_slice(b"{}"),
        [b'{' | b'[', ..] if levels == 0 => {
            let mut json = Vec::new();
            text(&mut json, value);
            one(out, "stringValue", &json);
        }
        [b'{', fields @ .., b'}'] => {
            out.extend_from_slice(br#"{"kvlistValue":{"values":["#);
            for (at, (key, value)) in json::fields(fields).enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                pair_within(out, inside(&fields[key]), &fields[value], levels - 1);
            }
            out.extend_from_slice(b"]}}");
        }
        [b'[', elements @ .., b']'] => {
            out.extend_from_slice(br#"{"arrayValue":{"values":["#);
            for (at, element) in json::elements(elements).enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                within(out, element, levels - 1);
            }
            out.extend_from_slice(b"]}}");
        }
        number => {
            // An int64 is a string in protobuf's JSON. An integer that is none keeps all of its digits as a string:
            // <https://opentelemetry.io/docs/specs/otel/common/attribute-type-mapping>.
            let digits = str::from_utf8(number).unwrap_or_default();
            let quoted = format!("\"{digits}\"");
            if digits.parse::<i64>().is_ok() {
                one(out, "intValue", quoted.as_bytes());
            } else if digits.contains(['.', 'e', 'E']) {
                one(out, "doubleValue", number);
            } else {
                one(out, "stringValue", quoted.as_bytes());
            }
        }
    }
}

/// Writes a `KeyValue` of OpenTelemetry; the key is the inside of a JSON string.
pub(super) fn pair(out: &mut Vec<u8>, key: &[u8], value: &[u8]) {
    pair_within(out, key, value, LEVELS);
}

fn pair_within(out: &mut Vec<u8>, key: &[u8], value: &[u8], levels: usize) {
    out.extend_from_slice(b"{\"key\":\"");
    out.extend_from_slice(key);
    out.extend_from_slice(b"\",\"value\":");
    within(out, value, levels);
    out.push(b'}');
}
