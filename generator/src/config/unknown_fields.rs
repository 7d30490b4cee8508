//! The handling of undeclared properties.

use serde::Deserialize;

/// How a type handles the properties that its schema does not declare, if `additionalProperties` is not given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownFields {
    /// Ignores them.
    #[default]
    Ignore,
    /// Keeps them in a map, and writes them again.
    Keep,
}
