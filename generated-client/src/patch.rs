//! The six operations of a JSON Patch (RFC 6902, section 4), each with the members that it needs.

use crate::Value;
use crate::types::{PatchOperation, PatchOperationOp};

impl PatchOperation {
    /// Adds `value` at `path`; in an array, before the item that is there now (RFC 6902, section 4.1).
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

    /// Removes what is at `path` (RFC 6902, section 4.2).
    #[must_use]
    pub fn remove(path: impl Into<String>) -> Self {
        Self::new(PatchOperationOp::Remove, path)
    }

    /// Puts `value` in the place of what is at `path` (RFC 6902, section 4.3). `null` is a value like any other.
    #[must_use]
    pub fn replace(path: impl Into<String>, value: impl Into<Value>) -> Self {
        Self::new(PatchOperationOp::Replace, path).value(value)
    }

    /// Takes what is at `from` away and adds it at `path` (RFC 6902, section 4.4).
    #[must_use]
    pub fn move_from(from: impl Into<String>, path: impl Into<String>) -> Self {
        Self::new(PatchOperationOp::Move, path).from(from)
    }

    /// Adds a copy of what is at `from` at `path` (RFC 6902, section 4.5).
    #[must_use]
    pub fn copy_from(from: impl Into<String>, path: impl Into<String>) -> Self {
        Self::new(PatchOperationOp::Copy, path).from(from)
    }

    /// Fails the whole patch unless `value` is what is at `path` (RFC 6902, section 4.6).
    #[must_use]
    pub fn test(path: impl Into<String>, value: impl Into<Value>) -> Self {
        Self::new(PatchOperationOp::Test, path).value(value)
    }
}
