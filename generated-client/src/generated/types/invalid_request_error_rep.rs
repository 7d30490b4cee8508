// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of `#/components/schemas/InvalidRequestErrorRep`.

use crate::runtime::json;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct InvalidRequestErrorRep {
    /// Specific error code encountered
    pub code: String,
    /// Description of the error
    pub message: String,
    /// The identifier of this response, for the vendor's support
    pub id: Option<String>,
}

impl InvalidRequestErrorRep {
    /// Creates a value from its required fields; optional fields are unset.
    #[must_use]
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
            id: None,
        }
    }
}

json::object! {
    InvalidRequestErrorRep {
        code: required "code",
        message: required "message",
        id: optional "id",
    }
}

json::serde_through_json!(InvalidRequestErrorRep);
