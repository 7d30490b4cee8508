// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The items of a multipart request body whose parts have no names, such as `multipart/mixed`.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderValue, header};

use super::multipart::{Part, boundary, content_type_with, join, last_boundary, written_part};
use crate::runtime::exclusive::Exclusive;
use crate::runtime::iterator::Iter;
use crate::runtime::json::{Json, decode, to_bytes};
use crate::runtime::{Body, RequestErrorKind, TransportError, TransportErrorKind};

/// The items of a multipart request body whose parts have no names, such as `multipart/mixed`: a part for each item, in order.
///
/// An item is a value with a type of the API, whose part has the media type that the API declares, or a [`Part`], which may have another
/// media type, a file name and headers. The operation decides which of the two.
///
/// | created from | sent | with retries and redirects |
/// | --- | --- | --- |
/// | a `Vec`, an array, a slice of values, or [`collect`](Iterator::collect) | from memory | sent again |
/// | [`stream`](Self::stream) or [`try_stream`](Self::try_stream) | each item as it comes | sent once |
/// | [`iterator`](Self::iterator) or [`try_iterator`](Self::try_iterator) | each item as it comes | sent once |
///
/// ```text
/// client.add_logs([Log::new("started"), Log::new("ready")]).await?;
/// client.add_images([Part::new(image).content_type("image/png")]).await?;
/// client.add_logs(PartItems::stream(receiver)).timeout(Duration::from_secs(3600)).await?;
/// ```
///
/// A [`Part`] whose body is a stream makes the whole body one, which is sent once. The [timeouts](crate::runtime::Timeouts) of an
/// attempt and of the call include the time in which the body is sent. `FetchTransport` sends a body from memory only.
///
/// # Errors
///
/// An item that cannot be written, such as a number that is not finite or a [`Part`] with an invalid header, is an error of the call,
/// which names its index. Nothing is sent of a body from memory: the error is [`RequestErrorKind::Body`]. A stream ends at the item, and
/// the connection with it, so that the service does not take the items before it for the whole body: the error is
/// [`TransportErrorKind::RequestBody`].
pub struct PartItems<T> {
    source: Source,
    item: PhantomData<fn(T)>,
}

enum Source {
    /// The parts of all items, or why the first one of them cannot be written.
    Buffered(Result<Vec<Part>, String>),
    Stream(Exclusive<Parts>),
}

type Parts = Pin<Box<dyn Stream<Item = Result<Part, Failure>> + Send>>;

/// An item of [`PartItems`]: a value with a type of the API, or a [`Part`].
pub trait IntoPart {
    /// Returns the part of the item. The content of a value is JSON.
    ///
    /// # Errors
    ///
    /// Returns an error message if a number is not finite.
    #[doc(hidden)]
    fn into_part(self) -> Result<Part, &'static str>;
}

impl<T: Json> IntoPart for T {
    fn into_part(self) -> Result<Part, &'static str> {
        to_bytes(&self).map(Part::new)
    }
}

impl IntoPart for Part {
    fn into_part(self) -> Result<Part, &'static str> {
        Ok(self)
    }
}

/// The media type of the parts that have none. `None` if the caller has to set it.
pub(crate) type PartType = Option<&'static str>;

/// How the part of an item is written.
#[derive(Clone, Copy)]
pub(crate) struct ItemEncoding {
    /// The media type of a part that has none.
    pub(crate) content_type: PartType,
    /// Whether a JSON string is written as its text.
    pub(crate) is_text: bool,
}

impl<T> PartItems<T> {
    /// Returns the value of the header `Content-Type`, and the body.
    #[allow(dead_code, reason = "an API may have no operation with such a body")]
    pub(crate) fn into_body(
        self,
        content_type: &str,
        encoding: ItemEncoding,
    ) -> Result<(HeaderValue, Body), RequestErrorKind> {
        let boundary = boundary();
        let content_type = content_type_with(content_type, &boundary)?;
        let body = match self.source {
            Source::Buffered(parts) => {
                let parts = parts.map_err(|reason| RequestErrorKind::Body { reason })?;
                let mut bodies = VecDeque::new();
                for (index, part) in parts.into_iter().enumerate() {
                    let part =
                        encoding.apply(part).map_err(|reason| RequestErrorKind::Body { reason: at(index, &reason) })?;
                    bodies.extend(written_part(part, &boundary, None));
                }
                bodies.push_back(last_boundary(&boundary));
                join(bodies)
            }
            Source::Stream(parts) => {
                let bodies = VecDeque::new();
                Body::stream(Box::pin(WrittenParts { parts, encoding, boundary, bodies, index: 0, is_done: false }))
            }
        };
        Ok((content_type, body))
    }

    fn new(source: Source) -> Self {
        Self { source, item: PhantomData }
    }

    fn buffered(parts: impl Iterator<Item = Result<Part, &'static str>>) -> Self {
        let parts = parts.enumerate().map(|(index, part)| part.map_err(|reason| at(index, reason)));
        Self::new(Source::Buffered(parts.collect()))
    }
}

impl<T: IntoPart> PartItems<T> {
    /// Creates a body from a stream. Each item is sent as it comes, and is not kept.
    pub fn stream<S>(items: S) -> Self
    where
        S: Stream<Item = T> + Send + 'static,
    {
        Self::parts(items, |item| item.into_part().map_err(Failure::Item))
    }

