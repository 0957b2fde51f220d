//! Strings as JSON: escaped, cut at a limit, never with U+0000 (which `PostgreSQL` refuses).

use std::borrow::Cow;
use std::fmt::{self, Display, Write as _};

use super::Scrubber;
use super::guard::guarded;

/// For each byte, what follows the backslash; 0 where nothing is escaped, `u` for `\u00XX`.
const ESCAPES: [u8; 256] = {
    let mut table = [0; 256];
    let mut control = 0;
    while control < 0x20 {
        table[control] = b'u';
        control += 1;
    }
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table[0x08] = b'b';
    table[0x09] = b't';
    table[0x0a] = b'n';
    table[0x0c] = b'f';
    table[0x0d] = b'r';
    table
};

/// Writes a JSON string, whole.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    escape(out, text);
    out.push(b'"');
}

/// Writes a JSON string, cut at `limit` bytes, saying so.
pub(super) fn limited(out: &mut Vec<u8>, limit: usize, text: &str) {
    out.push(b'"');
    inside(out, limit, text, 0);
    out.push(b'"');
}

/// Writes the inside of a JSON string, cut at `limit` bytes; after `text` come `more` that were left
/// out before.
pub(super) fn inside(out: &mut Vec<u8>, limit: usize, text: &str, more: usize) {
    if more == 0 && text.len() <= limit {
        return escape(out, text);
    }
    let kept = floor_char_boundary(text, limit);
    escape(out, &text[..kept]);
    cut(out, text.len() - kept + more);
}

/// As much of a text as may be shown once secrets are taken out of it, and how many bytes come after.
///
/// A secret that goes on after the part which is looked at would not be found: so more than is shown is
/// looked at, and what is in doubt is left out. What replaces a secret is at most twice as long.
pub(super) fn scrubbed<'t>(
    text: &'t str,
    more: usize,
    limit: usize,
    scrubber: &Scrubber<'_>,
) -> (Cow<'t, str>, usize) {
    let doubt = 2 * scrubber.longest() + 8;
    let looked_at = floor_char_boundary(text, limit.saturating_add(2 * doubt));
    let more = text.len() - looked_at + more;
    let shown = scrubber.scrub(&text[..looked_at]);
    if more == 0 {
        return (shown, 0);
    }
    let kept = floor_char_boundary(&shown, shown.len().saturating_sub(doubt));
    let left_out = shown.len() - kept + more;
    let shown = match shown {
        Cow::Borrowed(shown) => Cow::Borrowed(&shown[..kept]),
        Cow::Owned(mut shown) => {
            shown.truncate(kept);
            Cow::Owned(shown)
        }
    };
    (shown, left_out)
}

fn cut(out: &mut Vec<u8>, bytes: usize) {
    out.extend_from_slice("… [cut: ".as_bytes());
    out.extend_from_slice(itoa::Buffer::new().format(bytes).as_bytes());
    out.extend_from_slice(b" more bytes]");
}

/// `str::floor_char_boundary`, which is newer than our `rust-version`.
fn floor_char_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// Whether any byte needs an escape, eight looked at at a time: strings differ in length, and a loop over the
/// last bytes would be one more that the processor cannot predict the end of.
///
/// A byte of a word is below `n` where subtracting `n` borrows into its upper bit, and zero where subtracting 1
/// does (Anderson, "Bit Twiddling Hacks": `hasless`, `haszero`).
fn needs_escapes(bytes: &[u8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const UPPER: u64 = ONES * 0x80;
    let is_zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let escapes = |word: &[u8; 8]| {
        let word = u64::from_le_bytes(*word);
        let is_control = word.wrapping_sub(ONES * 0x20) & !word;
        let is_quote = is_zero(word ^ (ONES * u64::from(b'"')));
        let is_backslash = is_zero(word ^ (ONES * u64::from(b'\\')));
        is_control | is_quote | is_backslash
    };
    let found = if let Some(last) = bytes.last_chunk() {
        let (words, _) = bytes.as_chunks();
        let of_words = words.iter().fold(0, |found, word| found | escapes(word));
        of_words | escapes(last)
    } else {
        let mut word = [b' '; 8];
        for (to, from) in word.iter_mut().zip(bytes) {
            *to = *from;
        }
        escapes(&word)
    };
    found & UPPER != 0
}

/// Writes the inside of a JSON string.
pub(super) fn escape(out: &mut Vec<u8>, text: &str) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let bytes = text.as_bytes();
    if !needs_escapes(bytes) {
        return out.extend_from_slice(bytes);
    }
    let mut written = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let escape = ESCAPES[usize::from(byte)];
        if escape == 0 {
            continue;
        }
        out.extend_from_slice(&bytes[written..at]);
        written = at + 1;
        match (escape, byte) {
            (_, 0) => out.extend_from_slice("\u{fffd}".as_bytes()),
            (b'u', _) => {
                let (high, low) = (usize::from(byte >> 4), usize::from(byte & 15));
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&[DIGITS[high], DIGITS[low]]);
            }
            _ => out.extend_from_slice(&[b'\\', escape]),
        }
    }
    out.extend_from_slice(&bytes[written..]);
}

