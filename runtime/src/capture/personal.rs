//! Which names look personal: the attributes' own list, and what the set-up adds.

use std::cell::Cell;

use super::object::hash;

// The functions that the attributes use at compile time, word for word.
flight_recorder_macros::__personal!();

/// The names that are personal.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// What `redact` adds: each name as its words.
    added: Vec<String>,
    /// Tells the cache of a thread which names it was filled by.
    generation: u64,
}

/// What is known of a name whose text is static.
struct Known {
    /// The name's address and length, and the generation of the names.
    word: Cell<u64>,
    look: Cell<Look>,
    /// The name as a key. An array is copied without a call, and what is too much cut off.
    key: Cell<[u8; KEY]>,
}

/// What a name is like: as much as a register holds.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) is_personal: bool,
    /// The hash by which an object tells its keys apart.
    pub(super) hash: u8,
    /// The length of the name as a key, `,"name":`; 0 where it is too long or needs escapes.
    length: u8,
    slot: u8,
}

/// Bytes of a name as a key that are remembered.
const KEY: usize = 32;

/// Slots for more names than a program's hot functions have. A name may be in any of [`PROBES`]
/// neighbours, because two names in turn for one slot would be looked at anew at each call.
const SLOTS: usize = 256;
const PROBES: u8 = 4;

thread_local! {
    // Splitting a name into words costs 290 ns, this 2; the text of a static name never changes.
    static KNOWN: [Known; SLOTS] = const { [const { Known::nothing() }; SLOTS] };
}

impl Known {
    const fn nothing() -> Self {
        Self {
            word: Cell::new(0),
            look: Cell::new(UNKNOWN),
            key: Cell::new([0; KEY]),
        }
    }
}

const UNKNOWN: Look = Look {
    is_personal: false,
    hash: 0,
    length: 0,
    slot: 0,
};

impl Look {
    /// Writes the name that was looked at last as a key, after a comma: if it is remembered, and the buffer need
    /// not grow.
    #[inline]
    pub(super) fn write_key(self, out: &mut Vec<u8>) -> bool {
        let begin = out.len();
        let has_room = out.capacity() - begin >= KEY;
        if has_room && self.length > 0 {
            out.extend_from_slice(&KNOWN.with(|known| known[usize::from(self.slot)].key.get()));
            out.truncate(begin + usize::from(self.length));
        }
        has_room && self.length > 0
    }
}

impl Names {
    pub(crate) fn new(added: &[String], generation: usize) -> Self {
        let added = added.iter().map(|name| spelled(name)).collect();
        // There are two.
        let generation = u64::from(generation > 0);
        Self { added, generation }
    }

    /// Whether a name looks personal.
    pub(crate) fn are_personal(&self, name: &str) -> bool {
        looks_personal(name)
            || !self.added.is_empty() && {
                let name = spelled(name);
                self.added.contains(&name)
            }
    }

    /// What a name is like whose text is static.
    pub(super) fn look_at(&self, name: &'static str) -> Look {
        match self.slot_of(name) {
            Some((first, word)) => KNOWN.with(|known| self.look_around(known, first, word, name)),
            None => self.look_anew(name),
        }
    }

    /// The same, as far as it is known at first sight.
    #[inline]
    pub(super) fn glance_at(&self, name: &'static str) -> Look {
        let Some((first, word)) = self.slot_of(name) else {
            return UNKNOWN;
        };
        // Nothing but words goes in and out: a closure's captures are handed over in memory.
        KNOWN.with(|known| {
            // Of sixty names a fifth are not in their first slot, and most of those in the next.
            let [first, next] =
                [first, first.wrapping_add(1)].map(|slot| &known[usize::from(slot)]);
            if first.word.get() == word {
                first.look.get()
            } else if next.word.get() == word {
                next.look.get()
            } else {
                UNKNOWN
            }
        })
    }

    /// The first slot that a name may be in, and what it is told by there.
    #[inline]
    fn slot_of(&self, name: &'static str) -> Option<(u8, u64)> {
        let (address, length) = (name.as_ptr() as u64, name.len() as u64);
        // No other addresses are handed out, and no longer names written.
        let is_ordinary = address >> 48 | length >> 14 == 0;
        let word = address | length << 48 | (self.generation + 1) << 62;
        // By the golden ratio: the upper bits of the product depend on all of the word.
        let first = (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8;
        is_ordinary.then_some((first, word))
    }

    /// Looks in the first slot and those after it, and keeps what was not known.
    fn look_around(&self, known: &[Known; SLOTS], first: u8, word: u64, name: &str) -> Look {
        let at = |slot: u8| &known[usize::from(slot)];
        let mut slots = (0..PROBES).map(|probe| first.wrapping_add(probe));
        if let Some(slot) = slots.clone().find(|&slot| at(slot).word.get() == word) {
            return at(slot).look.get();
        }
        // One of another generation will not be asked for again.
        let is_free = |&slot: &u8| at(slot).word.get() >> 62 != word >> 62;
        let slot = slots.find(is_free).unwrap_or(first);
        let mut look = Look {
            slot,
            ..self.look_anew(name)
        };
        if let Some(key) = as_key(name) {
            at(slot).key.set(key);
            look.length = u8::try_from(name.len() + 4).unwrap_or(0);
        }
        at(slot).look.set(look);
        at(slot).word.set(word);
        look
    }

    #[cold]
    fn look_anew(&self, name: &str) -> Look {
        Look {
            is_personal: self.are_personal(name),
            hash: hash(name.as_bytes()),
            ..UNKNOWN
        }
    }
}

/// `,"name":`, if it is short and needs no escapes.
fn as_key(name: &str) -> Option<[u8; KEY]> {
    let needs_escape = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    let length = name.len() + 4;
    if length > KEY || name.bytes().any(needs_escape) {
        return None;
    }
    let mut key = [0; KEY];
    key[..2].copy_from_slice(b",\"");
    key[2..length - 2].copy_from_slice(name.as_bytes());
    key[length - 2..length].copy_from_slice(b"\":");
    Some(key)
}

/// One spelling for `customerRef`, `customer-ref` and `customer_ref`.
fn spelled(name: &str) -> String {
    split(name, &mut [0; 96], &mut [""; 24]).join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_up_adds_names_in_any_spelling() {
        let names = Names::new(&["customer_ref".to_owned()], 1);
        for name in ["customer_ref", "customerRef", "Customer-Ref", "email"] {
            assert!(names.are_personal(name), "{name}");
        }
        assert!(!names.are_personal("customer_reference_count"));
        assert!(names.look_at("customer_ref").is_personal);
        assert!(!Names::new(&[], 0).look_at("customer_ref").is_personal);
    }
}
