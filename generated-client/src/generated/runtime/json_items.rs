// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The items of a request body that is a sequence of JSON texts, such as JSON Lines.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::exclusive::Exclusive;
use super::iterator::Iter;
use super::json::{Json, to_bytes};
use super::media_type::essence;
use super::response::Framing;
use super::{Body, RequestErrorKind, TransportError, TransportErrorKind};

/// The items of a request body that is a sequence of JSON texts: JSON Lines, NDJSON, or a JSON Text Sequence (RFC 7464). The media
/// type of the operation decides what is between the items.
///
/// | created from | sent | with retries and redirects |
/// | --- | --- | --- |
/// | a `Vec`, an array, a slice, or [`collect`](Iterator::collect) | from memory | sent again |
/// | [`stream`](Self::stream) or [`try_stream`](Self::try_stream) | each item as it comes | sent once |
/// | [`iterator`](Self::iterator) or [`try_iterator`](Self::try_iterator) | each item as it comes | sent once |
/// | [`raw`](Self::raw), from text that has the items already | as it is | as [`Body`] is |
///
/// ```text
/// client.add_logs([Log::new("started"), Log::new("ready")]).await?;
/// client.add_logs(JsonItems::stream(receiver)).timeout(Duration::from_secs(3600)).await?;
/// client.add_logs(JsonItems::iterator(logs)).blocking()?;
/// ```
///
/// The [timeouts](crate::runtime::Timeouts) of an attempt and of the call include the time in which the body is sent, so set them for a
/// stream that stays open. `FetchTransport` sends a body from memory only.
///
/// # Errors
///
/// An item that cannot be written as JSON, such as a number that is not finite, is an error of the call, which names its index.
/// Nothing is sent of a body from memory: the error is [`RequestErrorKind::Body`]. A stream ends at the item, and the connection with
/// it, so that the service does not take the items before it for the whole body: the error is [`TransportErrorKind::RequestBody`].
pub struct JsonItems<T> {
    source: Source,
    item: PhantomData<fn(T)>,
}

enum Source {
    /// The records of all items, or why one cannot be written.
    Buffered(Result<Vec<u8>, String>),
    /// The record of each item.
    Stream(Exclusive<Records>),
    Raw(Body),
}

/// A stream of records. A record is the text of an item between a record separator and a line feed, so that both framings are a part
/// of it: no JSON text of ours has either character.
type Records = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

const RECORD_SEPARATOR: u8 = 0x1e;

impl<T> JsonItems<T> {
    /// Creates a body from text or a stream of text that has the items already, such as a file of JSON Lines. It is sent as it is.
    pub fn raw(body: impl Into<Body>) -> Self {
        Self::new(Source::Raw(body.into()))
    }

    fn new(source: Source) -> Self {
        Self { source, item: PhantomData }
    }

    /// Returns the body for a media type.
    #[allow(dead_code, reason = "an API may have no operation with such a body")]
    pub(crate) fn into_body(self, content_type: &str) -> Result<Body, RequestErrorKind> {
        let framing = Framing::of(&essence(content_type)).unwrap_or(Framing::Lines);
        match self.source {
            Source::Buffered(records) => {
                let mut bytes = records.map_err(|reason| RequestErrorKind::Body { reason })?;
                if framing == Framing::Lines {
                    bytes.retain(|byte| *byte != RECORD_SEPARATOR);
                }
                Ok(Body::from(bytes))
            }
            Source::Stream(records) => Ok(match framing {
                Framing::Lines => Body::stream(Box::pin(Lines(records))),
                Framing::Records => Body::stream(records.into_inner()),
            }),
            Source::Raw(body) => Ok(body),
        }
    }
}

impl<T: Json> JsonItems<T> {
    /// Creates a body from a stream. Each item is sent as it comes, and is not kept.
    pub fn stream<S>(items: S) -> Self
    where
        S: Stream<Item = T> + Send + 'static,
    {
        Self::records(items, |item| record(&item).map_err(Failure::Item))
    }

    /// Creates a body from a stream that may fail. Its first error ends the body and the call: [`TransportErrorKind::RequestBody`], with
    /// the error as the source.
    pub fn try_stream<S, E>(items: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::records(items, |item| match item {
            Ok(item) => record(&item).map_err(Failure::Item),
            Err(error) => Err(Failure::Source(error.into())),
        })
    }

    /// Creates a body from an iterator. Each item is sent as it comes, and is not kept.
    ///
    /// The iterator may wait for the next item, such as one over the lines of a file, only if the request is sent with `blocking`:
    /// other calls would wait with it.
    pub fn iterator<I>(items: I) -> Self
    where
        I: IntoIterator<Item = T>,
        I::IntoIter: Send + 'static,
    {
        Self::stream(Iter::new(items))
    }

