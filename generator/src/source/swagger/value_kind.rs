//! What the values of a body are, which decides in which of the media types of a list they are sent.

use serde_json::Value;

use super::conversion::Conversion;
use crate::location::Pointer;

/// What the values of a schema are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueKind {
    /// The body as it is, whatever its media type (Swagger 2.0, section "Response Object").
    File,
    Text,
    /// Numbers and booleans, which have a text.
    Scalar,
    /// Values that may be objects or arrays.
    Structure,
}

impl Conversion<'_, '_> {
    /// Returns what the values of a schema are. A reference to a schema that can't be read here may have a structure.
    pub(super) fn value_kind(&mut self, schema: &Value, from: &Pointer) -> ValueKind {
        let target = self.follow(schema, from);
        let schema = target.as_ref().and_then(|target| self.value(target)).unwrap_or(schema);
        match schema.get("type").and_then(Value::as_str) {
            Some("file") => ValueKind::File,
            Some("string") => ValueKind::Text,
            Some("integer" | "number" | "boolean") => ValueKind::Scalar,
            _ => ValueKind::Structure,
        }
    }
}
