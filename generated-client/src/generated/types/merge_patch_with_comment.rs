// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of the schema `MergePatchWithComment`.

use crate::runtime::json;
use crate::types::MergePatch;

/// A JSON merge patch with a comment, which appears in the audit log, in outgoing webhooks and in other
/// integrations.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct MergePatchWithComment {
    /// Why the changes are made
    pub comment: String,
    /// A JSON merge patch ([RFC 7386](https://datatracker.ietf.org/doc/html/rfc7386)) of a Data Export
    /// destination. An absent property is left as it is, `null` removes it, an object is merged, and any
    /// other value replaces it.
    pub merge: MergePatch,
}

impl MergePatchWithComment {
    /// Creates a value from its required fields; optional fields are unset.
    #[must_use]
    pub fn new(comment: impl Into<String>, merge: impl Into<MergePatch>) -> Self {
        Self {
            comment: comment.into(),
            merge: merge.into(),
        }
    }
}

json::object! {
    MergePatchWithComment {
        comment: required "comment",
        merge: required "merge",
    }
}

json::serde_through_json!(MergePatchWithComment);
