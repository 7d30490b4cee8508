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

impl json::Json for Destination {
    fn read(tree: &json::Tree<'_>) -> Result<Self, json::ReadError> {
        let mut from = tree.object()?;
        Ok(Self {
            id: from.optional("_id")?,
            links: from.optional("_links")?,
            name: from.optional("name")?,
            kind: from.optional("kind")?,
            version: from.optional("version")?,
            config: from.optional_nullable("config")?,
            on: from.optional("on")?,
            access: from.optional("_access")?,
        })
    }

    fn write(&self) -> json::Tree<'_> {
        let mut to = json::ObjectWriter::with_capacity(8);
        to.optional("_id", &self.id);
        to.optional("_links", &self.links);
        to.optional("name", &self.name);
        to.optional("kind", &self.kind);
        to.optional("version", &self.version);
        to.optional("config", &self.config);
        to.optional("on", &self.on);
        to.optional("_access", &self.access);
        to.finish()
    }
}

json::serde_through_json!(Destination);
