// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The fields of a struct that is read into variables.

use super::{Failed, Json, Reader, Writer, fill};

/// A required field of a type that has no [`blank`](super::Blank::blank) value, while it is read.
#[derive(Debug)]
pub struct Slot<T>(pub Option<T>);

impl<T> Slot<T> {
    /// Returns the value. [`Reader::object`] fails if there is none.
    ///
    /// # Errors
    ///
    /// Returns [`Failed`] if there is no value.
    pub fn take(self, from: &mut Reader<'_>) -> Result<T, Failed> {
        match self.0 {
            Some(value) => Ok(value),
            None => from.unexpected("a required property"),
        }
    }
}

impl<T: Json> Json for Slot<T> {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        T::read(from).map(|value| Self(Some(value)))
    }

    fill!();

    fn write(&self, to: &mut Writer) {
        if let Some(value) = &self.0 {
            value.write(to);
        }
    }
}
