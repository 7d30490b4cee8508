//! The documentation of generated items that the document does not describe: modules, constructors, setters, and the
//! types of operations.

use super::code;
use super::markdown::{starts_block, summary};
use crate::api::MediaRange;
use crate::rust::{BodyFieldDocs, CredentialKind, DefaultHeader, Docs, Identifier};

/// The root module of a client; `title` is the API's title.
pub(crate) fn root(title: &str) -> Docs {
    Docs::line(format!("The generated code of the client for {title}."))
}

/// The module of the types.
pub(crate) fn types_index() -> Docs {
    Docs::line("The types of the API's schemas.")
}

/// The module of the operations; `groups` lists them.
pub(crate) fn operations_index(groups: Vec<String>) -> Docs {
    let mut lines = vec!["The requests and the responses of the operations.".to_owned(), String::new()];
    lines.extend(groups);
    Docs(lines)
}

/// The module of the types for formats.
pub(crate) fn formats() -> Docs {
    Docs::line("The types that the client uses for formats of strings.")
}

/// The module of the types of a schema: its place in the document.
pub(crate) fn type_module(pointer: &str) -> Docs {
    Docs::line(format!("The types of {}.", code(&format!("#{pointer}"))))
}

/// The module of the types of a component that the document itself does not have.
pub(crate) fn component_module(name: &str) -> Docs {
    Docs::line(format!("The types of the schema {}.", code(name)))
}

/// The module of an operation.
pub(crate) fn operation_module(id: &str) -> Docs {
    Docs::line(format!("The operation {}.", code(id)))
}

/// The request type of an operation, which the document gives a title. `method` is the path of the method that returns
/// the request, here and below, and `output` is the type of the body of a successful response.
pub(crate) fn request(title: Option<&str>, method: &str, output: &str) -> Docs {
    let mut lines: Vec<String> = title.map(|title| [title.to_owned(), String::new()]).into_iter().flatten().collect();
    let sends = format!("Awaiting it sends it and returns {output}.");
    let begin = format!("The request that {} returns.", link(method));
    match title {
        Some(_) => lines.push(begin),
        None => lines.extend([begin, String::new()]),
    }
    lines.extend([sends, "[`send`](Self::send) returns the status and the headers too.".to_owned()]);
    Docs(lines)
}

/// The struct of the arguments of a method.
pub(crate) fn arguments(method: &str) -> Docs {
    Docs::line(format!("The arguments of {}.", link(method)))
}

/// The method of the client for a group.
pub(crate) fn group_method(tag: &str) -> Docs {
    Docs::line(format!("Returns the operations with the tag {}.", code(tag)))
}

/// The Cargo feature that a group needs.
pub(crate) fn needs_feature(feature: &str) -> String {
    format!("Available with the Cargo feature {}.", code(feature))
}

/// The type of a group.
pub(crate) fn group(tag: &str) -> Docs {
    Docs::line(format!("The operations with the tag {}.", code(tag)))
}

/// The module of a group.
pub(crate) fn group_module(tag: &str) -> Docs {
    Docs::line(format!("The requests and the responses of the operations with the tag {}.", code(tag)))
}

/// What the Cargo feature of a group adds; `method` is the client's method for the group.
pub(crate) fn group_feature(method: &Identifier, count: usize) -> String {
    format!("{}: {}", code(&format!("client.{}()", method.as_str())), operation_count(count))
}

/// How many operations a group has.
pub(crate) fn operation_count(count: usize) -> String {
    if count == 1 { "1 operation".to_owned() } else { format!("{count} operations") }
}

/// The method that streams the items of a list.
pub(crate) fn items() -> Docs {
    Docs::line("Streams the items of all pages, fetching each page on demand.")
}

/// The method that asks for a stream of events; `property` is the property of the body that selects it.
pub(crate) fn events(property: Option<&str>) -> Docs {
    let sends = match property {
        Some(property) => {
            format!("with `Accept: text/event-stream`, and with {} in its body", code(&format!("{property}: true")))
        }
        None => "with `Accept: text/event-stream`".to_owned(),
    };
    Docs(vec![
        "Streams the events of the response instead of reading it at once.".to_owned(),
        String::new(),
        format!("The request is sent {sends}."),
    ])
}

/// The enum of a body that may be of several media types.
pub(crate) fn body_enum(method: &str) -> Docs {
    Docs::line(format!("The request body of {}, in one of several media types.", link(method)))
}

