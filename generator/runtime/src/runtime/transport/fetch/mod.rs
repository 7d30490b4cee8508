//! The default transport on `wasm32-unknown-unknown`: the function `fetch` of JavaScript.

mod body;
mod request;

use std::time::Duration;

use http::{HeaderName, HeaderValue, StatusCode, header};
use send_wrapper::SendWrapper;
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Array, Function, Promise, Reflect, global};
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, Headers, Response, ResponseType};

use self::body::ResponseBody;
use super::{BoxFuture, Transport, TransportResult};
use crate::runtime::platform::{self, global_property};
use crate::runtime::{Body, TransportError, TransportErrorKind};

/// A transport that sends requests with the function `fetch` of a browser, a worker or Node.js. It exists on
/// `wasm32-unknown-unknown` alone.
///
/// A client without another transport creates one. What JavaScript does not allow is an error, and is never ignored:
///
/// - **Redirects.** `fetch` would send headers such as an API key to another host, so it follows no redirects. A browser hides
///   the response of a redirect, which is then an error of the kind [`Redirected`](TransportErrorKind::Redirected), even if the client
///   follows redirects to the same origin. Node.js does not hide it.
/// - **Cookies** of the browser are sent to the origin of the page alone.
/// - **Request bodies** that are streams are errors of the kind [`Rejected`](TransportErrorKind::Rejected), and so are the methods,
///   the headers and the bodies of GET requests that `fetch` forbids. A browser forbids `Cookie`, for example.
/// - **Connections** that cannot be opened are errors of the kind [`Other`](TransportErrorKind::Other), as lost ones are: JavaScript
///   does not tell them apart. So a request that is not idempotent is not retried after either.
/// - **Response headers** are those that the browser exposes. For a server of another origin, CORS has to allow the headers of the
///   request, and to expose those of the response that the client reads, such as `Retry-After`.
///
/// A dropped call aborts its request. JavaScript's values belong to a thread, so a call panics if it is polled by another thread than the
/// one that has sent it, which only a program with threads of WebAssembly can do.
#[derive(Clone, Debug, Default)]
pub struct FetchTransport {
    // A setting can be added without a breaking change.
    _private: (),
}

impl FetchTransport {
    /// Creates a transport.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl Transport for FetchTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, TransportResult> {
        Box::pin(SendWrapper::new(fetch(request)))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        platform::sleep(duration)
    }

    fn reads_attempts(&self) -> bool {
        false
    }
}

/// Aborts a request when it is dropped. That has no effect after the end of the response.
struct Abort(AbortController);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn fetch(request: http::Request<Body>) -> TransportResult {
    let fetch = global_property::<Function>("fetch").ok_or_else(|| rejected("there is no function `fetch`"))?;
    let abort = AbortController::new().map(Abort).map_err(|error| rejected(&message(&error)))?;
    let request = request::convert(request, &abort.0.signal())?;
    let promise = fetch.call1(&global(), &request).map_err(|error| failed(&error))?;
    let response = JsFuture::from(Promise::resolve(&promise)).await.map_err(|error| failed(&error))?;
    let response: Response = response.dyn_into().map_err(|other| failed(&other))?;
    if response.type_() == ResponseType::Opaqueredirect {
        let reason = "a browser does not say where to";
        return Err(TransportError::new(TransportErrorKind::Redirected, reason));
    }
    let status = StatusCode::from_u16(response.status());
    let status = status.map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
    let body = match response.body() {
        Some(stream) => Body::stream(Box::pin(SendWrapper::new(ResponseBody::new(&stream, abort)))),
        None => Body::empty(),
    };
    let mut converted = http::Response::new(body);
    *converted.status_mut() = status;
    read_headers(&response.headers(), converted.headers_mut())?;
    Ok(converted)
}

/// Reads the headers of a response.
fn read_headers(headers: &Headers, into: &mut http::HeaderMap) -> Result<(), TransportError> {
    for entry in headers.entries() {
        let entry: Array = entry.map_err(|error| failed(&error))?.dyn_into().map_err(|other| failed(&other))?;
        let (Some(name), Some(value)) = (entry.get(0).as_string(), entry.get(1).as_string()) else { continue };
        // Each character is a byte, since a header is a `ByteString` of Web IDL.
        let value: Result<Vec<u8>, _> = value.chars().map(|byte| u8::try_from(u32::from(byte))).collect();
        let value = value.ok().and_then(|value| HeaderValue::from_bytes(&value).ok());
        if let (Ok(name), Some(value)) = (HeaderName::try_from(name), value) {
            into.append(name, value);
        }
    }
    // `fetch` has decompressed the body, which these headers do not describe then.
    if into.remove(header::CONTENT_ENCODING).is_some() {
        into.remove(header::CONTENT_LENGTH);
    }
    Ok(())
}

/// Returns the error of a request that was not sent.
fn rejected(reason: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Rejected, reason)
}

/// Returns the error of a request that failed, whether or not the server has received it.
fn failed(error: &JsValue) -> TransportError {
    TransportError::new(TransportErrorKind::Other, message(error))
}

/// Returns the message of an error of JavaScript, and that of its cause. A URL is left out, since it may contain an API key.
fn message(error: &JsValue) -> String {
    let property = |value: &JsValue, name: &str| Reflect::get(value, &name.into()).ok();
    let text = |value: &JsValue| property(value, "message")?.as_string().filter(|text| !text.is_empty());
    let cause = property(error, "cause").and_then(|cause| text(&cause));
    let message = text(error).unwrap_or_else(|| "error of JavaScript".to_owned());
    let message = cause.map_or_else(|| message.clone(), |cause| format!("{message}: {cause}"));
    if message.contains("://") { "error of JavaScript, whose message contains the URL".to_owned() } else { message }
}
