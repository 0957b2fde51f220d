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
    pub(super) keys: Keys,
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
        self.keys.places.len() > KEYS
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
        while self.keys.last().is_some_and(|(start, _)| start >= from) {
            self.keys.count -= 1;
        }
    }

    /// Forgets the odd numbers from there on.
    pub(super) fn forget_odd(&mut self, from: usize) {
        while self.odd.pop_if(|odd| odd.at >= from).is_some() {}
    }

    /// Forgets everything, of a pen that did not come to its end.
    pub(super) fn clear(&mut self) {
        self.objects.clear();
        self.sequences.clear();
        self.keys.truncate(0);
        self.arrays.clear();
        self.odd.clear();
    }
}

/// Where keys stand, the last one's last: begin and end of the text.
///
/// A slice and a count and no `Vec`: to push onto that may be a call, for which each caller saves its registers.
#[derive(Debug, Default)]
pub(super) struct Keys {
    places: Box<[(usize, usize)]>,
    count: usize,
}

impl Keys {
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Notes one more; whether there is room at hand.
    #[inline]
    pub(super) fn try_push(&mut self, place: (usize, usize)) -> bool {
        match self.places.get_mut(self.count) {
            Some(slot) => *slot = place,
            None => return false,
        }
        self.count += 1;
        true
    }

    /// Notes one more.
    pub(super) fn push(&mut self, place: (usize, usize)) {
        if !self.try_push(place) {
            let mut places = std::mem::take(&mut self.places).into_vec();
            places.resize((2 * self.count).max(32), (0, 0));
            self.places = places.into();
            self.try_push(place);
        }
    }

    pub(super) fn truncate(&mut self, count: usize) {
        self.count = self.count.min(count);
    }

    pub(super) fn last(&self) -> Option<(usize, usize)> {
        self.all().last().copied()
    }

    pub(super) fn all(&self) -> &[(usize, usize)] {
        &self.places[..self.count]
    }
}