/// What a body that is a sequence of JSON texts is made of.
pub(crate) const ITEMS: &str = "Items in a list, a stream or an iterator: see [`JsonItems`].";

/// What a multipart body is made of whose parts have no names.
pub(crate) const PART_ITEMS: &str = "Parts from a list, a stream or an iterator: see [`PartItems`].";

/// The parts of a request after those that have positions.
pub(crate) const FURTHER_PARTS: &str = "The parts after those with a position of their own, in order.";

/// A part of a response after those that have positions.
pub(crate) const FURTHER_PART: &str = "A part after those with a position of their own.";

/// A part of a response after those that the document describes.
pub(crate) const OPEN_PART: &str = "A part after those that the API describes.";

/// The enum of the parts of a response that have positions.
pub(crate) fn part_enum(method: &str) -> Docs {
    Docs::line(format!("A part of the response of {}, by its position.", link(method)))
}

/// What a caller has to know of a part that may have several media types.
pub(crate) fn part_media_types(allowed: &[MediaRange]) -> String {
    let names: Vec<String> = allowed.iter().map(|range| code(range.as_str())).collect();
    format!(
        "Allowed media types: {}. Set one with [`Part::content_type`]: sending a part without one is an error.",
        names.join(", ")
    )
}

/// The fields of a body of any media type.
pub(crate) fn body_fields() -> BodyFieldDocs {
    BodyFieldDocs { content_type: Docs::line("The media type."), body: Docs::line("The body.") }
}

/// The enum of successful responses.
pub(crate) fn successes(method: &str) -> Docs {
    Docs::line(format!("The successful responses of {}, by status and media type.", link(method)))
}

/// The function that borrows the body of a variant of an enum of successful responses.
pub(crate) fn borrowing_accessor(variant: &Identifier) -> Docs {
    Docs::line(format!("Returns the body if the response is [`{0}`](Self::{0}).", variant.word()))
}

/// The function that returns the body of a variant of an enum of successful responses.
pub(crate) fn consuming_accessor(variant: &Identifier) -> Docs {
    Docs::line(format!("Consumes the response and returns the body if it is [`{0}`](Self::{0}).", variant.word()))
}

/// The enum of error responses.
pub(crate) fn errors(method: &str) -> Docs {
    Docs::line(format!("The error responses of {}, by status and media type.", link(method)))
}

/// The variant for the error responses that the document does not declare.
pub(crate) fn undeclared_error() -> Docs {
    Docs::line("A status that the API does not declare, with the body that its other errors have.")
}

/// The type `name` that reads response headers.
pub(crate) fn headers(name: &Identifier, method: &str) -> Docs {
    let name = name.as_str();
    Docs(vec![
        format!("The response headers of {}.", link(method)),
        String::new(),
        format!(
            "`{name}::from(response.headers())` reads them. A method returns `None` if the response lacks the header."
        ),
    ])
}

fn link(method: &str) -> String {
    format!("[`{method}`]")
}

/// The function `new` of a struct. Of its optional fields, it sets those of discriminators.
pub(crate) fn constructor(discriminators: &[&str]) -> Docs {
    let names: Vec<String> = discriminators.iter().map(|name| code(name)).collect();
    Docs::line(match names.is_empty() {
        true => "Creates a value from its required fields; optional fields are unset.".to_owned(),
        false => format!(
            "Creates a value from its required fields, with the {} of this type; other optional fields are unset.",
            names.join(" and ")
        ),
    })
}

/// The function that sets a field: the first paragraph of the field's documentation, if it is plain text. If the
/// paragraph introduces a list, only its first sentence.
pub(crate) fn setter(field: &Docs) -> Docs {
    let paragraph: Vec<String> = field.0.iter().take_while(|line| !line.is_empty()).cloned().collect();
    let introduces = |line: &str| line.trim_end().ends_with(':');
    if paragraph.iter().any(|line| starts_block(line)) {
        return Docs::default();
    }
    if !paragraph.last().is_some_and(|line| introduces(line)) {
        return Docs(paragraph);
    }
    let first = summary(&paragraph);
    if first.is_empty() || introduces(&first) { Docs::default() } else { Docs::line(first) }
}

