//! Calls: a method of the client, what it sends, and how its answer is read.

use super::{Docs, Identifier, Type};
use crate::api::{EventForm, HeaderForm, NextPage, ParameterLocation, PartContentType, Serialization};
use crate::location::{Origin, Pointer};

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Where the document declares it.
    pub at: Origin,
    /// Its module.
    pub module: Identifier,
    /// The type that stands for it.
    pub marker: Identifier,
    /// The client's method.
    pub method: Identifier,
    /// The method's documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// `operationId`, or method and path: how logs name it.
    pub id: String,
    /// The same for documentation.
    pub about: String,
    /// The HTTP method, in capitals.
    pub http_method: &'static str,
    /// The path template.
    pub path: String,
    /// The `Accept` header.
    pub accept: Option<String>,
    /// The names of the security schemes: alternatives, each of schemes that go together.
    pub security: Vec<Vec<String>>,
    /// The server that it has of its own.
    pub server: Option<String>,
    /// What every request needs: the method's arguments, in order.
    pub arguments: Vec<Argument>,
    /// What can be added to the request, each by a method of its own.
    pub optional: Vec<Argument>,
    /// The type of a body that may be of several media types.
    pub body: Option<BodyEnum>,
    /// The type that reads the headers of the answers.
    pub headers: Option<HeadersType>,
    /// How its responses are pages of a list, if they are.
    pub pagination: Option<Pagination>,
    /// What it answers if all is well.
    pub success: Success,
    /// What it answers otherwise.
    pub error: ErrorType,
    /// How statuses are told apart, in the order in which they are tried.
    pub arms: Vec<StatusArm>,
}

/// A value that the caller gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// What becomes of it.
    pub input: Input,
}

/// What becomes of a value that the caller gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A parameter.
    Parameter {
        /// Its name on the wire.
        wire: String,
        /// Where in the request it goes.
        location: ParameterLocation,
        /// How it becomes text, unless by the default style of its location.
        style: Option<Serialization>,
        /// Its type.
        value: Type,
    },
    /// The whole body.
    Body(BodyKind),
    /// A field of a multipart form: a part that the client writes from a typed value.
    FormField {
        /// Its name on the wire.
        wire: String,
        /// How it becomes text, if as a query parameter does.
        style: Option<Serialization>,
        /// Its media type, if it is not the usual one.
        content_type: Option<String>,
        /// Its type.
        value: Type,
    },
    /// A part of a multipart body that the caller makes.
    Part {
        /// Its name on the wire.
        wire: String,
        /// Its media type, if the caller does not say.
        content_type: PartContentType,
        /// Whether it is a file, which always has a name.
        is_file: bool,
        /// Whether there may be several.
        is_list: bool,
    },
}

/// What a body is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyKind {
    /// JSON.
    Json {
        /// The media type.
        content_type: String,
        /// The type of the values.
        value: Type,
    },
    /// A form.
    Form {
        /// The type of the values.
        value: Type,
        /// The members that are not written as usual.
        styles: Vec<(String, Serialization)>,
    },
    /// Text.
    Text {
        /// The media type.
        content_type: String,
    },
    /// Bytes.
    Bytes {
        /// The media type.
        content_type: String,
    },
    /// Bytes, of a media type of the caller's choice.
    Any {
        /// The argument that says which.
        content_type: Identifier,
        /// What the document says: a range, or a type that needs parameters.
        range: String,
    },
    /// Parts that the caller puts together.
    Multipart,
    /// One of several, by an enum of that name.
    Several(Identifier),
}

/// A body that may be of several media types.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyEnum {
    /// The enum.
    pub name: Identifier,
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
    /// What it is made of.
    pub kind: BodyKind,
    /// Whether it is made by `into()`, for which it has to be the only variant of its type.
    pub has_from: bool,
}

/// The type that reads the headers of an operation's answers.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadersType {
    /// Its name.
    pub name: Identifier,
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
    /// Its type.
    pub value: Type,
    /// How its text is read.
    pub form: HeaderForm,
}

/// How the responses of an operation are pages of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// The type of an item.
    pub item: Type,
    /// The array of items, as a pointer into the body.
    pub items: Pointer,
    /// How a request selects the next page.
    pub next: NextPage,
    /// A boolean that says whether there is a next page, as a pointer into the body.
    pub more: Option<Pointer>,
}

/// What a call gives if all is well.
#[derive(Clone, Debug, PartialEq)]
pub enum Success {
    /// One type. `None` is `()`: the answer has no body.
    One(Option<ResponseBody>),
    /// An enum with a variant for each declared success.
    Several {
        /// The enum.
        name: Identifier,
        /// Its variants.
        variants: Vec<ErrorVariant>,
    },
}

/// What a call gives if the service says no.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorType {
    /// The enum.
    pub name: Identifier,
    /// A variant for each declared error.
    pub variants: Vec<ErrorVariant>,
}

/// A variant of an enum of answers.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorVariant {
    /// The variant.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The body, if there is one.
    pub body: Option<ResponseBody>,
}

/// The body of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum ResponseBody {
    /// JSON, of that type.
    Json(Type),
    /// Text.
    Text,
    /// Bytes that are all there.
    Bytes,
    /// Bytes as they come.
    Stream,
    /// Events as they come, of that type.
    Events(EventForm, Type),
}

impl ResponseBody {
    /// The type of its values, if the document describes them.
    pub fn value(&self) -> Option<&Type> {
        match self {
            Self::Json(value) | Self::Events(_, value) => Some(value),
            Self::Text | Self::Bytes | Self::Stream => None,
        }
    }

    /// Whether it is handed over as it comes.
    pub fn is_streamed(&self) -> bool {
        matches!(self, Self::Stream | Self::Events(..))
    }
}

/// An arm of the match over the status.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusArm {
    /// The statuses: one, or the first and the last of a range; nothing is all the others.
    pub statuses: Option<(u16, u16)>,
    /// What they mean: by media type, the last one for all that are not named before.
    pub media_types: Vec<MediaTypeArm>,
}

/// What an answer means whose media type is one of some.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaTypeArm {
    /// The media types, in lower case. One that ends with a slash stands for all that begin with it.
    pub media_types: Vec<String>,
    /// What becomes of the answer.
    pub outcome: Outcome,
    /// Its body, if one is read.
    pub body: Option<ResponseBody>,
}

/// What becomes of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The one success.
    Success,
    /// A variant of the enum of successes.
    SuccessVariant(Identifier),
    /// A variant of the enum of errors.
    Error(Identifier),
}
