//! Constructors for the six operations of a JSON Patch (RFC 6902, section 4), and comments on patches.

use crate::Value;
use crate::types::{
    DestinationUpdate, JsonPatch, JsonPatchWithComment, MergePatch, MergePatchWithComment, PatchOperation,
    PatchOperationOp,
};

impl PatchOperation {
    /// Creates an operation that adds `value` at `path` (RFC 6902, section 4.1). In an array, the value is inserted before the
    /// existing item.
    ///
    /// ```
    /// use generated_client::types::PatchOperation;
    /// use serde_json::json;
    ///
    /// let operation = PatchOperation::add("/config/topic", "nightly");
    /// assert_eq!(serde_json::to_value(&operation)?, json!({"op": "add", "path": "/config/topic", "value": "nightly"}));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn add(path: impl Into<String>, value: impl Into<Value>) -> Self {
        Self::new(PatchOperationOp::Add, path).value(value)
    }

    /// Creates an operation that removes the value at `path` (RFC 6902, section 4.2).
    #[must_use]
    pub fn remove(path: impl Into<String>) -> Self {
        Self::new(PatchOperationOp::Remove, path)
    }

    /// Creates an operation that replaces the value at `path` with `value`, which may be `null` (RFC 6902, section 4.3).
    #[must_use]
    pub fn replace(path: impl Into<String>, value: impl Into<Value>) -> Self {
        Self::new(PatchOperationOp::Replace, path).value(value)
    }

    /// Creates an operation that moves the value at `from` to `path` (RFC 6902, section 4.4).
    #[must_use]
    pub fn move_from(from: impl Into<String>, path: impl Into<String>) -> Self {
        Self::new(PatchOperationOp::Move, path).from(from)
    }

    /// Creates an operation that copies the value at `from` to `path` (RFC 6902, section 4.5).
    #[must_use]
    pub fn copy_from(from: impl Into<String>, path: impl Into<String>) -> Self {
        Self::new(PatchOperationOp::Copy, path).from(from)
    }

    /// Creates an operation that fails the whole patch unless the value at `path` equals `value` (RFC 6902, section 4.6).
    #[must_use]
    pub fn test(path: impl Into<String>, value: impl Into<Value>) -> Self {
        Self::new(PatchOperationOp::Test, path).value(value)
    }
}

impl MergePatch {
    /// Adds a comment, which appears in the audit log, in outgoing webhooks and in other integrations.
    ///
    /// ```
    /// use generated_client::types::MergePatch;
    /// use serde_json::json;
    ///
    /// let patch = MergePatch::default().name("nightly export").comment("names are lower-case");
    /// let expected = json!({"comment": "names are lower-case", "merge": {"name": "nightly export"}});
    /// assert_eq!(serde_json::to_value(&patch)?, expected);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn comment(self, comment: impl Into<String>) -> MergePatchWithComment {
        MergePatchWithComment::new(comment, self)
    }
}

/// Adds a comment to a JSON Patch: a `Vec` or an array of [`PatchOperation`]s.
///
/// A JSON merge patch needs no trait: it has the method [`MergePatch::comment`].
///
/// ```
/// use generated_client::WithComment;
/// use generated_client::types::PatchOperation;
/// use serde_json::json;
///
/// let patch = vec![PatchOperation::remove("/config/topic")].comment("the topic is retired");
/// let expected = json!({"comment": "the topic is retired", "patch": [{"op": "remove", "path": "/config/topic"}]});
/// assert_eq!(serde_json::to_value(&patch)?, expected);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub trait WithComment {
    /// Adds a comment, which appears in the audit log, in outgoing webhooks and in other integrations.
    #[must_use]
    fn comment(self, comment: impl Into<String>) -> JsonPatchWithComment;
}

impl WithComment for JsonPatch {
    fn comment(self, comment: impl Into<String>) -> JsonPatchWithComment {
        JsonPatchWithComment::new(comment, self)
    }
}

impl<const N: usize> WithComment for [PatchOperation; N] {
    fn comment(self, comment: impl Into<String>) -> JsonPatchWithComment {
        JsonPatchWithComment::new(comment, self)
    }
}

/// An array of operations is a JSON Patch.
impl<const N: usize> From<[PatchOperation; N]> for DestinationUpdate {
    fn from(operations: [PatchOperation; N]) -> Self {
        Self::JsonPatch(operations.into())
    }
}
