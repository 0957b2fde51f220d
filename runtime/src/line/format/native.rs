//! A native line that was written here, taken apart.

use std::borrow::Cow;

use crate::capture::json;

/// The fields at the top of a line that have not been taken yet, in their order.
pub(super) struct Native<'n> {
    fields: Vec<(&'n [u8], &'n [u8])>,
}

/// The inside of a JSON string; of anything else the whole.
pub(super) fn inside(value: &[u8]) -> &[u8] {
    match value {
        [b'"', inside @ .., b'"'] => inside,
        _ => value,
    }
}

impl<'n> Native<'n> {
    pub(super) fn of(line: &'n [u8]) -> Self {
        let inside = &line[1..line.len() - 1];
        let fields = json::fields(inside);
        Self {
            fields: fields
                .map(|(key, value)| (&inside[key.start + 1..key.end - 1], &inside[value]))
                .collect(),
        }
    }

    /// A field's value, as JSON.
    #[inline(never)]
    pub(super) fn get(&self, key: &str) -> Option<&'n [u8]> {
        let mut fields = self.fields.iter();
        let found = fields.find(|(name, _)| *name == key.as_bytes());
        found.map(|(_, value)| *value)
    }

    /// The same, and the field is not among the rest any more.
    #[inline(never)]
    pub(super) fn take(&mut self, key: &str) -> Option<&'n [u8]> {
        let at = self
            .fields
            .iter()
            .position(|(name, _)| *name == key.as_bytes())?;
        Some(self.fields.remove(at).1)
    }

    /// What was not taken: each key without its quotes, and its value.
    pub(super) fn rest(self) -> impl Iterator<Item = (&'n [u8], &'n [u8])> {
        self.fields.into_iter()
    }

    /// Whether it is the line of a request.
    pub(super) fn is_request(&self) -> bool {
        self.get("event") == Some(b"\"request\"")
    }

    /// `module::function` as a JSON string, as far as there is a function.
    pub(super) fn function(&self) -> Option<Cow<'n, [u8]>> {
        let function = self.get("function")?;
        let Some(module) = self.get("module") else {
            return Some(Cow::Borrowed(function));
        };
        let whole = [b"\"", inside(module), b"::", inside(function), b"\""];
        Some(Cow::Owned(whole.concat()))
    }

    /// `duration_seconds` in nanoseconds, which it has all digits of.
    pub(super) fn take_duration(&mut self) -> Option<u64> {
        let seconds = self.take("duration_seconds")?;
        digits(seconds.iter().filter(|byte| **byte != b'.'))
    }

    /// The timestamp in nanoseconds since 1970: `2026-11-27T15:38:44.178448Z`.
    pub(super) fn unix_nanos(&self) -> Option<u64> {
        let time = inside(self.get("timestamp")?);
        let number = |from: usize, to: usize| digits(time.get(from..to)?.iter());
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": `days_from_civil`.
        let year = if month <= 2 { year - 1 } else { year };
        let (era, of_era) = (year / 400, year % 400);
        let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        let days = days.checked_sub(719_468)?;
        let seconds =
            days * 86400 + number(11, 13)? * 3600 + number(14, 16)? * 60 + number(17, 19)?;
        Some(seconds * 1_000_000_000 + number(20, 26)? * 1000)
    }
}

/// A decimal number of digits and nothing else.
fn digits<'d>(mut digits: impl Iterator<Item = &'d u8>) -> Option<u64> {
    digits.try_fold(0_u64, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| u64::from(digit - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

#[cfg(test)]
mod tests {
    use super::Native;
    use crate::line::timestamp;

    #[test]
    fn a_timestamp_is_read_back_as_it_was_written() {
        for day in 0..40_000 {
            let nanos = (day * 86_400 + (day * 7919) % 86_400) * 1_000_000_000 + 123_456_000;
            let mut line = b"{\"timestamp\":\"".to_vec();
            timestamp(&mut line, nanos);
            line.extend_from_slice(b"\"}");
            assert_eq!(Native::of(&line).unix_nanos(), Some(nanos));
        }
    }

    #[test]
    fn a_duration_is_its_nanoseconds() {
        let mut line = Native::of(br#"{"duration_seconds":61.500000001,"a":1}"#);
        assert_eq!(line.take_duration(), Some(61_500_000_001));
        assert_eq!(line.take_duration(), None);
        assert_eq!(line.rest().collect::<Vec<_>>(), [(&b"a"[..], &b"1"[..])]);
    }
}
