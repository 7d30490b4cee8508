//! Keys that an object of OpenAPI does not have.

use serde_json::Value;

use super::nearest::closest;
use super::{Check, Found};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::openapi::Version;
use crate::openapi::objects::{Form, ObjectType, SCHEMA};

/// Reports a key that a later version of OpenAPI adds.
pub(super) fn too_new(key: &str, kind: &ObjectType, at: &Pointer, check: &mut Check<'_>) {
    let message = format!(
        "`{key}` of {} is new in OpenAPI 3.2, and the document has an earlier version: it is ignored",
        kind.name
    );
    check.found.push(Found::warning(Code::KEY_UNKNOWN, at.clone(), message));
}

/// Reports a key that no version has. In a schema of OpenAPI 3.1, any keyword is allowed, so only those that are probably
/// misspelt or misplaced are reported.
pub(super) fn unknown(key: &str, value: &Value, kind: &'static ObjectType, at: &Pointer, check: &mut Check<'_>) {
    let at = at.push(key);
    let form = swagger_form(key, kind.name);
    let is_schema = std::ptr::eq(kind, &SCHEMA);
    let place = (form.is_none() && !is_schema).then(|| place_in(key, kind)).flatten();
    let names = kind.fields.iter().map(|field| field.key);
    let close = closest(key, names);
    let is_property = is_schema && close.is_none() && looks_like_schema(value);
    if is_schema && check.version > Version::V3_0 && close.is_none() && form.is_none() && !is_property {
        return;
    }
    let help = match (form, place, close) {
        (Some(form), _, _) => Some(form.to_owned()),
        (None, _, Some(close)) => Some(format!("did you mean `{close}`?")),
        (None, Some(place), None) => Some(format!("`{key}` belongs in {place}")),
        (None, None, None) if is_property => Some(format!("a property named `{key}` belongs in `properties`")),
        (None, None, None) => None,
    };
    let code = match (close, help.is_some()) {
        (None, true) => Code::KEY_MISPLACED,
        _ => Code::KEY_UNKNOWN,
    };
    let message = match code {
        Code::KEY_MISPLACED => format!("`{key}` is not a key of {}", kind.name),
        _ => format!("unknown key `{key}` in {}", kind.name),
    };
    let found = Found::warning(code, at, message);
    check.found.push(match help {
        Some(help) => found.help(help),
        None => found,
    });
}

/// Returns the object below another one to which a key belongs.
fn place_in(key: &str, kind: &ObjectType) -> Option<String> {
    kind.fields.iter().find_map(|field| {
        let (inner, is_map) = match field.form {
            Form::Object(inner) => (inner, false),
            Form::SchemaOrBoolean => (&SCHEMA, false),
            Form::Map(Form::Object(inner)) => (*inner, true),
            _ => return None,
        };
        let has_key = inner.fields.iter().any(|known| known.key == key);
        let place = match is_map {
            true => format!("{} of `{}`", inner.name, field.key),
            false => format!("`{}`", field.key),
        };
        has_key.then_some(place)
    })
}

/// Returns whether a value is probably a schema: an object with a type, a reference or members.
fn looks_like_schema(value: &Value) -> bool {
    let has = |key: &str, test: fn(&Value) -> bool| value.get(key).is_some_and(test);
    has("type", Value::is_string) || has("$ref", Value::is_string) || has("properties", Value::is_object)
}

/// Returns what OpenAPI 3 has instead of a key of Swagger 2.0.
fn swagger_form(key: &str, object: &str) -> Option<&'static str> {
    Some(match (object, key) {
        ("a document", "definitions") => "OpenAPI 3 has schemas in `components/schemas`",
        ("a document", "parameters") => "OpenAPI 3 has parameters in `components/parameters`",
        ("a document", "responses") => "OpenAPI 3 has responses in `components/responses`",
        ("a document", "securityDefinitions") => "OpenAPI 3 has security schemes in `components/securitySchemes`",
        ("a document", "host" | "basePath" | "schemes") | ("an operation", "schemes") => {
            "OpenAPI 3 has the URL of the service in `servers`"
        }
        ("a document" | "an operation", "consumes") => {
            "OpenAPI 3 has the media types of a body as keys of its `content`"
        }
        ("a document" | "an operation", "produces") => {
            "OpenAPI 3 has the media types of a response as keys of its `content`"
        }
        ("a parameter" | "a header", "collectionFormat") => "OpenAPI 3 has `style` and `explode` for arrays",
        ("a response", "schema") => "OpenAPI 3 has it in a media type: `content: {application/json: {schema: …}}`",
        ("a request body", "schema") => "it belongs in a media type: `content: {application/json: {schema: …}}`",
        ("a response", "examples") => "OpenAPI 3 has examples in the media types of `content`",
        ("a header", "name") => "the name of a header is its key in `headers`",
        ("a header", "in") => "the location of a header is always `header`",
        ("a schema", "readonly") => "did you mean `readOnly`?",
        ("`flows`", "accessCode") => "did you mean `authorizationCode`?",
        ("`flows`", "application") => "did you mean `clientCredentials`?",
        ("a security scheme", "flow") => "OpenAPI 3 has an object for each flow in `flows`",
        ("a security scheme", "authorizationUrl" | "tokenUrl" | "scopes") => "it belongs in a flow of `flows`",
        _ => return None,
    })
}
