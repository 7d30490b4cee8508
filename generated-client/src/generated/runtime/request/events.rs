// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A request for a stream of events, where an operation has a plain response too.

use std::fmt;
use std::marker::PhantomData;

use http::{HeaderName, HeaderValue, header};

use super::RequestBuilder;
use crate::runtime::json::{Json, Value};
use crate::runtime::{EventForm, Operation, Reconnect, RetryPolicy, ServerUrl, Timeouts};

/// A request for a stream of events that has not been sent.
///
/// Awaiting it sends it and returns the stream; [`send`](Self::send) returns the status and the headers too.
#[must_use = "a request does nothing unless it is awaited or sent"]
pub struct EventRequest<O, T> {
    pub(crate) builder: RequestBuilder,
    pub(crate) form: EventForm,
    operation: PhantomData<fn() -> (O, T)>,
}

#[allow(dead_code, reason = "an API may have no operation with events beside a plain response")]
impl<O: Operation, T: Json + 'static> EventRequest<O, T> {
    pub(crate) fn new(mut builder: RequestBuilder, form: EventForm) -> Self {
        builder.headers.insert(header::ACCEPT, HeaderValue::from_static("text/event-stream"));
        builder.streams = |status, _| (200..300).contains(&status);
        builder.select_stream(true);
        Self { builder, form, operation: PhantomData }
    }

    /// Adds a member to the JSON object of the body, even if the API does not declare it. It replaces a member of the same
    /// name.
    ///
    /// Sending the request fails if its body is not a JSON object.
    pub fn extra(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.builder.add_extra(name.into(), value.into());
        self
    }

    /// Sets a header, even if the API does not declare it. It replaces an existing one of the same name, but never a
    /// credential.
    pub fn header(mut self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) -> Self {
        self.builder.set_header(name.try_into().ok(), value.try_into().ok());
        self
    }

    /// Sets whether the request has the same effect if it is sent twice, so that it may be retried after a failure. By
    /// default, this depends on the HTTP method and on an idempotency key: [`RetryPolicy`] has the rules.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.builder.idempotent = Some(idempotent);
        self
    }

    /// Adds a query parameter, even if the API does not declare it. The name and the value are percent-encoded.
    pub fn query(mut self, name: impl AsRef<str>, value: impl fmt::Display) -> Self {
        self.builder.add_query(name.as_ref(), &value.to_string());
        self
    }

    /// Sets when the stream of events reconnects. Without it, the stream ends when the connection is lost.
    ///
    /// Sending the request fails if its body is a stream.
    pub fn reconnect(mut self, reconnect: Reconnect) -> Self {
        self.builder.reconnect = Some(reconnect);
        self
    }

    /// Sets when this request is sent again. It replaces the policy of the client; [`RetryPolicy::none`] turns retries
    /// off.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.builder.retry = Some(policy);
        self
    }

    /// Sets the server of this request. It replaces the client's server and an operation-level server.
    pub fn server(mut self, server: impl Into<ServerUrl>) -> Self {
        self.builder.server_override = Some(server.into().0);
        self
    }

    /// Sets the timeout of this call, with all its attempts and the waits between them. [`Timeouts`] sets the timeout of an
    /// attempt and the idle timeout of the stream too. It replaces those timeouts of the client that it sets.
    pub fn timeout(mut self, timeout: impl Into<Timeouts>) -> Self {
        self.builder.timeouts = timeout.into().or(self.builder.timeouts);
        self
    }
}

impl<O, T> fmt::Debug for EventRequest<O, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("EventRequest").field(&self.builder).finish()
    }
}
