//! Where the error responses of an API have their message and their code.

use super::Spanned;
use crate::location::Pointer;

/// The JSON Pointers into the bodies of error responses. Without one, the client looks in the usual places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorPointers {
    /// The pointer to the message.
    pub message: Option<Spanned<Pointer>>,
    /// The pointer to the code.
    pub code: Option<Spanned<Pointer>>,
}
