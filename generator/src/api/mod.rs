//! The first intermediate form: what the service says, in OpenAPI's terms and wire names, without a word of Rust.
//!
//! References are resolved to indices, the differences between versions of OpenAPI are gone, and whatever has no
//! typed form is [`SchemaKind::Any`]. Everything here is plain data; [`lower`](crate::lower) makes it and
//! [`plan`](crate::plan) reads it.

mod operation;
mod pagination;
mod schema;
mod security;

pub use operation::{
    Body, EventForm, ExternalDocs, HeaderForm, MediaKind, MediaType, Method, Operation, Outcome, Parameter,
    ParameterLocation, Part, PartContent, PartContentType, Response, ResponseHeader, Serialization, Status, Style,
    Styled, Webhook, essence, is_in_range, is_json,
};
pub use pagination::NextPage;
pub use schema::{
    Access, AdditionalProperties, Enumeration, EnumerationBase, IntegerFormat, NumberFormat, Object, Property,
    Required, Schema, SchemaId, SchemaKind, Union, Variant,
};
pub use security::{ApiKeyLocation, HttpScheme, Requirement, SecurityScheme, SecuritySchemeId, SecuritySchemeKind};

use crate::location::Origin;

/// The whole service.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// Where the document begins.
    pub at: Origin,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub description: Option<String>,
    /// The servers, in the document's order; the first one is the default (OpenAPI 3.1, section 4.8.1).
    pub servers: Vec<Server>,
    /// The component schemas, in the document's order. A [`SchemaId`] is an index into them.
    pub schemas: Vec<Component>,
    /// The operations, in the document's order.
    pub operations: Vec<Operation>,
    /// What is said about the tags, in the document's order.
    pub tags: Vec<Tag>,
    /// The calls that the service makes: webhooks and callbacks.
    pub webhooks: Vec<Webhook>,
    /// The security schemes, in the document's order. A [`SecuritySchemeId`] is an index into them.
    pub security_schemes: Vec<SecurityScheme>,
}

impl Api {
    /// The component that `id` stands for.
    pub fn component(&self, id: SchemaId) -> Option<&Component> {
        self.schemas.get(id.0)
    }

    /// The security scheme that `id` stands for.
    pub fn security_scheme(&self, id: SecuritySchemeId) -> Option<&SecurityScheme> {
        self.security_schemes.get(id.0)
    }
}

/// A member of `components.schemas`.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// Its key.
    pub name: String,
    /// What it describes.
    pub schema: Schema,
}

/// A group of operations.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// What is said about it.
    pub description: Option<String>,
    /// Where more is said about it.
    pub external_docs: Option<ExternalDocs>,
}

/// One of the service's servers.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// Where it stands.
    pub at: Origin,
    /// Its URL: with variables between braces, and without a host if it is relative to where the service is.
    pub url: String,
    /// The name that the document gives it, by `name` (OpenAPI 3.2) or `x-name`.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// The variables in its URL.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// Whether its URL begins where the service is, wherever that may be.
    pub fn is_relative(&self) -> bool {
        let first_variable = self.url.find('{').unwrap_or(self.url.len());
        // A scheme may be a variable of its own.
        let scheme = self.url.find("://").unwrap_or(usize::MAX);
        scheme == usize::MAX && first_variable > 0
    }

    /// Its URL with the defaults of its variables, if each of them has one.
    pub fn default_url(&self) -> Option<String> {
        self.variables.iter().try_fold(self.url.clone(), |url, variable| {
            Some(url.replace(&format!("{{{}}}", variable.name), variable.default.as_deref()?))
        })
    }

    /// Whether both are one server, wherever they stand.
    pub fn is_like(&self, other: &Self) -> bool {
        let Self { at: _, url, name, description, variables } = other;
        (&self.url, &self.name, &self.description, &self.variables) == (url, name, description, variables)
    }
}

/// A variable in the URL of a server.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// The value that it has if nothing else is said; nothing if the document does not declare the variable.
    pub default: Option<String>,
    /// The values that it may have; any, if there are none.
    pub values: Vec<String>,
}

/// What a document says about a thing in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Documentation {
    /// `summary` or `title`.
    pub title: Option<String>,
    /// `description`, in CommonMark.
    pub description: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
}
