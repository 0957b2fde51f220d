//! Objects: keys that are never written twice, and what was left out counted.

use super::pen::Pen;
use super::personal::Look;
use super::place::{Odd, short};
use super::text::{escape, inside, scrubbed, string};

/// An object that is being written.
pub(super) struct Object {
    /// A bit for each key's hash: most keys are told apart by it.
    seen: [u64; 2],
    /// Where its keys begin among those of all open objects.
    first: u32,
    pub(super) omitted: u32,
    /// Where the odd numbers of this object begin.
    odd: u32,
}

/// A hash of a key's text, below 128.
pub(super) fn hash(key: &[u8]) -> u8 {
    let byte = |at: usize| u64::from(key.get(at).copied().unwrap_or(0));
    let (length, last) = (key.len(), key.len().wrapping_sub(1));
    let some = [0, length / 4, length / 2, length * 3 / 4, last].map(byte);
    let word = some
        .iter()
        .fold(length as u64, |word, byte| word << 8 | byte);
    (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 57) as u8
}

impl Object {
    /// An object whose braces somebody else writes.
    pub(super) fn within(pen: &Pen<'_>) -> Self {
        Self {
            seen: [0; 2],
            first: short(pen.keys.len()),
            omitted: 0,
            odd: short(pen.odd.len()),
        }
    }

    pub(super) fn open(pen: &mut Pen<'_>) -> Self {
        pen.out.push(b'{');
        Self::within(pen)
    }

    /// Writes a key; whether there is room for it and its value.
    pub(super) fn key(&mut self, pen: &mut Pen<'_>, key: &str, prefix: Option<&str>) -> bool {
        let has_room = self.has_room(pen);
        if has_room {
            let limit = pen.rules.limits.string;
            match pen.scrubber {
                None => self.write_key(pen, prefix, |out| inside(out, limit, key, 0)),
                Some(scrubber) => {
                    let (key, more) = scrubbed(key, 0, limit, scrubber);
                    self.write_key(pen, prefix, |out| inside(out, limit, &key, more));
                }
            }
        }
        has_room
    }

    /// The same for a key whose text is static.
    pub(super) fn static_key(
        &mut self,
        pen: &mut Pen<'_>,
        key: &'static str,
        prefix: Option<&str>,
    ) -> bool {
        let look = pen.rules.names.look_at(key);
        self.known_key(pen, key, look, prefix)
    }

    /// The same for a key that was looked at: whether it needs escapes is known from before.
    #[inline]
    pub(super) fn known_key(
        &mut self,
        pen: &mut Pen<'_>,
        key: &'static str,
        look: Look,
        prefix: Option<&str>,
    ) -> bool {
        if look.length == 0 {
            return self.key(pen, key, prefix);
        }
        if !self.has_room(pen) {
            return false;
        }
        if self.has_seen(look.hash) {
            // Perhaps it is there already.
            let write = |out: &mut Vec<u8>| out.extend_from_slice(key.as_bytes());
            self.write_key(pen, prefix, write);
            return true;
        }
        if pen.keys.len() > self.first as usize {
            pen.out.push(b',');
        }
        let start = pen.out.len();
        look.write_key(pen.out);
        let key = (short(start + 1), short(pen.out.len() - 2));
        self.remember(pen, look.hash, key);
        true
    }

    #[inline]
    pub(super) fn has_room(&mut self, pen: &Pen<'_>) -> bool {
        let has_room = !pen.is_full() && self.len(pen) < pen.rules.limits.fields;
        self.omitted += u32::from(!has_room);
        has_room
    }

    /// Writes a key; one that is there already gets the prefix in front, or a number behind.
    pub(super) fn write_key(
        &mut self,
        pen: &mut Pen<'_>,
        prefix: Option<&str>,
        write: impl Fn(&mut Vec<u8>),
    ) {
        let is_first = pen.keys.len() == self.first as usize;
        let begin: &[u8] = if is_first { b"\"" } else { b",\"" };
        pen.out.extend_from_slice(begin);
        let start = pen.out.len();
        write(pen.out);
        let mut hash = hash(&pen.out[start..]);
        if self.has_seen(hash) && self.contains(pen, start) {
            hash = self.rename(pen, start, prefix, write);
        }
        let key = (short(start), short(pen.out.len()));
        pen.out.extend_from_slice(b"\":");
        self.remember(pen, hash, key);
    }

    #[inline]
    fn remember(&mut self, pen: &mut Pen<'_>, hash: u8, key: (u32, u32)) {
        self.seen[usize::from(hash / 64)] |= 1 << (hash % 64);
        pen.keys.push(key);
        pen.place.under(key);
    }

    /// Finds a name for a key that is there already.
    #[cold]
    fn rename(
        &self,
        pen: &mut Pen<'_>,
        start: usize,
        prefix: Option<&str>,
        write: impl Fn(&mut Vec<u8>),
    ) -> u8 {
        let mut number = 1;
        while self.contains(pen, start) {
            pen.out.truncate(start);
            number += 1;
            if let Some(prefix) = prefix {
                escape(pen.out, prefix);
                pen.out.push(b'_');
            }
            write(pen.out);
            if number > 2 || prefix.is_none() {
                pen.out.push(b'_');
                pen.out
                    .extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
            }
        }
        hash(&pen.out[start..])
    }

    fn has_seen(&self, hash: u8) -> bool {
        self.seen[usize::from(hash / 64)] & (1 << (hash % 64)) != 0
    }

    /// Whether the key that stands at the buffer's end has been written before.
    #[cold]
    fn contains(&self, pen: &Pen<'_>, start: usize) -> bool {
        let key = &pen.out[start..];
        pen.keys[self.first as usize..]
            .iter()
            .any(|&(start, end)| pen.out[start as usize..end as usize] == *key)
    }

    /// Forgets the keys after the first `len`, whose text is about to be taken back.
    pub(super) fn truncate(&self, pen: &mut Pen<'_>, len: usize) {
        pen.keys.truncate(self.first as usize + len);
    }

    /// How many keys it has, where no object inside of it is open.
    pub(super) fn len(&self, pen: &Pen<'_>) -> usize {
        pen.keys.len() - self.first as usize
    }

    /// Gives up an object whose text is taken back.
    pub(super) fn abandon(self, pen: &mut Pen<'_>) {
        self.truncate(pen, 0);
    }

    /// Writes what is to be said about the fields, and the brace.
    pub(super) fn close(mut self, pen: &mut Pen<'_>) {
        self.finish(pen);
        pen.raw(b"}");
    }

    /// Writes what is to be said about the fields.
    pub(super) fn finish(&mut self, pen: &mut Pen<'_>) {
        if self.omitted > 0 {
            self.write_key(pen, None, |out| out.extend_from_slice(b"omitted_fields"));
            pen.out
                .extend_from_slice(itoa::Buffer::new().format(self.omitted).as_bytes());
        }
        if pen.odd.len() > self.odd as usize {
            self.write_non_finite(pen);
        }
        self.truncate(pen, 0);
    }

    #[cold]
    fn write_non_finite(&mut self, pen: &mut Pen<'_>) {
        self.write_key(pen, None, |out| out.extend_from_slice(b"non_finite"));
        for (at, Odd { name, what }) in pen.odd.drain(self.odd as usize..).enumerate() {
            pen.out
                .extend_from_slice(if at == 0 { b"{\"" } else { b",\"" });
            pen.out.extend_from_slice(&name);
            pen.out.extend_from_slice(b"\":");
            string(pen.out, what);
        }
        pen.out.push(b'}');
    }
}
