// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Finding values in JSON text by JSON Pointers (RFC 6901), without a tree.

use super::{DecodeError, Failed, Kind, Mark, Reader, pointer};

/// Reads values from a text that is valid JSON. `read` may read them in any order.
///
/// # Errors
///
/// Returns [`DecodeError`] if the text is not valid JSON, or if `read` fails.
pub(crate) fn decode_with<T>(
    bytes: &[u8],
    read: &mut dyn FnMut(&mut Reader<'_>) -> Result<T, Failed>,
) -> Result<T, DecodeError> {
    let mut from = Reader::of(bytes)?;
    let start = from.mark();
    if from.skip().and_then(|()| from.end()).is_err() {
        return Err(from.error());
    }
    from.return_to(start);
    read(&mut from).map_err(|_| from.error())
}

impl Reader<'_> {
    /// Returns the position of the value at a pointer that is relative to another value, or `None` if there is none. Of
    /// several equal keys, the last one is found.
    pub(crate) fn locate(&mut self, value: Mark, pointer: &str) -> Option<Mark> {
        pointer::tokens(pointer)?.try_fold(value, |value, token| {
            self.return_to(value);
            match self.kind()? {
                Kind::Array => self.locate_item(pointer::index(&token)?),
                Kind::Object => self.locate_property(&token),
                _ => None,
            }
        })
    }

    /// Returns the position of the last item of an array, or `None` if the array is empty or the value is not an array.
    pub(crate) fn locate_last(&mut self, value: Mark) -> Option<Mark> {
        self.return_to(value);
        let (mut last, mut is_first) = (None, true);
        self.open_array().ok()?;
        while self.next_item(&mut is_first).ok()? {
            last = Some(self.mark());
            self.skip().ok()?;
        }
        last
    }

    fn locate_item(&mut self, index: usize) -> Option<Mark> {
        let mut is_first = true;
        self.open_array().ok()?;
        for _ in 0..index {
            self.next_item(&mut is_first).ok()?.then_some(())?;
            self.skip().ok()?;
        }
        self.next_item(&mut is_first).ok()?.then(|| self.mark())
    }

    fn locate_property(&mut self, wanted: &str) -> Option<Mark> {
        let (mut found, mut is_first) = (None, true);
        self.open_object().ok()?;
        while let Some(key) = self.next_key(&mut is_first).ok()? {
            if key == wanted {
                found = Some(self.mark());
            }
            self.skip().ok()?;
        }
        found
    }
}
