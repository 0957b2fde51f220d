//! Pseudonyms: HMAC-SHA-256 of a value's canonical JSON, so that equal values can be joined and the
//! values themselves not be found by trying.

use std::cmp::Ordering;

use hmac_sha256::HMAC;

use super::json;
use super::refused::Refused;
use super::render::{Content, Render};

/// `hash:` and the first 128 bits of the code in hexadecimal, or why there is none.
pub(super) fn pseudonym(key: &[u8; 32], value: &dyn Render) -> Result<String, Refused> {
    let code = HMAC::mac(canonical(value)?, key);
    let mut text = Vec::from(b"hash:");
    for half in code[..16].chunks_exact(8) {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(half);
        text.extend_from_slice(&crate::line::hex(u64::from_be_bytes(bytes)));
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// A value as JSON, whole and with nothing masked, that equal values share.
fn canonical(value: &dyn Render) -> Result<Vec<u8>, Refused> {
    let value: &dyn Content = value;
    let (text, odd) = value.whole()?;
    // NaN and the infinities are `null` in place: what they are stands beside.
    let odd: Vec<_> = odd.iter().map(|odd| odd.what).collect();
    let mut sorted = Vec::new();
    sort(&mut sorted, &text);
    sorted.extend_from_slice(odd.join(",").as_bytes());
    Ok(sorted)
}

/// Writes JSON with the fields of objects in order: a `HashMap` is equal to one that iterates in
/// another.
fn sort(out: &mut Vec<u8>, value: &[u8]) {
    match value.first() {
        Some(b'{') => {
            let inside = &value[1..value.len() - 1];
            let mut fields: Vec<_> = json::fields(inside).collect();
            fields.sort_by(|(a, _), (b, _)| -> Ordering {
                inside[a.clone()].cmp(&inside[b.clone()])
            });
            out.push(b'{');
            for (key, value) in fields {
                out.extend_from_slice(&inside[key]);
                out.push(b':');
                sort(out, &inside[value]);
                out.push(b',');
            }
            out.push(b'}');
        }
        Some(b'[') => {
            out.push(b'[');
            for element in json::elements(&value[1..value.len() - 1]) {
                sort(out, element);
                out.push(b',');
            }
            out.push(b']');
        }
        _ => out.extend_from_slice(if value == b"-0.0" { b"0.0" } else { value }),
    }
}
