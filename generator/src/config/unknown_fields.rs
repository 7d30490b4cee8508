//! What becomes of the properties that a document does not mention.

use serde::Deserialize;

/// What becomes of the properties of an object of which the document says nothing: neither that they are there nor that
/// they are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownFields {
    /// They are not read.
    #[default]
    Ignore,
    /// They are kept in a map, and sent again.
    Keep,
}
