// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of `#/components/schemas/Access`.

use crate::runtime::json;
use crate::types::{AccessAllowedRep, AccessDenied};

/// The actions on a resource that the caller is allowed and denied.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Access {
    pub denied: Vec<AccessDenied>,
    pub allowed: Vec<AccessAllowedRep>,
}

impl Access {
    /// Creates a value from its required fields; optional fields are unset.
    #[must_use]
    pub fn new(
        denied: impl IntoIterator<Item = AccessDenied>,
        allowed: impl IntoIterator<Item = AccessAllowedRep>,
    ) -> Self {
        Self {
            denied: denied.into_iter().collect(),
            allowed: allowed.into_iter().collect(),
        }
    }
}

json::object! {
    Access {
        denied: required "denied",
        allowed: required "allowed",
    }
}

json::serde_through_json!(Access);
