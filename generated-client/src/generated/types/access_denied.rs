// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of `#/components/schemas/AccessDenied`.

use crate::runtime::json;
use crate::types::{AccessDeniedReason, ActionIdentifier};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct AccessDenied {
    pub action: ActionIdentifier,
    pub reason: AccessDeniedReason,
}

impl AccessDenied {
    /// Creates a value from its required fields; optional fields are unset.
    #[must_use]
    pub fn new(
        action: impl Into<ActionIdentifier>,
        reason: impl Into<AccessDeniedReason>,
    ) -> Self {
        Self {
            action: action.into(),
            reason: reason.into(),
        }
    }
}

json::object! {
    AccessDenied {
        action: required "action",
        reason: required "reason",
    }
}

json::serde_through_json!(AccessDenied);