    /// Creates a body from a stream that may fail. Its first error ends the body and the call: [`TransportErrorKind::RequestBody`], with
    /// the error as the source.
    pub fn try_stream<S, E>(items: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::parts(items, |item| match item {
            Ok(item) => item.into_part().map_err(Failure::Item),
            Err(error) => Err(Failure::Source(error.into())),
        })
    }

    /// Creates a body from an iterator. Each item is sent as it comes, and is not kept.
    ///
    /// The iterator may wait for the next item, such as one over files, only if the request is sent with `blocking`: other calls would
    /// wait with it.
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

    fn parts<S: Stream + Send + 'static>(items: S, part: fn(S::Item) -> Result<Part, Failure>) -> Self {
        let parts = ItemParts { items: Box::pin(items), part };
        Self::new(Source::Stream(Exclusive::new(Box::pin(parts))))
    }
}

/// The items are written at once, so that the request may be sent again.
impl<T: IntoPart> FromIterator<T> for PartItems<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::buffered(items.into_iter().map(T::into_part))
    }
}

impl<T: IntoPart> From<Vec<T>> for PartItems<T> {
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<T: IntoPart, const LENGTH: usize> From<[T; LENGTH]> for PartItems<T> {
    fn from(items: [T; LENGTH]) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Json> From<&Vec<T>> for PartItems<T> {
    fn from(items: &Vec<T>) -> Self {
        Self::from(items.as_slice())
    }
}

impl<T: Json> From<&[T]> for PartItems<T> {
    fn from(items: &[T]) -> Self {
        Self::buffered(items.iter().map(|item| to_bytes(item).map(Part::new)))
    }
}

impl<T> fmt::Debug for PartItems<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Buffered(Ok(parts)) => write!(formatter, "PartItems({} parts)", parts.len()),
            Source::Buffered(Err(reason)) => write!(formatter, "PartItems({reason})"),
            Source::Stream(_) => formatter.write_str("PartItems(stream)"),
        }
    }
}

impl ItemEncoding {
    /// Returns the part of an item as it is sent, or why it cannot be.
    fn apply(self, mut part: Part) -> Result<Part, String> {
        if let Some(error) = part.error.take() {
            return Err(error.to_string());
        }
        if !part.headers.contains_key(header::CONTENT_TYPE) {
            let content_type = self.content_type.ok_or("it has no media type: set one with `Part::content_type`")?;
            part.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        if self.is_text {
            // A number and a boolean have the same text in JSON.
            let text = part.body.as_bytes().and_then(|json| decode::<String>(json).ok());
            part.body = text.map_or(part.body, Body::from);
        }
        Ok(part)
    }
}

/// Why there is no part for an item.
enum Failure {
    /// The stream of the caller has failed.
    Source(Box<dyn std::error::Error + Send + Sync>),
    /// The item cannot be written.
    Item(&'static str),
}

fn at(index: usize, reason: &str) -> String {
    format!("item at index {index}: {reason}")
}

/// The parts of the items of a stream.
struct ItemParts<S: Stream> {
    items: Pin<Box<S>>,
    part: fn(S::Item) -> Result<Part, Failure>,
}

impl<S: Stream> Stream for ItemParts<S> {
    type Item = Result<Part, Failure>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = ready!(self.items.as_mut().poll_next(context));
        Poll::Ready(item.map(self.part))
    }
}

/// The bytes of the parts of a stream, up to the first error.
struct WrittenParts {
    parts: Exclusive<Parts>,
    encoding: ItemEncoding,
    boundary: String,
    /// What is left of the last part.
    bodies: VecDeque<Body>,
    /// The index of the next item.
    index: usize,
    is_done: bool,
}

impl WrittenParts {
    /// Ends the body with an error.
    fn end(&mut self, error: TransportError) -> TransportError {
        self.is_done = true;
        self.bodies.clear();
        error
    }

    /// Adds the bytes of the next part, or of the end.
    fn add(&mut self, part: Option<Result<Part, Failure>>) -> Result<(), TransportError> {
        let part = match part {
            Some(Ok(part)) => self.encoding.apply(part),
            Some(Err(Failure::Item(reason))) => Err(reason.to_owned()),
            Some(Err(Failure::Source(error))) => {
                return Err(TransportError::new(TransportErrorKind::RequestBody, error));
            }
            None => {
                self.is_done = true;
                self.bodies.push_back(last_boundary(&self.boundary));
                return Ok(());
            }
        };
        let part =
            part.map_err(|reason| TransportError::new(TransportErrorKind::RequestBody, at(self.index, &reason)))?;
        self.bodies.extend(written_part(part, &self.boundary, None));
        self.index = self.index.saturating_add(1);
        Ok(())
    }
}

impl Stream for WrittenParts {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let written = &mut *self;
        loop {
            while let Some(body) = written.bodies.front_mut() {
                let chunk = ready!(body.poll_chunk(context));
                match chunk {
                    Some(Ok(chunk)) => return Poll::Ready(Some(Ok(chunk))),
                    Some(Err(error)) => return Poll::Ready(Some(Err(written.end(error)))),
                    None => drop(written.bodies.pop_front()),
                }
            }
            if written.is_done {
                return Poll::Ready(None);
            }
            let part = ready!(written.parts.get_mut().as_mut().poll_next(context));
            if let Err(error) = written.add(part) {
                return Poll::Ready(Some(Err(written.end(error))));
            }
        }
    }
}
