//! Objects: keys that are never written twice, and what was left out counted.

use serde::Serialize;

use super::only::Only;
use super::pen::{Odd, Pen, Place};
use super::text::{escape, string};
use super::{Debugged, How, MASKED, Rules, text};

/// An object that is being written.
pub(super) struct Object {
    keys: Keys,
    omitted: usize,
    /// Where the odd numbers of this object begin.
    odd: usize,
    /// The place of the object itself.
    outer: Place,
}

/// The places of the keys written so far, without an allocation for ordinary objects.
struct Keys {
    inline: [(u32, u32); 32],
    spilled: Vec<(u32, u32)>,
    len: usize,
    /// A bit for each key's hash: most keys are told apart by it.
    seen: u64,
}

impl Keys {
    fn new() -> Self {
        Self {
            inline: [(0, 0); 32],
            spilled: Vec::new(),
            len: 0,
            seen: 0,
        }
    }

    fn iter(&self) -> impl Iterator<Item = (usize, usize)> {
        let inline = &self.inline[..self.len.min(self.inline.len())];
        inline
            .iter()
            .chain(&self.spilled)
            .map(|&(start, end)| (start as usize, end as usize))
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "an object is shorter than 4 GiB"
    )]
    fn push(&mut self, start: usize, end: usize, bit: u64) {
        let range = (start as u32, end as u32);
        match self.inline.get_mut(self.len) {
            Some(slot) => *slot = range,
            None => self.spilled.push(range),
        }
        self.len += 1;
        self.seen |= bit;
    }

    fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
        self.spilled
            .truncate(self.len.saturating_sub(self.inline.len()));
    }

    fn bit(key: &[u8]) -> u64 {
        let byte = |at: Option<&u8>| usize::from(at.copied().unwrap_or(0));
        let middle = byte(key.get(key.len() / 2));
        1 << ((key.len() + 7 * byte(key.first()) + 13 * byte(key.last()) + 29 * middle) % 64)
    }
}

impl Object {
    /// An object whose braces somebody else writes.
    pub(super) fn within(pen: &Pen<'_>) -> Self {
        Self {
            keys: Keys::new(),
            omitted: 0,
            odd: pen.odd.len(),
            outer: pen.place,
        }
    }

    pub(super) fn open(pen: &mut Pen<'_>) -> Self {
        let object = Self::within(pen);
        pen.place = Place::default();
        pen.raw(b"{");
        object
    }

    /// Writes a key; whether there is room for it and its value.
    pub(super) fn key(&mut self, pen: &mut Pen<'_>, key: &str, prefix: Option<&str>) -> bool {
        let has_room = self.has_room(pen);
        if has_room {
            self.write_key(pen, prefix, |out| escape(out, key));
        }
        has_room
    }

    fn has_room(&mut self, pen: &Pen<'_>) -> bool {
        let has_room = !pen.is_full() && self.keys.len < pen.rules.limits.fields;
        self.omitted += usize::from(!has_room);
        has_room
    }

    /// Writes a key; one that is there already gets the prefix in front, or a number behind.
    fn write_key(&mut self, pen: &mut Pen<'_>, prefix: Option<&str>, write: impl Fn(&mut Vec<u8>)) {
        if self.keys.len > 0 {
            pen.out.push(b',');
        }
        pen.out.push(b'"');
        let start = pen.out.len();
        write(pen.out);
        let mut number = 1;
        while self.contains(pen.out, start) {
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
        let end = pen.out.len();
        let bit = Keys::bit(&pen.out[start..]);
        self.keys.push(start, end, bit);
        pen.out.extend_from_slice(b"\":");
        pen.place = Place::under(start, end);
    }

    /// Whether the key that stands at the buffer's end has been written before.
    fn contains(&self, out: &[u8], start: usize) -> bool {
        let key = &out[start..];
        self.keys.seen & Keys::bit(key) != 0
            && self.keys.iter().any(|(start, end)| out[start..end] == *key)
    }

    /// Forgets the keys after the first `len`, whose text is about to be taken back.
    pub(super) fn truncate(&mut self, len: usize) {
        self.keys.truncate(len);
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len
    }

    pub(super) fn omit(&mut self, count: usize) {
        self.omitted += count;
    }

    /// Gives up an object whose text is taken back.
    pub(super) fn abandon(self, pen: &mut Pen<'_>) {
        pen.place = self.outer;
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
        if pen.odd.len() > self.odd {
            self.write_key(pen, None, |out| out.extend_from_slice(b"non_finite"));
            for (at, Odd { name, what }) in pen.odd.drain(self.odd..).enumerate() {
                pen.out
                    .extend_from_slice(if at == 0 { b"{\"" } else { b",\"" });
                pen.out.extend_from_slice(&name);
                pen.out.extend_from_slice(b"\":");
                string(pen.out, what);
            }
            pen.out.push(b'}');
        }
        pen.place = self.outer;
    }
}

/// Writes `input_features`, or another object of ours, field by field.
pub struct ObjectWriter<'o> {
    pen: Pen<'o>,
    object: Object,
}

impl<'o> ObjectWriter<'o> {
    /// Begins an object.
    pub(crate) fn begin(out: &'o mut Vec<u8>, rules: &'o Rules, budget: usize) -> Self {
        let mut pen = Pen::new(out, rules, budget);
        let object = Object::open(&mut pen);
        Self { pen, object }
    }

