//! Pseudonyms: HMAC-SHA-256 of a value's canonical JSON, so that equal values can be joined and the
//! values themselves not be found by trying.

use hmac_sha256::HMAC;
use serde::Serialize;

/// `hash:` and the first 128 bits of the code in hexadecimal, or why there is none.
pub(super) fn pseudonym<T: Serialize + ?Sized>(
    key: &[u8; 32],
    value: &T,
) -> Result<String, serde_json::Error> {
    let canonical = match serde_json::to_value(value) {
        Ok(mut canonical) => {
            // A `HashMap` is equal to one that iterates in another order.
            canonical.sort_all_objects();
            canonical.to_string()
        }
        // An integer beyond 64 bits has no place in a `Value`, but a text.
        Err(_) => serde_json::to_string(value)?,
    };
    let code = HMAC::mac(canonical, key);
    let mut text = Vec::from(b"hash:");
    for half in code[..16].chunks_exact(8) {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(half);
        crate::line::hex(&mut text, u64::from_be_bytes(bytes));
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}
