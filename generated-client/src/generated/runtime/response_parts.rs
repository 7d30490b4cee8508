// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The parts of a received response, which responses and errors share.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

/// The status, the headers and the raw body of a response.
#[derive(Clone)]
pub(crate) struct ResponseParts {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The bytes that were received. Empty for a streamed body.
    pub(crate) body: Bytes,
    /// When the headers were received.
    pub(crate) received: SystemTime,
}

impl ResponseParts {
    /// Returns the value of the header `Content-Type`.
    pub(crate) fn content_type(&self) -> Option<String> {
        let content_type = self.headers.get(header::CONTENT_TYPE)?;
        Some(String::from_utf8_lossy(content_type.as_bytes()).into_owned())
    }

    /// Returns the request id that the server assigned, from the common headers for it.
    pub(crate) fn request_id(&self) -> Option<&str> {
        let names = ["x-request-id", "request-id", "x-correlation-id"];
        names.iter().find_map(|name| self.headers.get(*name)).and_then(|value| value.to_str().ok())
    }

    /// Returns the duration of the header `Retry-After` (RFC 9110, section 10.2.3). A date is compared with the header
    /// `Date`, or else with the time at which the response was received.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let text = self.headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
        if let Ok(seconds) = text.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let date = |text: &str| httpdate::parse_http_date(text).ok();
        let server_time = self.headers.get(header::DATE).and_then(|value| date(value.to_str().ok()?));
        Some(date(text)?.duration_since(server_time.unwrap_or(self.received)).unwrap_or_default())
    }
}

/// The body may contain secrets, so only its length is shown.
impl fmt::Debug for ResponseParts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ResponseParts")
            .field("status", &self.status)
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}