    /// Ends it.
    pub(crate) fn end(self) {
        let Self { mut pen, object } = self;
        object.close(&mut pen);
    }

    /// Writes fields into an object that somebody else has begun and will end: each after a comma.
    pub(crate) fn inside(
        out: &'o mut Vec<u8>,
        rules: &'o Rules,
        budget: usize,
        write: impl FnOnce(&mut Self),
    ) {
        out.push(b',');
        let pen = Pen::new(out, rules, budget);
        let object = Object::within(&pen);
        let mut writer = Self { pen, object };
        write(&mut writer);
        writer.object.finish(&mut writer.pen);
    }

    /// A field.
    pub(crate) fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, how: How, value: &T) {
        if self.object.key(&mut self.pen, name, None) {
            self.value(name, how, value);
        }
    }

    fn value<T: Serialize + ?Sized>(&mut self, name: &'static str, how: How, value: &T) {
        if self.is_masked(name, how) {
            self.pen.text(MASKED);
        } else if how == How::Hash {
            self.pen.pseudonym(value);
        } else {
            self.pen.reveal = how == How::Allow;
            self.pen.value(value);
        }
    }

    fn is_masked(&mut self, name: &'static str, how: How) -> bool {
        self.pen.reveal = false;
        how == How::Mask || how == How::Plain && self.pen.masks_field(name)
    }

    /// A value that is the object itself if it has fields, and else is a field of it.
    pub(crate) fn only<T: Serialize + ?Sized>(&mut self, name: &'static str, how: How, value: &T) {
        if how == How::Hash || self.is_masked(name, how) {
            self.field(name, how, value);
        } else {
            self.fields(name, how, value, false);
        }
    }

    /// A value whose fields are fields of this object.
    pub(crate) fn spread<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        how: How,
        value: &T,
    ) {
        match how {
            How::Mask | How::Hash => self.field(name, how, value),
            How::Plain | How::Allow => self.fields(name, how, value, true),
        }
    }

    fn fields<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        how: How,
        value: &T,
        is_spread: bool,
    ) {
        // Asked once for all of them: a sequence in the place of fields could not be left out later.
        if !self.object.has_room(&self.pen) {
            return;
        }
        self.pen.reveal = how == How::Allow;
        let object = &mut self.object;
        let len = object.len();
        let mut failed = None;
        self.pen.attempt(
            |pen| {
                value.serialize(Only {
                    pen,
                    object,
                    name,
                    is_spread,
                })
            },
            |_, marker| failed = Some(marker.to_owned()),
        );
        if let Some(marker) = failed {
            self.object.truncate(len);
            self.field(name, How::Allow, &marker);
        }
    }

    /// A field that is the `Debug` form of a value.
    pub(crate) fn debug(&mut self, name: &'static str, how: How, value: &dyn std::fmt::Debug) {
        if how == How::Hash {
            let mut form = Vec::new();
            text(&mut form, usize::MAX, &format_args!("{value:?}"));
            return self.field(name, how, &String::from_utf8_lossy(&form));
        }
        if !self.object.key(&mut self.pen, name, None) {
            return;
        }
        if self.is_masked(name, how) {
            self.pen.text(MASKED);
        } else {
            let rules = self.pen.rules;
            let limit = rules.limits.string;
            if how == How::Allow {
                text(self.pen.out, limit, &format_args!("{value:?}"));
            } else {
                text(self.pen.out, limit, &Debugged { value, rules });
            }
        }
    }

    /// A field whose value is kept out of the line.
    pub(crate) fn masked(&mut self, name: &'static str) {
        if self.object.key(&mut self.pen, name, None) {
            self.pen.text(MASKED);
        }
    }

    /// Fields that were written before.
    pub(crate) fn append(&mut self, fragment: &Fragment) {
        for (key, value) in fragment.fields() {
            if self.object.has_room(&self.pen) {
                self.object
                    .write_key(&mut self.pen, None, |out| out.extend_from_slice(key));
                self.pen.raw(value);
            }
        }
        self.object.omit(fragment.omitted);
        self.pen.odd.extend_from_slice(&fragment.odd);
    }
}

/// Fields of an object, written before the object is.
#[derive(Debug)]
pub(crate) struct Fragment {
    json: Vec<u8>,
    keys: Vec<(usize, usize)>,
    omitted: usize,
    odd: Vec<Odd>,
}

impl Fragment {
    /// Fields as `write` writes them.
    pub(crate) fn new(
        rules: &Rules,
        budget: usize,
        write: impl FnOnce(&mut ObjectWriter<'_>),
    ) -> Self {
        let mut json = Vec::new();
        let mut writer = ObjectWriter::begin(&mut json, rules, budget);
        write(&mut writer);
        let ObjectWriter { pen, object } = writer;
        let odd = pen.odd;
        let (keys, omitted) = (object.keys.iter().collect(), object.omitted);
        Self {
            json,
            keys,
            omitted,
            odd,
        }
    }

    /// Each key and its value: `"key":value,"key":value`.
    fn fields(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.keys.iter().enumerate().map(|(at, &(start, end))| {
            let next = self
                .keys
                .get(at + 1)
                .map_or(self.json.len(), |&(start, _)| start - 2);
            (&self.json[start..end], &self.json[end + 2..next])
        })
    }
}
