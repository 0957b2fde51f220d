//! A value without its type: what writes names, masks and markers is compiled once, and not for each
//! type that is recorded.

use serde::Serialize;

use super::Rules;
use super::only::Only;
use super::pen::Pen;
use super::place::Odd;
use super::refused::Refused;
use super::scratch::Scratch;

/// Whatever is [`Serialize`], by reference.
pub(crate) trait Content {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Refused>;
}

/// A value that may stand in the place of an object's fields.
pub(crate) trait Render: Content {
    fn write_only(&self, only: Only<'_, '_>) -> Result<(), Refused>;
}

impl<T: Serialize + ?Sized> Content for &T {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Refused> {
        self.serialize(pen)
    }
}

impl<T: Serialize + ?Sized> Render for &T {
    fn write_only(&self, only: Only<'_, '_>) -> Result<(), Refused> {
        self.serialize(only)
    }
}

impl dyn Content + '_ {
    /// The value as JSON, whole and with nothing masked, and the numbers that JSON cannot say.
    pub(super) fn whole(&self) -> Result<(Vec<u8>, Vec<Odd>), Refused> {
        let rules = Rules::unlimited();
        let (mut json, mut scratch) = (Vec::new(), Scratch::default());
        let mut pen = Pen::new(&mut json, &mut scratch, &rules, usize::MAX);
        (pen.reveal, pen.is_whole) = (true, true);
        self.write(&mut pen)?;
        if pen.is_cut {
            return Err(Refused::silent());
        }
        Ok((json, scratch.odd))
    }

    /// The value as JSON; nothing where it cannot be written.
    pub(super) fn json(&self) -> Option<Vec<u8>> {
        self.whole().ok().map(|(json, _)| json)
    }
}
