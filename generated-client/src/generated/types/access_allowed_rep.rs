// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of `#/components/schemas/AccessAllowedRep`.

use crate::runtime::json;
use crate::types::{AccessAllowedReason, ActionIdentifier};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct AccessAllowedRep {
    pub action: ActionIdentifier,
    pub reason: AccessAllowedReason,
}

impl AccessAllowedRep {
    /// Creates a value from its required fields; optional fields are unset.
    #[must_use]
    pub fn new(
        action: impl Into<ActionIdentifier>,
        reason: impl Into<AccessAllowedReason>,
    ) -> Self {
        Self {
            action: action.into(),
            reason: reason.into(),
        }
    }
}

json::object! {
    AccessAllowedRep {
        action: required "action",
        reason: required "reason",
    }
}

json::serde_through_json!(AccessAllowedRep);
