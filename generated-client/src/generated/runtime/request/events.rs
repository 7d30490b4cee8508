// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A request for a stream of events, where an operation has a plain response too.

use std::fmt;
use std::marker::PhantomData;

use http::{HeaderValue, header};

use super::RequestBuilder;
use crate::runtime::json::Json;
use crate::runtime::{EventForm, Operation, Reconnect};

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

    /// Sets when the stream of events reconnects. Without it, the stream ends when the connection is lost.
    ///
    /// Sending the request fails if its body is a stream.
    pub fn reconnect(mut self, reconnect: Reconnect) -> Self {
        self.builder.reconnect = Some(reconnect);
        self
    }
}

impl<O, T> fmt::Debug for EventRequest<O, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("EventRequest").field(&self.builder).finish()
    }
}
