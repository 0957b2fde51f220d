//! Secrets: what `mask` and `hash` keep out of a call's features must not come back in its prediction,
//! its error or its panic message. The raw values stay in memory for the call, and are searched for.

use std::cell::OnceCell;
use std::fmt::{self, Debug};

use super::debug::personal_values;
use super::number::Number;
use super::pen::Pen;
use super::render::Render;
use super::scratch::Scratch;
use super::scrubber::{Scrubber, is_number};
use super::{Names, Rules, json, quietly, string};

/// Shorter values are no secrets by themselves: to take out every `1` or `no` would wreck a message.
pub(super) const SHORTEST: usize = 4;

/// Bytes that are kept of a call's raw values, and how many values: what holds more is as one that cannot
/// be read.
const MOST: usize = 256 * 1024;
const MOST_VALUES: usize = 8192;

/// The raw values that a call hides; most hide none, and carry a null pointer.
#[derive(Default)]
pub struct Secrets(Option<Box<Raw>>);

#[derive(Default)]
pub(super) struct Raw {
    /// `,value` after `,value`, as JSON: strings and numbers.
    json: Vec<u8>,
    count: usize,
    is_unreadable: bool,
}

impl Debug for Secrets {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// Keeps what serialises: every string and number in it, and the keys of its maps.
    pub(crate) fn keep(&mut self, value: &dyn Render) {
        let (mut nothing, mut scratch) = (Vec::new(), Scratch::default());
        let rules = Rules::unlimited();
        let mut pen = Pen::new(&mut nothing, &mut scratch, &rules, usize::MAX);
        pen.secrets = Some(self);
        pen.hide(&|pen| value.write(pen));
    }

    /// Keeps a string; whether there was room for it.
    pub(super) fn push_text(&mut self, text: &str) -> bool {
        let is_short = text.len() < 4 * SHORTEST && text.chars().count() < SHORTEST;
        is_short || self.push(text.len(), |json| string(json, text))
    }

    /// Keeps a number; whether there was room for it.
    pub(super) fn push_number(&mut self, number: Number) -> bool {
        let mut is_short = false;
        let has_room = self.push(0, |json| {
            let start = json.len();
            number.write(json);
            is_short = json.len() - start < SHORTEST;
            if is_short {
                json.truncate(start - 1);
            }
        });
        if is_short {
            self.raw().count -= 1;
        }
        has_room
    }

    fn push(&mut self, length: usize, write: impl FnOnce(&mut Vec<u8>)) -> bool {
        let raw = self.raw();
        let has_room = raw.json.len() + length <= MOST && raw.count < MOST_VALUES;
        if has_room {
            raw.count += 1;
            raw.json.push(b',');
            write(&mut raw.json);
        } else {
            raw.is_unreadable = true;
        }
        has_room
    }

    fn raw(&mut self) -> &mut Raw {
        self.0.get_or_insert_default()
    }

    /// Keeps a `Debug` form, and every string in it.
    pub(crate) fn keep_debug(&mut self, value: &dyn Debug) {
        match quietly(|| format!("{value:?}")) {
            Some(form) => self.keep_form(&form),
            None => self.keep_nothing(),
        }
    }

    /// Keeps what stands under personal names in a `Debug` form.
    pub(super) fn keep_named_debug(&mut self, value: &dyn Debug, names: &Names) {
        // One that cannot be formatted is a marker in the line.
        let form = quietly(|| format!("{value:?}")).unwrap_or_default();
        for personal in personal_values(&form, names) {
            self.keep_form(&form[personal]);
        }
    }

    fn keep_form(&mut self, form: &str) {
        let mut keep = |text: &str| {
            self.push_text(text);
        };
        keep(form);
        // Rust's escapes are not JSON's: what is between two quotes is taken as it stands too.
        form.split('"').skip(1).step_by(2).for_each(&mut keep);
        let is_of_number = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
        let words = form.split(|c| !is_of_number(c));
        words.filter(|word| is_number(word)).for_each(keep);
    }

    /// Says that a value could not be read: then nothing tells whether a message quotes it.
    pub(crate) fn keep_nothing(&mut self) {
        self.raw().is_unreadable = true;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Takes over what another call hid.
    pub(crate) fn extend(&mut self, other: &Self) {
        if let Some(other) = &other.0 {
            let raw = self.raw();
            raw.json.extend_from_slice(&other.json);
            raw.count += other.count;
            raw.is_unreadable |= other.is_unreadable;
        }
    }

    /// What takes these values out of texts; nothing where nothing is hidden.
    pub(crate) fn scrubber(&self) -> Option<Scrubber<'_>> {
        self.0.as_ref().map(|secrets| Scrubber {
            secrets,
            needles: OnceCell::new(),
        })
    }
}

impl Raw {
    /// Whether something hidden could not be read, or was too much.
    pub(super) fn is_unreadable(&self) -> bool {
        self.is_unreadable
    }

    /// The strings and numbers, as JSON.
    pub(super) fn scalars(&self) -> impl Iterator<Item = &[u8]> {
        json::scalars(&self.json)
    }
}
