// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of `#/components/schemas/PatchOperation`.

use crate::runtime::json;

/// One operation of a JSON Patch ([RFC 6902](https://datatracker.ietf.org/doc/html/rfc6902)).
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PatchOperation {
    /// The type of operation to perform
    pub op: PatchOperationOp,
    /// A JSON Pointer string specifying the part of the document to operate on
    pub path: String,
    /// A JSON value used in "add", "replace", and "test" operations
    pub value: Option<json::Value>,
    /// A JSON Pointer string specifying the place that "move" and "copy" operations take the value from
    pub from: Option<String>,
}

impl PatchOperation {
    /// Creates a value from its required fields; optional fields are unset.
    #[must_use]
    pub fn new(op: impl Into<PatchOperationOp>, path: impl Into<String>) -> Self {
        Self {
            op: op.into(),
            path: path.into(),
            value: None,
            from: None,
        }
    }

    /// A JSON value used in "add", "replace", and "test" operations
    #[must_use]
    pub fn value(mut self, value: impl Into<json::Value>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// A JSON Pointer string specifying the place that "move" and "copy" operations take the value from
    #[must_use]
    pub fn from(mut self, value: impl Into<String>) -> Self {
        self.from = Some(value.into());
        self
    }
}

impl ::core::fmt::Debug for PatchOperation {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        formatter
            .debug_struct("PatchOperation")
            .field("op", &self.op)
            .field("path", &self.path)
            .field("value", &self.value.as_ref().map(|_| format_args!("[redacted]")))
            .field("from", &self.from)
            .finish()
    }
}

json::object! {
    PatchOperation {
        op: required "op",
        path: required "path",
        value: optional_value "value",
        from: optional "from",
    }
}

json::serde_through_json!(PatchOperation);

/// The type of operation to perform
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PatchOperationOp {
    Add,
    Remove,
    Replace,
    Move,
    Copy,
    Test,
    /// A value that the API does not list; preserved unchanged.
    Unknown(String),
}

impl PatchOperationOp {
    /// All values that the API lists, in its order.
    pub const VALUES: &'static [Self] = &[
        Self::Add,
        Self::Remove,
        Self::Replace,
        Self::Move,
        Self::Copy,
        Self::Test,
    ];

    /// Returns the value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Replace => "replace",
            Self::Move => "move",
            Self::Copy => "copy",
            Self::Test => "test",
            Self::Unknown(value) => value,
        }
    }
}

json::string_enum!(PatchOperationOp);
