//! Requests: the values that callers pass, and where each goes.

use super::{Argument, Conversion, Derive, Docs, Identifier, Type};
use crate::api::{MediaRange, ParameterLocation, PartContentType, Serialization};

/// A value of a request that the caller passes.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Its name: of the argument for a required value, of the method that adds an optional one.
    pub name: Identifier,
    /// The argument for it.
    pub argument: Argument,
    /// Its documentation.
    pub docs: Docs,
    /// The default that the document declares, as JSON, if it is optional.
    pub default: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Where it goes.
    pub target: InputTarget,
}

impl Input {
    /// The arguments for it, in order: a body of any media type takes the media type too.
    pub fn arguments(&self) -> impl Iterator<Item = &Argument> {
        let content_type = match &self.target {
            InputTarget::Body(BodyKind::Any { content_type, .. }) => Some(content_type),
            _ => None,
        };
        content_type.into_iter().chain([&self.argument])
    }
}

/// Where a value goes.
#[derive(Clone, Debug, PartialEq)]
pub enum InputTarget {
    /// Into a parameter.
    Parameter {
        /// Its name on the wire.
        wire: String,
        /// Its location.
        location: ParameterLocation,
        /// How it becomes text, unless by the default style of its location.
        style: Option<Serialization>,
    },
    /// Into the whole query string.
    QueryString {
        /// The name of the parameter, which is not sent.
        wire: String,
        /// How it becomes text.
        serialization: Serialization,
    },
    /// Into a part of a multipart body that the client writes.
    FormField {
        /// Its name on the wire.
        wire: String,
        /// How it becomes text, if as a query parameter does.
        style: Option<Serialization>,
        /// Its media type, unless it is the default one of its value.
        content_type: Option<String>,
    },
    /// Into a part of a multipart body that the caller writes.
    Part {
        /// Its name on the wire.
        wire: String,
        /// Its media type, unless the caller sets one.
        content_type: PartContentType,
        /// Whether it is a file, which always has a file name.
        is_file: bool,
        /// Whether there may be several.
        is_list: bool,
    },
    /// Into a part of a multipart body whose parts have positions.
    PartAt {
        /// The index of the part, or of the first one of several.
        index: usize,
        /// Its media type, unless the caller sets one.
        content_type: Option<String>,
        /// Whether the client writes it from a value, and not the caller.
        is_value: bool,
        /// Whether there may be several, up to the end of the body.
        is_rest: bool,
    },
    /// Into the body, as a whole.
    Body(BodyKind),
}

/// A multipart body whose parts have positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartPositions {
    /// The media type.
    pub content_type: String,
    /// How many parts it has at least.
    pub required: usize,
}

/// How a body is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyKind {
    /// As JSON.
    Json {
        /// The media type.
        content_type: String,
        /// The type of the value.
        value: Type,
    },
    /// As a form.
    Form {
        /// The type of the value.
        value: Type,
        /// The members that do not become text by default.
        styles: Vec<(String, Serialization)>,
    },
    /// As JSON texts that come one after the other.
    Items {
        /// The media type.
        content_type: String,
        /// The type of an item.
        item: Type,
    },
    /// As parts that come one after the other.
    Parts {
        /// The media type.
        content_type: String,
        /// The media type of a part. `None` if the caller sets it.
        part_type: Option<String>,
        /// Whether the parts have text, of strings, numbers or booleans.
        is_text: bool,
        /// The type of an item.
        item: Type,
    },
    /// As text.
    Text {
        /// The media type.
        content_type: String,
    },
    /// As bytes.
    Bytes {
        /// The media type.
        content_type: String,
    },
    /// As bytes, of a media type that the caller chooses.
    Any {
        /// The argument for the media type.
        content_type: Argument,
        /// The media types that the document allows: a range, or a type that needs parameters.
        range: MediaRange,
    },
    /// As parts that the caller writes.
    Multipart,
    /// As one of several media types, by an enum of that name.
    Several(Identifier),
}

impl BodyKind {
    /// The type of its value, or of its items, if the document describes it.
    pub fn value(&self) -> Option<&Type> {
        match self {
            Self::Items { item, .. } | Self::Parts { item, .. } => Some(item),
            Self::Json { value, .. } | Self::Form { value, .. } => Some(value),
            _ => None,
        }
    }
}

/// The enum of a body that may be of several media types.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyEnum {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The traits that it derives.
    pub derives: Vec<Derive>,
    /// A variant for each media type.
    pub variants: Vec<BodyVariant>,
}

/// A body of one of several media types.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyVariant {
    /// The variant.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The documentation of its fields, if it is a body of any media type.
    pub field_docs: Option<BodyFieldDocs>,
    /// How it is sent.
    pub kind: BodyKind,
    /// Whether `into()` makes it, for which it has to be the only variant of its type.
    pub has_from: bool,
    /// The implementations of `From` that make it.
    pub conversions: Vec<Conversion>,
}

/// The documentation of the fields of a body of any media type.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyFieldDocs {
    /// That of the media type.
    pub content_type: Docs,
    /// That of the body.
    pub body: Docs,
}
