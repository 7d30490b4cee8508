// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of `#/components/schemas/Destination`.

use std::collections::BTreeMap;

use crate::runtime::json;
use crate::types::{Access, DestinationKind, Link};

/// A Data Export destination.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Destination {
    /// The ID of this Data Export destination
    pub id: Option<String>,
    /// The location and content type of related resources
    pub links: Option<BTreeMap<String, Link>>,
    /// A human-readable name for your Data Export destination
    pub name: Option<String>,
    /// The type of Data Export destination
    pub kind: Option<DestinationKind>,
    /// The version of this Data Export destination, which increases with each change
    pub version: Option<f64>,
    /// An object with the configuration parameters required for the destination type
    pub config: Option<json::Value>,
    /// Whether the export is on, that is, the status of the integration
    pub on: Option<bool>,
    /// Details on the allowed and denied actions for this Data Export destination
    pub access: Option<Access>,
}

impl ::core::fmt::Debug for Destination {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        formatter
            .debug_struct("Destination")
            .field("id", &self.id)
            .field("links", &self.links)
            .field("name", &self.name)
            .field("kind", &self.kind)
            .field("version", &self.version)
            .field("config", &self.config.as_ref().map(|_| format_args!("[redacted]")))
            .field("on", &self.on)
            .field("access", &self.access)
            .finish()
    }
}

json::object! {
    Destination {
        id: optional "_id",
        links: optional "_links",
        name: optional "name",
        kind: optional "kind",
        version: optional "version",
        config: optional_value "config",
        on: optional "on",
        access: optional "_access",
    }
}

json::serde_through_json!(Destination);
