// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A multipart body as a stream of its parts.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::ByteStream;
use super::multipart::{Segment, Splitter};
#[cfg(feature = "testing")]
use super::part::read_bytes;
use super::part::{InvalidPart, ReadContent, ReceivedPart, read_part};
use crate::runtime::TransportError;
use crate::runtime::media_type::{essence, parameter};

/// An error of a [`PartStream`].
#[derive(Debug)]
#[non_exhaustive]
pub enum PartStreamError {
    /// The connection was lost, or the idle timeout expired. The stream ends.
    Interrupted(TransportError),
    /// A part cannot be read. The stream continues with the next one.
    Part(Box<InvalidPart>),
    /// The body has fewer parts than the API declares. The stream ends.
    Missing {
        /// The index of the first part that is missing. The first one in the body is 0.
        index: usize,
    },
    /// The response is not multipart, or its `Content-Type` has no boundary. [`PartStream::into_bytes`] returns its body.
    NotMultipart {
        /// The `Content-Type` of the response.
        content_type: String,
    },
    /// A part is larger than [`ClientBuilder::max_body_size`](crate::runtime::ClientBuilder::max_body_size). The stream continues
    /// with the next one.
    TooLarge {
        /// The index of the part in the body. The first one is 0.
        index: usize,
        /// The maximum number of bytes.
        limit: usize,
    },
    /// The body ends without its last boundary, so that parts may be missing. The stream ends.
    Truncated {
        /// The bytes after the last part that is complete, with the headers of the next one.
        rest: Bytes,
    },
    /// The stream has more parts than [`PartStream::collect`] may read.
    TooMany {
        /// The maximum number of parts.
        limit: usize,
    },
}

impl From<TransportError> for PartStreamError {
    fn from(error: TransportError) -> Self {
        Self::Interrupted(error)
    }
}

impl fmt::Display for PartStreamError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Interrupted(error) => write!(formatter, "stream of parts was interrupted: {error}"),
            Self::Part(part) => part.fmt(formatter),
            Self::Missing { index } => write!(formatter, "multipart body ends before the part at index {index}"),
            Self::NotMultipart { content_type } => {
                write!(formatter, "response is `{content_type}`, expected a multipart body with a boundary")
            }
            Self::TooLarge { index, limit } => write!(formatter, "part at index {index} is larger than {limit} bytes"),
            Self::Truncated { .. } => formatter.write_str("multipart body ends without its last boundary"),
            Self::TooMany { limit } => write!(formatter, "stream has more than {limit} parts"),
        }
    }
}

impl std::error::Error for PartStreamError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Interrupted(error) => Some(error),
            Self::Part(part) => part.source(),
            Self::Missing { .. }
            | Self::NotMultipart { .. }
            | Self::TooLarge { .. }
            | Self::Truncated { .. }
            | Self::TooMany { .. } => None,
        }
    }
}

/// A [`Stream`] of the parts of a multipart response (RFC 2046, section 5.1), such as `multipart/mixed`.
///
/// A part is returned as soon as the boundary after it is received, and is not kept. One that cannot be read is an error, and the
/// next one is read after it. The stream ends with the last boundary.
///
/// ```text
/// while let Some(part) = parts.next().await {
///     let part = part?;
///     println!("{:?}: {} bytes", part.headers.get("content-type"), part.content.len());
/// }
/// ```
pub struct PartStream<T> {
    bytes: ByteStream,
    parts: Box<Splitter>,
    read: ReadContent<T>,
    /// The index of the next part.
    index: usize,
    /// How many parts the body must have.
    required: usize,
    /// The `Content-Type` of a response that is not multipart, until the error is returned.
    other_content_type: Option<String>,
    is_done: bool,
}

impl<T> PartStream<T> {
    pub(super) fn new(bytes: ByteStream, content_type: &str, required: usize, read: ReadContent<T>) -> Self {
        let boundary = boundary(content_type);
        let other_content_type = boundary.is_none().then(|| content_type.to_owned());
        let parts = Box::new(Splitter::new(&boundary.unwrap_or_default()));
        Self { bytes, parts, read, index: 0, required, other_content_type, is_done: false }
    }

