//! Reading values that are not shown: for the summary of a long sequence, and for what must not come
//! back, which is all that a masked value holds, and in any other what stands under personal names.

use serde::Serialize;

use super::number::Number;
use super::pen::Pen;
use super::refused::Refused;
use super::summary::Last;
use super::{Secrets, quietly};

/// What a pen does with the values that it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// Writes them.
    Write,
    /// Measures them for a summary.
    Measure,
    /// Looks for what stands under personal names.
    Look,
    /// Keeps all of it with the secrets.
    Hide,
}

/// Levels of nesting that are read: a value that goes deeper is one that could not be.
pub(super) const LEVELS: usize = 128;

impl Pen<'_> {
    pub(super) fn is_reading(&self) -> bool {
        self.aim != Aim::Write
    }

    /// Whether anybody wants to know what is personal in a value that is not shown.
    pub(super) fn looks(&self) -> bool {
        self.secrets.is_some() && !self.reveal
    }

    /// Reads a value with another aim.
    pub(super) fn read<T: Serialize + ?Sized>(
        &mut self,
        aim: Aim,
        value: &T,
    ) -> Result<(), Refused> {
        if self.depth > LEVELS {
            // What nobody sees is not worth a stack that overflows.
            self.give_up();
            return Ok(());
        }
        let before = (self.aim, self.depth, self.level);
        self.aim = aim;
        let result = value.serialize(&mut *self);
        (self.aim, self.depth, self.level) = before;
        result
    }

    #[cold]
    fn give_up(&mut self) {
        match &mut self.secrets {
            Some(secrets) if !self.reveal => secrets.keep_nothing(),
            _ => {}
        }
    }

    /// Passes over a value that is not shown: nothing of the call may quote what is personal in it, nor
    /// anything of it where its own name is.
    pub(super) fn pass_over<T: Serialize + ?Sized>(&mut self, value: &T, is_personal: bool) {
        if !self.looks() {
            return;
        }
        if is_personal || self.aim == Aim::Hide {
            if self.read(Aim::Hide, value).is_err() {
                self.give_up();
            }
        } else {
            // One that refuses to be read on has nothing more to say.
            let _ = self.read(Aim::Look, value);
        }
    }

    /// Keeps all of a value with the secrets; one that cannot be read is remembered as such.
    pub(super) fn hide(&mut self, read: &dyn Fn(&mut Self) -> Result<(), Refused>) {
        self.hide_by(Aim::Hide, read);
    }

    /// Keeps what is to be hidden of a value.
    pub(super) fn hide_by(&mut self, aim: Aim, read: &dyn Fn(&mut Self) -> Result<(), Refused>) {
        if !self.looks() {
            return;
        }
        let before = (self.aim, self.depth, self.level);
        self.aim = aim;
        let whole = quietly(|| read(self));
        if aim == Aim::Hide && !matches!(whole, Some(Ok(()))) {
            self.give_up();
        }
        (self.aim, self.depth, self.level) = before;
    }

    /// Goes into an object, of which a summary says nothing.
    pub(super) fn enter_object(&mut self) -> Result<(), Refused> {
        if self.aim == Aim::Measure {
            self.see(Last::Other);
            self.measured().shape.irregular = true;
            if !self.looks() {
                return Err(Refused::silent());
            }
            self.aim = Aim::Look;
        }
        Ok(())
    }

    /// The summary that is being made.
    pub(super) fn measured(&mut self) -> &mut super::summary::Summary {
        self.summary.get_or_insert_default()
    }

    fn see(&mut self, last: Last) {
        let level = self.level;
        let summary = self.measured();
        summary.shape.leaf(level);
        summary.add(last);
    }

    /// Keeps one value with the secrets; refuses where there are too many already, so that the rest is
    /// not read in vain.
    fn keep(&mut self, push: impl FnOnce(&mut Secrets) -> bool) -> Result<(), Refused> {
        let secrets = self.secrets.as_deref_mut();
        if secrets.is_none_or(push) {
            Ok(())
        } else {
            Err(Refused::silent())
        }
    }

    /// Keeps the key of a map that is hidden.
    pub(super) fn hide_key(&mut self, key: &str) {
        // The values that come after it will be refused.
        let _ = self.read_text(key);
    }

    /// Reads what is no number and no text.
    pub(super) fn read_word(&mut self, last: Last) {
        if self.aim == Aim::Measure {
            self.see(last);
        }
    }

    pub(super) fn read_number(&mut self, number: Number) -> Result<(), Refused> {
        match self.aim {
            Aim::Measure => self.see(Last::Number(number)),
            Aim::Hide => {
                self.keep(|secrets| secrets.push_number(number))?;
            }
            Aim::Write | Aim::Look => {}
        }
        Ok(())
    }

    pub(super) fn read_text(&mut self, text: &str) -> Result<(), Refused> {
        match self.aim {
            Aim::Measure => self.see(Last::Other),
            Aim::Hide => {
                self.keep(|secrets| secrets.push_text(text))?;
            }
            Aim::Write | Aim::Look => {}
        }
        Ok(())
    }
}
