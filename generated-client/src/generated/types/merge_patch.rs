// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of the schema `MergePatch`.

use std::collections::BTreeMap;

use crate::runtime::json;
use crate::types::DestinationKind;

/// A JSON merge patch ([RFC 7386](https://datatracker.ietf.org/doc/html/rfc7386)) of a Data Export
/// destination. An absent property is left as it is, `null` removes it, an object is merged, and any
/// other value replaces it.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct MergePatch {
    /// A human-readable name for your Data Export destination
    pub name: json::Maybe<String>,
    /// The type of Data Export destination
    pub kind: json::Maybe<DestinationKind>,
    /// The configuration parameters to change. In an object, an absent parameter is left as it is, and
    /// `null` removes it. An array or a scalar replaces the whole configuration, and `null` in its place
    /// removes it.
    pub config: Option<json::Value>,
    /// Whether the export is on, that is, the status of the integration
    pub on: json::Maybe<bool>,
    /// The changes of other properties, by name. `Debug` output hides them, since they may hold secrets
    /// too.
    pub additional_properties: BTreeMap<String, json::Value>,
}

impl MergePatch {
    /// A human-readable name for your Data Export destination
    #[must_use]
    pub fn name(mut self, value: impl Into<json::Maybe<String>>) -> Self {
        self.name = value.into();
        self
    }

    /// The type of Data Export destination
    #[must_use]
    pub fn kind(mut self, value: impl Into<json::Maybe<DestinationKind>>) -> Self {
        self.kind = value.into();
        self
    }

    /// The configuration parameters to change. In an object, an absent parameter is left as it is, and
    /// `null` removes it. An array or a scalar replaces the whole configuration, and `null` in its place
    /// removes it.
    #[must_use]
    pub fn config(mut self, value: impl Into<json::Value>) -> Self {
        self.config = Some(value.into());
        self
    }

    /// Whether the export is on, that is, the status of the integration
    #[must_use]
    pub fn on(mut self, value: impl Into<json::Maybe<bool>>) -> Self {
        self.on = value.into();
        self
    }
}

impl ::core::fmt::Debug for MergePatch {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        formatter
            .debug_struct("MergePatch")
            .field("name", &self.name)
            .field("kind", &self.kind)
            .field("config", &self.config.as_ref().map(|_| format_args!("[redacted]")))
            .field("on", &self.on)
            .field("additional_properties", &format_args!("[redacted]"))
            .finish()
    }
}

json::object! {
    MergePatch {
        name: optional "name",
        kind: optional "kind",
        config: optional_value "config",
        on: optional "on",
    }
    others additional_properties
}

json::serde_through_json!(MergePatch);
