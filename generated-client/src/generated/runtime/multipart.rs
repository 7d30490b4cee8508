// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Bodies of the media type `multipart/form-data` (RFC 7578).

use std::collections::VecDeque;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::json::Tree;
use super::style::{Style, json, pairs, primitive};
use super::{Body, RequestError, TransportError};

/// A part of a multipart body: bytes or a stream, with what the service is told about them.
pub struct Part {
    body: Body,
    file_name: Option<String>,
    headers: HeaderMap,
    /// The first thing that was wrong.
    error: Option<RequestError>,
}

impl Part {
    /// A part with this content.
    pub fn new(body: impl Into<Body>) -> Self {
        Self { body: body.into(), file_name: None, headers: HeaderMap::new(), error: None }
    }

    /// What the file is called. A file that has no name is called what its part is called, since services take a part
    /// without a file name for text.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type, in the place of the one that the API's document has. One that the document does not list is
    /// sent as it is.
    #[must_use]
    pub fn content_type<V: TryInto<HeaderValue>>(self, value: V) -> Self {
        self.header(header::CONTENT_TYPE, value)
    }

    /// The part with a file name, if the caller has given it none.
    pub(super) fn named(mut self, name: &str) -> Self {
        self.file_name.get_or_insert_with(|| name.to_owned());
        self
    }

    /// A header of the part.
    #[must_use]
    pub fn header<N: TryInto<HeaderName>, V: TryInto<HeaderValue>>(mut self, name: N, value: V) -> Self {
        match (name.try_into().ok(), value.try_into().ok()) {
            (Some(name), Some(value)) => {
                self.headers.insert(name, value);
            }
            (name, _) => {
                let name = name.map(|name| name.as_str().to_owned());
                self.error.get_or_insert(RequestError::Header { name });
            }
        }
        self
    }
}

impl<T> From<T> for Part
where
    Body: From<T>,
{
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut part = formatter.debug_struct("Part");
        part.field("body", &self.body).field("file_name", &self.file_name).finish_non_exhaustive()
    }
}

/// A multipart body, put together by the caller.
#[derive(Debug, Default)]
pub struct Multipart {
    parts: Vec<(String, Part)>,
}

impl Multipart {
    /// A body without parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one part more.
    #[must_use]
    pub fn part(mut self, name: impl Into<String>, part: impl Into<Part>) -> Self {
        self.add_part(name, None, part.into());
        self
    }

