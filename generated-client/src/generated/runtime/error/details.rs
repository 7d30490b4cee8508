// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The message, the code and the request id of an error response, which most services put into its body.

use std::borrow::Cow;

use crate::runtime::encode::style::primitive;
use crate::runtime::json::{Tree, from_slice};

/// JSON Pointers (RFC 6901) to the message and the code in the bodies of an API's error responses.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ErrorPointers {
    pub(crate) message: Option<&'static str>,
    pub(crate) code: Option<&'static str>,
}

/// What the body of an error response says about the error.
#[derive(Clone, Debug, Default)]
pub(crate) struct ErrorDetails {
    pub(crate) message: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) request_id: Option<String>,
}

/// Where services put the message, the most specific place first. RFC 9457 has `detail` and `title`, RFC 6749 has
/// `error_description`, JSON:API has a list `errors`.
const MESSAGES: &[&str] = &[
    "/message",
    "/error/message",
    "/error_description",
    "/error",
    "/detail",
    "/title",
    "/errors/0/message",
    "/errors/0/detail",
    "/errors/0/title",
    "/errors/0",
    "/error/detail",
    "/error_message",
    "/errorMessage",
    "/Message",
    "/msg",
    "/description",
    "/detail/0/msg",
    "/fault/faultstring",
];

/// Where services put the code. With `error_description`, the code is `error` (RFC 6749, section 5.2).
const CODES: &[&str] = &[
    "/code",
    "/error/code",
    "/error_code",
    "/errorCode",
    "/error/type",
    "/errors/0/code",
    "/Code",
    "/type",
    "/error/status",
];

/// Where services put the request id, if no header has it.
const REQUEST_IDS: &[&str] = &[
    "/request_id",
    "/requestId",
    "/error/request_id",
    "/error/requestId",
    "/RequestId",
    "/Error/RequestId",
    "/meta/request_id",
];

/// Finds the message, the code and the request id of an error response in its body.
pub(crate) fn find_details(body: &[u8], media_type: &str, pointers: ErrorPointers) -> ErrorDetails {
    if media_type == "text/plain" {
        let text = String::from_utf8_lossy(body);
        let text = text.trim();
        let message = (!text.is_empty()).then(|| text.to_owned());
        return ErrorDetails { message, ..ErrorDetails::default() };
    }
    let Ok(tree) = from_slice(body) else { return ErrorDetails::default() };
    // A gateway may respond in the place of the service, so the usual places are looked at too.
    let mut messages = pointers.message.iter().chain(MESSAGES);
    let message = messages.find_map(|pointer| tree.pointer(pointer).and_then(text));
    // The whole body may be the message.
    let message = message.or_else(|| text(&tree));
    let request_id = REQUEST_IDS.iter().find_map(|pointer| tree.pointer(pointer).and_then(scalar));
    if let Some(code) = pointers.code.and_then(|pointer| tree.pointer(pointer)).and_then(scalar) {
        return ErrorDetails { message, code: Some(code), request_id };
    }
    let code = CODES.iter().find_map(|pointer| tree.pointer(pointer).and_then(scalar));
    // `about:blank` says that there is no code beside the status (RFC 9457, section 4.2.1).
    let code = code.filter(|code| code != "about:blank");
    let code = code.or_else(|| tree.pointer("/error").and_then(text)).filter(|code| message.as_ref() != Some(code));
    ErrorDetails { message, code, request_id }
}

/// The text of a string that is not empty.
fn text(value: &Tree<'_>) -> Option<String> {
    match value {
        Tree::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    }
}

/// The text of a string or a number.
fn scalar(value: &Tree<'_>) -> Option<String> {
    match value {
        Tree::Number(_) => primitive(value).ok().map(Cow::into_owned),
        other => text(other),
    }
}
