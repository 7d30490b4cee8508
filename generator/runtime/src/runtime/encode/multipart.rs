//! Bodies of the media type `multipart/form-data` (RFC 7578), and the bytes of parts.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::part_positions::PartPositions;
use super::style::{Style, json, pairs, primitive};
use crate::runtime::json::Tree;
use crate::runtime::media_type::is_json;
use crate::runtime::platform::random;
use crate::runtime::{Body, RequestErrorKind, TransportError};

/// A part of a multipart body: its content, file name, media type and other headers.
///
/// Everything that converts into a [`Body`] converts into a part with `into`.
pub struct Part {
    pub(super) body: Body,
    file_name: Option<String>,
    pub(super) headers: HeaderMap,
    /// The first error, which is returned when the request is sent.
    pub(super) error: Option<RequestErrorKind>,
}

impl Part {
    /// Creates a part with the given content.
    pub fn new(body: impl Into<Body>) -> Self {
        Self { body: body.into(), file_name: None, headers: HeaderMap::new(), error: None }
    }

    /// Sets the file name. Default: the name of the part, if the API declares a file; servers treat a part without a
    /// file name as text.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type. It replaces the one that the API declares, and may be any other.
    #[must_use]
    pub fn content_type<V: TryInto<HeaderValue>>(self, value: V) -> Self {
        self.header(header::CONTENT_TYPE, value)
    }

    /// Sets the file name if none is set.
    pub(crate) fn with_default_file_name(mut self, name: &str) -> Self {
        self.file_name.get_or_insert_with(|| name.to_owned());
        self
    }

