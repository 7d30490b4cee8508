// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of `#/components/schemas/AccessAllowedReason`.

use crate::runtime::json;
use crate::types::{AccessAllowedReasonEffect, ActionSpecifier};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct AccessAllowedReason {
    /// Resource specifier strings
    pub resources: Option<Vec<String>>,
    /// Targeted resources are the resources NOT in this list. The `resources` and `notActions` fields must
    /// be empty to use this field.
    pub not_resources: Option<Vec<String>>,
    /// Actions to perform on a resource
    pub actions: Option<Vec<ActionSpecifier>>,
    /// Targeted actions are the actions NOT in this list. The `actions` and `notResources` fields must be
    /// empty to use this field.
    pub not_actions: Option<Vec<ActionSpecifier>>,
    /// Whether this statement should allow or deny actions on the resources.
    pub effect: AccessAllowedReasonEffect,
    pub role_name: Option<String>,
}

impl AccessAllowedReason {
    /// Creates a value from its required fields; optional fields are unset.
    #[must_use]
    pub fn new(effect: impl Into<AccessAllowedReasonEffect>) -> Self {
        Self {
            resources: None,
            not_resources: None,
            actions: None,
            not_actions: None,
            effect: effect.into(),
            role_name: None,
        }
    }
}

json::object! {
    AccessAllowedReason {
        resources: optional "resources",
        not_resources: optional "notResources",
        actions: optional "actions",
        not_actions: optional "notActions",
        effect: required "effect",
        role_name: optional "role_name",
    }
}

json::serde_through_json!(AccessAllowedReason);