/// The function that returns a field or its default.
pub(crate) fn default_getter(default: &str) -> Docs {
    Docs::line(format!("Returns the value, or the default {} if it is absent.", code(default)))
}

/// The field for the fields that a struct has no room for.
pub(crate) fn holder() -> Docs {
    Docs::line("More fields, reached as if they were fields of this struct.")
}

/// The variant of an enumeration for a value that is not listed.
pub(crate) fn unknown_value() -> Docs {
    Docs::line("A value that the API does not list; preserved unchanged.")
}

/// The constant that lists the values of an enumeration.
pub(crate) fn values() -> Docs {
    Docs::line("All values that the API lists, in its order.")
}

/// The function that returns the value of a variant.
pub(crate) fn value() -> Docs {
    Docs::line("Returns the value on the wire.")
}

/// The variant of a union for any other value.
pub(crate) fn unknown_variant(has_readers: bool) -> Docs {
    let mut lines = vec!["A value that matches no variant, or more than one; preserved unchanged.".to_owned()];
    if has_readers {
        lines.push("The methods `read_as_…` read it as each variant that it matches.".to_owned());
    }
    Docs(lines)
}

/// The function that reads a value as a variant.
pub(crate) fn reader(variant: &Identifier) -> Docs {
    Docs::line(format!("Returns the value as [`{0}`](Self::{0}), if it matches that variant.", variant.word()))
}

/// The function that merges two values.
pub(crate) fn merge() -> Docs {
    Docs(vec![
        "Returns the object with the properties of both values. Returns `None` if one of them is not an object, or if"
            .to_owned(),
        "they have different values for one property.".to_owned(),
    ])
}

/// The module for servers and credentials.
pub(crate) fn client() -> Docs {
    Docs::line("The servers and the credentials of the client.")
}

/// The enum of the servers.
pub(crate) fn servers() -> Docs {
    Docs::line("The servers that the API declares.")
}

/// The function that returns the URL of a server.
pub(crate) fn server_url() -> Docs {
    Docs::line("Returns the URL of the server.")
}

/// The field for the base of a relative server URL.
pub(crate) fn server_origin() -> Docs {
    Docs::line("The absolute URL that the URL of this server is relative to.")
}

/// The function `new` of a server.
pub(crate) fn server_constructor() -> Docs {
    Docs::line("Creates a server from the values that have no default.")
}

/// The function that returns the text of the value of a server variable.
pub(crate) fn server_value() -> Docs {
    Docs::line("Returns the value as the URL contains it.")
}

/// The method that adds a credential to others.
pub(crate) fn with_credential(scheme: &str) -> Docs {
    Docs::line(format!("Adds credentials for the security scheme {}.", code(scheme)))
}

/// The constructor of a credential for every operation.
pub(crate) fn general_credential(kind: &CredentialKind) -> Docs {
    let credential = match kind {
        CredentialKind::Basic => "a user name and a password, sent as HTTP basic authentication (RFC 7617)",
        CredentialKind::NamedHeader => "an API key, sent as the value of the header `name`",
        CredentialKind::NamedQuery => "an API key, sent as the query parameter `name`",
        _ => "a token, sent as `Authorization: Bearer …` (RFC 6750)",
    };
    Docs(vec![
        format!("Credentials for every operation: {credential}."),
        String::new(),
        "They are sent with every request, whatever security schemes the operation requires.".to_owned(),
    ])
}

/// The headers that the client sends by default, as lines for the documentation of its builder.
pub(crate) fn default_headers(headers: &[DefaultHeader]) -> Vec<String> {
    if headers.is_empty() {
        return Vec::new();
    }
    let begin = [
        "",
        "Every request has these headers, unless [`ClientBuilder::header`] or the request sets another value:",
        "",
    ];
    let listed = headers.iter().map(|DefaultHeader { name, value }| format!("- {}", code(&format!("{name}: {value}"))));
    begin.into_iter().map(str::to_owned).chain(listed).collect()
}

/// The function that makes credentials of environment variables.
pub(crate) fn from_env(variables: &[&str]) -> Docs {
    let listed = variables.iter().map(|variable| format!("- `{variable}`"));
    let begin = ["Creates credentials from environment variables:", ""].map(str::to_owned);
    let end = ["", "# Errors", "", "Returns [`BuildError`] if one of them is not set or is empty."].map(str::to_owned);
    Docs(begin.into_iter().chain(listed).chain(end).collect())
}
