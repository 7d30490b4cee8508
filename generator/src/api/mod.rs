//! The first intermediate representation: an API in OpenAPI's terms and wire names, with nothing of Rust.
//!
//! References are resolved to indices, all versions of OpenAPI look the same, and a schema without a typed form is
//! [`SchemaKind::Any`]. Everything here is plain data; `lower` makes it and
//! `plan` reads it.

pub mod analysis;
mod default_header;
mod equivalence;
mod media_type;
mod media_type_object;
mod operation;
mod outline;
mod pagination;
mod path_template;
mod rate_limit;
mod schema;
mod security;
mod server;
mod status;
#[cfg(test)]
pub(crate) mod testing;
mod token;
mod webhook_scheme;

pub use default_header::DefaultHeader;
pub(crate) use equivalence::{DistinctSchemas, DistinctValues};
pub use media_type::{MediaRange, MediaType};
pub use media_type_object::{
    EventForm, MediaKind, MediaTypeObject, Part, PartContent, PartContentType, PartItem, PartItemContent, PartPositions,
};
pub use operation::{
    Body, EventAlternative, ExternalDocs, HeaderForm, Method, Operation, Outcome, Parameter, ParameterLocation,
    Response, ResponseHeader, Serialization, Style, Styled, Webhook, WebhookKind,
};
pub use outline::outline;
pub use pagination::NextPage;
pub use path_template::{PathTemplate, Segment};
pub use rate_limit::{RateLimit, ResetUnit};
pub use schema::{
    Access, AdditionalProperties, Constraint, DefaultFor, Enumeration, EnumerationBase, IntegerFormat, NumberFormat,
    Object, Property, Required, Schema, SchemaId, SchemaKind, Union, Variant,
};
pub use security::{
    ApiKeyLocation, HeaderKey, HttpScheme, Requirement, SecurityScheme, SecuritySchemeId, SecuritySchemeKind,
};
pub use server::{Server, ServerUrl, ServerVariable};
pub use status::Status;
pub(crate) use token::is_token;
pub use webhook_scheme::{
    EventName, SecretEncoding, SignatureEncoding, SignedPart, SignedTimestamp, TimestampPlace, TimestampUnit,
    WebhookScheme,
};

use std::sync::Arc;

use crate::location::Origin;

/// An API: what one document describes.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// Where the document begins.
    pub at: Origin,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.summary`.
    pub summary: Option<String>,
    /// `info.description`.
    pub description: Option<String>,
    /// `info.license`.
    pub license: Option<License>,
    /// The servers, in the document's order; the first one is the default (OpenAPI 3.1, section 4.8.1).
    pub servers: Vec<Server>,
    /// The component schemas, in the document's order. A [`SchemaId`] is an index into them.
    pub schemas: Vec<Component>,
    /// The operations, in the document's order.
    pub operations: Vec<Operation>,
    /// The declared tags, in the document's order.
    pub tags: Vec<Tag>,
    /// The webhooks and callbacks: the requests that the API sends.
    pub webhooks: Vec<Webhook>,
    /// The security schemes, in the document's order. A [`SecuritySchemeId`] is an index into them.
    pub security_schemes: Vec<SecurityScheme>,
    /// The headers with API keys, also those of schemes that no operation requires after the target's filter.
    pub header_keys: Vec<HeaderKey>,
}

impl Api {
    /// The component with this id.
    pub fn component(&self, id: SchemaId) -> Option<&Component> {
        self.schemas.get(id.0)
    }

    /// The security scheme with this id.
    pub fn security_scheme(&self, id: SecuritySchemeId) -> Option<&SecurityScheme> {
        self.security_schemes.get(id.0)
    }
}

/// A License Object.
#[derive(Clone, Debug, PartialEq)]
pub struct License {
    /// Its name.
    pub name: String,
    /// Its SPDX expression.
    pub identifier: Option<String>,
}

/// A member of `components.schemas`.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// Its key.
    pub name: String,
    /// Its schema. A clone of the component shares it.
    pub schema: Arc<Schema>,
}

impl Component {
    /// Returns its schema for a change, of which those that share it see nothing.
    pub fn schema_mut(&mut self) -> &mut Schema {
        Arc::make_mut(&mut self.schema)
    }
}

/// A Tag Object: a group of operations.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// Its summary.
    pub summary: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Its external documentation.
    pub external_docs: Option<ExternalDocs>,
    /// The tag above it, as an index into [`Api::tags`]. There are no circles.
    pub parent: Option<usize>,
    /// What it is for, such as `nav`, `badge` or `audience`.
    pub kind: Option<String>,
}

impl Tag {
    /// Returns whether it groups operations: its kind is `nav`, or it has none. A tag of another kind describes its
    /// operations (OpenAPI 3.2, section 4.22.1).
    pub fn is_navigation(&self) -> bool {
        self.kind.as_deref().is_none_or(|kind| kind == "nav")
    }
}

/// The words of the document about an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Documentation {
    /// `summary` or `title`.
    pub title: Option<String>,
    /// `description`, in CommonMark.
    pub description: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
}
