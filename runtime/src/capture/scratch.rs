//! What a pen knows of the objects and sequences that are open, in memory that is used again.
//!
//! All of it is used in place and never moved: a serializer that carries it by value is copied with each
//! object, by wider loads than it was written by, which wait until all earlier stores have left the core.
//! Everything has its place in the buffer, so that what is taken back there is forgotten here.

use super::elements::Sequence;
use super::ndarray::Array;
use super::object::Object;
use super::place::Odd;

/// The open objects and sequences, the innermost last.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(super) objects: Vec<Object>,
    pub(super) sequences: Vec<Sequence>,
    /// Where the keys of all open objects stand: none is written twice.
    pub(super) keys: Vec<(usize, usize)>,
    /// Structs that look like arrays so far.
    pub(super) arrays: Vec<Array>,
    /// Numbers that JSON cannot say, for the `non_finite` of the object around them.
    pub(super) odd: Vec<Odd>,
}

impl Scratch {
    /// Whether it holds more memory than ordinary features need.
    pub(crate) fn is_large(&self) -> bool {
        /// More than any object has unless its limit is a setting.
        const KEYS: usize = 1024;
        self.keys.capacity() > KEYS
    }

    /// Forgets what stands at `length` in the buffer and behind it.
    pub(super) fn take_back(&mut self, length: usize) {
        // The outermost object was begun by who takes back what failed inside of it.
        let is_behind = |object: &mut Object| object.start >= length;
        while self.objects.len() > 1 && self.objects.pop_if(is_behind).is_some() {}
        while self
            .sequences
            .pop_if(|sequence| sequence.start >= length)
            .is_some()
        {}
        while self.arrays.pop_if(|array| array.start >= length).is_some() {}
        self.forget_keys(length);
        self.forget_odd(length);
    }

    /// Forgets the keys from there on.
    pub(super) fn forget_keys(&mut self, from: usize) {
        while self.keys.pop_if(|&mut (start, _)| start >= from).is_some() {}
    }

    /// Forgets the odd numbers from there on.
    pub(super) fn forget_odd(&mut self, from: usize) {
        while self.odd.pop_if(|odd| odd.at >= from).is_some() {}
    }

    /// Forgets everything, of a pen that did not come to its end.
    pub(super) fn clear(&mut self) {
        self.objects.clear();
        self.sequences.clear();
        self.keys.clear();
        self.arrays.clear();
        self.odd.clear();
    }
}