/// Writes what a `Display` says as a JSON string, without secrets and cut at `limit` bytes; one that
/// panics or fails becomes a marker.
pub(crate) fn text(
    out: &mut Vec<u8>,
    limit: usize,
    text: &dyn Display,
    scrubber: Option<&Scrubber<'_>>,
) {
    const FAILED: &str = "[unprintable: formatting failed]";
    guarded(out, |out| {
        if let Some(scrubber) = scrubber {
            let mut begin = Begin {
                text: String::new(),
                room: limit.saturating_add(4 * scrubber.longest() + 16),
                more: 0,
            };
            if write!(begin, "{text}").is_err() {
                return string(out, FAILED);
            }
            let (shown, more) = scrubbed(&begin.text, begin.more, limit, scrubber);
            out.push(b'"');
            inside(out, limit, &shown, more);
            return out.push(b'"');
        }
        let start = out.len();
        out.push(b'"');
        let mut cutter = Cutter {
            out,
            left: limit,
            more: 0,
        };
        let failed = write!(cutter, "{text}").is_err();
        let more = cutter.more;
        if failed {
            out.truncate(start);
            return string(out, FAILED);
        }
        if more > 0 {
            cut(out, more);
        }
        out.push(b'"');
    });
}

/// Takes the begin of what is formatted into it, and counts the rest.
struct Begin {
    text: String,
    room: usize,
    more: usize,
}

impl fmt::Write for Begin {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = match self.more {
            0 => self.room - self.text.len(),
            _ => 0,
        };
        let kept = floor_char_boundary(text, room);
        self.text.push_str(&text[..kept]);
        self.more += text.len() - kept;
        Ok(())
    }
}

/// Escapes what is formatted into it, and after a number of bytes only counts.
struct Cutter<'o> {
    out: &'o mut Vec<u8>,
    left: usize,
    more: usize,
}

impl fmt::Write for Cutter<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.more > 0 {
            self.more += text.len();
            return Ok(());
        }
        let kept = floor_char_boundary(text, self.left);
        escape(self.out, &text[..kept]);
        self.left -= kept;
        self.more = text.len() - kept;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).expect("valid UTF-8")
    }

    #[test]
    fn every_character_but_nul_comes_back_as_it_was() {
        let all: String = (1..0x3000)
            .filter_map(char::from_u32)
            .chain(['\u{10ffff}'])
            .collect();
        let json = written(|out| string(out, &all));
        assert_eq!(
            serde_json::from_str::<String>(&json).expect("valid JSON"),
            all
        );
    }

    #[test]
    fn nul_becomes_the_replacement_character() {
        assert_eq!(written(|out| string(out, "a\0b")), "\"a\u{fffd}b\"");
    }

    #[test]
    fn a_long_string_is_cut_between_characters_and_says_so() {
        let json = written(|out| limited(out, 5, "ääää"));
        assert_eq!(json, "\"ää… [cut: 4 more bytes]\"");
        assert_eq!(written(|out| text(out, 5, &"ääää", None)), json);
        assert_eq!(written(|out| limited(out, 8, "ääää")), "\"ääää\"");
    }

    #[test]
    fn a_display_that_fails_or_panics_becomes_a_marker() {
        struct Fails;
        impl Display for Fails {
            fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
                Err(fmt::Error)
            }
        }
        struct Panics;
        impl Display for Panics {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("half")?;
                panic!("no")
            }
        }
        assert_eq!(
            written(|out| text(out, 99, &Fails, None)),
            r#""[unprintable: formatting failed]""#
        );
        assert_eq!(
            written(|out| text(out, 99, &Panics, None)),
            r#""[unprintable: panicked]""#
        );
    }
}
