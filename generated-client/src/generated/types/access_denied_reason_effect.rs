// Generated from an OpenAPI document. The next run of the generator undoes any change made here.

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
    pub const LISTED: [Self; 2] = [Self::Allow, Self::Deny];

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

impl From<&str> for AccessDeniedReasonEffect {
    fn from(value: &str) -> Self {
        let listed = Self::LISTED.iter().find(|listed| listed.as_str() == value);
        listed.cloned().unwrap_or_else(|| Self::Unknown(value.to_owned()))
    }
}

impl From<String> for AccessDeniedReasonEffect {
    fn from(value: String) -> Self {
        Self::from(value.as_str())
    }
}

impl std::str::FromStr for AccessDeniedReasonEffect {
    type Err = std::convert::Infallible;

    fn from_str(value: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(value))
    }
}

impl std::fmt::Display for AccessDeniedReasonEffect {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl json::Json for AccessDeniedReasonEffect {
    fn read(tree: &json::Tree<'_>) -> Result<Self, json::ReadError> {
        Ok(Self::from(tree.string()?))
    }

    fn write(&self) -> json::Tree<'_> {
        json::Tree::from(self.as_str())
    }
}

json::serde_through_json!(AccessDeniedReasonEffect);