    /// Creates a body from an iterator that may fail. [`iterator`](Self::iterator) and [`try_stream`](Self::try_stream) have the details.
    pub fn try_iterator<I, E>(items: I) -> Self
    where
        I: IntoIterator<Item = Result<T, E>>,
        I::IntoIter: Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::try_stream(Iter::new(items))
    }

    fn records<S: Stream + Send + 'static>(items: S, record: fn(S::Item) -> Result<Vec<u8>, Failure>) -> Self {
        let records = ItemRecords { items: Box::pin(items), record, index: 0, is_done: false };
        Self::new(Source::Stream(Exclusive::new(Box::pin(records))))
    }

    fn buffered<I: Iterator>(items: I, add: fn(&I::Item, &mut Vec<u8>) -> Result<(), &'static str>) -> Self {
        let mut records = Vec::new();
        for (index, item) in items.enumerate() {
            if let Err(reason) = add(&item, &mut records) {
                return Self::new(Source::Buffered(Err(at(index, reason))));
            }
        }
        Self::new(Source::Buffered(Ok(records)))
    }
}

/// The items are written at once, so that they may be borrowed and the request may be sent again.
impl<T: Json> FromIterator<T> for JsonItems<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::buffered(items.into_iter(), add_record)
    }
}

impl<T: Json> From<Vec<T>> for JsonItems<T> {
    fn from(items: Vec<T>) -> Self {
        Self::from(items.as_slice())
    }
}

impl<T: Json> From<&Vec<T>> for JsonItems<T> {
    fn from(items: &Vec<T>) -> Self {
        Self::from(items.as_slice())
    }
}

impl<T: Json> From<&[T]> for JsonItems<T> {
    fn from(items: &[T]) -> Self {
        Self::buffered(items.iter(), |item, records| add_record(*item, records))
    }
}

impl<T: Json, const LENGTH: usize> From<[T; LENGTH]> for JsonItems<T> {
    fn from(items: [T; LENGTH]) -> Self {
        Self::from(items.as_slice())
    }
}

impl<T> fmt::Debug for JsonItems<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Buffered(Ok(records)) => write!(formatter, "JsonItems({} bytes)", records.len()),
            Source::Buffered(Err(reason)) => write!(formatter, "JsonItems({reason})"),
            Source::Stream(_) => formatter.write_str("JsonItems(stream)"),
            Source::Raw(body) => write!(formatter, "JsonItems({body:?})"),
        }
    }
}

/// Why there is no record for an item.
enum Failure {
    /// The stream of the caller has failed.
    Source(Box<dyn std::error::Error + Send + Sync>),
    /// The item cannot be written.
    Item(&'static str),
}

fn add_record<T: Json>(item: &T, records: &mut Vec<u8>) -> Result<(), &'static str> {
    records.push(RECORD_SEPARATOR);
    records.extend(to_bytes(item)?);
    records.push(b'\n');
    Ok(())
}

fn record<T: Json>(item: &T) -> Result<Vec<u8>, &'static str> {
    let mut record = Vec::new();
    add_record(item, &mut record)?;
    Ok(record)
}

fn at(index: usize, reason: &str) -> String {
    format!("item at index {index}: {reason}")
}

/// The records of the items of a stream, up to the first error.
struct ItemRecords<S: Stream> {
    items: Pin<Box<S>>,
    record: fn(S::Item) -> Result<Vec<u8>, Failure>,
    /// The index of the next item.
    index: usize,
    is_done: bool,
}

impl<S: Stream> Stream for ItemRecords<S> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let records = &mut *self;
        if records.is_done {
            return Poll::Ready(None);
        }
        let record = ready!(records.items.as_mut().poll_next(context)).map(records.record);
        let index = records.index;
        records.index = index.saturating_add(1);
        records.is_done = !matches!(record, Some(Ok(_)));
        let failed = |failure| match failure {
            Failure::Source(error) => TransportError::new(TransportErrorKind::RequestBody, error),
            Failure::Item(reason) => TransportError::new(TransportErrorKind::RequestBody, at(index, reason)),
        };
        Poll::Ready(record.map(|record| record.map(Bytes::from).map_err(failed)))
    }
}

/// Records without their separators.
struct Lines(Exclusive<Records>);

impl Stream for Lines {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let record = ready!(self.0.get_mut().as_mut().poll_next(context));
        // A record begins with its separator.
        Poll::Ready(record.map(|record| record.map(|record| record.slice(1.min(record.len())..))))
    }
}
