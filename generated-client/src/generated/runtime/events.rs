// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Server-sent events (the HTML Standard, section 9.2), as a stream of typed ones.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use super::json::{Json, ParseProblem, ReadError, Tree, from_slice};
use super::{ByteStream, TransportError};

/// An event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The kind of event; `message`, if the service does not say.
    pub event: String,
    /// The last id that the service has sent, with this event or before.
    pub id: Option<String>,
    /// How long the service asks to wait before a lost connection is opened again.
    pub retry: Option<Duration>,
    /// What the event says.
    pub data: T,
}

/// What the values of a stream of events are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventForm {
    /// The data, which is JSON.
    Json,
    /// The data, which is text.
    Text,
    /// The whole event: an object with the members `event`, `data`, `id` and `retry`.
    Whole,
}

/// Why there is no next event.
#[derive(Debug)]
#[non_exhaustive]
pub enum EventError {
    /// The connection was lost, or nothing came for too long.
    Interrupted(TransportError),
    /// The data is not what the API's document says. The stream goes on behind it.
    Data {
        /// The event, with its data as it came.
        event: Box<Event<String>>,
        /// What is wrong with the data; nothing if it is no JSON.
        source: Option<ReadError>,
    },
    /// The answer has another media type than a stream of events. [`EventStream::into_bytes`] gives its body.
    NotEvents {
        /// The media type.
        media_type: String,
    },
    /// An event is larger than the client takes.
    TooLarge {
        /// How many bytes the client takes.
        limit: usize,
    },
}

impl fmt::Display for EventError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Interrupted(error) => write!(formatter, "the events stopped: {error}"),
            Self::Data { source: Some(error), .. } => {
                write!(formatter, "the data of an event is not as declared: {error}")
            }
            Self::Data { source: None, .. } => formatter.write_str("the data of an event is not JSON"),
            Self::NotEvents { media_type } => {
                write!(formatter, "the answer is `{media_type}`, and no stream of events")
            }
            Self::TooLarge { limit } => write!(formatter, "an event is larger than {limit} bytes"),
        }
    }
}

impl std::error::Error for EventError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Interrupted(error) => Some(error),
            Self::Data { source, .. } => source.as_ref().map(|error| error as _),
            Self::NotEvents { .. } | Self::TooLarge { .. } => None,
        }
    }
}

/// The events of an answer, as they come. It ends where the answer ends, or with the event `[DONE]`, by which services
/// whose events are JSON say that there are no more.
pub struct EventStream<T> {
    bytes: ByteStream,
    form: EventForm,
    parser: Box<Parser>,
    /// The media type of an answer that is no stream of events, until it is told.
    other_media_type: Option<String>,
    is_over: bool,
    read: fn(&Tree<'_>) -> Result<T, ReadError>,
}

impl<T: Json> EventStream<T> {
    pub(super) fn new(bytes: ByteStream, form: EventForm, media_type: &str) -> Self {
        let is_other = !matches!(media_type, "" | "text/event-stream");
        let other_media_type = is_other.then(|| media_type.to_owned());
        Self { bytes, form, parser: Box::default(), other_media_type, is_over: false, read: T::read }
    }

    /// The bytes that have not been read yet.
    pub fn into_bytes(self) -> ByteStream {
        self.bytes
    }

    /// The next event; nothing at the end, and after the connection was lost.
    pub async fn next(&mut self) -> Option<Result<Event<T>, EventError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The typed event, nothing for the one that ends the stream.
    fn typed(&self, event: Event<String>) -> Option<Result<Event<T>, EventError>> {
        let parsed = match self.form {
            EventForm::Text => Ok(Tree::from(event.data.as_str())),
            EventForm::Json | EventForm::Whole => from_slice(event.data.as_bytes()),
        };
        let read = match (parsed, self.form) {
            (Ok(tree), EventForm::Json | EventForm::Text) => (self.read)(&tree).map_err(Some),
            (Ok(tree), EventForm::Whole) => (self.read)(&whole(&event, tree)).map_err(Some),
            // Data may be text as well, if the whole event says what it is.
            (Err(_), EventForm::Whole) => {
                let read = (self.read)(&whole(&event, Tree::from(event.data.as_str())));
                if read.is_err() && event.data == "[DONE]" {
                    return None;
                }
                read.map_err(Some)
            }
            (Err(_), _) if event.data == "[DONE]" => return None,
            (Err(ParseProblem::Empty | ParseProblem::Truncated(_) | ParseProblem::NotJson(_)), _) => Err(None),
        };
        Some(match read {
            Ok(data) => Ok(Event { event: event.event, id: event.id, retry: event.retry, data }),
            Err(source) => Err(EventError::Data { event: Box::new(event), source }),
        })
    }
}

/// An event as an object.
fn whole<'a>(event: &'a Event<String>, data: Tree<'a>) -> Tree<'a> {
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
            stream.is_over = true;
            return Poll::Ready(Some(Err(EventError::NotEvents { media_type })));
        }
        loop {
            if stream.is_over {
                return Poll::Ready(None);
            }
            if let Some(event) = stream.parser.events.pop_front() {
                let typed = stream.typed(event);
                stream.is_over = typed.is_none();
                return Poll::Ready(typed);
            }
            let limit = stream.bytes.limit();
            match ready!(Pin::new(&mut stream.bytes).poll_next(context)) {
                Some(Ok(piece)) => {
                    if stream.parser.take(&piece, limit).is_err() {
                        stream.is_over = true;
                        return Poll::Ready(Some(Err(EventError::TooLarge { limit })));
                    }
                }
                Some(Err(error)) => {
                    stream.is_over = true;
                    return Poll::Ready(Some(Err(EventError::Interrupted(error))));
                }
                // An event without the empty line that ends it is not whole, and is none.
                None => stream.is_over = true,
            }
        }
    }
}

/// Bytes to events. A line is decoded when it is whole, so a piece may end in the middle of a character.
#[derive(Default)]
struct Parser {
    line: Vec<u8>,
    /// Whether the last byte was a carriage return, whose line feed may still come.
    follows_return: bool,
    is_behind_first_line: bool,
    event: String,
    data: Option<String>,
    id: Option<String>,
    retry: Option<Duration>,
    events: VecDeque<Event<String>>,
}

/// An event is larger than the client takes.
struct TooLarge;

impl Parser {
    fn take(&mut self, piece: &[u8], limit: usize) -> Result<(), TooLarge> {
        for &byte in piece {
            let follows_return = std::mem::replace(&mut self.follows_return, byte == b'\r');
            match byte {
                b'\n' if follows_return => {}
                b'\n' | b'\r' => self.end_line(),
                _ => self.line.push(byte),
            }
            if self.line.len().saturating_add(self.data.as_ref().map_or(0, String::len)) > limit {
                return Err(TooLarge);
            }
        }
        Ok(())
    }

    fn end_line(&mut self) {
        let bytes = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&bytes);
        let mut line = text.as_ref();
        if !std::mem::replace(&mut self.is_behind_first_line, true) {
            line = line.strip_prefix('\u{feff}').unwrap_or(line);
        }
        if line.is_empty() {
            self.end_event();
            return;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
            }
            // A comment, or a field that nobody knows.
            _ => {}
        }
    }

    fn end_event(&mut self) {
        let event = std::mem::take(&mut self.event);
        let Some(data) = self.data.take() else { return };
        let event = if event.is_empty() { "message".to_owned() } else { event };
        self.events.push_back(Event { event, id: self.id.clone(), retry: self.retry.take(), data });
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EventStream")
    }
}
