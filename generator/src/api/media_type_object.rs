//! Media Type Objects: what a body of one media type holds, and how it becomes bytes.

use super::{MediaRange, Schema, Styled};
use crate::location::Origin;

/// A Media Type Object with its key in `content` (OpenAPI 3.1.1, section 4.8.14).
#[derive(Clone, Debug, PartialEq)]
pub struct MediaTypeObject {
    /// Where it stands.
    pub at: Origin,
    /// Its key: a media type, or a range of them.
    pub name: MediaRange,
    /// How its values become bytes.
    pub kind: MediaKind,
    /// Its values.
    pub schema: Schema,
    /// How the members of a form or of a multipart body are written that are not written as usual.
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
    /// As events that come one after the other: `text/event-stream`.
    Events(EventForm),
    /// As they are: `application/octet-stream`, and whatever else is not known.
    Bytes,
}

/// What the schema of a stream of events describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventForm {
    /// The data of an event, which is JSON.
    Json,
    /// The data of an event, which is text.
    Text,
    /// The whole event, with members such as `event` and `data`.
    Whole,
}

/// How a member of a form or of a multipart body is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// The member.
    pub property: String,
    /// The media types and ranges that `contentType` lists; empty if the document has no `contentType`.
    pub content_types: Vec<MediaRange>,
    /// The names of the headers that a part of it has.
    pub headers: Vec<String>,
    /// Its style, if it is written as a query parameter is.
    pub style: Option<Styled>,
}
