// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of the schema `JSONPatchWithComment`.

use crate::runtime::json;
use crate::types::JsonPatch;

/// A JSON Patch with a comment, which appears in the audit log, in outgoing webhooks and in other
/// integrations.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct JsonPatchWithComment {
    /// Why the changes are made
    pub comment: String,
    /// A JSON Patch ([RFC 6902](https://datatracker.ietf.org/doc/html/rfc6902)).
    pub patch: JsonPatch,
}

impl JsonPatchWithComment {
    /// Creates a value from its required fields; optional fields are unset.
    #[must_use]
    pub fn new(comment: impl Into<String>, patch: impl Into<JsonPatch>) -> Self {
        Self {
            comment: comment.into(),
            patch: patch.into(),
        }
    }
}

json::object! {
    JsonPatchWithComment {
        comment: required "comment",
        patch: required "patch",
    }
}

json::serde_through_json!(JsonPatchWithComment);
