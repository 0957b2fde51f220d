//! A value without its type: what writes names, masks and markers is compiled once, and not for each
//! type that is recorded.

use serde::Serialize;

use super::only::Only;
use super::pen::{Pen, Refused};

/// Whatever is [`Serialize`], by reference.
pub(crate) trait Render {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Refused>;

    fn write_only(&self, only: Only<'_, '_>) -> Result<(), Refused>;
}

impl<T: Serialize + ?Sized> Render for &T {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Refused> {
        self.serialize(pen)
    }

    fn write_only(&self, only: Only<'_, '_>) -> Result<(), Refused> {
        self.serialize(only)
    }
}
