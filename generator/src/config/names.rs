//! Names that a target pins, so that a change of the document does not rename what callers use.

use super::read_spanned::Invalid;
use crate::location::Pointer;

/// A name for the type of a schema, or for the method of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinnedName {
    /// The place of the schema or the operation.
    pub at: Pointer,
    /// The name. One with a capital letter is that of a type.
    pub name: String,
}

impl PinnedName {
    /// Reads a name.
    pub(super) fn read(at: Pointer, name: String) -> Result<Self, Invalid> {
        let is_identifier = syn::parse_str::<syn::Ident>(&name).is_ok() && !name.starts_with('_');
        // The files of modules have the names of their items.
        let is_simple = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if is_identifier && is_simple {
            Ok(Self { at, name })
        } else {
            Err(format!("`{name}` is not a name for an item, such as `Pet` for a type or `list_pets` for a method")
                .into())
        }
    }

    /// Returns `true` if it is the name of a type.
    pub fn is_type(&self) -> bool {
        self.name.starts_with(|first: char| first.is_ascii_uppercase())
    }
}
