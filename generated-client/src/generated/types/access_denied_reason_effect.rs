// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of `#/components/schemas/AccessDeniedReasonEffect`.

use crate::runtime::json;

/// Whether this statement should allow or deny actions on the resources.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AccessDeniedReasonEffect {
    Allow,
    Deny,
    /// A value that the API does not list; preserved unchanged.
    Unknown(String),
}

impl AccessDeniedReasonEffect {
    /// All values that the API lists, in its order.
    pub const VALUES: &'static [Self] = &[Self::Allow, Self::Deny];

    /// Returns the value on the wire.
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
