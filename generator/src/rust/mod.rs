//! The second intermediate form: what Rust will say. Every identifier, type, derive and `Box` is decided.
//!
//! [`plan`](crate::plan) makes it, [`emit`](crate::emit::client) prints it. Nothing in it can fail to print: an
//! [`Identifier`] is a legal one, and documentation holds nothing that rustdoc would run or trip over.

mod client;
mod identifier;
mod operation;
mod types;

pub use client::{
    Client, CredentialKind, CredentialSetter, DefaultServer, ListedValue, Server, ServerTemplate, ServerVariable,
    ServerVariableKind, TemplatePiece,
};
pub use identifier::{Identifier, Path};
pub use operation::{
    Argument, BodyEnum, BodyKind, BodyVariant, ErrorType, ErrorVariant, EventForm, HeaderForm, HeaderGetter,
    HeadersType, Input, MediaTypeArm, Next, Operation, Outcome, Pages, ParameterPlace, PartContentType, ResponseBody,
    StatusArm, Style, Success,
};
pub use types::{
    AdditionalProperties, Alias, DefaultGetter, Derive, Enumeration, EnumerationBase, EnumerationVariant, Field, Item,
    Literal, ObjectShape, Others, Overflow, Presence, Setter, Shape, Struct, TextFormat, Type, TypeModule, TypeSize,
    Union, UnionVariant,
};

/// Everything that the generator writes into a client, but for the runtime.
#[derive(Clone, Debug, PartialEq)]
pub struct Crate {
    /// The API's title, for documentation.
    pub title: String,
    /// A module for each component schema.
    pub types: Vec<TypeModule>,
    /// How large the structs and the enums are.
    pub sizes: Vec<TypeSize>,
    /// A module for each operation.
    pub operations: Vec<Operation>,
    /// The operations by their tags, for documentation.
    pub groups: Docs,
    /// How a client is built: servers and credentials.
    pub client: Client,
    /// The types of somebody else that stand for formats, in alphabetical order.
    pub formats: Vec<Path>,
}

/// The lines of a documentation comment, in Markdown that rustdoc takes without a word. No lines: no comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(pub Vec<String>);
