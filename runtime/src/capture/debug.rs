//! `Debug` forms: the fields in them whose names look personal are masked, as those of what serialises.

use std::fmt::{self, Debug, Display};
use std::ops::Range;

use super::{MASKED, Names, Rules};

/// The `Debug` form of a value, masked.
pub(crate) struct Debugged<'v> {
    pub(crate) value: &'v dyn Debug,
    pub(crate) rules: &'v Rules,
}

impl Display for Debugged<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut form = String::new();
        fmt::write(&mut form, format_args!("{:?}", self.value))?;
        let mut shown = 0;
        for personal in personal_values(&form, &self.rules.names) {
            out.write_str(&form[shown..personal.start])?;
            out.write_str(MASKED)?;
            shown = personal.end;
        }
        out.write_str(&form[shown..])
    }
}

/// Where the values stand in a `Debug` form whose names are personal.
pub(super) fn personal_values(form: &str, names: &Names) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some((token, end)) = token(form, at) {
            at = end;
            if let Some(value) = value_after(form, end)
                && names.are_personal(token)
            {
                at = value_end(form.as_bytes(), value);
                return Some(value..at);
            }
        }
        None
    })
}

/// The next name or string from `at` on, without quotes, and where it ends.
fn token(form: &str, at: usize) -> Option<(&str, usize)> {
    let bytes = form.as_bytes();
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
    let mut start = at;
    loop {
        match bytes.get(start)? {
            b'"' => {
                let end = string_end(bytes, start);
                let inside = form.get(start + 1..end - 1).unwrap_or("");
                return Some((inside, end));
            }
            b'\'' => start = char_end(bytes, start),
            byte if is_word(byte) => {
                let rest = &bytes[start..];
                let length = rest.iter().take_while(|byte| is_word(byte)).count();
                return Some((&form[start..start + length], start + length));
            }
            _ => start += 1,
        }
    }
}

/// Where the value begins of what ends at `end`, if it is a key.
fn value_after(form: &str, end: usize) -> Option<usize> {
    let rest = form[end..].strip_prefix(':')?;
    (!rest.starts_with(':')).then(|| form.len() - rest.trim_start().len())
}

/// Where the value that begins at `start` ends.
fn value_end(form: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    while let Some(&byte) = form.get(at) {
        match byte {
            b'"' => {
                at = string_end(form, at);
                continue;
            }
            b'\'' => {
                at = char_end(form, at);
                continue;
            }
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' | b',' if depth == 0 => {
                // Derived forms have a space before the brace.
                let is_spaced = byte == b'}' && form[start..at].ends_with(b" ");
                return at - usize::from(is_spaced);
            }
            b'}' | b']' | b')' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    at
}

/// Where the string that begins at `start` ends, after its quote.
fn string_end(form: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = form.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    form.len()
}

/// After a quote, or after the quoted `'"'`, which begins no string.
fn char_end(form: &[u8], start: usize) -> usize {
    start
        + if form[start..].starts_with(b"'\"'") {
            3
        } else {
            1
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Limits;

    struct Text(&'static str);

    impl Debug for Text {
        fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str(self.0)
        }
    }

    #[test]
    fn values_of_personal_names_are_masked_whatever_they_hold() {
        let rules = Rules {
            limits: Limits::default(),
            names: Names::default(),
            hash_key: [0; 32],
        };
        for (form, expected) in [
            (
                "User { email: \"a, b }\\\"\", age: 3 }",
                "User { email: [masked], age: 3 }",
            ),
            (
                "User { age: 3, email: Some(Mail(\"a\", [1])) }",
                "User { age: 3, email: [masked] }",
            ),
            (
                "{\"email\": 1, \"b\": 2}",
                "{\"email\": [masked], \"b\": 2}",
            ),
            (
                "A { c: '\"', phone: '\"', d: 1 }",
                "A { c: '\"', phone: [masked], d: 1 }",
            ),
            (
                "Some([{\"a\": B { iban: X }}])",
                "Some([{\"a\": B { iban: [masked] }}])",
            ),
            ("email::Error { code: 3 }", "email::Error { code: 3 }"),
            ("[\"email\", \"x: y\"]", "[\"email\", \"x: y\"]"),
            ("ä { ssn: \"ä", "ä { ssn: [masked]"),
            ("\"", "\""),
            ("\"\\", "\"\\"),
            ("email:", "email:[masked]"),
            ("", ""),
        ] {
            let value = Text(form);
            let masked = Debugged {
                value: &value,
                rules: &rules,
            };
            assert_eq!(masked.to_string(), expected);
        }
    }
}
