//! Finding one's way in JSON that was written here, and so is known to be valid.

use std::ops::Range;

/// The fields in `"key":value,"key":value`, with or without a comma in front: where each key, with its
/// quotes, and each value stands.
pub(crate) fn fields(json: &[u8]) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let mut at = usize::from(json.first() == Some(&b','));
    std::iter::from_fn(move || {
        (at < json.len()).then(|| {
            let key = at..string_end(json, at);
            let value = key.end + 1..value_end(json, key.end + 1);
            at = value.end + 1;
            (key, value)
        })
    })
}

/// The elements in `value,value`.
pub(crate) fn elements(json: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        (at < json.len()).then(|| {
            let element = at..value_end(json, at);
            at = element.end + 1;
            &json[element]
        })
    })
}

/// The strings, numbers and words in a value or in several, keys left out.
pub(super) fn scalars(json: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at;
            match json.get(start)? {
                b'"' => {
                    at = string_end(json, start);
                    if json.get(at) != Some(&b':') {
                        return Some(&json[start..at]);
                    }
                }
                b',' | b':' | b'{' | b'}' | b'[' | b']' => at += 1,
                _ => {
                    let is_end = |byte: &u8| matches!(byte, b',' | b'}' | b']');
                    let length = json[start..].iter().position(is_end);
                    at = length.map_or(json.len(), |length| start + length);
                    return Some(&json[start..at]);
                }
            }
        }
    })
}

/// Where the value that begins at `start` ends.
fn value_end(json: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    while let Some(&byte) = json.get(at) {
        match byte {
            b'"' => {
                at = string_end(json, at);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => break,
            _ => {}
        }
        at += 1;
    }
    at
}

/// Where the string that begins at `start` ends, after its quote.
fn string_end(json: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = json.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    json.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_whatever_their_values_hold() {
        let json = br#","a\"":"x\\\",}","b":{"c":[1,{"]":2}]},"d":-1.5,"e":[]"#;
        let found: Vec<_> = fields(json)
            .map(|(key, value)| {
                let text = |range| String::from_utf8_lossy(&json[range]).into_owned();
                (text(key), text(value))
            })
            .collect();
        let expected = [
            (r#""a\"""#, r#""x\\\",}""#),
            (r#""b""#, r#"{"c":[1,{"]":2}]}"#),
            (r#""d""#, "-1.5"),
            (r#""e""#, "[]"),
        ];
        assert_eq!(
            found,
            expected.map(|(key, value)| (key.to_owned(), value.to_owned()))
        );
        assert_eq!(fields(b"").count(), 0);
    }

    #[test]
    fn scalars_are_found_at_any_depth() {
        let json = br#",{"a":"x","b":[1,-2.5e3,{"c:":null}]},"y\":z",true"#;
        let found: Vec<_> = scalars(json).collect();
        let expected: [&[u8]; 6] = [b"\"x\"", b"1", b"-2.5e3", b"null", br#""y\":z""#, b"true"];
        assert_eq!(found, expected);
    }

    #[test]
    fn elements_are_found_too() {
        let found: Vec<_> = elements(br#"1,[2,3],"4,5",{}"#).collect();
        assert_eq!(found, [&b"1"[..], b"[2,3]", b"\"4,5\"", b"{}"]);
        assert_eq!(elements(b"").count(), 0);
    }
}
