//! A sequence of JSON texts, such as JSON Lines, as a stream of typed items.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::ByteStream;
use super::frames::{Frame, Frames, Framing};
use crate::runtime::TransportError;
use crate::runtime::json::{DecodeError, Json, ReadError, decode};

/// An error of a [`JsonStream`].
#[derive(Debug)]
#[non_exhaustive]
pub enum JsonStreamError {
    /// The connection was lost, or the idle timeout expired. The stream ends.
    Interrupted(TransportError),
    /// An item does not match its schema. The stream continues.
    Item {
        /// The text of the item.
        text: Bytes,
        /// How the item differs from its schema, or `None` if it is not valid JSON.
        source: Option<ReadError>,
    },
    /// The response is not a sequence of JSON texts. [`JsonStream::into_bytes`] returns its body.
    NotJsonStream {
        /// The media type of the response.
        media_type: String,
    },
    /// An item is larger than [`ClientBuilder::max_body_size`](crate::runtime::ClientBuilder::max_body_size). The stream continues
    /// with the next one.
    TooLarge {
        /// The maximum number of bytes.
        limit: usize,
    },
    /// The stream has more items than [`JsonStream::collect`] may read.
    TooMany {
        /// The maximum number of items.
        limit: usize,
    },
}

impl From<TransportError> for JsonStreamError {
    fn from(error: TransportError) -> Self {
        Self::Interrupted(error)
    }
}

impl fmt::Display for JsonStreamError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Interrupted(error) => write!(formatter, "stream of items was interrupted: {error}"),
            Self::Item { source: Some(error), .. } => write!(formatter, "item does not match its schema: {error}"),
            Self::Item { source: None, .. } => formatter.write_str("item is not valid JSON"),
            Self::NotJsonStream { media_type } => {
                write!(formatter, "response is `{media_type}`, expected a sequence of JSON texts")
            }
            Self::TooLarge { limit } => write!(formatter, "item is larger than {limit} bytes"),
            Self::TooMany { limit } => write!(formatter, "stream has more than {limit} items"),
        }
    }
}

impl std::error::Error for JsonStreamError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Interrupted(error) => Some(error),
            Self::Item { source, .. } => source.as_ref().map(|error| error as _),
            Self::NotJsonStream { .. } | Self::TooLarge { .. } | Self::TooMany { .. } => None,
        }
    }
}

/// A [`Stream`] of the items of a response that is a sequence of JSON texts: JSON Lines, NDJSON, or a JSON Text Sequence (RFC 7464).
///
/// An item is returned as soon as it is received, and is not kept. One that cannot be read is an error, and the next one is read
/// after it. Empty lines are ignored. The stream ends with the response.
pub struct JsonStream<T> {
    bytes: ByteStream,
    frames: Box<Frames>,
    /// The media type of a response that is not such a sequence, until the error is returned.
    other_media_type: Option<String>,
    is_done: bool,
    item: PhantomData<fn() -> T>,
}

impl<T: Json> JsonStream<T> {
    pub(super) fn new(bytes: ByteStream, media_type: &str) -> Self {
        let framing = Framing::of(media_type);
        let other_media_type = framing.is_none().then(|| media_type.to_owned());
        let frames = Box::new(Frames::new(framing.unwrap_or(Framing::Lines)));
        Self { bytes, frames, other_media_type, is_done: false, item: PhantomData }
    }

    /// Consumes the stream and returns the bytes that have not been read.
    pub fn into_bytes(self) -> ByteStream {
        self.bytes
    }

    /// Returns the next item, or `None` at the end of the stream and after an error that ends it.
    pub async fn next(&mut self) -> Option<Result<T, JsonStreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Reads all items into memory, at most `limit` of them.
    ///
    /// # Errors
    ///
    /// Returns the first error of the stream, and [`JsonStreamError::TooMany`] if the stream has more items.
    pub async fn collect(mut self, limit: usize) -> Result<Vec<T>, JsonStreamError> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            if items.len() == limit {
                return Err(JsonStreamError::TooMany { limit });
            }
            items.push(item?);
        }
        Ok(items)
    }

    /// Returns the next item that is received completely.
    fn received(&mut self) -> Option<Result<T, JsonStreamError>> {
        let limit = self.bytes.limit();
        if let Some(frame) = self.frames.next(limit) {
            return Some(read(frame, limit));
        }
        let text = self.frames.candidate()?;
        match decode(&text) {
            // More of the text follows, or the next separator does.
            Err(DecodeError::Parse(_)) => None,
            read => {
                self.frames.accept();
                Some(read.map_err(|error| JsonStreamError::Item { text, source: error.into_mismatch() }))
            }
        }
    }
}

fn read<T: Json>(frame: Frame, limit: usize) -> Result<T, JsonStreamError> {
    match frame {
        Frame::Text(text) => {
            decode(&text).map_err(|error| JsonStreamError::Item { text, source: error.into_mismatch() })
        }
        Frame::Truncated(text) => Err(JsonStreamError::Item { text, source: None }),
        Frame::TooLarge => Err(JsonStreamError::TooLarge { limit }),
    }
}

impl<T: Json> Stream for JsonStream<T> {
    type Item = Result<T, JsonStreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let stream = &mut *self;
        if let Some(media_type) = stream.other_media_type.take() {
            stream.is_done = true;
            return Poll::Ready(Some(Err(JsonStreamError::NotJsonStream { media_type })));
        }
        loop {
            if stream.is_done {
                return Poll::Ready(None);
            }
            if let Some(item) = stream.received() {
                return Poll::Ready(Some(item));
            }
            match ready!(Pin::new(&mut stream.bytes).poll_next(context)) {
                Some(Ok(chunk)) => stream.frames.push(&chunk),
                Some(Err(error)) => {
                    stream.is_done = true;
                    return Poll::Ready(Some(Err(JsonStreamError::Interrupted(error))));
                }
                // The last line may have no line feed.
                None => {
                    stream.is_done = true;
                    let limit = stream.bytes.limit();
                    return Poll::Ready(stream.frames.finish().map(|frame| read(frame, limit)));
                }
            }
        }
    }
}

impl<T> fmt::Debug for JsonStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JsonStream")
    }
}
