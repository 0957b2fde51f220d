//! Times as text: timestamps in UTC, durations in seconds.

use std::cell::Cell;

const NANOS: u64 = 1_000_000_000;
const DAY: u64 = 86_400;

thread_local! {
    /// The text of the second written last: most lines of a thread share it with the one before.
    static SECOND: Cell<(u64, [u8; 20])> = const { Cell::new((u64::MAX, [0; 20])) };
}

/// Writes `2026-11-24T12:00:00.123456Z`: RFC 3339, UTC, always six fraction digits.
pub(crate) fn timestamp(out: &mut Vec<u8>, unix_nanos: u64) {
    let second = unix_nanos / NANOS;
    let (cached, mut text) = SECOND.get();
    if cached != second {
        text = whole_second(second);
        SECOND.set((second, text));
    }
    let mut rest = *b"mmmmmmZ";
    rest[..6].copy_from_slice(&digits::<6>(unix_nanos % NANOS / 1000));
    out.extend_from_slice(&text);
    out.extend_from_slice(&rest);
}

/// The text up to and with the point.
fn whole_second(second: u64) -> [u8; 20] {
    let (year, month, day) = civil(second / DAY);
    let time = second % DAY;
    let mut text = *b"yyyy-mm-ddThh:mm:ss.";
    text[..4].copy_from_slice(&digits::<4>(year));
    let pairs = [month, day, time / 3600, time / 60 % 60, time % 60];
    for (number, at) in pairs.into_iter().zip([5, 8, 11, 14, 17]) {
        text[at..at + 2].copy_from_slice(&digits::<2>(number));
    }
    text
}

/// Year, month and day of a day since 1970-01-01, by Howard Hinnant's `civil_from_days`
/// (<https://howardhinnant.github.io/date_algorithms.html>), for days after the epoch.
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    (year, month, day)
}

/// Writes nanoseconds as seconds: plain decimal, all nine digits.
pub(crate) fn seconds(out: &mut Vec<u8>, nanos: u64) {
    let mut text = *b"0.nnnnnnnnn";
    text[2..].copy_from_slice(&digits::<9>(nanos % NANOS));
    if nanos < NANOS {
        return out.extend_from_slice(&text);
    }
    out.extend_from_slice(itoa::Buffer::new().format(nanos / NANOS).as_bytes());
    out.extend_from_slice(&text[1..]);
}

/// Every number below 100 as two digits: a division by 100 for each pair is half the work.
const PAIRS: [[u8; 2]; 100] = {
    const DIGITS: &[u8; 10] = b"0123456789";
    let mut pairs = [[b'0'; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number] = [DIGITS[number / 10], DIGITS[number % 10]];
        number += 1;
    }
    pairs
};

/// The last `WIDTH` decimal digits of a number below 2^32, with leading zeros.
#[expect(
    clippy::cast_possible_truncation,
    reason = "below a second's nanoseconds"
)]
fn digits<const WIDTH: usize>(number: u64) -> [u8; WIDTH] {
    let mut text = [b'0'; WIDTH];
    let mut number = number as u32;
    let mut pairs = text.rchunks_exact_mut(2);
    for pair in pairs.by_ref() {
        pair.copy_from_slice(&PAIRS[(number % 100) as usize]);
        number /= 100;
    }
    if let [first] = pairs.into_remainder() {
        *first = b'0' + (number % 10) as u8;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_timestamp_has_six_fraction_digits_also_at_a_whole_second() {
        assert_eq!(text(|out| timestamp(out, 0)), "1970-01-01T00:00:00.000000Z");
        assert_eq!(
            text(|out| timestamp(out, 1_000)),
            "1970-01-01T00:00:00.000001Z"
        );
    }

    #[test]
    fn the_calendar_knows_leap_years() {
        // `date -u -d '2024-02-29 23:59:59' +%s` and the like.
        for (unix, expected) in [
            (1_709_251_199, "2024-02-29T23:59:59.999999Z"),
            (1_709_251_200, "2024-03-01T00:00:00.999999Z"),
            (951_782_400, "2000-02-29T00:00:00.999999Z"),
            (4_107_542_400, "2100-03-01T00:00:00.999999Z"),
            (1_798_761_599, "2026-12-31T23:59:59.999999Z"),
        ] {
            assert_eq!(
                text(|out| timestamp(out, unix * NANOS + 999_999_999)),
                expected
            );
        }
    }

    #[test]
    fn a_duration_is_plain_decimal_with_nine_digits() {
        assert_eq!(text(|out| seconds(out, 0)), "0.000000000");
        assert_eq!(text(|out| seconds(out, 1)), "0.000000001");
        assert_eq!(text(|out| seconds(out, 61_500_000_000)), "61.500000000");
    }
}
