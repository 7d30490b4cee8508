// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The type `AccessDeniedReasonEffect`.

use crate::runtime::json;

/// Whether this statement should allow or deny actions on the resources.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AccessDeniedReasonEffect {
    /// The value `allow`.
    Allow,
    /// The value `deny`.
    Deny,
    /// A value that the document does not list; it is sent as it is.
    Unknown(String),
}

impl AccessDeniedReasonEffect {
    /// Every value that the document lists, in its order.
    pub const VALUES: [Self; 2] = [Self::Allow, Self::Deny];

    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
            Self::Unknown(value) => value,
        }
    }
}

json::string_enum!(AccessDeniedReasonEffect);
