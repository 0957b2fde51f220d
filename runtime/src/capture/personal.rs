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

/// A slot of the cache: a name by its address and length, for one generation, and the verdict.
type Known = (usize, usize, usize, bool);

thread_local! {
    // Splitting a name into words costs 290 ns, this 2; the text of a static name never changes.
    static KNOWN: [Cell<Known>; 64] = const { [const { Cell::new((0, 0, 0, false)) }; 64] };
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

    /// The same for a name whose text is static.
    pub(crate) fn are_personal_static(&self, name: &'static str) -> bool {
        let (address, length) = (name.as_ptr() as usize, name.len());
        let slot = (address ^ (address >> 6) ^ length) % 64;
        let key = (address, length, self.generation + 1);
        KNOWN.with(|known| {
            let (a, l, g, verdict) = known[slot].get();
            if (a, l, g) == key {
                return verdict;
            }
            let verdict = self.are_personal(name);
            known[slot].set((key.0, key.1, key.2, verdict));
            verdict
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
        assert!(names.are_personal_static("customer_ref"));
        assert!(!Names::new(&[], 2).are_personal_static("customer_ref"));
    }
}
