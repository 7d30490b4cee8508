//! Media Type Objects: what a body of one media type holds, and how it becomes bytes.

use super::{MediaRange, Schema, Styled};
use crate::location::Origin;

/// A Media Type Object with its key in `content` (OpenAPI 3.1.1, section 4.8.14).
#[derive(Clone, Debug, PartialEq)]
pub struct MediaTypeObject {
    /// Where the document declares it.
    pub at: Origin,
    /// Its key: a media type, or a range of them.
    pub name: MediaRange,
    /// How its values become bytes.
    pub kind: MediaKind,
    /// The schema of its values.
    pub schema: Schema,
    /// The Encoding Objects: how properties of a form or of a multipart body are serialized.
    pub encodings: Vec<Encoding>,
}

/// How the values of a media type become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// As JSON text: `application/json`, and any type with the suffix `+json` (RFC 6839, section 3.1).
    Json,
    /// As a form: `application/x-www-form-urlencoded`.
    Form,
    /// As parts: `multipart/form-data` (RFC 7578).
    Multipart,
    /// As text: `text/plain` and its like.
    Text,
    /// As server-sent events: `text/event-stream`.
    Events(EventForm),
    /// As they are: `application/octet-stream`, and any media type that is not known.
    Bytes,
}

/// What the schema of a stream of events describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventForm {
    /// The data of an event, which is JSON.
    Json,
    /// The data of an event, which is text.
    Text,
    /// The whole event, with properties such as `event` and `data`.
    Whole,
}

/// An Encoding Object: how a property of a form or of a multipart body is serialized.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// The name of the property.
    pub property: String,
    /// The media types and ranges that `contentType` lists; empty if the document has no `contentType`.
    pub content_types: Vec<MediaRange>,
    /// The names of the headers of its part.
    pub headers: Vec<String>,
    /// Its style, if it is serialized as a query parameter is.
    pub style: Option<Styled>,
}
