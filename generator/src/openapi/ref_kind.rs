//! Whether the target of a `$ref` is of the kind that its place needs.

use serde_json::Value;

use super::object_kind::ObjectKind;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::Pointer;
use crate::source::{Bundle, Document, RefTarget};

/// Returns whether the target of a reference may be of the kind that its place needs. Objects of other kinds are reported:
/// as an error, or as a warning if the place is a schema, which any object is.
pub(super) fn is_of_kind(
    document: &Document,
    bundle: &Bundle<'_>,
    (at, kind, text): (&Pointer, ObjectKind, &str),
    target: &RefTarget,
    diagnostics: &mut Diagnostics,
) -> bool {
    if matches!(kind, ObjectKind::List(_)) && !bundle.value(document, target).is_some_and(Value::is_array) {
        let name = at.split_last().map(|(_, name)| name).unwrap_or_default();
        let message = format!("`{name}` must be an array, found an object with `$ref`");
        let error = Diagnostic::error(Code::VALUE_INVALID, document.source_map.origin(at), message);
        diagnostics.push(error.help("write `-` before `$ref`, so that it is the first item of an array"));
        return false;
    }
    let Some(wanted) = kind.component_kind() else { return true };
    if target.file.is_some() {
        return true;
    }
    let tokens: Vec<String> = target.pointer.tokens().collect();
    let message = match tokens.as_slice() {
        [components, found, _] if components == "components" => {
            // A header has the keys of a parameter.
            if found == wanted || (wanted, found.as_str()) == ("headers", "parameters") {
                return true;
            }
            format!("`{text}` is in `{found}`, and the target has to be in `{wanted}`")
        }
        tokens => {
            let found = tokens.iter().fold(ObjectKind::Document, |kind, token| kind.member(token));
            // Data may be any object: an extension, for example.
            if found == ObjectKind::Data || found.component_kind() == Some(wanted) {
                return true;
            }
            if (wanted, found) == ("headers", ObjectKind::Parameter) {
                return true;
            }
            match found {
                ObjectKind::Document => {
                    format!("`{text}` is the whole document, and the target has to be in `{wanted}`")
                }
                _ => format!("`{text}` is another kind of object, and the target has to be one of the `{wanted}`"),
            }
        }
    };
    let place = document.source_map.origin(&at.push("$ref"));
    let is_schema = wanted == "schemas";
    diagnostics.push(match is_schema {
        true => Diagnostic::warning(Code::REF_INVALID, place, message),
        false => Diagnostic::error(Code::REF_INVALID, place, message),
    });
    is_schema
}
