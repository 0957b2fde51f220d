//! The pen: where JSON is written, and what is known on the way about the value being written.

use std::fmt::Display;

use serde::Serialize;

use super::ndarray::Dims;
use super::number::{Number, non_finite};
use super::place::Odd;
use super::reading::Aim;
use super::refused::Refused;
use super::render::Render;
use super::scratch::Scratch;
use super::summary::{Last, Summary};
use super::text::{inside, limited, scrubbed, string};
use super::{MASKED, Rules, Scrubber, Secrets, hash, quietly, text};

/// Writes values into a buffer, within limits.
pub(crate) struct Pen<'o> {
    pub(super) out: &'o mut Vec<u8>,
    pub(super) rules: &'o Rules,
    /// The length of the buffer after which nothing more is begun.
    pub(super) end: usize,
    pub(super) depth: usize,
    /// Whether names that look personal are shown: inside of what `allow` names.
    pub(super) reveal: bool,
    /// What stands in front of a name that is there already, of fields that go into an object around them.
    pub(super) prefix: Option<&'static str>,
    /// What is known of the objects and sequences that are open.
    pub(super) scratch: &'o mut Scratch,
    /// What must not be in any text.
    pub(super) scrubber: Option<&'o Scrubber<'o>>,
    /// Where the raw values of what is masked by its name are kept.
    pub(super) secrets: Option<&'o mut Secrets>,
    pub(super) aim: Aim,
    /// How many measured sequences are around a value that is measured.
    pub(super) level: usize,
    /// What is known of the sequence that is being measured: none of its elements is written, so that
    /// there is one at a time.
    pub(super) summary: Option<Summary>,
    /// Whether bytes are written too: for a value that is not shown.
    pub(super) is_whole: bool,
    /// Whether something was nested too deep.
    pub(super) is_cut: bool,
    /// The axes of the array whose elements are the next sequence.
    pub(super) dims: Option<Box<Dims>>,
}

/// Where a value begins, to take back what comes after.
struct Mark {
    aim: Aim,
    length: usize,
    depth: usize,
}

/// Stands for a value that is nested too deep.
const TOO_DEEP: &str = "[nested too deep]";

impl<'o> Pen<'o> {
    /// A pen that begins nothing more once it has written `budget` bytes.
    pub(super) fn new(
        out: &'o mut Vec<u8>,
        scratch: &'o mut Scratch,
        rules: &'o Rules,
        budget: usize,
    ) -> Self {
        let end = out.len().saturating_add(budget);
        scratch.clear();
        Self {
            out,
            rules,
            end,
            depth: 0,
            reveal: false,
            prefix: None,
            scratch,
            scrubber: None,
            secrets: None,
            aim: Aim::Write,
            level: 0,
            summary: None,
            is_whole: false,
            is_cut: false,
            dims: None,
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.out.len() >= self.end
    }

    /// Writes JSON as it stands.
    pub(super) fn raw(&mut self, json: &[u8]) {
        self.out.extend_from_slice(json);
    }

    /// Writes `true`, `false` or `null`.
    pub(super) fn word(&mut self, word: &str, last: Last) {
        if self.is_reading() {
            self.read_word(last);
        } else {
            self.out.extend_from_slice(word.as_bytes());
        }
    }

    /// Whether what is given is written as it is.
    #[inline]
    pub(super) fn writes_freely(&self) -> bool {
        self.aim == Aim::Write && self.scrubber.is_none()
    }

    pub(super) fn number(&mut self, number: Number) -> Result<(), Refused> {
        if self.is_reading() {
            return self.read_number(number);
        }
        let start = self.out.len();
        number.write(self.out);
        if let Some(scrubber) = self.scrubber {
            self.hide_number(scrubber, start);
        }
        Ok(())
    }

    #[cold]
    fn hide_number(&mut self, scrubber: &Scrubber<'_>, start: usize) {
        let number = std::str::from_utf8(&self.out[start..]);
        if number.is_ok_and(|number| scrubber.hides_number(number)) {
            self.out.truncate(start);
            self.masked();
        }
    }

    /// Stands for a value that is kept out of the line.
    pub(super) fn masked(&mut self) {
        string(self.out, MASKED);
    }

    /// Stands for a value whose name is personal; nothing of the call may quote it.
    pub(super) fn mask<T: Serialize + ?Sized>(&mut self, value: &T) {
        self.hide(&|pen| value.serialize(pen));
        self.masked();
    }

    /// A float: as itself, or `null` in place and named beside.
    pub(super) fn float(&mut self, wide: f64, number: Number) -> Result<(), Refused> {
        if wide.is_finite() {
            return self.number(number);
        }
        if self.is_reading() {
            self.read_word(Last::NonFinite);
        } else {
            self.write_non_finite(wide);
        }
        Ok(())
    }

    #[cold]
    fn write_non_finite(&mut self, number: f64) {
        let (at, name) = (self.out.len(), self.place());
        let what = non_finite(number);
        self.scratch.odd.push(Odd { at, name, what });
        self.out.extend_from_slice(b"null");
    }

    #[inline]
    pub(super) fn text(&mut self, text: &str) -> Result<(), Refused> {
        let limit = self.rules.limits.string;
        if self.writes_freely() && text.len() <= limit {
            string(self.out, text);
            return Ok(());
        }
        self.text_with_rules(text, limit)
    }

    fn text_with_rules(&mut self, text: &str, limit: usize) -> Result<(), Refused> {
        if self.is_reading() {
            return self.read_text(text);
        }
        match self.scrubber {
            None => limited(self.out, limit, text),
            // Before it is cut: a part of a secret would not be found.
            Some(scrubber) => {
                let (text, more) = scrubbed(text, 0, limit, scrubber);
                self.out.push(b'"');
                inside(self.out, limit, &text, more);
                self.out.push(b'"');
            }
        }
        Ok(())
    }

    /// What a `Display` says.
    pub(super) fn display(&mut self, value: &dyn Display) -> Result<(), Refused> {
        if self.is_reading() {
            // Nothing is formatted that nobody reads.
            return match self.aim {
                Aim::Hide => self.read_text(&value.to_string()),
                _ => self.read_text(""),
            };
        }
        text(self.out, self.rules.limits.string, value, self.scrubber);
        Ok(())
    }

    /// Stands for a value that is nested too deep.
    #[cold]
    pub(super) fn too_deep(&mut self) {
        self.is_cut = true;
        string(self.out, TOO_DEEP);
    }

    /// Whether a value under this struct field's name is masked.
    pub(super) fn masks_field(&self, name: &'static str) -> bool {
        !self.reveal && self.rules.names.look_at(name).is_personal
    }

    /// Whether a value under this key is masked.
    pub(super) fn masks_key(&self, name: &str) -> bool {
        !self.reveal && self.rules.names.are_personal(name)
    }

    /// Writes a value inside of another; of one that fails `null` is left, should the other go on.
    #[inline]
    pub(super) fn inner<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.inner_with(|pen| value.serialize(pen))
    }

