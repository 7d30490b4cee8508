//! Operations: what a request consists of, and what its responses contain.

use std::fmt;

use super::{Documentation, MediaTypeObject, PathTemplate, Requirement, Schema, Server, Status};
use crate::location::{Origin, Pointer};

/// An operation: one method of one path.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Where the document declares it.
    pub at: Origin,
    /// `operationId`.
    pub id: Option<String>,
    /// The method.
    pub method: Method,
    /// The path template.
    pub path: PathTemplate,
    /// The tags.
    pub tags: Vec<String>,
    /// The external documentation.
    pub external_docs: Option<ExternalDocs>,
    /// The operation-level servers, each with a default for every variable. Empty if the API's servers apply.
    pub servers: Vec<Server>,
    /// Its summary and description.
    pub documentation: Documentation,
    /// The parameters, those of the path item included.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The responses, in the document's order. At least one of them stands for success.
    pub responses: Vec<Response>,
    /// The `Accept` header of a request: the media types of successes, then those of errors, but for event streams that are
    /// an alternative. `None` if no response has a body.
    pub accept: Option<String>,
    /// The event stream that the responses may be instead of their other bodies.
    pub events: Option<EventAlternative>,
    /// The header parameter, in lower case, for a key that the client makes for each call.
    pub idempotency_key: Option<String>,
    /// The alternative security requirements. Empty if the operation needs no credential.
    pub security: Vec<Requirement>,
}

impl Operation {
    /// Returns the media type of the event stream that is an alternative to the other bodies.
    #[must_use]
    pub fn event_media_type(&self) -> Option<&MediaTypeObject> {
        let events = self.events.as_ref()?;
        self.responses.get(events.response)?.media_types.get(events.media_type)
    }
}

/// An event stream beside other bodies of a successful response: the caller chooses one of them, and the request asks
/// for it.
#[derive(Clone, Debug, PartialEq)]
pub struct EventAlternative {
    /// The index of the response among those of the operation.
    pub response: usize,
    /// The index of `text/event-stream` among the media types of the response.
    pub media_type: usize,
    /// The boolean property of the request body that selects it, if the body has one.
    pub property: Option<String>,
}

/// An HTTP method. Two methods are equal if they are sent as the same name: a document may have either in `additionalOperations`.
#[derive(Clone, Debug)]
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
    /// `QUERY`, since OpenAPI 3.2.
    Query,
    /// Another method, as a document of OpenAPI 3.2 or later writes it in `additionalOperations`.
    Other(String),
}

impl Method {
    /// The method's name on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }

    /// Returns the place of the operation with this method in a path item.
    pub(crate) fn place_in(&self, item: &Pointer) -> Pointer {
        match self {
            Self::Other(name) => item.push("additionalOperations").push(name),
            known => item.push(&known.as_str().to_ascii_lowercase()),
        }
    }
}

impl PartialEq for Method {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Method {}

/// A parameter. Name and location identify it in its operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Where the document declares it.
    pub at: Origin,
    /// The name on the wire.
    pub name: String,
    /// Its location in the request.
    pub location: ParameterLocation,
    /// Its summary and description.
    pub documentation: Documentation,
    /// Whether every request needs it.
    pub required: bool,
    /// How its value is serialized.
    pub serialization: Serialization,
    /// The schema of its values.
    pub schema: Schema,
}

/// Where in a request a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterLocation {
    /// In the path template.
    Path,
    /// In the query string.
    Query,
    /// The whole query string, since OpenAPI 3.2.
    QueryString,
    /// In a header of its own.
    Header,
    /// In the header `Cookie`.
    Cookie,
}

impl ParameterLocation {
    /// The location as a document writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// The style of a parameter that declares none (OpenAPI 3.1.1, section 4.8.12.2.2).
    pub fn default_style(self) -> Styled {
        let style = match self {
            Self::Path | Self::Header => Style::Simple,
            Self::Query | Self::QueryString | Self::Cookie => Style::Form,
        };
        Styled { style, explode: style.default_explode(), allow_reserved: false }
    }
}

/// How a value becomes text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Serialization {
    /// By a style (OpenAPI 3.1.1, section 4.8.12.5).
    Styled(Styled),
    /// As JSON text: a parameter whose `content` is JSON.
    Json,
    /// As its text: a whole query string whose `content` is neither JSON nor a form.
    Text,
    /// As a form, with the members that do not become text by default: a whole query string whose `content` is
    /// `application/x-www-form-urlencoded`.
    Form(Vec<(String, Self)>),
}

/// A style, and what goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Styled {
    /// `style`.
    pub style: Style,
    /// `explode`, or its default. `false` where it has no effect: with `deepObject`, which is always exploded.
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

