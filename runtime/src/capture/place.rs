//! Places of values in what is written, for the numbers that JSON cannot say.

use super::pen::Pen;

/// Sequences under a key whose indices a place names; those inside are not named.
const NAMED: usize = 4;

/// A number that is not finite: the escaped name of its place, and what it is.
#[derive(Clone, Debug)]
pub(super) struct Odd {
    /// Where it stands in the buffer.
    pub(super) at: usize,
    pub(super) name: Vec<u8>,
    pub(super) what: &'static str,
}

impl Pen<'_> {
    /// The place of the value that is written next: the key of the object around it and the indices of
    /// the sequences under it, as `key[3][0]`.
    pub(super) fn place(&self) -> Vec<u8> {
        let (start, end) = self.scratch.keys.last().unwrap_or_default();
        let mut name = self.out[start..end].to_vec();
        for index in indices(&self.out[end..]).into_iter().take(NAMED) {
            name.push(b'[');
            name.extend_from_slice(itoa::Buffer::new().format(index).as_bytes());
            name.push(b']');
        }
        name
    }
}

/// The index in each sequence that is open at the end of what was written under a key. Told by the text itself,
/// so that nothing is noted for each element.
fn indices(written: &[u8]) -> Vec<usize> {
    let mut indices = Vec::new();
    let mut is_string = false;
    let mut bytes = written.iter();
    // Behind the key's own quote.
    let _ = bytes.next();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'"' => is_string = !is_string,
            _ if is_string => {}
            b'[' | b'{' => indices.push(0),
            b']' | b'}' => drop(indices.pop()),
            b',' => {
                if let Some(index) = indices.last_mut() {
                    *index += 1;
                }
            }
            _ => {}
        }
    }
    indices
}

#[cfg(test)]
mod tests {
    use super::indices;

    #[test]
    fn indices_are_those_of_the_sequences_that_are_open() {
        for (written, expected) in [
            ("", &[][..]),
            ("\":", &[]),
            ("\":[", &[0]),
            ("\":[1,2,", &[2]),
            ("\":[[1,2],[3,", &[1, 1]),
            (
                "\":[\"],[\\\"\",{\"a\":[1,2],\"b\":\"}\"},[[],[",
                &[2, 1, 0],
            ),
        ] {
            assert_eq!(indices(written.as_bytes()), expected, "{written}");
        }
    }
}
