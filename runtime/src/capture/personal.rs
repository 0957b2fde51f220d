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
    generation: usize,
}

/// A slot of the cache: a name by its address and length, for one generation, and what it is like.
type Known = (usize, usize, usize, Look);

/// What a name is like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub(crate) is_personal: bool,
    /// Whether it stands in JSON as it is.
    pub(crate) is_plain: bool,
}

const UNKNOWN: Look = Look {
    is_personal: false,
    is_plain: false,
};

thread_local! {
    // Splitting a name into words costs 290 ns, this 2; the text of a static name never changes.
    static KNOWN: [Cell<Known>; 64] = const { [const { Cell::new((0, 0, 0, UNKNOWN)) }; 64] };
}

impl Names {
    pub(crate) fn new(added: &[String], generation: usize) -> Self {
        let added = added.iter().map(|name| spelled(name)).collect();
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
    pub(crate) fn look_at(&self, name: &'static str) -> Look {
        let (address, length) = (name.as_ptr() as usize, name.len());
        let slot = (address ^ (address >> 6) ^ length) % 64;
        let key = (address, length, self.generation + 1);
        KNOWN.with(|known| {
            let (a, l, g, look) = known[slot].get();
            if (a, l, g) == key {
                return look;
            }
            let needs_escape = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
            let look = Look {
                is_personal: self.are_personal(name),
                is_plain: !name.bytes().any(needs_escape),
            };
            known[slot].set((key.0, key.1, key.2, look));
            look
        })
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
        assert!(!Names::new(&[], 2).look_at("customer_ref").is_personal);
    }
}
