//! Fields that are too long for a line: the longest are cut, and what fits is kept.

use crate::capture::json;

/// What a cut leaves in the place of what it takes, at most.
const MARKER: usize = 48;

/// Writes `,"key":value` for each of `fields`, in about `room` bytes: values that are longer than
/// others are cut to the same length.
pub(super) fn fields(out: &mut Vec<u8>, fields: &[u8], room: usize) {
    let found: Vec<_> = json::fields(fields).collect();
    let keys: usize = found.iter().map(|(key, _)| key.len() + 2).sum();
    let limit = share(
        found.iter().map(|(_, value)| value.len()).collect(),
        room.saturating_sub(keys),
    );
    for (key, value) in found {
        out.push(b',');
        out.extend_from_slice(&fields[key]);
        out.push(b':');
        fit(out, &fields[value], limit);
    }
}

/// The length that none may exceed, so that all together have room.
fn share(mut lengths: Vec<usize>, mut room: usize) -> usize {
    lengths.sort_unstable();
    let count = lengths.len();
    for (at, length) in lengths.into_iter().enumerate() {
        let share = room / (count - at);
        if length > share {
            return share;
        }
        room -= length;
    }
    usize::MAX
}

/// Writes a value in at most `limit` bytes, or what says that there was no room for it.
fn fit(out: &mut Vec<u8>, value: &[u8], limit: usize) {
    if value.len() <= limit {
        return out.extend_from_slice(value);
    }
    match value.first() {
        Some(b'{') => object(out, &value[1..value.len() - 1], limit),
        Some(b'"') => string(out, value, limit),
        _ => {
            out.extend_from_slice(b"\"[omitted: ");
            out.extend_from_slice(itoa::Buffer::new().format(value.len()).as_bytes());
            out.extend_from_slice(b" bytes]\"");
        }
    }
}

/// As many fields as there is room for, the last of them cut.
fn object(out: &mut Vec<u8>, inside: &[u8], limit: usize) {
    let end = out.len() + limit.saturating_sub(MARKER);
    let mut omitted = 0;
    out.push(b'{');
    for (key, value) in json::fields(inside) {
        let room = end.saturating_sub(out.len());
        if key.len() + value.len() < room {
            out.extend_from_slice(&inside[key.start..value.end]);
        } else if room > key.len() + 2 * MARKER && omitted == 0 {
            out.extend_from_slice(&inside[key.start..value.start]);
            let begin = out.len();
            fit(out, &inside[value.clone()], room - key.len() - 1);
            omitted += value.len().saturating_sub(out.len() - begin);
        } else {
            omitted += key.len() + value.len();
            continue;
        }
        out.push(b',');
    }
    out.extend_from_slice(b"\"omitted_bytes\":");
    out.extend_from_slice(itoa::Buffer::new().format(omitted).as_bytes());
    out.push(b'}');
}

/// The begin of a string.
fn string(out: &mut Vec<u8>, value: &[u8], limit: usize) {
    let end = limit.saturating_sub(MARKER).clamp(1, value.len() - 1);
    let mut kept = 1;
    loop {
        let next = kept + unit(&value[kept..]);
        if next > end {
            break;
        }
        kept = next;
    }
    out.extend_from_slice(&value[..kept]);
    out.extend_from_slice("… [cut: ".as_bytes());
    let more = value.len() - 1 - kept;
    out.extend_from_slice(itoa::Buffer::new().format(more).as_bytes());
    out.extend_from_slice(b" more bytes]\"");
}

/// The length of the character or escape that stands first.
fn unit(json: &[u8]) -> usize {
    match json {
        [b'\\', b'u', ..] => 6,
        [b'\\' | 0xc0..=0xdf, ..] => 2,
        [0xf0..=0xff, ..] => 4,
        [0xe0..=0xef, ..] => 3,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shortened(given: &str, room: usize) -> serde_json::Value {
        let mut out = Vec::new();
        fields(&mut out, given.as_bytes(), room);
        assert!(out.len() <= room, "{} bytes in {room}", out.len());
        let whole = format!("{{{}}}", &String::from_utf8(out).expect("UTF-8")[1..]);
        serde_json::from_str(&whole).expect("JSON")
    }

    #[test]
    fn what_is_short_stays_and_what_is_long_is_cut_alike() {
        let long = "ä\\u0001\\n".repeat(100);
        let given = format!(r#","a":1,"b":"{long}","c":{{"d":"{long}","e":2}},"f":"short""#);
        for room in 400..500 {
            let found = shortened(&given, room);
            assert_eq!((&found["a"], &found["f"]), (&1.into(), &"short".into()));
            assert!(
                found["b"]
                    .as_str()
                    .is_some_and(|text| text.starts_with("ä\u{1}\n"))
            );
            assert!(
                found["b"]
                    .as_str()
                    .is_some_and(|text| text.ends_with(" more bytes]"))
            );
            assert!(found["c"]["omitted_bytes"].is_u64());
        }
    }

    #[test]
    fn an_object_keeps_the_fields_that_fit() {
        let given = format!(r#","o":{{"a":1,"b":[{}],"c":2}}"#, ["1"; 500].join(","));
        let found = shortened(&given, 200);
        assert_eq!((&found["o"]["a"], &found["o"]["c"]), (&1.into(), &2.into()));
        assert_eq!(found["o"]["b"], "[omitted: 1001 bytes]");
    }
}
