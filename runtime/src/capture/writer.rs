//! The writer of our own objects: `input_features`, and what else the user's values go into.

use super::only::Only;
use super::pen::Pen;
use super::place::Odd;
use super::reading::Aim;
use super::render::Render;
use super::scratch::Keys;
use super::{Debugged, How, Rules, Scratch, Scrubber, Secrets, quietly};

/// Writes `input_features`, or another object of ours, field by field.
pub struct ObjectWriter<'o> {
    pen: Pen<'o>,
}

impl<'o> ObjectWriter<'o> {
    /// Begins an object. What the scrubber searches for will not be in it, and what is masked by its
    /// name is kept with the secrets.
    pub(crate) fn begin(
        out: &'o mut Vec<u8>,
        scratch: &'o mut Scratch,
        rules: &'o Rules,
        budget: usize,
        scrubber: Option<&'o Scrubber<'o>>,
        secrets: Option<&'o mut Secrets>,
    ) -> Self {
        let mut pen = Pen::new(out, scratch, rules, budget);
        (pen.scrubber, pen.secrets) = (scrubber, secrets);
        pen.begin_object();
        Self { pen }
    }

    /// Ends it.
    pub(crate) fn end(mut self) {
        self.pen.close_object();
    }

    /// Writes fields into an object that somebody else has begun and will end: each after a comma.
    pub(crate) fn inside(
        out: &'o mut Vec<u8>,
        scratch: &'o mut Scratch,
        rules: &'o Rules,
        budget: usize,
        scrubber: Option<&'o Scrubber<'o>>,
        write: impl FnOnce(&mut Self),
    ) {
        let mut pen = Pen::new(out, scratch, rules, budget);
        pen.scrubber = scrubber;
        pen.begin_object();
        let mut writer = Self { pen };
        write(&mut writer);
        writer.pen.end_object();
    }

    /// A field.
    pub(crate) fn field(&mut self, name: &'static str, how: How, value: &dyn Render) {
        if self.pen.static_key(name, None) {
            self.value(name, how, value);
        } else {
            let is_hidden = how == How::Hash || self.is_masked(name, how);
            self.pen.reveal = how == How::Allow;
            self.pass_over(value, is_hidden);
        }
    }

    /// A field whose name is the user's, and known only now.
    pub(crate) fn named(&mut self, name: &str, value: &dyn Render) {
        self.pen.reveal = false;
        if !self.pen.key(name, Some("field")) {
            return self.pass_over(value, false);
        }
        if self.pen.masks_key(name) {
            self.pen.masked();
        } else {
            self.pen.value(value);
        }
    }

    /// A field of ours that is a text.
    pub(crate) fn text(&mut self, name: &'static str, text: &dyn std::fmt::Display) {
        if self.pen.static_key(name, None) {
            // A pen that writes refuses nothing.
            let _ = self.pen.display(text);
        }
    }

    /// A field of ours whose value is written.
    #[cfg(feature = "tower")]
    pub(crate) fn json(&mut self, name: &'static str, json: &[u8]) {
        if self.pen.static_key(name, None) {
            self.pen.raw(json);
        }
    }

    fn pass_over(&mut self, value: &dyn Render, is_hidden: bool) {
        let aim = if is_hidden { Aim::Hide } else { Aim::Look };
        self.pen.hide_by(aim, &|pen| value.write(pen));
    }

    fn value(&mut self, name: &'static str, how: How, value: &dyn Render) {
        if self.is_masked(name, how) {
            self.pass_over(value, true);
            self.pen.masked();
        } else if how == How::Hash {
            self.pass_over(value, true);
            self.pen.pseudonym(value);
        } else {
            self.pen.reveal = how == How::Allow;
            self.pen.value(value);
        }
    }

    fn is_masked(&mut self, name: &'static str, how: How) -> bool {
        self.pen.reveal = false;
        how == How::Mask || how == How::Plain && self.pen.masks_field(name)
    }

    /// A value that is the object itself if it has fields, and else is a field of it.
    pub(crate) fn only(&mut self, name: &'static str, how: How, value: &dyn Render) {
        if how == How::Hash || self.is_masked(name, how) {
            self.field(name, how, value);
        } else {
            self.fields(name, how, value, false);
        }
    }

