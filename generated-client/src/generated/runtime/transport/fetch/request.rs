// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A request as `fetch` takes it.

use http::{HeaderMap, header};
use web_sys::js_sys::Uint8Array;
use web_sys::{AbortSignal, Headers, Request, RequestInit, RequestRedirect};

use super::{message, rejected};
use crate::runtime::{Body, TransportError};

/// Converts a request. What `fetch` would drop or reject is an error.
pub(super) fn convert(request: http::Request<Body>, signal: &AbortSignal) -> Result<Request, TransportError> {
    let (parts, body) = request.into_parts();
    let Some(body) = body.as_bytes() else {
        return Err(rejected("`fetch` does not send a request body that is a stream: collect it first"));
    };
    let init = RequestInit::new();
    init.set_method(parts.method.as_str());
    init.set_headers(headers(&parts.headers)?.as_ref());
    if !body.is_empty() {
        init.set_body(&Uint8Array::from(body.as_ref()));
    }
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(signal));
    let request = Request::new_with_str_and_init(&parts.uri.to_string(), &init);
    let request = request.map_err(|error| rejected(&message(&error)))?;
    // A browser removes the headers that it forbids, such as `Cookie`. It has a user agent of its own.
    let is_sent = |name: &str| name == header::USER_AGENT.as_str() || request.headers().has(name).unwrap_or(false);
    match parts.headers.keys().find(|name| !is_sent(name.as_str())) {
        Some(name) => Err(rejected(&format!("`fetch` does not send the header `{name}`"))),
        None => Ok(request),
    }
}

/// Converts headers. Each byte is a character, since a header is a `ByteString` of Web IDL.
fn headers(headers: &HeaderMap) -> Result<Headers, TransportError> {
    let converted = Headers::new().map_err(|error| rejected(&message(&error)))?;
    for (name, value) in headers {
        let text: String = value.as_bytes().iter().copied().map(char::from).collect();
        let appended = converted.append(name.as_str(), &text);
        // The message of the error would contain the value, which may be a secret.
        appended.map_err(|_| rejected(&format!("`fetch` does not allow the value of the header `{name}`")))?;
    }
    Ok(converted)
}
