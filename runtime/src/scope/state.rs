//! The header `tracestate` of [W3C Trace Context](https://www.w3.org/TR/trace-context-2/): what other vendors hand
//! on with a trace, passed through as it came if it is what the rules allow.

/// So many members a list may have.
const MOST: usize = 32;

/// A list of members; nothing of one that breaks a rule, or that is empty.
pub(crate) fn parse(header: &str) -> Option<&str> {
    let header = header.trim_matches(SPACE);
    let mut keys = Vec::new();
    for member in header.split(',') {
        let member = member.trim_matches(SPACE);
        // Empty members are allowed, and say nothing.
        if member.is_empty() {
            continue;
        }
        let (key, value) = member.split_once('=')?;
        if !is_key(key) || !is_value(value) || keys.contains(&key) || keys.len() >= MOST {
            return None;
        }
        keys.push(key);
    }
    (!keys.is_empty()).then_some(header)
}

const SPACE: [char; 2] = [' ', '\t'];

/// `key` or `tenant@system`, up to 256 characters.
fn is_key(key: &str) -> bool {
    let is_part = |part: &str, most: usize| {
        let first = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let other = |byte: u8| first(byte) || b"_-*/".contains(&byte);
        part.bytes().next().is_some_and(first) && part.len() <= most && part.bytes().all(other)
    };
    match key.split_once('@') {
        None => is_part(key, 256),
        Some((tenant, system)) => {
            let begins = system
                .bytes()
                .next()
                .is_some_and(|byte| byte.is_ascii_lowercase());
            is_part(tenant, 241) && begins && is_part(system, 14)
        }
    }
}

/// Up to 256 printable characters without a comma and an equals sign, of which the last is no space.
fn is_value(value: &str) -> bool {
    let is_allowed = |byte| matches!(byte, b' '..=b'~') && byte != b',' && byte != b'=';
    !value.is_empty()
        && value.len() <= 256
        && value.bytes().all(is_allowed)
        && !value.ends_with(' ')
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn what_the_rules_allow_is_passed_through_as_it_came() {
        for header in [
            "rojo=00f067aa0ba902b7",
            "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",
            "rojo=1 , congo=2\t,\t,,blue=3",
            "fw529a3039@dt=FfAAAAAAAAAAAAAAAA",
            "0key=1",
            "a_-*/9= !~leading space is value",
        ] {
            assert_eq!(parse(header), Some(header));
        }
        assert_eq!(parse(" \ta=1\t "), Some("a=1"));
    }

    #[test]
    fn what_they_do_not_allow_is_not() {
        for header in [
            "",
            " , ,",
            "a",
            "a=",
            "=1",
            "A=1",
            "a b=1",
            "a=1=2",
            "a=ä",
            "a=\u{7f}",
            "_a=1",
            "@a=1",
            "a@=1",
            "a@1b=1",
            "a@b@c=1",
            "a.b=1",
            "a=1,a=2",
            "a=1,b=2,c",
            "a=tab\tinside",
        ] {
            assert_eq!(parse(header), None, "{header:?}");
        }
    }

    #[test]
    fn lengths_and_numbers_have_limits() {
        let members = |count: usize| {
            let members: Vec<_> = (0..count).map(|at| format!("k{at}=v")).collect();
            members.join(",")
        };
        assert!(parse(&members(32)).is_some());
        assert!(parse(&members(33)).is_none());
        for (key, value, is_valid) in [
            ("k".repeat(256), "v".repeat(256), true),
            ("k".repeat(257), "v".into(), false),
            ("k".into(), "v".repeat(257), false),
            (
                format!("{}@{}", "t".repeat(241), "s".repeat(14)),
                "v".into(),
                true,
            ),
            (format!("{}@s", "t".repeat(242)), "v".into(), false),
            (format!("t@{}", "s".repeat(15)), "v".into(), false),
        ] {
            assert_eq!(
                parse(&format!("{key}={value}")).is_some(),
                is_valid,
                "{key}"
            );
        }
    }
}