/// The styles of OpenAPI, and one of Swagger 2.0. In Swagger 2.0, paths and headers have `spaceDelimited` and `pipeDelimited` too.
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
    /// `cookie`, since OpenAPI 3.2.
    Cookie,
    /// Tabs between the values: the `collectionFormat` `tsv` of Swagger 2.0.
    TabDelimited,
}

/// The style as a document writes it, with `explode` and `allowReserved` if they are set: `form, explode`.
impl fmt::Display for Styled {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.style {
            Style::Matrix => "matrix",
            Style::Label => "label",
            Style::Simple => "simple",
            Style::Form => "form",
            Style::SpaceDelimited => "spaceDelimited",
            Style::PipeDelimited => "pipeDelimited",
            Style::DeepObject => "deepObject",
            Style::Cookie => "cookie",
            Style::TabDelimited => "tabDelimited",
        })?;
        formatter.write_str(if self.explode { ", explode" } else { "" })?;
        formatter.write_str(if self.allow_reserved { ", allowReserved" } else { "" })
    }
}

/// The style, `JSON`, `text` or `form-urlencoded`.
impl fmt::Display for Serialization {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json => formatter.write_str("JSON"),
            Self::Text => formatter.write_str("text"),
            Self::Form(_) => formatter.write_str("form-urlencoded"),
            Self::Styled(styled) => styled.fmt(formatter),
        }
    }
}

impl Style {
    /// The `explode` of a parameter that declares none (OpenAPI 3.2.0, section 4.12.2.2).
    pub fn default_explode(self) -> bool {
        matches!(self, Self::Form | Self::Cookie)
    }
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Where the document declares it.
    pub at: Origin,
    /// Its description.
    pub description: Option<String>,
    /// Whether every request needs one.
    pub required: bool,
    /// Its media types, in the document's order; never empty.
    pub media_types: Vec<MediaTypeObject>,
}

/// A response for one status code, or for several.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Where the document declares it.
    pub at: Origin,
    /// The status codes that it is for.
    pub status: Status,
    /// Whether these statuses stand for success.
    pub outcome: Outcome,
    /// Its description.
    pub description: String,
    /// Its headers.
    pub headers: Vec<ResponseHeader>,
    /// The media types of its body, in the document's order, each essence once. Empty if it has no body.
    pub media_types: Vec<MediaTypeObject>,
    /// The one of them, as an index, by which a body is read that names no media type or an undeclared one. `None` if
    /// there is no body.
    pub fallback: Option<usize>,
}

/// Whether the statuses of a response stand for success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// They do.
    Success,
    /// They do not.
    Error,
    /// Those from 200 to 299 do: the `default` of an operation that declares no success.
    SuccessOrError,
    /// Neither: informational responses and redirections, which have a status and headers, and no typed body.
    Neither,
}

impl Outcome {
    /// Whether at least one status stands for success.
    pub fn may_be_success(self) -> bool {
        matches!(self, Self::Success | Self::SuccessOrError)
    }

    /// Whether at least one status stands for an error.
    pub fn may_be_error(self) -> bool {
        matches!(self, Self::Error | Self::SuccessOrError)
    }
}

/// A header of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseHeader {
    /// Where the document declares it.
    pub at: Origin,
    /// Its name.
    pub name: String,
    /// Its summary and description.
    pub documentation: Documentation,
    /// Whether the document promises it for every response. A client reads it as optional all the same.
    pub required: bool,
    /// The schema of its values.
    pub schema: Schema,
    /// How its text is read.
    pub form: HeaderForm,
}

/// How the text of a response header is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderForm {
    /// All field lines as one value, in the style `simple`.
    Simple,
    /// As JSON.
    Json,
    /// Each field line as one value: `Set-Cookie` (RFC 9110, section 5.3). The schema describes one line.
    Lines,
    /// As a list with this delimiter: `collectionFormat` of Swagger 2.0.
    Delimited(char),
}

/// An External Documentation Object.
#[derive(Clone, Debug, PartialEq)]
pub struct ExternalDocs {
    /// Its description.
    pub description: Option<String>,
    /// The URL.
    pub url: String,
}

/// A request that the API sends: a webhook, or a callback of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// Where the document declares it.
    pub at: Origin,
    /// What it is.
    pub kind: WebhookKind,
    /// Its name.
    pub name: String,
    /// Its summary and description.
    pub documentation: Documentation,
    /// The schema of its body.
    pub schema: Schema,
}

/// What sends a request to a caller.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WebhookKind {
    /// A webhook: its key in `webhooks` of the document.
    Webhook(String),
    /// A callback of an operation.
    Callback,
    /// Any webhook of the document: a union of the bodies, if they differ and the target describes their signatures.
    AnyWebhook,
}
