//! Objects: keys that are never written twice, and what was left out counted.

use super::pen::Pen;
use super::personal::Look;
use super::scratch::Scratch;
use super::text::{escape, inside, scrubbed, string};

/// An object that is being written.
#[derive(Debug)]
pub(super) struct Object {
    /// A bit for each key's hash: most keys are told apart by it.
    seen: [u64; 4],
    /// Where it begins in the buffer.
    pub(super) start: usize,
    /// Where its keys begin among those of all open objects.
    first: usize,
    omitted: u32,
}

/// A hash of a key's text.
pub(super) fn hash(key: &[u8]) -> u8 {
    let byte = |at: usize| u64::from(key.get(at).copied().unwrap_or(0));
    let (length, last) = (key.len(), key.len().wrapping_sub(1));
    let some = [0, length / 4, length / 2, length * 3 / 4, last].map(byte);
    let word = some
        .iter()
        .fold(length as u64, |word, byte| word << 8 | byte);
    (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8
}

impl Object {
    #[inline]
    fn has_seen(&self, hash: u8) -> bool {
        self.seen[usize::from(hash >> 6)] & (1 << (hash % 64)) != 0
    }

    #[inline]
    fn see(&mut self, hash: u8) {
        self.seen[usize::from(hash >> 6)] |= 1 << (hash % 64);
    }
}

impl Pen<'_> {
    /// Begins an object. Its brace is written over the first key's comma when it is closed: so all keys are
    /// alike.
    #[inline]
    pub(super) fn begin_object(&mut self) {
        let object = Object {
            seen: [0; 4],
            start: self.out.len(),
            first: self.scratch.keys.len(),
            omitted: 0,
        };
        self.scratch.objects.push(object);
    }

    /// The innermost object. There is one whenever keys are written.
    #[inline]
    fn object(&mut self) -> &mut Object {
        let innermost = self.scratch.objects.len() - 1;
        &mut self.scratch.objects[innermost]
    }

    /// Writes a key; whether there is room for it and its value. One that is there already gets the
    /// prefix in front.
    pub(super) fn key(&mut self, key: &str, prefix: Option<&str>) -> bool {
        let has_room = self.has_room();
        if has_room {
            let limit = self.rules.limits.string;
            match self.scrubber {
                None => self.write_key(prefix, |out| inside(out, limit, key, 0)),
                Some(scrubber) => {
                    let (key, more) = scrubbed(key, 0, limit, scrubber);
                    self.write_key(prefix, |out| inside(out, limit, &key, more));
                }
            }
        }
        has_room
    }

    /// The same for a key whose text is static.
    pub(super) fn static_key(&mut self, key: &'static str, prefix: Option<&str>) -> bool {
        let look = self.rules.names.look_at(key);
        self.plain_key(key, look) || self.key(key, prefix)
    }

    /// Writes a key that was looked at, if it is short and plain and not there already, and has room at hand.
    #[inline]
    pub(super) fn plain_key(&mut self, key: &'static str, look: Look) -> bool {
        let Scratch { objects, keys, .. } = &mut *self.scratch;
        let Some(object) = objects.last_mut() else {
            return false;
        };
        let length = self.out.len();
        let has_room = length < self.end && keys.len() - object.first < self.rules.limits.fields;
        if !has_room || object.has_seen(look.hash) {
            return false;
        }
        // Behind the comma and the quote.
        if !keys.try_push((length + 2, length + 2 + key.len())) {
            return false;
        }
        let is_written = look.write_key(self.out);
        if is_written {
            object.see(look.hash);
        } else {
            keys.truncate(keys.len() - 1);
        }
        is_written
    }

    /// Whether the innermost object may have one more field; one that may not is counted.
    #[inline]
    pub(super) fn has_room(&mut self) -> bool {
        let keys = self.scratch.keys.len();
        let (is_full, most) = (self.is_full(), self.rules.limits.fields);
        let object = self.object();
        let has_room = !is_full && keys - object.first < most;
        object.omitted += u32::from(!has_room);
        has_room
    }

    /// Counts fields that somebody else left out.
    pub(super) fn omit(&mut self, fields: u32) {
        self.object().omitted += fields;
    }

    /// How many fields were left out of the innermost object.
    pub(super) fn omitted(&mut self) -> u32 {
        self.object().omitted
    }

    /// Writes a key; one that is there already gets the prefix in front, or a number behind.
    pub(super) fn write_key(&mut self, prefix: Option<&str>, write: impl Fn(&mut Vec<u8>)) {
        let first = self.object().first;
        self.out.extend_from_slice(b",\"");
        let start = self.out.len();
        write(self.out);
        let mut hash = hash(&self.out[start..]);
        if self.object().has_seen(hash) && contains(self.scratch, self.out, first, start) {
            hash = self.rename(first, start, prefix, write);
        }
        self.object().see(hash);
        self.scratch.keys.push((start, self.out.len()));
        self.out.extend_from_slice(b"\":");
    }

    /// Finds a name for a key that is there already.
    #[cold]
    fn rename(
        &mut self,
        first: usize,
        start: usize,
        prefix: Option<&str>,
        write: impl Fn(&mut Vec<u8>),
    ) -> u8 {
        let mut number = 1;
        while contains(self.scratch, self.out, first, start) {
            self.out.truncate(start);
            number += 1;
            if let Some(prefix) = prefix {
                escape(self.out, prefix);
                self.out.push(b'_');
            }
            write(self.out);
            if number > 2 || prefix.is_none() {
                self.out.push(b'_');
                self.out
                    .extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
            }
        }
        hash(&self.out[start..])
    }

    /// Writes what is to be said about the fields, and the braces.
    pub(super) fn close_object(&mut self) {
        let start = self.end_object();
        // There is no comma where nothing was written.
        match self.out.get_mut(start) {
            Some(comma) => *comma = b'{',
            None => self.out.push(b'{'),
        }
        self.out.push(b'}');
    }

    /// Writes what is to be said about the fields of an object whose braces somebody else writes; where it
    /// began.
    #[inline]
    pub(super) fn end_object(&mut self) -> usize {
        let &mut Object {
            omitted,
            start,
            first,
            ..
        } = self.object();
        let odd = self.scratch.odd.last();
        if omitted > 0 || odd.is_some_and(|odd| odd.at >= start) {
            self.write_odd(start, omitted);
        }
        self.scratch.keys.truncate(first);
        self.scratch.objects.pop();
        start
    }

    /// Writes how many fields were left out, and the numbers that JSON cannot say.
    #[cold]
    fn write_odd(&mut self, start: usize, omitted: u32) {
        if omitted > 0 {
            self.write_key(None, |out| out.extend_from_slice(b"omitted_fields"));
            self.out
                .extend_from_slice(itoa::Buffer::new().format(omitted).as_bytes());
        }
        if self.scratch.odd.last().is_none_or(|odd| odd.at < start) {
            return;
        }
        self.write_key(None, |out| out.extend_from_slice(b"non_finite"));
        let mut begin: &[u8] = b"{\"";
        for odd in self.scratch.odd.extract_if(.., |odd| odd.at >= start) {
            self.out.extend_from_slice(begin);
            self.out.extend_from_slice(&odd.name);
            self.out.extend_from_slice(b"\":");
            string(self.out, odd.what);
            begin = b",\"";
        }
        self.out.push(b'}');
    }
}

/// Whether the key that stands at the buffer's end has been written before.
#[cold]
fn contains(scratch: &Scratch, out: &[u8], first: usize, start: usize) -> bool {
    let key = &out[start..];
    scratch.keys.all()[first..]
        .iter()
        .any(|&(start, end)| out[start..end] == *key)
}
