//! What a caller can ask of the service, and what it answers.

use super::{Documentation, Requirement, Schema};
use crate::source::Origin;

/// An operation: one method of one path.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Where it stands.
    pub at: Origin,
    /// `operationId`.
    pub id: Option<String>,
    /// The method.
    pub method: Method,
    /// The path template.
    pub path: String,
    /// The tags.
    pub tags: Vec<String>,
    /// What is said about it.
    pub documentation: Documentation,
    /// The parameters, those of the path item included.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The responses, in the document's order.
    pub responses: Vec<Response>,
    /// The alternatives of credentials; none at all means that no credential is needed.
    pub security: Vec<Requirement>,
}

/// An HTTP method that OpenAPI knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `PUT`.
    Put,
    /// `POST`.
    Post,
    /// `DELETE`.
    Delete,
    /// `OPTIONS`.
    Options,
    /// `HEAD`.
    Head,
    /// `PATCH`.
    Patch,
    /// `TRACE`.
    Trace,
}

impl Method {
    /// The method's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// A parameter. `(location, name)` tells the parameters of an operation apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Where it stands.
    pub at: Origin,
    /// The name on the wire.
    pub name: String,
    /// Where in the request it goes.
    pub location: Location,
    /// What is said about it.
    pub documentation: Documentation,
    /// Whether every request has it.
    pub required: bool,
    /// How its value becomes text.
    pub style: Style,
    /// Its values.
    pub schema: Schema,
}

/// Where in a request a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path template.
    Path,
    /// In the query string.
    Query,
    /// In a header of its own.
    Header,
}

/// How a value becomes text (OpenAPI 3.1, section 4.8.12.2, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `simple`, of a primitive value: the value itself.
    Simple,
    /// `form`, of a primitive value, or of an array with `explode: true`: `name=value`, once for each item.
    FormExploded,
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Where it stands.
    pub at: Origin,
    /// What is said about it.
    pub description: Option<String>,
    /// Whether every request has one.
    pub required: bool,
    /// What it is made of.
    pub media_type: MediaType,
}

/// A response for one status, or for several.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Where it stands.
    pub at: Origin,
    /// Which statuses it is for.
    pub status: Status,
    /// What is said about it.
    pub description: String,
    /// Its body; nothing if it has none.
    pub media_type: Option<MediaType>,
}

/// The statuses that a response is for. An exact code is looked for first, then a range, then the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Code(u16),
    /// A hundred of them, by their first digit: `4XX` is 4.
    Range(u8),
    /// All that no other response is for.
    Default,
}

impl Status {
    /// Whether it stands for success alone. `default` beside a declared success stands for errors.
    pub fn is_success(self) -> bool {
        match self {
            Self::Code(code) => (200..400).contains(&code),
            Self::Range(digit) => digit == 2 || digit == 3,
            Self::Default => false,
        }
    }
}

/// A body's media type and schema.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaType {
    /// Where it stands.
    pub at: Origin,
    /// The name as it is written, such as `application/json`.
    pub name: String,
    /// How its values become bytes.
    pub kind: MediaKind,
    /// Its values.
    pub schema: Schema,
}

/// How the values of a media type become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// As JSON text: `application/json`, and any type with the suffix `+json` (RFC 6839, section 3.1).
    Json,
}