    /// Sets the media type if none is set.
    pub(super) fn with_default_content_type(mut self, content_type: &'static str) -> Self {
        self.headers.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static(content_type));
        self
    }

    /// Sets a header of the part.
    #[must_use]
    pub fn header<N: TryInto<HeaderName>, V: TryInto<HeaderValue>>(mut self, name: N, value: V) -> Self {
        match (name.try_into().ok(), value.try_into().ok()) {
            (Some(name), Some(value)) => {
                self.headers.insert(name, value);
            }
            (name, _) => {
                let name = name.map(|name| name.as_str().to_owned());
                self.error.get_or_insert(RequestErrorKind::Header { name });
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

/// A multipart body.
#[derive(Debug, Default)]
pub struct Multipart {
    parts: Vec<(String, Part)>,
    /// The parts of a body that is not a form.
    pub(crate) positions: Option<Box<PartPositions>>,
}

impl Multipart {
    /// Creates a body without parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part.
    #[must_use]
    pub fn part(mut self, name: impl Into<String>, part: impl Into<Part>) -> Self {
        self.add_part(name, None, part.into());
        self
    }

    /// Adds a part of text.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.push(name.into(), None, text.into());
        self
    }

    /// Adds a file. Its media type defaults to `application/octet-stream`, its file name to the name of the part.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: impl Into<Part>) -> Self {
        self.add_file(name, None, file.into());
        self
    }

    pub(crate) fn add_file(&mut self, name: impl Into<String>, content_type: Option<&'static str>, part: Part) {
        let name = name.into();
        let part = part.with_default_file_name(&name);
        self.add_part(name, content_type.or(Some("application/octet-stream")), part);
    }

    pub(crate) fn add_part(&mut self, name: impl Into<String>, content_type: Option<&'static str>, mut part: Part) {
        if let Some(content_type) = content_type {
            part = part.with_default_content_type(content_type);
        }
        self.parts.push((name.into(), part));
    }

    /// Whether there is no body: it has parts with positions, and none is set.
    pub(crate) fn is_absent(&self) -> bool {
        self.positions.as_ref().is_some_and(|positions| positions.is_absent())
    }

    /// Removes the parts of a name. Returns whether there were any.
    pub(crate) fn remove(&mut self, name: &str) -> bool {
        let count = self.parts.len();
        self.parts.retain(|(known, _)| known != name);
        self.parts.len() < count
    }

    /// Adds a part whose media type the caller must set to one of several.
    pub(crate) fn add_part_one_of(&mut self, name: &'static str, allowed: &'static [&'static str], mut part: Part) {
        // A media range (RFC 9110, section 12.5.1) is not a media type.
        let is_media_type = |value: &HeaderValue| !value.as_bytes().contains(&b'*');
        if !part.headers.get(header::CONTENT_TYPE).is_some_and(is_media_type) {
            part.error.get_or_insert(RequestErrorKind::MediaType { part: name, allowed });
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

    /// Adds a value: one part, or one for each item of an array. Objects and nested arrays are written as JSON (OpenAPI
    /// 3.1.1, section 4.8.15.1.1).
    pub(crate) fn add_field(
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
        let is_structure = matches!(tree, Tree::Array(_) | Tree::Object(_));
        let content_type = content_type.or(is_structure.then_some("application/json"));
        self.push(name.to_owned(), content_type, content(content_type, tree)?);
        Ok(())
    }

    /// Adds a value in the style of a query parameter: a part for each of its pairs.
    pub(crate) fn add_styled(&mut self, name: &str, style: Style, tree: &Tree<'_>) -> Result<(), &'static str> {
        for pair in pairs(style, name, tree, (&str::to_owned, &str::to_owned))? {
            self.push(pair.name, None, pair.value.unwrap_or_default());
        }
        Ok(())
    }

    /// Returns the value of the header `Content-Type`, and the body.
    pub(crate) fn finish(self) -> Result<(HeaderValue, Body), RequestErrorKind> {
        if let Some(positions) = self.positions {
            return positions.finish();
        }
        let boundary = boundary();
        let mut bodies: VecDeque<Body> = VecDeque::new();
        for (name, part) in self.parts {
            if let Some(error) = part.error {
                return Err(error);
            }
            bodies.extend(written_part(part, &boundary, Some(&name)));
        }
        bodies.push_back(last_boundary(&boundary));
        Ok((content_type_with("multipart/form-data", &boundary)?, join(bodies)))
    }
}

/// Returns the content of a part with that media type. Objects and arrays are written as JSON.
pub(super) fn content(content_type: Option<&str>, tree: &Tree<'_>) -> Result<String, &'static str> {
    match tree {
        Tree::Array(_) | Tree::Object(_) => json(tree),
        _ if content_type.is_some_and(is_json) => json(tree),
        _ => Ok(primitive(tree)?.into_owned()),
    }
}

/// Returns the bytes of a part: the boundary and the headers, the content, and a line end. `name` is the one that it has in a form.
pub(super) fn written_part(part: Part, boundary: &str, name: Option<&str>) -> [Body; 3] {
    let mut head = format!("--{boundary}\r\n");
    let file_name = part.file_name.map(|file_name| format!("; filename=\"{}\"", escape(&file_name)));
    match (name, file_name) {
        (Some(name), file_name) => {
            let (name, file_name) = (escape(name), file_name.unwrap_or_default());
            head.push_str(&format!("content-disposition: form-data; name=\"{name}\"{file_name}\r\n"));
        }
        // Outside of a form, a file name is that of an attachment (RFC 2183, section 2.3).
        (None, Some(file_name)) if !part.headers.contains_key(header::CONTENT_DISPOSITION) => {
            head.push_str(&format!("content-disposition: attachment{file_name}\r\n"));
        }
        (None, _) => {}
    }
    let mut head = head.into_bytes();
    for (name, value) in &part.headers {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    [Body::from(head), part.body, Body::from("\r\n")]
}

/// Returns the boundary after the last part.
pub(super) fn last_boundary(boundary: &str) -> Body {
    Body::from(format!("--{boundary}--\r\n"))
}

/// Returns a media type with its boundary.
pub(super) fn content_type_with(media_type: &str, boundary: &str) -> Result<HeaderValue, RequestErrorKind> {
    HeaderValue::from_maybe_shared(Bytes::from(format!("{media_type}; boundary={boundary}")))
        .map_err(|_| RequestErrorKind::Header { name: Some(header::CONTENT_TYPE.as_str().to_owned()) })
}

/// Returns bodies as one, in order. It is in memory if all of them are.
pub(super) fn join(bodies: VecDeque<Body>) -> Body {
    let buffered: Option<Vec<&Bytes>> = bodies.iter().map(Body::as_bytes).collect();
    match buffered {
        Some(buffered) => Body::from(buffered.into_iter().fold(Vec::new(), |mut all, bytes| {
            all.extend_from_slice(bytes);
            all
        })),
        None => Body::stream(Box::pin(Concatenated(bodies))),
    }
}

/// Returns a boundary of 128 random bits, which no part contains.
pub(super) fn boundary() -> String {
    format!("part-{:016x}{:016x}", random(), random())
}

/// Escapes a name for a quoted string as browsers do (the HTML Standard, "multipart form data").
fn escape(name: &str) -> String {
    name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22")
}

/// Bodies as one stream, in order.
struct Concatenated(VecDeque<Body>);

impl Stream for Concatenated {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(body) = self.0.front_mut() {
            match body.poll_chunk(context) {
                Poll::Ready(None) => {
                    self.0.pop_front();
                }
                other => return other,
            }
        }
        Poll::Ready(None)
    }
}
