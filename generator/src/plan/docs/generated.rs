//! The documentation of generated items that the document does not describe: modules, constructors, setters, and the types
//! of operations.

use super::code;
use super::markdown::starts_block;
use crate::rust::{BodyFieldDocs, Docs, Identifier};

/// The root module of a client; `title` is the API's title.
pub(crate) fn root(title: &str) -> Docs {
    Docs::line(format!("The generated code of the client for {title}."))
}

/// The module of the types.
pub(crate) fn types_index() -> Docs {
    Docs::line("The types of the document's schemas.")
}

/// The module of the operations; `groups` lists them.
pub(crate) fn operations_index(groups: Vec<String>) -> Docs {
    let mut lines = vec!["The operations: their requests and their responses.".to_owned(), String::new()];
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

/// The module of an operation.
pub(crate) fn operation_module(id: &str) -> Docs {
    Docs::line(format!("The operation {}.", code(id)))
}

/// The marker type of an operation.
pub(crate) fn marker(method: &Identifier) -> Docs {
    Docs::line(format!("The operation of {}.", client_method(method)))
}

/// The method that streams the items of a list.
pub(crate) fn items() -> Docs {
    Docs::line("Streams the items of all pages, fetching each page on demand.")
}

/// The enum of a body that may be of several media types.
pub(crate) fn body_enum(method: &Identifier) -> Docs {
    Docs::line(format!("The request body of {}, in one of several media types.", client_method(method)))
}

/// The fields of a body of any media type.
pub(crate) fn body_fields() -> BodyFieldDocs {
    BodyFieldDocs { content_type: Docs::line("The media type."), body: Docs::line("The body.") }
}

/// The enum of successful responses.
pub(crate) fn successes(method: &Identifier) -> Docs {
    Docs::line(format!("The successful responses of {}, by status and media type.", client_method(method)))
}

/// The enum of error responses.
pub(crate) fn errors(method: &Identifier) -> Docs {
    Docs::line(format!("The error responses of {}, by status and media type.", client_method(method)))
}

/// The type `name` that reads response headers.
pub(crate) fn headers(name: &Identifier, method: &Identifier) -> Docs {
    let name = name.as_str();
    Docs::line(format!("The response headers of {}: `{name}::from(response.headers())`.", client_method(method)))
}

fn client_method(method: &Identifier) -> String {
    format!("[`Client::{}`]", method.word())
}

/// The function `new` of a struct.
pub(crate) fn constructor() -> Docs {
    Docs::line("Creates a value from its required fields; optional fields are unset.")
}

/// The function that sets a field: the first paragraph of the field's documentation, if it is plain text.
pub(crate) fn setter(field: &Docs) -> Docs {
    let paragraph: Vec<String> = field.0.iter().take_while(|line| !line.is_empty()).cloned().collect();
    if paragraph.iter().any(|line| starts_block(line)) { Docs::default() } else { Docs(paragraph) }
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
    Docs::line("Every listed value, in the document's order.")
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
    Docs::line("How a client is built: its server and its credentials.")
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
