//! The entries of maps, whose keys come before their values.

use serde::Serialize;
use serde::ser::SerializeMap;

use super::fields::Fields;
use super::key::Key;
use super::reading::Aim;
use super::refused::Refused;

/// What to do with the value of a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    Show,
    Mask,
    Omit,
    /// Left out, and what would be masked.
    OmitPersonal,
}

impl Value {
    #[inline]
    pub(super) fn of(is_shown: bool, is_personal: bool) -> Self {
        match (is_shown, is_personal) {
            (true, true) => Self::Mask,
            (true, false) => Self::Show,
            (false, true) => Self::OmitPersonal,
            (false, false) => Self::Omit,
        }
    }
}

impl Fields<'_, '_> {
    /// Writes the key of a map.
    pub(super) fn map_key(&mut self, key: &str) {
        self.end_key();
        if self.pen.aim == Aim::Hide {
            // A map that is hidden may have its secrets in its keys.
            return self.pen.hide_key(key);
        }
        let is_shown = self.key(key);
        // Splitting a name into words takes a while, and of most omitted ones nobody wants to know.
        let is_personal = (is_shown || self.pen.looks()) && self.pen.masks_key(key);
        self.value = Value::of(is_shown, is_personal);
    }

    /// A key whose value did not come has none.
    pub(super) fn end_key(&mut self) {
        let value = std::mem::replace(&mut self.value, Value::Omit);
        if matches!(value, Value::Show | Value::Mask) {
            self.pen.raw(b"null");
        }
    }

    fn map_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        let what = std::mem::replace(&mut self.value, Value::Omit);
        self.finish_field(what, value)
    }
}

impl SerializeMap for Fields<'_, '_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        if key.serialize(Key(|key: &str| self.map_key(key))).is_err() {
            // What serde_json would refuse with the whole map.
            self.map_key("[unprintable key]");
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.map_value(value)
    }

    fn end(self) -> Result<(), Refused> {
        self.close();
        Ok(())
    }
}
