//! What a caller can ask of the service, and what it answers.

use super::{Documentation, MediaTypeObject, PathTemplate, Requirement, Schema, Server};
use crate::location::Origin;

/// An operation: one method of one path.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Where it stands.
    pub at: Origin,
    /// `operationId`.
    pub id: Option<String>,
    /// The method.
    pub method: Method,
    /// The path.
    pub path: PathTemplate,
    /// The tags.
    pub tags: Vec<String>,
    /// Where more is said about it.
    pub external_docs: Option<ExternalDocs>,
    /// The servers that it has in the place of the document's, each with a default for every variable.
    pub servers: Vec<Server>,
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
    pub serialization: Serialization,
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
    /// In the header `Cookie`.
    Cookie,
}

/// How a value becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serialization {
    /// By a style (OpenAPI 3.1.1, section 4.8.12.5).
    Styled(Styled),
    /// As JSON text: a parameter whose `content` is JSON.
    Json,
}

/// A style, and what goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Styled {
    /// `style`.
    pub style: Style,
    /// `explode`, with the default that the style has for it.
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

/// The styles of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `matrix`
    Matrix,
    /// `label`
    Label,
    /// `simple`
    Simple,
    /// `form`
    Form,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`
    DeepObject,
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
    /// What it may be made of, in the document's order; never none.
    pub media_types: Vec<MediaTypeObject>,
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
    /// Its headers.
    pub headers: Vec<ResponseHeader>,
    /// What its body may be made of, in the document's order; none if it has no body.
    pub media_types: Vec<MediaTypeObject>,
}

/// A header of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseHeader {
    /// Where it stands.
    pub at: Origin,
    /// Its name.
    pub name: String,
    /// What is said about it.
    pub documentation: Documentation,
    /// Its values.
    pub schema: Schema,
    /// Whether they are JSON text.
    pub is_json: bool,
}

/// Where more is said about a thing.
#[derive(Clone, Debug, PartialEq)]
pub struct ExternalDocs {
    /// What is said there.
    pub description: Option<String>,
    /// The URL.
    pub url: String,
}

/// A call that the service makes: a webhook, or a callback of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// Where it stands.
    pub at: Origin,
    /// What it is called.
    pub name: String,
    /// What is said about it.
    pub documentation: Documentation,
    /// What the service sends.
    pub schema: Schema,
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
