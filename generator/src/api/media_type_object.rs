//! Media Type Objects: what a body of one media type holds, and how it is serialized.

use super::{MediaRange, MediaType, Schema, Serialization, Styled};
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
    /// The `Content-Type` of a request. `None` if the caller chooses it, because the name is a range or needs
    /// parameters.
    pub content_type: Option<MediaType>,
    /// The schema of its values.
    pub schema: Schema,
}

/// How the values of a media type become bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// As JSON text: `application/json`, and any type with the suffix `+json` (RFC 6839, section 3.1).
    Json,
    /// As a form, `application/x-www-form-urlencoded`, with the members that do not become text by default.
    Form(Vec<(String, Serialization)>),
    /// As parts, `multipart/form-data` (RFC 7578). `None` if the schema does not name the parts.
    Multipart(Option<Vec<Part>>),
    /// As text: `text/plain` and its like.
    Text,
    /// As events that come one after the other: `text/event-stream`.
    Events(EventForm),
    /// As JSON texts that come one after the other, each of which is an item with the schema: JSON Lines, and JSON Text Sequences
    /// (RFC 7464).
    JsonSequence,
    /// As parts that come one after the other (RFC 2046, section 5.1), each of which is an item with the schema.
    Parts(PartItem),
    /// As parts whose positions say what they contain. The schema is a tuple, with a member for each of them.
    Positions(PartPositions),
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
    /// The whole event, whose `data` is text in any case.
    WholeText,
    /// The whole event, whose `data` is text that holds JSON (`contentSchema`).
    WholeJsonText,
}

/// An item of a multipart body whose parts have no names (OpenAPI 3.2, section 4.14.5.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartItem {
    /// What its part contains.
    pub content: PartItemContent,
    /// The media types and ranges that a part may have. Of a request, it is the one that the client sends, or the ranges from which
    /// the caller chooses.
    pub content_types: Vec<MediaRange>,
    /// The names of the headers that the document declares for a part of a request, which the caller writes.
    pub headers: Vec<String>,
}

/// The parts of a multipart body by position (OpenAPI 3.2, section 4.14.5.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartPositions {
    /// The part at each position, and then those after them, if the document describes those.
    pub parts: Vec<PartItem>,
    /// How many positions a body has at least. The others may be absent from its end.
    pub required: usize,
    /// Whether the last one of `parts` stands for all parts after the positions.
    pub has_rest: bool,
    /// Whether a body may have parts that the document does not describe, after those that it describes.
    pub is_open: bool,
}

impl PartPositions {
    /// The number of parts that have a position of their own.
    pub fn count(&self) -> usize {
        self.parts.len().saturating_sub(usize::from(self.has_rest))
    }
}

/// What the part of an item contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartItemContent {
    /// JSON text.
    Json,
    /// The text of a string, a number or a boolean.
    Text,
    /// Bytes.
    Bytes,
}

/// A part of a multipart body: a property of its schema (OpenAPI 3.1.1, section 4.8.15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The property, and the name of the part.
    pub property: String,
    /// The media types and ranges that the document allows. Empty if the document does not say.
    pub content_types: Vec<MediaRange>,
    /// The names of the headers that the document declares for the part.
    pub headers: Vec<String>,
    /// Whether the property is an array, each item of which is a part.
    pub is_list: bool,
    /// Who writes it.
    pub content: PartContent,
}

/// Who writes a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartContent {
    /// The client, from a typed value.
    Value {
        /// How the value becomes text, if as a query parameter does.
        style: Option<Styled>,
        /// Its media type, unless it is the default one of its value.
        content_type: Option<MediaType>,
    },
    /// The caller.
    Raw {
        /// Its media type, unless the caller sets one.
        content_type: PartContentType,
        /// Whether it is a file, which always has a file name.
        is_file: bool,
    },
}

/// The media type of a part for which the caller sets none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartContentType {
    /// The default one for what the part contains.
    Usual,
    /// That one.
    Default(MediaType),
    /// None: the caller has to choose one of these.
    OneOf(Vec<MediaRange>),
}
