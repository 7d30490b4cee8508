//! Responses: the types that they are read as, by status and media type.

use super::{Derive, Docs, Identifier, Type};
use crate::api::{EventForm, HeaderForm};

/// The type of success.
#[derive(Clone, Debug, PartialEq)]
pub enum Success {
    /// One type. `None` is `()`: the response has no body.
    One(Option<ResponseBody>),
    /// An `Option` of one type, since a successful response may be empty.
    Optional(ResponseBody),
    /// An enum of the successes.
    Several(ResponseEnum),
}

/// The type of an error.
#[derive(Clone, Debug, PartialEq)]
pub enum ErrorType {
    /// The runtime's type for a body that the document does not describe.
    Untyped,
    /// The type of the one body that all described error responses have.
    One(ResponseBody),
    /// An enum of the bodies.
    Several(ResponseEnum),
}

impl ErrorType {
    /// The enum, if there is one.
    pub fn enumeration(&self) -> Option<&ResponseEnum> {
        match self {
            Self::Several(errors) => Some(errors),
            Self::Untyped | Self::One(_) => None,
        }
    }

    /// The bodies of all described error responses.
    pub fn bodies(&self) -> Vec<&ResponseBody> {
        match self {
            Self::Untyped => Vec::new(),
            Self::One(body) => vec![body],
            Self::Several(errors) => errors.variants.iter().filter_map(|variant| variant.body.as_ref()).collect(),
        }
    }
}

/// An enum of responses: of successes, or of errors.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseEnum {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The traits that it derives.
    pub derives: Vec<Derive>,
    /// A variant for each body of a declared response.
    pub variants: Vec<ResponseVariant>,
}

/// A variant of an enum of responses.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseVariant {
    /// The variant.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The body, if there is one.
    pub body: Option<ResponseBody>,
    /// The functions that return the body of the variant, in an enum of successes.
    pub accessors: Option<VariantAccessors>,
}

/// The functions that return the body of a variant if the value is that variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantAccessors {
    /// The function that borrows the body.
    pub borrowing: Identifier,
    /// Its documentation.
    pub borrowing_docs: Docs,
    /// The function that consumes the value.
    pub consuming: Identifier,
    /// Its documentation.
    pub consuming_docs: Docs,
}

/// How the body of a response is read.
#[derive(Clone, Debug, PartialEq)]
pub enum ResponseBody {
    /// As JSON, of that type.
    Json(Type),
    /// As text.
    Text,
    /// As bytes, read to the end.
    Bytes,
    /// As a stream of bytes.
    Stream,
    /// As a stream of events of that type.
    Events(EventForm, Type),
    /// As a stream of JSON items of that type.
    Items(Type),
    /// As a stream of parts.
    Parts(PartBody),
}

/// How the parts of a response are read.
#[derive(Clone, Debug, PartialEq)]
pub enum PartBody {
    /// As JSON, of that type.
    Json(Type),
    /// As text, of that type.
    Text(Type),
    /// As bytes.
    Bytes,
    /// As values of an enum, which the position of a part selects.
    Positions(PartVariants),
}

/// How the parts of a response are read that have positions.
#[derive(Clone, Debug, PartialEq)]
pub struct PartVariants {
    /// The enum.
    pub name: Identifier,
    /// How many parts a response has at least.
    pub required: usize,
    /// The variant for each position.
    pub positions: Vec<PartVariant>,
    /// The variant for the parts after them, if there may be any.
    pub rest: Option<PartVariant>,
}

/// A variant of an enum of parts.
#[derive(Clone, Debug, PartialEq)]
pub struct PartVariant {
    /// The variant.
    pub name: Identifier,
    /// How its part is read.
    pub body: Box<PartBody>,
}

impl ResponseBody {
    /// The type of its values, if the document describes them.
    pub fn value(&self) -> Option<&Type> {
        match self {
            Self::Json(value) | Self::Events(_, value) | Self::Items(value) => Some(value),
            Self::Parts(PartBody::Json(value) | PartBody::Text(value)) => Some(value),
            Self::Parts(PartBody::Bytes | PartBody::Positions(_)) | Self::Text | Self::Bytes | Self::Stream => None,
        }
    }

    /// Whether it is read as a stream.
    pub fn is_streamed(&self) -> bool {
        matches!(self, Self::Stream | Self::Events(..) | Self::Items(_) | Self::Parts(_))
    }
}

/// An arm of the match over the status.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusArm {
    /// The first and the last of its statuses; `None` for every other one.
    pub statuses: Option<(u16, u16)>,
    /// Their meaning by media type. The last arm is for every media type that no other arm names, so there is one.
    pub media_types: Vec<MediaTypeArm>,
}

/// The meaning of a response of some media types.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaTypeArm {
    /// The media types, in lower case. One that ends with a slash, or an empty one, is the beginning of a range.
    pub media_types: Vec<String>,
    /// The meaning of the response.
    pub outcome: Outcome,
    /// How its body is read, if it has one.
    pub body: Option<ResponseBody>,
}

/// The meaning of a response.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The one success.
    Success,
    /// The one success, of which there is an `Option`: `Some` if it has a body.
    OptionalSuccess,
    /// A variant of the enum of successes, by the names of both.
    SuccessVariant(Identifier, Identifier),
    /// The one error.
    Error,
    /// A variant of the enum of errors, by the names of both.
    ErrorVariant(Identifier, Identifier),
    /// The one error, if the body is one although the document does not declare it.
    UndeclaredError,
    /// A variant of the enum of errors, if the body is that of the variant although the document does not declare it.
    UndeclaredErrorVariant(Identifier, Identifier),
    /// An error whose body the document does not describe, where no error has a described body.
    UntypedError,
    /// A status that the document does not declare.
    Undeclared,
}

/// An arm of the match over the status in a function from a status and a media type to a boolean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PredicateArm {
    /// The first and the last of its statuses; `None` for every other one.
    pub statuses: Option<(u16, u16)>,
    /// The media types for which it is `true`.
    pub condition: MediaTypeCondition,
}

/// The media types for which a predicate is `true`. They are those of [`MediaTypeArm`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediaTypeCondition {
    /// All of them.
    Always,
    /// None of them.
    Never,
    /// Those of these media types.
    OneOf(Vec<String>),
    /// Those of other media types.
    NoneOf(Vec<String>),
}

/// The type that reads the headers of an operation's responses.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadersType {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The traits that it derives.
    pub derives: Vec<Derive>,
    /// A function for each header.
    pub getters: Vec<HeaderGetter>,
}

/// A function that reads a header.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderGetter {
    /// Its name.
    pub name: Identifier,
    /// The header's name.
    pub wire: String,
    /// Its documentation.
    pub docs: Docs,
    /// Whether the header is deprecated.
    pub deprecated: bool,
    /// The type that it returns an `Option` of.
    pub value: Type,
    /// How its text is read.
    pub form: HeaderForm,
}
