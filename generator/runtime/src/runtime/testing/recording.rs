//! The file of a recording: the exchanges as JSON that people can read and edit.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use url::form_urlencoded;

use super::content::{Content, ContentPart};
use super::pattern::Pattern;
use super::response::{End, MockResponse};
use super::script::{Expected, Planned};
use crate::runtime::TransportErrorKind;
use crate::runtime::format::base64;
use crate::runtime::json::{Object, Value};

/// The version of the format.
const VERSION: u64 = 1;

/// Returns the text of a file with the given exchanges.
pub(super) fn file_text(exchanges: Vec<Value>) -> String {
    let file = Object::from_iter([("version", Value::from(VERSION)), ("exchanges", Value::from(exchanges))]);
    format!("{:#}\n", Value::from(file))
}

/// Returns the exchanges of a file.
///
/// # Errors
///
/// Returns a message if the text is not a recording.
pub(super) fn read_file(text: &str, path: &str) -> Result<Vec<Expected>, String> {
    let file: Value = text.parse().map_err(|error| format!("{path}: {error}"))?;
    if file.get("version").and_then(Value::as_u64) != Some(VERSION) {
        return Err(format!("{path}: the version of the recording is not {VERSION}"));
    }
    let exchanges = file
        .get("exchanges")
        .and_then(Value::as_array)
        .ok_or_else(|| format!("{path}: `exchanges` is not an array"))?;
    let read = |(index, exchange): (usize, &Value)| {
        let place = format!("exchange {} of {path}", index.saturating_add(1));
        read_exchange(exchange, &place).ok_or_else(|| format!("{place} is not valid"))
    };
    exchanges.iter().enumerate().map(read).collect()
}

/// Returns an exchange: the request, and the value of a response or of a failure with its key.
pub(super) fn exchange(operation: &str, pattern: &Pattern, (key, result): (&'static str, Value)) -> Value {
    let mut request = Object::new();
    request.insert("operation", operation);
    request.insert("method", pattern.method.as_str());
    request.insert("path", pattern.path.as_str());
    insert_pairs(&mut request, "query", &pattern.query);
    insert_pairs(&mut request, "headers", &pattern.headers);
    insert_content(&mut request, &pattern.content);
    Object::from_iter([("request", Value::from(request)), (key, result)]).into()
}

/// Returns a failure to send a request. Without a kind, the response stalled.
pub(super) fn failure(kind: Option<TransportErrorKind>, reason: &str) -> Value {
    let kind = match kind {
        None => "stalled",
        Some(TransportErrorKind::Connect) => "connect",
        Some(TransportErrorKind::Timeout) => "timeout",
        Some(TransportErrorKind::Redirected) => "redirected",
        Some(TransportErrorKind::Rejected) => "rejected",
        Some(TransportErrorKind::RequestBody) => "request-body",
        Some(TransportErrorKind::Other) => "other",
    };
    Object::from_iter([("kind", kind), ("reason", reason)]).into()
}

/// Returns a response.
pub(super) fn response(status: StatusCode, headers: &[(String, String)], content: &Content, end: End) -> Value {
    let mut response = Object::new();
    response.insert("status", u64::from(status.as_u16()));
    insert_pairs(&mut response, "headers", headers);
    insert_content(&mut response, content);
    if end != End::Complete {
        response.insert("interrupted", true);
    }
    response.into()
}

/// Adds pairs as an object. A name with several values has an array.
fn insert_pairs(object: &mut Object, key: &str, pairs: &[(String, String)]) {
    let mut members = Object::new();
    for (name, value) in pairs {
        match members.get_mut(name) {
            Some(Value::Array(values)) => values.push(value.as_str().into()),
            Some(first) => *first = vec![first.take(), value.as_str().into()].into(),
            None => {
                members.insert(name.as_str(), value.as_str());
            }
        }
    }
    if !members.is_empty() {
        object.insert(key, members);
    }
}

fn read_pairs(object: &Value, key: &str) -> Option<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    let Some(members) = object.get(key) else { return Some(pairs) };
    for (name, value) in members.as_object()?.iter() {
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            pairs.push((name.to_owned(), value.as_str()?.to_owned()));
        }
    }
    Some(pairs)
}