    #[inline]
    pub(super) fn inner_with(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        let (length, depth) = (self.out.len(), self.depth);
        let result = write(self);
        if result.is_err() {
            self.leave_null(length, depth);
        }
        result
    }

    #[cold]
    fn leave_null(&mut self, length: usize, depth: usize) {
        self.take_back(length);
        (self.depth, self.aim) = (depth, Aim::Write);
        self.out.extend_from_slice(b"null");
    }

    /// Takes back what was written from there on.
    pub(super) fn take_back(&mut self, length: usize) {
        self.out.truncate(length);
        self.scratch.take_back(length);
    }

    /// Writes a value; one whose `Serialize` panics or fails becomes a marker.
    pub(super) fn value(&mut self, value: &dyn Render) {
        self.attempt(|pen| value.write(pen), Self::marker);
    }

    /// The pseudonym of a value.
    pub(super) fn pseudonym(&mut self, value: &dyn Render) {
        let key = &self.rules.hash_key;
        match quietly(|| hash::pseudonym(key, value)) {
            Some(Ok(pseudonym)) => string(self.out, &pseudonym),
            // What the error says could quote the value.
            Some(Err(_)) | None => string(self.out, "[unprintable: cannot be hashed]"),
        }
    }

    /// Stands for a value that cannot be written.
    fn marker(&mut self, marker: &str) {
        // Nothing is read here, and so nothing refused.
        let _ = self.text(marker);
    }

    /// Runs the user's code, which writes here; if it panics or fails, what it wrote is undone and
    /// `instead` gets the marker.
    pub(super) fn attempt(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), Refused>,
        instead: impl FnOnce(&mut Self, &str),
    ) {
        let before = self.mark();
        let marker = match quietly(|| write(self)) {
            Some(Ok(())) => return,
            Some(Err(why)) => format!("[unprintable: {why}]"),
            None => "[unprintable: panicked]".to_owned(),
        };
        self.undo(&before);
        instead(self, &marker);
    }

    fn mark(&self) -> Mark {
        Mark {
            aim: self.aim,
            length: self.out.len(),
            depth: self.depth,
        }
    }

    fn undo(&mut self, mark: &Mark) {
        self.take_back(mark.length);
        (self.depth, self.aim) = (mark.depth, mark.aim);
    }
}
