// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The parts of a received response, which responses and errors share.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::RateLimit;
use super::error::{ErrorDetails, find_details};
use super::rate_limit::{RateLimitHeaders, seconds, sent_at};
use super::request::Target;
use super::response::ResponseSource;

/// The status, the headers and the raw body of a response.
#[derive(Clone)]
pub(crate) struct ResponseParts {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The bytes that were received. Empty for a streamed body.
    pub(crate) body: Bytes,
    /// The media type of the body in lower case, without its parameters. Empty without a `Content-Type`.
    pub(crate) media_type: Cow<'static, str>,
    /// The URL of the last redirect that was followed, if any. Links of the response are relative to it.
    pub(crate) target: Option<Target>,
    /// When the headers were received.
    pub(crate) received: SystemTime,
    /// What the response belongs to.
    pub(crate) source: ResponseSource,
    /// The number of attempts of the call.
    pub(crate) attempts: u32,
    /// What the body says about an error, once it has been looked for.
    pub(crate) details: OnceLock<Box<ErrorDetails>>,
}

impl ResponseParts {
    /// Returns the value of the header `Content-Type`.
    pub(crate) fn content_type(&self) -> Option<String> {
        let content_type = self.headers.get(header::CONTENT_TYPE)?;
        Some(String::from_utf8_lossy(content_type.as_bytes()).into_owned())
    }

    /// Returns the value of a header, if it is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the request id that the server assigned, from the common headers for it, or from the body of an error
    /// response. The last headers are those of proxies, which identify a request too.
    pub(crate) fn request_id(&self) -> Option<&str> {
        let names = [
            "x-request-id",
            "request-id",
            "x-amzn-requestid",
            "x-amz-request-id",
            "x-github-request-id",
            "x-ms-request-id",
            "x-correlation-id",
            "x-trace-id",
            "cf-ray",
        ];
        let header = names.iter().find_map(|name| self.header(name).filter(|id| !id.is_empty()));
        header.or_else(|| self.details().request_id.as_deref())
    }

    /// Returns the message in the body of an error response.
    pub(crate) fn message(&self) -> Option<&str> {
        self.details().message.as_deref()
    }

    /// Returns the code in the body of an error response.
    pub(crate) fn code(&self) -> Option<&str> {
        self.details().code.as_deref()
    }

    fn details(&self) -> &ErrorDetails {
        self.details.get_or_init(|| {
            let is_error = self.status.is_client_error() || self.status.is_server_error();
            Box::new(if is_error {
                find_details(&self.body, &self.media_type, self.source.pointers)
            } else {
                Default::default()
            })
        })
    }

    /// Returns what the headers say about the rate limit.
    pub(crate) fn rate_limit(&self) -> Option<RateLimit> {
        self.source.rate_limit.read(&self.headers, self.received)
    }

    /// Returns whether a rate limit is exceeded. Some services send 403 instead of 429, with a header that says that no
    /// request remains.
    pub(crate) fn is_rate_limited(&self) -> bool {
        match self.status {
            StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::FORBIDDEN => [self.source.rate_limit, &RateLimitHeaders::COMMON].into_iter().any(|headers| {
                let limit = headers.read(&self.headers, self.received);
                limit.is_some_and(|limit| limit.remaining == Some(0))
            }),
            _ => false,
        }
    }

    /// Returns how long the response asks to wait before a retry: by `retry-after-ms`, by `Retry-After`, or until the reset of an
    /// exceeded rate limit. The first of them that is not zero counts.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let milliseconds = || seconds(self.header("retry-after-ms")?.trim().parse::<f64>().ok()? / 1000.0);
        let until_reset = || {
            let limit = if self.is_rate_limited() { self.rate_limit()? } else { return None };
            limit.reset?.duration_since(self.received).ok()
        };
        let waits = [milliseconds(), self.retry_after_header(), until_reset()].into_iter().flatten();
        let mut zero = None;
        for wait in waits {
            if !wait.is_zero() {
                return Some(wait);
            }
            zero = Some(wait);
        }
        zero
    }

    /// Returns the duration of the header `Retry-After` (RFC 9110, section 10.2.3). A date is compared with the header
    /// `Date`, or else with the time at which the response was received.
    fn retry_after_header(&self) -> Option<Duration> {
        let text = self.headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
        if let Ok(number) = text.parse() {
            return seconds(number);
        }
        let date = httpdate::parse_http_date(text).ok()?;
        let sent = sent_at(&self.headers).unwrap_or(self.received);
        Some(date.duration_since(sent).unwrap_or_default())
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
