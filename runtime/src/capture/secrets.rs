//! Secrets: what `mask` and `hash` keep out of a call's features must not come back in its prediction,
//! its error or its panic message. The raw values stay in memory for the call, and are searched for.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt::{self, Debug, Write as _};

use super::pen::Pen;
use super::render::Render;
use super::{MASKED, Rules, json, quietly};

/// Shorter values are no secrets by themselves: to take out every `1` or `no` would wreck a message.
const SHORTEST: usize = 4;

/// The raw values that a call hides; most hide none, and carry a null pointer.
#[derive(Default)]
pub struct Secrets(Option<Box<Raw>>);

#[derive(Default)]
struct Raw {
    /// `,value` after `,value`, as JSON.
    json: Vec<u8>,
    is_unreadable: bool,
}

impl Debug for Secrets {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// Keeps what serialises: every string and number in it.
    pub(crate) fn keep(&mut self, value: &dyn Render) {
        let rules = Rules::unlimited();
        let Raw {
            json,
            is_unreadable,
        } = self.raw();
        let start = json.len();
        json.push(b',');
        let written = quietly(|| {
            let mut pen = Pen::new(json, &rules, usize::MAX);
            pen.reveal = true;
            value.write(&mut pen).is_ok()
        });
        if written != Some(true) {
            json.truncate(start);
            *is_unreadable = true;
        }
    }

    fn raw(&mut self) -> &mut Raw {
        self.0.get_or_insert_default()
    }

    /// Keeps a `Debug` form, and every string in it.
    pub(crate) fn keep_debug(&mut self, value: &dyn Debug) {
        let Some(form) = quietly(|| format!("{value:?}")) else {
            return self.keep_nothing();
        };
        self.keep(&form.as_str());
        // Rust's escapes are not JSON's: what is between two quotes is taken as it stands too.
        for part in form.split('"').skip(1).step_by(2) {
            self.keep(&part);
        }
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
    /// The texts to search for, the longest first, so that a part of one does not break another.
    fn needles(&self) -> Vec<String> {
        let mut needles = Vec::new();
        for value in json::scalars(&self.json) {
            if let Ok(text) = serde_json::from_slice::<String>(value) {
                let mut debug = String::new();
                // Writing into a string does not fail.
                let _ = write!(debug, "{text:?}");
                needles.push(debug[1..debug.len() - 1].to_owned());
                needles.push(text);
            } else if let Ok(text) = std::str::from_utf8(value)
                && is_number(text)
            {
                // As JSON and as Rust show it: `52000.0` and `52000`.
                needles.extend(text.parse::<f64>().ok().map(|number| number.to_string()));
                needles.push(text.to_owned());
            }
        }
        needles.retain(|needle| needle.chars().count() >= SHORTEST);
        needles.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        needles.dedup();
        needles
    }
}

fn is_number(json: &str) -> bool {
    json.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

/// Takes secrets out of texts.
pub(crate) struct Scrubber<'s> {
    secrets: &'s Raw,
    /// Made when a text is at hand: most predictions are numbers.
    needles: OnceCell<Vec<String>>,
}

impl Scrubber<'_> {
    /// Whether a hidden value could not be read: then a message is withheld.
    pub(crate) fn withholds(&self) -> bool {
        self.secrets.is_unreadable
    }

    /// Whether a number, as it stands in JSON, is a secret.
    pub(super) fn hides_number(&self, number: &str) -> bool {
        number.len() >= SHORTEST
            && json::scalars(&self.secrets.json).any(|value| value == number.as_bytes())
    }

    /// The text without any secret, which is found where it stands as a word of its own.
    pub(crate) fn scrub<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        for needle in self.needles.get_or_init(|| self.secrets.needles()) {
            if let Some(scrubbed) = replace(&text, needle) {
                text = Cow::Owned(scrubbed);
            }
        }
        text
    }
}

/// The text with the needle masked; nothing where it is not in it.
fn replace(text: &str, needle: &str) -> Option<String> {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let starts_as_word = is_word(needle.chars().next());
    let ends_as_word = is_word(needle.chars().next_back());
    let mut scrubbed = String::new();
    let (mut shown, mut from) = (0, 0);
    while let Some(found) = text[from..].find(needle) {
        let (start, end) = (from + found, from + found + needle.len());
        let inside_of_a_word = starts_as_word && is_word(text[..start].chars().next_back())
            || ends_as_word && is_word(text[end..].chars().next());
        if inside_of_a_word {
            from = start + text[start..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        scrubbed.push_str(&text[shown..start]);
        scrubbed.push_str(MASKED);
        (shown, from) = (end, end);
    }
    (shown > 0).then(|| {
        scrubbed.push_str(&text[shown..]);
        scrubbed
    })
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;

    #[track_caller]
    fn scrubbed<T: Serialize + ?Sized>(secret: &T, text: &str) -> String {
        let mut secrets = Secrets::default();
        secrets.keep(&secret);
        secrets
            .scrubber()
            .expect("something is hidden")
            .scrub(text)
            .into_owned()
    }

    #[test]
    fn a_secret_is_taken_out_wherever_it_stands_as_a_word() {
        assert_eq!(
            scrubbed(
                "bob@example.com",
                "no user bob@example.com (bob@example.com)"
            ),
            "no user [masked] ([masked])"
        );
        assert_eq!(scrubbed("male", "a female male"), "a female [masked]");
        assert_eq!(scrubbed("aXa a", "aXa aXa a"), "aXa [masked]");
    }

    #[test]
    fn its_debug_form_is_taken_out_too() {
        let secret = "line\n\"quoted\" ä";
        assert_eq!(
            scrubbed(secret, &format!("bad value {secret:?}")),
            "bad value \"[masked]\""
        );
    }

    #[test]
    fn numbers_and_what_is_inside_of_values_are_secrets() {
        assert_eq!(
            scrubbed(&52_000.0, "52000 is 52000.0, not 520001"),
            "[masked] is [masked], not 520001"
        );
        assert_eq!(
            scrubbed(&("Jane Doe", [12345]), "Jane Doe has 12345"),
            "[masked] has [masked]"
        );
    }

    #[test]
    fn what_is_short_is_no_secret() {
        assert_eq!(scrubbed(&("no", 1, true), "no 1 true"), "no 1 true");
    }

    #[test]
    fn a_value_that_cannot_be_read_withholds() {
        struct Unreadable;
        impl Serialize for Unreadable {
            fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
                panic!("no")
            }
        }
        let mut secrets = Secrets::default();
        secrets.keep(&&Unreadable);
        assert!(
            secrets
                .scrubber()
                .is_some_and(|scrubber| scrubber.withholds())
        );
    }
}
