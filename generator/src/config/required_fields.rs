//! The handling of required properties that a response lacks.

use serde::Deserialize;

/// How a type handles a response that lacks a property which the document requires.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequiredFields {
    /// The response is an error.
    #[default]
    Strict,
    /// The property is `None`.
    Lenient,
}
