// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Server-sent events (the HTML Standard, section 9.2) as a stream of typed events.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::ByteStream;
use super::event::{Event, EventParser};
use crate::runtime::json::{DecodeError, Json, ReadError, Tree, decode, from_slice, read_tree};
use crate::runtime::send::{Reconnected, Reconnection, is_event_stream};
use crate::runtime::{Error, TransportError};

/// What the schema of an event stream describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventForm {
    /// The data of an event, as JSON.
    Json,
    /// The data of an event, as text.
    Text,
    /// The whole event: an object with the properties `event`, `data`, `id` and `retry`.
    Whole,
    /// The whole event as an object, whose property `data` is text even if that looks like JSON.
    WholeText,
    /// The whole event as an object, whose property `data` is text that holds JSON.
    WholeJsonText,
}

/// An error of an [`EventStream`].
#[derive(Debug)]
#[non_exhaustive]
pub enum EventError {
    /// The connection was lost, or the idle timeout expired, and the stream does not reconnect. The stream ends.
    Interrupted(TransportError),
    /// The stream tried to reconnect and did not, because of the failure of the last attempt. The stream ends. If the body of the
    /// last response is streamed, [`EventStream::into_bytes`] returns it.
    NotReconnected(Box<Error>),
    /// The data of an event does not match its schema. The stream continues.
    Data {
        /// The event, with its raw data.
        event: Box<Event<String>>,
        /// How the data differs from its schema, or `None` if it is not valid JSON.
        source: Option<ReadError>,
    },
    /// The response is not `text/event-stream`. [`EventStream::into_bytes`] returns its body.
    NotEventStream {
        /// The media type of the response.
        media_type: String,
    },
    /// An event is larger than [`ClientBuilder::max_body_size`](crate::runtime::ClientBuilder::max_body_size). The
    /// stream ends.
    TooLarge {
        /// The maximum number of bytes.
        limit: usize,
    },
    /// The stream has more events than [`EventStream::collect`] may read.
    TooMany {
        /// The maximum number of events.
        limit: usize,
    },
}

impl From<TransportError> for EventError {
    fn from(error: TransportError) -> Self {
        Self::Interrupted(error)
    }
}

impl fmt::Display for EventError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Interrupted(error) => write!(formatter, "event stream was interrupted: {error}"),
            Self::NotReconnected(error) => write!(formatter, "event stream did not reconnect: {error}"),
            Self::Data { source: Some(error), .. } => {
                write!(formatter, "event data does not match its schema: {error}")
            }
            Self::Data { source: None, .. } => formatter.write_str("event data is not valid JSON"),
            Self::NotEventStream { media_type } => {
                write!(formatter, "response is `{media_type}`, expected `text/event-stream`")
            }
            Self::TooLarge { limit } => write!(formatter, "event is larger than {limit} bytes"),
            Self::TooMany { limit } => write!(formatter, "stream has more than {limit} events"),
        }
    }
}

impl std::error::Error for EventError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Interrupted(error) => Some(error),
            Self::NotReconnected(error) => Some(error.as_ref()),
            Self::Data { source, .. } => source.as_ref().map(|error| error as _),
            Self::NotEventStream { .. } | Self::TooLarge { .. } | Self::TooMany { .. } => None,
        }
    }
}

/// A [`Stream`] of server-sent events.
///
/// It ends with the response. A stream of JSON events also ends with an event whose data is `[DONE]`, which many servers send as
/// the last one; a stream of text returns it as an event.
///
/// # Reconnecting
///
/// The stream does not reconnect unless the request says so, since only the caller knows whether the request may be sent again:
///
/// ```text
/// let mut events = client.list_events().reconnect(Reconnect::new()).await?;
/// while let Some(event) = events.next().await {
///     // Handle the event. After an interruption, the next one comes from another connection.
/// }
/// ```
///
/// A service that assigns ids to its events continues after the one in the header `Last-Event-ID`. [`Reconnect`](crate::runtime::Reconnect)
/// says when the stream reconnects. An event whose final empty line was not received is dropped.
///
/// A program that continues a stream after its own restart keeps [`last_event_id`](Self::last_event_id), and sends it as the header
/// `last-event-id` of its first request.
pub struct EventStream<T> {
    bytes: ByteStream,
    form: EventForm,
    parser: Box<EventParser>,
    /// The media type of a response that is not an event stream, until the error is returned.
    other_media_type: Option<String>,
    /// What is needed to send the request again, if the stream reconnects.
    reconnection: Option<Box<Reconnection>>,
    is_done: bool,
    data: PhantomData<fn() -> T>,
}

impl<T: Json> EventStream<T> {
    pub(super) fn new(
        bytes: ByteStream,
        form: EventForm,
        media_type: &str,
        reconnection: Option<Reconnection>,
    ) -> Self {
        let other_media_type = (!is_event_stream(media_type)).then(|| media_type.to_owned());
        let reconnection = reconnection.map(Box::new);
        Self { bytes, form, parser: Box::default(), other_media_type, reconnection, is_done: false, data: PhantomData }
    }

    /// Consumes the stream and returns the bytes that have not been read.
    pub fn into_bytes(self) -> ByteStream {
        self.bytes
    }

    /// Returns the next event, or `None` at the end of the stream and after an error that ends it.
    pub async fn next(&mut self) -> Option<Result<Event<T>, EventError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns the last event id, which a request for the events after it has in the header `Last-Event-ID`. It is that of the events
    /// that were returned, or `None` if they have none.
    pub fn last_event_id(&self) -> Option<&str> {
        self.parser.last_event_id()
    }