    /// Consumes the stream and returns the bytes that have not been read.
    pub fn into_bytes(self) -> ByteStream {
        self.bytes
    }

    /// Returns the next part, or `None` at the end of the stream and after an error that ends it.
    pub async fn next(&mut self) -> Option<Result<ReceivedPart<T>, PartStreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Reads all parts into memory, at most `limit` of them.
    ///
    /// # Errors
    ///
    /// Returns the first error of the stream, and [`PartStreamError::TooMany`] if the stream has more parts.
    pub async fn collect(mut self, limit: usize) -> Result<Vec<ReceivedPart<T>>, PartStreamError> {
        let mut parts = Vec::new();
        while let Some(part) = self.next().await {
            if parts.len() == limit {
                return Err(PartStreamError::TooMany { limit });
            }
            parts.push(part?);
        }
        Ok(parts)
    }

    /// Returns the part, or the error of one, that a segment is, and `None` for the end.
    fn part(&mut self, segment: Segment, limit: usize) -> Option<Result<ReceivedPart<T>, PartStreamError>> {
        let index = self.index;
        self.index = index.saturating_add(1);
        match segment {
            Segment::Part(bytes) => Some(read_part(bytes, index, self.read).map_err(PartStreamError::Part)),
            Segment::TooLarge => Some(Err(PartStreamError::TooLarge { index, limit })),
            Segment::End => {
                self.is_done = true;
                (index < self.required).then_some(Err(PartStreamError::Missing { index }))
            }
        }
    }
}

/// Returns the boundary of the media type of a multipart body. It has at most 70 characters (RFC 2046, section 5.1.1); some services
/// send longer ones.
fn boundary(content_type: &str) -> Option<String> {
    let is_multipart = essence(content_type).starts_with("multipart/");
    let boundary = parameter(content_type, "boundary").filter(|_| is_multipart)?;
    (1..=1000).contains(&boundary.len()).then_some(boundary)
}

/// Returns all parts of a multipart body in memory, or `None` if it is not valid.
#[cfg(feature = "testing")]
pub(crate) fn read_parts(content_type: &str, body: &[u8]) -> Option<Vec<ReceivedPart<Bytes>>> {
    let mut splitter = Splitter::new(&boundary(content_type)?);
    splitter.push(body);
    let mut parts = Vec::new();
    loop {
        match splitter.next(usize::MAX)? {
            Segment::Part(bytes) => parts.push(read_part(bytes, parts.len(), read_bytes).ok()?),
            Segment::TooLarge => return None,
            Segment::End => return Some(parts),
        }
    }
}

impl<T> Stream for PartStream<T> {
    type Item = Result<ReceivedPart<T>, PartStreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let stream = &mut *self;
        if let Some(content_type) = stream.other_content_type.take() {
            stream.is_done = true;
            return Poll::Ready(Some(Err(PartStreamError::NotMultipart { content_type })));
        }
        let limit = stream.bytes.limit();
        loop {
            if stream.is_done {
                return Poll::Ready(None);
            }
            if let Some(segment) = stream.parts.next(limit) {
                return Poll::Ready(stream.part(segment, limit));
            }
            match ready!(Pin::new(&mut stream.bytes).poll_next(context)) {
                Some(Ok(chunk)) => stream.parts.push(&chunk),
                Some(Err(error)) => {
                    stream.is_done = true;
                    return Poll::Ready(Some(Err(PartStreamError::Interrupted(error))));
                }
                None => {
                    stream.is_done = true;
                    let rest = stream.parts.finish();
                    return Poll::Ready(rest.map(|rest| Err(PartStreamError::Truncated { rest })));
                }
            }
        }
    }
}

impl<T> fmt::Debug for PartStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PartStream")
    }
}
