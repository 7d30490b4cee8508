// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Finding a response that an operation decodes to a value.

use std::borrow::Cow;

use http::{HeaderMap, HeaderValue, header};
use serde::Serialize;

use super::response::{MockResponse, json_value, valid_status};
use crate::runtime::error::ErrorPointers;
use crate::runtime::json::Value;
use crate::runtime::media_type::{essence, is_json};
use crate::runtime::rate_limit::RateLimitHeaders;
use crate::runtime::response::{ResponseSource, decode};
use crate::runtime::{Error, Operation, RawResponse, Response};

/// The statuses of a response with a body, the most frequent first.
const WITH_BODY: [u16; 8] = [200, 201, 202, 203, 206, 207, 208, 226];

/// The statuses of a response without a body.
const WITHOUT_BODY: [u16; 6] = [204, 200, 201, 202, 205, 203];

/// Returns the first response that the operation decodes to a value that is serialized in the same way.
pub(super) fn success<O: Operation>(value: &O::Output) -> Result<MockResponse, String>
where
    O::Output: Serialize,
{
    let json = self::value::<O, _>(value)?;
    find::<O>(&json, &|decoded| Value::from_serialize(decoded).is_ok_and(|decoded| decoded == json))
}

/// Returns the value of a body.
pub(super) fn value<O: Operation, T: Serialize + ?Sized>(body: &T) -> Result<Value, String> {
    json_value(body).map_err(|error| format!("the response of `{}` cannot be sent as JSON: {error}", O::ID))
}

/// Returns the first response with a body that the operation decodes.
pub(super) fn decodable<O: Operation>(body: &Value) -> Result<MockResponse, String> {
    find::<O>(body, &|_| true)
}

fn find<O: Operation>(body: &Value, is_equal: &dyn Fn(&O::Output) -> bool) -> Result<MockResponse, String> {
    let mut reason = None;
    for response in candidates::<O>(body, None) {
        match decoded::<O>(&response) {
            Ok(decoded) if is_equal(decoded.body()) => return Ok(response),
            Ok(_) => {}
            Err(error) => {
                reason.get_or_insert(error.to_string());
            }
        }
    }
    let reason = reason.unwrap_or_else(|| "it decodes to another value".to_owned());
    Err(format!("no successful response of `{}` has this body: {reason}", O::ID))
}

/// Returns the first response of a status that the operation decodes to an error with a body.
pub(super) fn failure<O: Operation>(status: u16, body: &Value) -> Result<MockResponse, String> {
    valid_status(status).map_err(|error| format!("`{}` has no such response: {error}", O::ID))?;
    let mut reason = None;
    for response in candidates::<O>(body, Some(status)) {
        match decoded::<O>(&response) {
            Err(Error::Api(_)) => return Ok(response),
            Err(error) => {
                reason.get_or_insert(error.to_string());
            }
            Ok(_) => {
                reason.get_or_insert("the status is a success".to_owned());
            }
        }
    }
    Err(format!("no error response of `{}` has this status and this body: {}", O::ID, reason.unwrap_or_default()))
}

/// Returns the responses that a value may have been decoded from.
fn candidates<O: Operation>(value: &Value, status: Option<u16>) -> Vec<MockResponse> {
    let mut responses = Vec::new();
    let only = status.as_slice();
    if value.is_null() {
        let statuses = if only.is_empty() { &WITHOUT_BODY } else { only };
        responses.extend(statuses.iter().map(|status| MockResponse::empty(*status)));
    }
    let accepted = O::ACCEPT.unwrap_or_default().split(',').map(essence).filter(|media_type| !media_type.contains('*'));
    let common = ["application/json", "application/problem+json", "text/plain"].map(Cow::Borrowed);
    let media_types: Vec<Cow<'static, str>> =
        accepted.filter(|media_type| !media_type.is_empty()).chain(common).collect();
    for status in if only.is_empty() { &WITH_BODY } else { only } {
        for media_type in &media_types {
            // `HeaderValue` has the rules for the characters of a media type, and `bytes` panics without them.
            let is_valid = HeaderValue::from_str(media_type).is_ok();
            let text = match value {
                _ if is_json(media_type) => Some(value.to_string()),
                Value::String(text) => Some(text.clone()),
                _ => None,
            };
            if let Some(text) = text.filter(|_| is_valid) {
                responses.push(MockResponse::bytes(*status, media_type, text));
            }
        }
    }
    responses
}

/// Decodes a response as a call of the operation does.
fn decoded<O: Operation>(response: &MockResponse) -> Result<Response<O::Output>, Error<O::Error>> {
    let mut headers = HeaderMap::new();
    headers.extend(response.headers.get(header::CONTENT_TYPE).map(|value| (header::CONTENT_TYPE, value.clone())));
    let source = ResponseSource {
        operation: O::ID.into(),
        pointers: ErrorPointers::default(),
        rate_limit: &RateLimitHeaders::COMMON,
    };
    let raw = RawResponse::new(response.status, headers, std::time::SystemTime::UNIX_EPOCH, source);
    decode::<O>(raw.with_body(response.chunks.first().cloned().unwrap_or_default(), None))
}
