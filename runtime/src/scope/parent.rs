//! The header `traceparent` of [W3C Trace Context](https://www.w3.org/TR/trace-context-2/): read by every rule of it.

use crate::line::hex;

/// What a caller's header says: the trace, the caller's span in it, and the flags that are handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parent {
    pub(crate) trace: [u64; 2],
    pub(crate) id: u64,
    pub(crate) flags: u8,
}

/// What is recorded is sampled, in the terms of W3C.
pub(super) const SAMPLED: u8 = 1;

/// `sampled` and, of Level 2, `random-trace-id`; all others are reserved and written as zero.
const KNOWN_FLAGS: u8 = 0b11;

/// `00-<32>-<16>-<2>`
const LENGTH: usize = 55;

impl Parent {
    /// The caller's header; nothing of one that breaks a rule.
    pub(crate) fn parse(header: &str) -> Option<Self> {
        let text = header.trim_matches([' ', '\t']).as_bytes();
        let version = number(text.get(..2)?)?;
        let goes_on = match text.get(LENGTH) {
            None => false,
            // Later versions may say more behind what this one knows.
            Some(b'-') if version > 0 => true,
            Some(_) => return None,
        };
        let known = if goes_on { &text[..LENGTH] } else { text };
        let has_dashes = [2, 35, 52].iter().all(|&at| known.get(at) == Some(&b'-'));
        if version == 0xff || known.len() != LENGTH || !has_dashes {
            return None;
        }
        let trace = [number(&known[3..19])?, number(&known[19..35])?];
        let id = number(&known[36..52])?;
        let flags = number(&known[53..])?.to_le_bytes()[0];
        // Of a later version's no more is known than that this one means the same.
        let flags = flags & if version == 0 { KNOWN_FLAGS } else { SAMPLED };
        (trace != [0, 0] && id != 0).then_some(Self { trace, id, flags })
    }

    /// The header for whom is called, in the version that everybody reads.
    pub(crate) fn header(self) -> String {
        let [high, low] = self.trace.map(hex);
        let digits = |digits: &[u8]| String::from_utf8_lossy(digits).into_owned();
        format!(
            "00-{}{}-{}-{:02x}",
            digits(&high),
            digits(&low),
            digits(&hex(self.id)),
            self.flags
        )
    }
}

/// At most 16 hexadecimal digits, which must be lower-case.
pub(crate) fn number(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0, |number, digit| {
        let digit = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            _ => return None,
        };
        Some(number << 4 | u64::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use super::Parent;

    const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
    const ID: &str = "b7ad6b7169203331";

    fn parse(header: &str) -> Option<String> {
        Parent::parse(header).map(Parent::header)
    }

    #[test]
    fn a_header_comes_back_as_it_was() {
        let header = format!("00-{TRACE}-{ID}-01");
        assert_eq!(parse(&header), Some(header.clone()));
        assert_eq!(
            Parent::parse(&header),
            Some(Parent {
                trace: [0x0af7_6519_16cd_43dd, 0x8448_eb21_1c80_319c],
                id: 0xb7ad_6b71_6920_3331,
                flags: 1
            })
        );
    }

    #[test]
    fn white_space_around_it_is_none_of_it() {
        assert!(parse(&format!(" \t00-{TRACE}-{ID}-01\t ")).is_some());
    }

    #[test]
    fn a_later_version_may_say_more_and_is_answered_in_this_one() {
        let ours = format!("00-{TRACE}-{ID}-01");
        assert_eq!(parse(&format!("01-{TRACE}-{ID}-01")), Some(ours.clone()));
        assert_eq!(
            parse(&format!("cc-{TRACE}-{ID}-01-what")),
            Some(ours.clone())
        );
        assert_eq!(parse(&format!("fe-{TRACE}-{ID}-01-")), Some(ours));
        let more = format!("cc-{TRACE}-{ID}-ff");
        assert_eq!(parse(&more), Some(format!("00-{TRACE}-{ID}-01")));
        assert_eq!(parse(&format!("cc-{TRACE}-{ID}-01what")), None);
        assert_eq!(parse(&format!("cc-{TRACE}-{ID}-01.what")), None);
    }

    #[test]
    fn the_version_that_we_know_says_no_more() {
        assert_eq!(parse(&format!("00-{TRACE}-{ID}-01-")), None);
        assert_eq!(parse(&format!("00-{TRACE}-{ID}-01-what")), None);
        assert_eq!(parse(&format!("00-{TRACE}-{ID}-010")), None);
    }

    #[test]
    fn the_version_ff_is_none() {
        assert_eq!(parse(&format!("ff-{TRACE}-{ID}-01")), None);
        assert_eq!(parse(&format!("ff-{TRACE}-{ID}-01-what")), None);
    }

    #[test]
    fn ids_of_zeros_are_none() {
        assert_eq!(parse(&format!("00-{}-{ID}-01", "0".repeat(32))), None);
        assert_eq!(parse(&format!("00-{TRACE}-{}-01", "0".repeat(16))), None);
        let half = format!("00-{}1-{ID}-01", "0".repeat(31));
        assert_eq!(parse(&half), Some(half.clone()));
    }

    #[test]
    fn digits_are_lower_case_and_digits() {
        let header = format!("00-{TRACE}-{ID}-01");
        assert_eq!(parse(&header.to_uppercase()), None);
        for at in (0..header.len()).filter(|&at| header.as_bytes()[at] != b'-') {
            for wrong in ["A", ".", "-", " ", "+", "g"] {
                let mut header = header.clone();
                header.replace_range(at..=at, wrong);
                assert_eq!(parse(&header), None, "{header}");
            }
        }
    }

    #[test]
    fn parts_have_their_lengths_and_dashes() {
        let header = format!("00-{TRACE}-{ID}-01");
        for at in 0..header.len() {
            let mut shorter = header.clone();
            shorter.remove(at);
            assert_eq!(parse(&shorter), None, "{shorter}");
            assert_eq!(parse(&header[..at]), None);
            let mut longer = header.clone();
            longer.insert(at, '0');
            assert_eq!(parse(&longer), None, "{longer}");
        }
        assert_eq!(parse(&header.replace('-', "_")), None);
        assert_eq!(parse(&header.replace('-', "ä")), None);
    }

    #[test]
    fn flags_that_nobody_knows_are_not_handed_on() {
        for (given, handed_on) in [
            ("00", "00"),
            ("01", "01"),
            ("ff", "03"),
            ("02", "02"),
            ("fc", "00"),
        ] {
            assert_eq!(
                parse(&format!("00-{TRACE}-{ID}-{given}")),
                Some(format!("00-{TRACE}-{ID}-{handed_on}"))
            );
        }
    }
}