    /// A value whose fields are fields of this object.
    pub(crate) fn spread(&mut self, name: &'static str, how: How, value: &dyn Render) {
        match how {
            How::Mask | How::Hash => self.field(name, how, value),
            How::Plain | How::Allow => self.fields(name, how, value, true),
        }
    }

    fn fields(&mut self, name: &'static str, how: How, value: &dyn Render, is_spread: bool) {
        // Asked once for all of them: a sequence in the place of fields could not be left out later.
        self.pen.reveal = how == How::Allow;
        if !self.pen.has_room() {
            return self.pass_over(value, false);
        }
        let mut failed = None;
        self.pen.attempt(
            |pen| {
                value.write_only(Only {
                    pen,
                    name,
                    is_spread,
                })
            },
            |_, marker| failed = Some(marker.to_owned()),
        );
        if let Some(marker) = failed {
            self.field(name, How::Allow, &marker.as_str());
        }
    }

    /// A field that is the `Debug` form of a value.
    pub(crate) fn debug(&mut self, name: &'static str, how: How, value: &dyn std::fmt::Debug) {
        if how == How::Hash {
            let form = quietly(|| format!("{value:?}"));
            return self.field(name, how, &form.as_deref().unwrap_or("[unprintable]"));
        }
        if !self.pen.static_key(name, None) {
            return;
        }
        let rules = self.pen.rules;
        let is_masked = self.is_masked(name, how);
        if let Some(secrets) = &mut self.pen.secrets {
            match how {
                _ if is_masked => secrets.keep_debug(value),
                How::Allow => {}
                _ => secrets.keep_named_debug(value, &rules.names),
            }
        }
        // A pen that writes refuses nothing.
        let _ = if is_masked {
            self.pen.masked();
            Ok(())
        } else if how == How::Allow {
            self.pen.display(&format_args!("{value:?}"))
        } else {
            self.pen.display(&Debugged { value, rules })
        };
    }

    /// A field whose value is kept out of the line.
    pub(crate) fn masked(&mut self, name: &'static str) {
        if self.pen.static_key(name, None) {
            self.pen.masked();
        }
    }

    /// Fields that were written before.
    pub(crate) fn append(&mut self, fragment: &Fragment) {
        for (key, value) in fragment.fields() {
            if self.pen.has_room() {
                self.pen.write_key(None, |out| out.extend_from_slice(key));
                self.pen.raw(value);
            }
        }
        self.pen.omit(fragment.omitted);
        let at = self.pen.out.len();
        let odd = fragment.odd.iter().cloned();
        let odd = odd.map(|odd| Odd { at, ..odd });
        self.pen.scratch.odd.extend(odd);
    }
}

/// Fields of an object, written before the object is.
#[derive(Debug)]
pub(crate) struct Fragment {
    json: Vec<u8>,
    keys: Keys,
    omitted: u32,
    odd: Vec<Odd>,
}

impl Fragment {
    /// Fields as `write` writes them.
    pub(crate) fn new(
        rules: &Rules,
        budget: usize,
        write: impl FnOnce(&mut ObjectWriter<'_>),
    ) -> Self {
        let (mut json, mut scratch) = (Vec::new(), Scratch::default());
        let omitted = {
            let (json, scratch) = (&mut json, &mut scratch);
            let mut writer = ObjectWriter::begin(json, scratch, rules, budget, None, None);
            write(&mut writer);
            writer.pen.omitted()
        };
        let Scratch { keys, odd, .. } = scratch;
        Self {
            json,
            keys,
            omitted,
            odd,
        }
    }

    /// Each key and its value: `"key":value,"key":value`.
    fn fields(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let mut keys = self.keys.all().iter().peekable();
        std::iter::from_fn(move || {
            let &(start, end) = keys.next()?;
            let next = keys.peek().map_or(self.json.len(), |&&(next, _)| next - 2);
            Some((&self.json[start..end], &self.json[end + 2..next]))
        })
    }
}
