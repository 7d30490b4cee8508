//! Operations: what a request consists of, and what its responses contain.

use super::{Documentation, Requirement, Schema, Server};
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
    /// The path template.
    pub path: String,
    /// The path with no expressions in braces but the names of path parameters.
    pub template: String,
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
    /// The responses, in the document's order. At least one of them stands for success.
    pub responses: Vec<Response>,
    /// The `Accept` header of a request: every media type of a response, in the order of the statuses. `None` if no
    /// response has a body.
    pub accept: Option<String>,
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
    pub location: ParameterLocation,
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
pub enum ParameterLocation {
    /// In the path template.
    Path,
    /// In the query string.
    Query,
    /// In a header of its own.
    Header,
    /// In the header `Cookie`.
    Cookie,
}

impl ParameterLocation {
    /// The style of a parameter that declares none (OpenAPI 3.1.1, section 4.8.12.2.2).
    pub fn default_style(self) -> Styled {
        let style = match self {
            Self::Path | Self::Header => Style::Simple,
            Self::Query | Self::Cookie => Style::Form,
        };
        Styled { style, explode: style.default_explode(), allow_reserved: false }
    }
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
    /// `explode`, or its default. `false` where it has no effect: with `deepObject`, which is always exploded.
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

impl Style {
    /// The `explode` of a parameter that declares none (OpenAPI 3.1.1, section 4.8.12.2.2).
    pub fn default_explode(self) -> bool {
        self == Self::Form
    }
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
    pub media_types: Vec<MediaType>,
}

/// A response for one status, or for several.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Where it stands.
    pub at: Origin,
    /// Which statuses it is for.
    pub status: Status,
    /// Whether these statuses stand for success.
    pub outcome: Outcome,
    /// What is said about it.
    pub description: String,
    /// Its headers.
    pub headers: Vec<ResponseHeader>,
    /// The media types of its body, in the document's order, each essence once. Empty if it has no body.
    pub media_types: Vec<MediaType>,
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
}

impl Outcome {
    /// Whether at least one status stands for success.
    pub fn may_be_success(self) -> bool {
        self != Self::Error
    }

    /// Whether at least one status stands for an error.
    pub fn may_be_error(self) -> bool {
        self != Self::Success
    }
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
    /// Whether it is a status of success. `default` is not: beside a declared success it stands for errors.
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
    /// The `Content-Type` of a request. `None` if the caller chooses it, because the name is a range or needs parameters.
    pub content_type: Option<String>,
    /// Its values.
    pub schema: Schema,
}

/// The name of a media type without its parameters, in lower case.
pub fn essence(name: &str) -> String {
    // Some documents write a comma where parameters begin.
    name.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a media type is JSON: `application/json`, and every type with the suffix `+json` (RFC 6839, section 3.1),
/// whatever its parameters.
pub fn is_json(name: &str) -> bool {
    let essence = essence(name);
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}

/// Whether a media type is in a range of them, such as `image/*` (RFC 9110, section 12.5.1), or is the same.
pub fn is_in_range(name: &str, range: &str) -> bool {
    let (name, range) = (essence(name), essence(range));
    match range.strip_suffix('*') {
        Some("*/" | "") => true,
        Some(start) => name.starts_with(start),
        None => name == range,
    }
}

/// How the values of a media type become bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// As JSON text: `application/json`, and any type with the suffix `+json` (RFC 6839, section 3.1).
    Json,
    /// As a form, `application/x-www-form-urlencoded`, with the members that do not become text by default.
    Form(Vec<(String, Serialization)>),
    /// As parts, `multipart/form-data` (RFC 7578). `None` if the schema does not name the parts.
    Multipart(Option<Vec<Part>>),
    /// As text: `text/plain` and its like.
    Text,
    /// As events that come one after the other: `text/event-stream`.
    Events(EventForm),
    /// As they are: `application/octet-stream`, and whatever else is not known.
    Bytes,
}

/// What the schema of a stream of events describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventForm {
    /// The data of an event, which is JSON.
    Json,
    /// The data of an event, which is text.
    Text,
    /// The whole event, with members such as `event` and `data`.
    Whole,
}

/// A part of a multipart body: a property of its schema (OpenAPI 3.1.1, section 4.8.15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The property, and the name of the part.
    pub property: String,
    /// The media types and ranges that the document allows. Empty if the document does not say.
    pub content_types: Vec<String>,
    /// The names of the headers that the document declares for the part.
    pub headers: Vec<String>,
    /// Whether the property is an array, each item of which is a part.
    pub is_list: bool,
    /// Who writes it.
    pub content: PartContent,
}

/// Who writes a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartContent {
    /// The client, from a typed value.
    Value {
        /// How the value becomes text, if as a query parameter does.
        style: Option<Styled>,
        /// Its media type, unless it is the default one of its value.
        content_type: Option<String>,
    },
    /// The caller.
    Raw {
        /// Its media type, unless the caller sets one.
        content_type: PartContentType,
        /// Whether it is a file, which always has a file name.
        is_file: bool,
    },
}

/// The media type of a part for which the caller sets none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartContentType {
    /// The default one for what the part contains.
    Usual,
    /// That one.
    Default(String),
    /// None: the caller has to choose one of these.
    OneOf(Vec<String>),
}

#[cfg(test)]
mod tests {
    use super::{is_in_range, is_json};

    #[test]
    fn json_has_many_names() {
        for name in ["application/json", "Application/JSON; charset=utf-8", "application/problem+json", "text/json"] {
            assert!(is_json(name), "{name}");
        }
        for name in ["text/json-seq", "application/xml", "*/*", ""] {
            assert!(!is_json(name), "{name}");
        }
    }

    #[test]
    fn ranges_hold_media_types() {
        for (name, range) in
            [("image/png", "Image/*"), ("text/plain", "*/*"), ("TEXT/plain", "text/plain; charset=utf-8")]
        {
            assert!(is_in_range(name, range), "{name} {range}");
        }
        for (name, range) in [("image/png", "imag/*"), ("text/plain", "text/html"), ("text/plain", "text")] {
            assert!(!is_in_range(name, range), "{name} {range}");
        }
    }
}
