//! Which names look personal: the attributes' own list, and what the set-up adds.

use std::cell::Cell;

// The functions that the attributes use at compile time, word for word.
flight_recorder_macros::__personal!();

/// The names that are personal.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// What `redact` adds: each name as its words.
    added: Vec<String>,
    /// Tells the cache of a thread which names it was filled by.
    generation: u16,
}

/// A slot of the cache: a name by its address and length, for one generation, and what it is like.
#[derive(Clone, Copy)]
struct Known {
    address: usize,
    length: u32,
    generation: u16,
    look: Look,
}

/// What a name is like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub(crate) is_personal: bool,
    /// Whether it stands in JSON as it is.
    pub(crate) is_plain: bool,
}

/// Slots for more names than a program's hot functions have: 8 KiB a thread, of which what is in use is
/// touched. A name may be in any of [`PROBES`] neighbours, because two names in turn for one slot would be
/// split again at each call.
const SLOTS: usize = 512;
const PROBES: usize = 4;

thread_local! {
    // Splitting a name into words costs 290 ns, this 2; the text of a static name never changes.
    static KNOWN: [Cell<Known>; SLOTS] = const { [const { Cell::new(Known::NONE) }; SLOTS] };
}

impl Known {
    const NONE: Self = Self {
        address: 0,
        length: 0,
        generation: 0,
        look: Look {
            is_personal: false,
            is_plain: false,
        },
    };

    /// Where the first of a name's slots is: its address times the golden ratio.
    #[inline]
    fn slot(&self) -> usize {
        let spread = (self.address as u64 ^ u64::from(self.length) << 48)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (spread >> 32) as usize % SLOTS
    }

    #[inline]
    fn is_of(&self, other: &Self) -> bool {
        self.address == other.address
            && self.length == other.length
            && self.generation == other.generation
    }
}

impl Names {
    pub(crate) fn new(added: &[String], generation: usize) -> Self {
        let added = added.iter().map(|name| spelled(name)).collect();
        // There are two.
        let generation = u16::from(generation > 0);
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
    #[inline]
    pub(crate) fn look_at(&self, name: &'static str) -> Look {
        let mut known = Known {
            address: name.as_ptr() as usize,
            // Longer ones are looked at anew.
            length: u32::try_from(name.len()).unwrap_or(0),
            generation: self.generation + 1,
            look: Known::NONE.look,
        };
        let first = known.slot();
        KNOWN.with(|slots| {
            let slot = |probe: usize| &slots[(first + probe) % SLOTS];
            for probe in 0..PROBES {
                let found = slot(probe).get();
                if found.is_of(&known) {
                    return found.look;
                }
            }
            known.look = self.look_anew(name);
            let is_free = |probe: &usize| slot(*probe).get().generation != known.generation;
            slot((0..PROBES).find(is_free).unwrap_or(0)).set(known);
            known.look
        })
    }

    #[cold]
    fn look_anew(&self, name: &str) -> Look {
        let needs_escape = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
        Look {
            is_personal: self.are_personal(name),
            is_plain: !name.bytes().any(needs_escape),
        }
    }
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
