//! The scrubber: takes what a call hides out of its texts.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt::{self, Debug, Write as _};

use super::MASKED;
use super::secrets::{Raw, SHORTEST};

/// Takes secrets out of texts.
pub(crate) struct Scrubber<'s> {
    pub(super) secrets: &'s Raw,
    /// Made when a text is at hand: most predictions are numbers. The longest first, so that a part of
    /// one does not break another.
    pub(super) needles: OnceCell<Vec<String>>,
}

impl Debug for Scrubber<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Scrubber(…)")
    }
}

impl Scrubber<'_> {
    /// Whether a hidden value could not be read: then a message is withheld.
    pub(crate) fn withholds(&self) -> bool {
        self.secrets.is_unreadable()
    }

    /// Whether a number, as it stands in JSON, is a secret.
    pub(super) fn hides_number(&self, number: &str) -> bool {
        number.len() >= SHORTEST && {
            let number = without_fraction(number.as_bytes());
            self.secrets
                .scalars()
                .any(|value| without_fraction(value) == number)
        }
    }

    /// The text without any secret, which is found where it stands as a word of its own.
    pub(crate) fn scrub<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        for needle in self.needles() {
            if let Some(scrubbed) = replace(&text, needle) {
                text = Cow::Owned(scrubbed);
            }
        }
        text
    }

    /// The length of the longest text that is searched for.
    pub(super) fn longest(&self) -> usize {
        self.needles().first().map_or(0, String::len)
    }

    fn needles(&self) -> &[String] {
        self.needles.get_or_init(|| {
            let mut needles = Vec::new();
            for value in self.secrets.scalars() {
                add_forms(&mut needles, value);
            }
            needles.retain(|needle| needle.chars().count() >= SHORTEST);
            needles.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            needles.dedup();
            needles
        })
    }
}

/// Adds the forms in which a text may quote a value.
fn add_forms(needles: &mut Vec<String>, json: &[u8]) {
    if let Ok(text) = serde_json::from_slice::<String>(json) {
        let inside = String::from_utf8_lossy(&json[1..json.len() - 1]);
        needles.push(inside.into_owned());
        // By itself, and inside of another text, where an accent at the begin has its letter; and in
        // the `Debug` form of an error whose message has the `Debug` form.
        for form in [debug(&text), debug(&format!("x{text}"))[1..].to_owned()] {
            if form != text {
                needles.push(debug(&form));
            }
            needles.push(form);
        }
        needles.push(text);
    } else if let Ok(text) = std::str::from_utf8(json)
        && is_number(text)
    {
        // As JSON and as Rust show it: `52000.0` and `52000`.
        let shown = text.parse::<f64>().map(|number| number.to_string());
        needles.extend(shown.ok().filter(|shown| shown != text));
        needles.push(text.to_owned());
    }
}

/// The inside of a `Debug` form.
fn debug(text: &str) -> String {
    let mut form = String::new();
    // Writing into a string does not fail.
    let _ = write!(form, "{text:?}");
    form[1..form.len() - 1].to_owned()
}

/// `52000` of `52000.0`.
fn without_fraction(number: &[u8]) -> &[u8] {
    number.strip_suffix(b".0").unwrap_or(number)
}

pub(super) fn is_number(json: &str) -> bool {
    json.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

/// Whether a word that begins after `text` goes on in it. A letter that a backslash makes a `Debug`
/// form's line break or tab is none.
fn goes_on_before(text: &str) -> bool {
    let mut before = text.chars().rev();
    before.next().is_some_and(char::is_alphanumeric) && before.next() != Some('\\')
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
        let inside_of_a_word = starts_as_word && goes_on_before(&text[..start])
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

    use crate::capture::Secrets;

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
    fn a_line_break_of_a_debug_form_is_no_letter_of_the_word_after_it() {
        assert_eq!(
            scrubbed("Jane Doe", r"no:\nJane Doe and\tJane Doe"),
            r"no:\n[masked] and\t[masked]"
        );
    }

    #[test]
    fn keys_of_maps_are_secrets_too() {
        let value = std::collections::BTreeMap::from([("alice", ["rest"])]);
        assert_eq!(scrubbed(&value, "alice: rest"), "[masked]: [masked]");
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
