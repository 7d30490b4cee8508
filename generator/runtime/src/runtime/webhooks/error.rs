//! Webhook requests that are not valid.

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::runtime::AnyError;
use crate::runtime::json::{ReadError, SyntaxError};

/// A webhook request that is not valid. The error contains no secret and no signature.
///
/// A handler should respond with status 401 for [`SignatureMismatch`](Self::SignatureMismatch), with 500 for
/// [`Secret`](Self::Secret), since the request may be valid, and with 400 for the others.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// The request lacks a header.
    MissingHeader {
        /// The name of the header.
        header: &'static str,
    },
    /// A header cannot be read.
    MalformedHeader {
        /// The name of the header.
        header: &'static str,
        /// What is wrong with the header.
        reason: &'static str,
    },
    /// No signature of the request was made with one of the secrets: the body, the timestamp or the id was changed, or the
    /// secret is another one.
    SignatureMismatch,
    /// The signature is valid, and its time is too far from now. The request may be a copy of an earlier one.
    Timestamp {
        /// When the request was signed.
        signed: SystemTime,
        /// The time with which it was compared.
        now: SystemTime,
        /// The greatest distance that is valid.
        tolerance: Duration,
    },
    /// A secret is not usable, or there is none.
    Secret {
        /// What is wrong with the secret.
        reason: &'static str,
    },
    /// The signature is valid, and the body is not valid JSON.
    NotJson(SyntaxError),
    /// The signature is valid, and the body does not match the schema of the event.
    SchemaMismatch(ReadError),
}

impl WebhookError {
    /// Returns whether the signature is valid and the body is not: the service sends an event that the API description
    /// does not describe.
    ///
    /// The status for it is 400 too. After that, many services send the event again. A handler that does not need the
    /// event may respond with 204 instead.
    #[must_use]
    pub fn is_body(&self) -> bool {
        matches!(self, Self::NotJson(_) | Self::SchemaMismatch(_))
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingHeader { header } => write!(formatter, "webhook request has no header `{header}`"),
            Self::MalformedHeader { header, reason } => {
                write!(formatter, "header `{header}` of the webhook request {reason}")
            }
            Self::SignatureMismatch => formatter.write_str("webhook request has no valid signature"),
            Self::Timestamp { signed, now, tolerance } => {
                let (distance, direction) = match now.duration_since(*signed) {
                    Ok(age) => (age, "before"),
                    Err(error) => (error.duration(), "after"),
                };
                let (distance, tolerance) = (distance.as_secs(), tolerance.as_secs());
                write!(
                    formatter,
                    "webhook request was signed {distance} s {direction} the current time: at most {tolerance} s are valid"
                )
            }
            Self::Secret { reason } => write!(formatter, "webhook secret is not usable: {reason}"),
            Self::NotJson(error) => write!(formatter, "webhook body is not valid JSON: {error}"),
            Self::SchemaMismatch(error) => write!(formatter, "webhook body does not match its schema: {error}"),
        }
    }
}

impl std::error::Error for WebhookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotJson(error) => Some(error),
            Self::SchemaMismatch(error) => Some(error),
            _ => None,
        }
    }
}

impl From<WebhookError> for AnyError {
    fn from(error: WebhookError) -> Self {
        Self::other(error)
    }
}
