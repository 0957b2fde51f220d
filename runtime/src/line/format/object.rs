//! Objects that are written key by key, of which none comes twice.

use super::native::Native;
use crate::capture::string;
use crate::line::names::PREFIX;

/// An object that is being written.
pub(super) struct Object<'o> {
    pub(super) out: &'o mut Vec<u8>,
    /// Where each key stands that was written.
    keys: Vec<(usize, usize)>,
}

impl<'o> Object<'o> {
    /// Begins an object, which [`end`](Self::end) ends.
    pub(super) fn begin(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self {
            out,
            keys: Vec::new(),
        }
    }

    pub(super) fn end(self) {
        self.out.push(b'}');
    }

    // Never inlined, as what is called once a field: five formats would else be 70 KB of every program.
    #[inline(never)]
    pub(super) fn key(&mut self, key: &[u8]) {
        if !self.keys.is_empty() {
            self.out.push(b',');
        }
        self.out.push(b'"');
        let start = self.out.len();
        self.out.extend_from_slice(key);
        self.keys.push((start, self.out.len()));
        self.out.extend_from_slice(b"\":");
    }

    /// Whether a key was written.
    pub(super) fn contains(&self, key: &[u8]) -> bool {
        let mut keys = self.keys.iter();
        keys.any(|&(start, end)| self.out[start..end] == *key)
    }

    /// A key that is free: this one, or with a prefix in front. `is_taken` are those that come later.
    pub(super) fn free(&self, key: &[u8], is_taken: impl Fn(&[u8]) -> bool) -> Vec<u8> {
        let mut free = key.to_vec();
        while self.contains(&free) || is_taken(&free) {
            free.splice(..0, PREFIX.bytes());
        }
        free
    }

    /// A field, whose value is JSON.
    #[inline(never)]
    pub(super) fn raw(&mut self, key: &str, value: &[u8]) {
        self.key(key.as_bytes());
        self.out.extend_from_slice(value);
    }

    /// A field of the native line under another name, if there is one.
    #[inline(never)]
    pub(super) fn moved(&mut self, key: &str, line: &mut Native<'_>, native: &str) {
        if let Some(value) = line.take(native) {
            self.raw(key, value);
        }
    }

    #[inline(never)]
    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.key(key.as_bytes());
        string(self.out, text);
    }

    pub(super) fn number(&mut self, key: &str, number: u64) {
        self.key(key.as_bytes());
        let mut digits = itoa::Buffer::new();
        self.out.extend_from_slice(digits.format(number).as_bytes());
    }

    /// An object inside; nothing if nothing is written into it.
    pub(super) fn inside(&mut self, key: &str, write: impl FnOnce(&mut Object<'_>)) {
        let before = (self.out.len(), self.keys.len());
        self.key(key.as_bytes());
        let mut object = Object::begin(self.out);
        write(&mut object);
        let is_empty = object.keys.is_empty();
        object.end();
        if is_empty {
            self.out.truncate(before.0);
            self.keys.truncate(before.1);
        }
    }
}
