//! The version of OpenAPI that a document has.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::Pointer;
use crate::source::Document;

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 3.0
    V3_0,
    /// 3.1
    V3_1,
    /// 3.2, and what follows it.
    V3_2,
}

/// Reads the version, and replaces it with the one that openapiv3 expects.
pub(super) fn read(document: &mut Document, diagnostics: &mut Diagnostics) -> Option<Version> {
    let root = Pointer::root();
    let error = |pointer: &Pointer, message: String| {
        Diagnostic::error(Code::NOT_OPENAPI, document.source_map.origin(pointer), message)
    };
    let Some(written) = document.value.get("openapi") else {
        diagnostics.push(error(&root, "this is not an OpenAPI document: it has no `openapi`".to_owned()));
        return None;
    };
    let written = text(written);
    let mut parts = written.split('.');
    let version = match (parts.next(), parts.next()) {
        (Some("3"), Some("0")) => Version::V3_0,
        (Some("3"), Some("1")) => Version::V3_1,
        (Some("3"), Some("2")) => Version::V3_2,
        (Some("3"), Some(minor)) if is_number(minor) => {
            let origin = document.source_map.origin(&root.push("openapi"));
            let message = format!("OpenAPI 3.{minor} is read as 3.2: what it adds has no effect");
            diagnostics.push(Diagnostic::warning(Code::VERSION_NEWER, origin, message));
            Version::V3_2
        }
        _ => {
            diagnostics.push(error(
                &root.push("openapi"),
                format!("version `{written}` is not supported: 3.0, 3.1 and 3.2 are"),
            ));
            return None;
        }
    };
    if let Some(openapi) = document.value.get_mut("openapi") {
        *openapi = Value::from("3.0.3");
    }
    Some(version)
}

/// Returns whether a part of a version is a number.
fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the text of a version, which may be a number: `3.0`.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