/// Adds a body: its kind, and its content.
fn insert_content(object: &mut Object, content: &Content) {
    let body = match content {
        Content::Empty => return,
        Content::Json(value) => Object::from_iter([("json", value.clone())]),
        Content::Form(pairs) => {
            let mut body = Object::new();
            insert_pairs(&mut body, "form", pairs);
            body
        }
        Content::Parts(parts) => {
            let part = |part: &ContentPart| {
                let mut object = Object::new();
                insert_pairs(&mut object, "headers", &part.headers);
                insert_content(&mut object, &part.content);
                Value::from(object)
            };
            Object::from_iter([("parts", Value::from(parts.iter().map(part).collect::<Vec<_>>()))])
        }
        Content::Text(text) => Object::from_iter([("text", text.as_str())]),
        Content::Bytes(bytes) => Object::from_iter([("base64", base64::encode(bytes))]),
    };
    object.insert("body", body);
}

fn read_content(object: &Value) -> Option<Content> {
    let Some(body) = object.get("body") else { return Some(Content::Empty) };
    let (kind, value) = body.as_object()?.iter().next()?;
    Some(match kind {
        "json" => Content::Json(value.clone()),
        "form" => Content::Form(read_pairs(body, "form")?),
        "parts" => {
            let part = |part: &Value| {
                Some(ContentPart { headers: read_pairs(part, "headers")?, content: read_content(part)? })
            };
            Content::Parts(value.as_array()?.iter().map(part).collect::<Option<_>>()?)
        }
        "text" => Content::Text(value.as_str()?.to_owned()),
        "base64" => Content::Bytes(Bytes::from(base64::decode(value.as_str()?)?)),
        _ => return None,
    })
}

fn read_exchange(exchange: &Value, place: &str) -> Option<Expected> {
    let request = exchange.get("request")?;
    let text = |key: &str| Some(request.get(key)?.as_str()?.to_owned());
    let pattern = Pattern {
        method: text("method")?,
        path: text("path")?,
        query: read_pairs(request, "query")?,
        headers: read_pairs(request, "headers")?,
        cookies: None,
        content: read_content(request)?,
        // A recording never contains them.
        ignored_headers: ["authorization", "proxy-authorization"].map(str::to_owned).to_vec(),
        ignored_query: Vec::new(),
        is_redacted: true,
    };
    let planned = match exchange.get("failure") {
        Some(failure) => read_failure(failure)?,
        None => Planned::Respond(read_response(exchange.get("response")?)?),
    };
    Some(Expected { operation: text("operation")?, pattern: Some(pattern), place: place.to_owned(), planned, left: 1 })
}

fn read_failure(failure: &Value) -> Option<Planned> {
    let kind = match failure.get("kind")?.as_str()? {
        "stalled" => return Some(Planned::Stall),
        "connect" => TransportErrorKind::Connect,
        "timeout" => TransportErrorKind::Timeout,
        "redirected" => TransportErrorKind::Redirected,
        "rejected" => TransportErrorKind::Rejected,
        "request-body" => TransportErrorKind::RequestBody,
        _ => TransportErrorKind::Other,
    };
    Some(Planned::Fail(
        kind,
        failure.get("reason").and_then(Value::as_str).unwrap_or("the recorded request failed").to_owned(),
    ))
}

fn read_response(response: &Value) -> Option<MockResponse> {
    let status = StatusCode::from_u16(u16::try_from(response.get("status")?.as_u64()?).ok()?).ok()?;
    let mut headers = HeaderMap::new();
    for (name, value) in read_pairs(response, "headers")? {
        headers.append(HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(&value).ok()?);
    }
    let body = match read_content(response)? {
        Content::Empty => Bytes::new(),
        Content::Json(value) => value.to_string().into(),
        Content::Form(pairs) => form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().into(),
        Content::Text(text) => text.into(),
        Content::Bytes(bytes) => bytes,
        Content::Parts(_) => return None,
    };
    let end =
        if response.get("interrupted").and_then(Value::as_bool) == Some(true) { End::CutOff } else { End::Complete };
    Some(MockResponse {
        status,
        headers,
        chunks: Some(body).filter(|body| !body.is_empty()).into_iter().collect(),
        end,
    })
}
