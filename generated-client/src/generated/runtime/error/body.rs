// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Bodies of error responses without a static type: of any operation, and of responses that the API does not describe.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::ResponseErrorKind;
use crate::runtime::json::{Value, decode};

/// The body of an error response of any operation.
pub struct ErrorBody(Box<dyn AnyBody>);

/// A value whose type is known when it is used.
trait AnyBody: fmt::Debug + Send + Sync {
    fn as_any(&self) -> &dyn Any;
}

impl<T: fmt::Debug + Send + Sync + 'static> AnyBody for T {
    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl ErrorBody {
    pub(crate) fn new<T: fmt::Debug + Send + Sync + 'static>(body: T) -> Self {
        Self(Box::new(body))
    }

    /// Returns the body, or `None` if it is not a `T`.
    #[must_use]
    pub fn downcast_ref<T: 'static>(&self) -> Option<&T> {
        // Without the dereference, it would be the box that is converted.
        (*self.0).as_any().downcast_ref()
    }
}

impl fmt::Debug for ErrorBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The body of an error response that the API does not describe.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UntypedBody(Bytes);

#[allow(dead_code, reason = "an API may describe the errors of all its operations")]
impl UntypedBody {
    pub(crate) fn new(bytes: Bytes) -> Self {
        Self(bytes)
    }

    /// Returns the bytes of the body.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.0
    }

    /// Returns the body as text. Bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// Deserializes the body from JSON.
    ///
    /// # Errors
    ///
    /// Returns [`ResponseErrorKind`] if the body is not valid JSON, or does not match `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ResponseErrorKind> {
        let value: Value = decode(&self.0).map_err(|error| ResponseErrorKind::of_decode(error, None))?;
        value.read().map_err(ResponseErrorKind::SchemaMismatch)
    }
}

/// The body may contain secrets, so only its length is shown.
impl fmt::Debug for UntypedBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "UntypedBody({} bytes)", self.0.len())
    }
}