    /// Returns how long to wait before reconnecting, if the stream has a `retry`. Unlike [`Event::retry`], it stays after its event.
    pub fn reconnection_time(&self) -> Option<Duration> {
        self.parser.reconnection_time()
    }

    /// Reads all events into memory, at most `limit` of them.
    ///
    /// # Errors
    ///
    /// Returns the first error of the stream, and [`EventError::TooMany`] if the stream has more events.
    pub async fn collect(mut self, limit: usize) -> Result<Vec<Event<T>>, EventError> {
        let mut events = Vec::new();
        while let Some(event) = self.next().await {
            if events.len() == limit {
                return Err(EventError::TooMany { limit });
            }
            events.push(event?);
        }
        Ok(events)
    }

    /// Handles the end of a connection: starts to reconnect, or ends the stream.
    fn end_connection(&mut self, interruption: Option<TransportError>) -> Option<EventError> {
        let Some(reconnection) = &mut self.reconnection else {
            self.is_done = true;
            return interruption.map(EventError::Interrupted);
        };
        match reconnection.start(interruption, self.parser.ended_id(), self.parser.reconnection_time()) {
            Ok(()) => {
                // The connection of a stream that was idle for too long is closed.
                self.bytes = ByteStream::from_bytes(Bytes::new());
                self.parser.restart();
                None
            }
            Err(error) => {
                self.is_done = true;
                error
            }
        }
    }

    /// Continues with another connection, or ends the stream.
    fn continue_with(&mut self, reconnected: Reconnected) -> Option<EventError> {
        let (bytes, error) = match reconnected {
            Reconnected::Open(bytes) => {
                self.bytes = bytes;
                return None;
            }
            Reconnected::Ended => (None, None),
            Reconnected::Failed(error, bytes) => (bytes, Some(error)),
        };
        self.bytes = bytes.unwrap_or_else(|| ByteStream::from_bytes(Bytes::new()));
        self.is_done = true;
        error
    }

    /// Decodes the data of an event. Returns `None` for the event that ends the stream.
    fn decode(&self, event: Event<String>) -> Option<Result<Event<T>, EventError>> {
        let text = event.data.as_str();
        let read = match self.form {
            EventForm::Text => read_tree(&Tree::from(text)).map_err(Some),
            EventForm::Json => match decode(text.as_bytes()) {
                Err(DecodeError::Parse(_)) if text == "[DONE]" => return None,
                read => read.map_err(DecodeError::into_mismatch),
            },
            // No JSON, though the property keeps any text.
            EventForm::WholeJsonText if text == "[DONE]" => return None,
            EventForm::WholeText | EventForm::WholeJsonText => match read_tree(&event_object(&event, Tree::from(text)))
            {
                Err(_) if text == "[DONE]" => return None,
                read => read.map_err(Some),
            },
            EventForm::Whole => match from_slice(text.as_bytes()) {
                // The data of a whole event may be text that looks like JSON.
                Ok(tree) => read_tree(&event_object(&event, tree))
                    .or_else(|error| read_tree(&event_object(&event, Tree::from(text))).map_err(|_| Some(error))),
                // The data of a whole event may be text too, as its type says.
                Err(_) => match read_tree(&event_object(&event, Tree::from(text))) {
                    Err(_) if text == "[DONE]" => return None,
                    read => read.map_err(Some),
                },
            },
        };
        Some(match read {
            Ok(data) => Ok(Event { event: event.event, id: event.id, retry: event.retry, data }),
            Err(source) => Err(EventError::Data { event: Box::new(event), source }),
        })
    }
}

/// Returns an event as an object, for a schema of the whole event.
fn event_object<'a>(event: &'a Event<String>, data: Tree<'a>) -> Tree<'a> {
    let mut members = vec![("event".into(), Tree::from(event.event.as_str())), ("data".into(), data)];
    if let Some(id) = &event.id {
        members.push(("id".into(), Tree::from(id.as_str())));
    }
    if let Some(retry) = event.retry {
        members.push(("retry".into(), Tree::from(u64::try_from(retry.as_millis()).unwrap_or(u64::MAX))));
    }
    Tree::Object(members)
}

impl<T: Json> Stream for EventStream<T> {
    type Item = Result<Event<T>, EventError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let stream = &mut *self;
        if let Some(media_type) = stream.other_media_type.take() {
            stream.is_done = true;
            return Poll::Ready(Some(Err(EventError::NotEventStream { media_type })));
        }
        loop {
            if stream.is_done {
                return Poll::Ready(None);
            }
            if let Some(event) = stream.parser.next_event() {
                if let Some(reconnection) = &mut stream.reconnection {
                    reconnection.received_event();
                }
                let decoded = stream.decode(event);
                stream.is_done = decoded.is_none();
                return Poll::Ready(decoded);
            }
            if let Some(reconnection) = &mut stream.reconnection {
                if let Some(reconnected) = ready!(reconnection.poll(context)) {
                    if let Some(error) = stream.continue_with(reconnected) {
                        return Poll::Ready(Some(Err(error)));
                    }
                    continue;
                }
            }
            let limit = stream.bytes.limit();
            let end = match ready!(Pin::new(&mut stream.bytes).poll_next(context)) {
                Some(Ok(chunk)) => {
                    if stream.parser.push(&chunk, limit).is_err() {
                        stream.is_done = true;
                        return Poll::Ready(Some(Err(EventError::TooLarge { limit })));
                    }
                    continue;
                }
                Some(Err(error)) => Some(error),
                // An event without its final empty line is incomplete and is dropped.
                None => None,
            };
            if let Some(error) = stream.end_connection(end) {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EventStream")
    }
}