    /// The same with a text more.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.push(name.into(), None, text.into());
        self
    }

    /// The same with one file more. Its media type is `application/octet-stream` and its name that of its part, unless
    /// the part has others.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: impl Into<Part>) -> Self {
        self.add_file(name, None, file.into());
        self
    }

    pub(super) fn add_file(&mut self, name: impl Into<String>, content_type: Option<&'static str>, part: Part) {
        let name = name.into();
        let part = part.named(&name);
        self.add_part(name, content_type.or(Some("application/octet-stream")), part);
    }

    pub(super) fn add_part(&mut self, name: impl Into<String>, content_type: Option<&'static str>, mut part: Part) {
        if let Some(content_type) = content_type {
            let content_type = HeaderValue::from_static(content_type);
            part.headers.entry(header::CONTENT_TYPE).or_insert(content_type);
        }
        self.parts.push((name.into(), part));
    }

    /// Adds a part whose media type only the caller knows.
    pub(super) fn add_part_one_of(&mut self, name: &'static str, allowed: &'static [&'static str], mut part: Part) {
        // A range names no media type (RFC 9110, section 12.5.1).
        let is_chosen = |chosen: &HeaderValue| !chosen.as_bytes().contains(&b'*');
        if !part.headers.get(header::CONTENT_TYPE).is_some_and(is_chosen) {
            part.error.get_or_insert(RequestError::MediaType { part: name, allowed });
        }
        self.add_part(name, None, part);
    }

    fn push(&mut self, name: String, content_type: Option<&'static str>, text: String) {
        let mut part = Part::new(text);
        if let Some(content_type) = content_type {
            part.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        self.parts.push((name, part));
    }

    /// Adds a value: one part, or one for each item of an array. An object is JSON, and so is an array that is an item of
    /// another one (OpenAPI 3.1.1, section 4.8.15.1.1).
    pub(super) fn add_field(
        &mut self,
        name: &str,
        content_type: Option<&'static str>,
        tree: &Tree<'_>,
    ) -> Result<(), &'static str> {
        match tree {
            Tree::Null => Ok(()),
            Tree::Array(items) => items.iter().try_for_each(|item| self.add_value(name, content_type, item)),
            value => self.add_value(name, content_type, value),
        }
    }

    fn add_value(
        &mut self,
        name: &str,
        content_type: Option<&'static str>,
        tree: &Tree<'_>,
    ) -> Result<(), &'static str> {
        match tree {
            Tree::Array(_) | Tree::Object(_) => {
                self.push(name.to_owned(), content_type.or(Some("application/json")), json(tree)?);
            }
            _ if content_type.is_some_and(is_json) => self.push(name.to_owned(), content_type, json(tree)?),
            _ => self.push(name.to_owned(), content_type, primitive(tree)?),
        }
        Ok(())
    }

    /// Adds a value as a query would have it: a part for each of its pairs.
    pub(super) fn add_styled(&mut self, name: &str, style: Style, tree: &Tree<'_>) -> Result<(), &'static str> {
        for (name, text) in pairs(style, name, tree, (&str::to_owned, &str::to_owned))? {
            self.push(name, None, text);
        }
        Ok(())
    }

    /// The body, and the value of `Content-Type` that goes with it.
    pub(super) fn finish(self) -> Result<(HeaderValue, Body), RequestError> {
        let boundary = boundary();
        let mut pieces: VecDeque<Body> = VecDeque::new();
        for (name, part) in self.parts {
            if let Some(error) = part.error {
                return Err(error);
            }
            let mut head = format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{}\"", quoted(&name));
            if let Some(file_name) = &part.file_name {
                head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
            }
            head.push_str("\r\n");
            let mut head = head.into_bytes();
            for (name, value) in &part.headers {
                head.extend_from_slice(name.as_str().as_bytes());
                head.extend_from_slice(b": ");
                head.extend_from_slice(value.as_bytes());
                head.extend_from_slice(b"\r\n");
            }
            head.extend_from_slice(b"\r\n");
            pieces.extend([Body::from(head), part.body, Body::from("\r\n")]);
        }
        pieces.push_back(Body::from(format!("--{boundary}--\r\n")));
        let content_type =
            HeaderValue::from_maybe_shared(Bytes::from(format!("multipart/form-data; boundary={boundary}")));
        let content_type =
            content_type.map_err(|_| RequestError::Header { name: Some(header::CONTENT_TYPE.as_str().to_owned()) })?;
        let whole: Option<Vec<&Bytes>> = pieces.iter().map(Body::as_bytes).collect();
        let body = match whole {
            Some(whole) => Body::from(whole.into_iter().fold(Vec::new(), |mut all, piece| {
                all.extend_from_slice(piece);
                all
            })),
            None => Body::stream(Box::pin(Pieces(pieces))),
        };
        Ok((content_type, body))
    }
}

/// Whether a media type is JSON, whatever its parameters (RFC 6839, section 3.1).
fn is_json(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}

/// A text that no part has in it: 128 random bits.
fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("part-{:016x}{:016x}", random(), random())
}

/// A name between quotation marks, as browsers write it (the HTML Standard, "multipart form data").
fn quoted(name: &str) -> String {
    name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22")
}

/// Bodies one after the other.
struct Pieces(VecDeque<Body>);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(body) = self.0.front_mut() {
            match body.poll_piece(context) {
                Poll::Ready(None) => {
                    self.0.pop_front();
                }
                other => return other,
            }
        }
        Poll::Ready(None)
    }
}
