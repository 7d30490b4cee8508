//! The second intermediate form: what Rust will say. Every identifier, type, derive and `Box` is decided.
//!
//! [`plan`](crate::plan) makes it, [`emit`](crate::emit::client) prints it. Nothing in it can fail to print: an
//! [`Identifier`] is a legal one, and documentation holds nothing that rustdoc would run or trip over.

mod client;
mod operation;
mod types;

pub use client::{
    Client, CredentialKind, CredentialSetter, DefaultServer, ListedValue, Server, ServerTemplate, ServerVariable,
    ServerVariableKind, TemplatePiece,
};
pub use operation::{
    Argument, BodyEnum, BodyKind, BodyVariant, ErrorType, ErrorVariant, HeaderGetter, HeadersType, Input, MediaTypeArm,
    Operation, Outcome, Pagination, ResponseBody, StatusArm, Success,
};
pub use types::{
    AdditionalProperties, Alias, DefaultGetter, Derive, Enumeration, EnumerationBase, EnumerationVariant, Field, Item,
    Literal, ObjectShape, Others, Overflow, Path, Presence, Setter, Shape, Struct, TextFormat, Type, TypeModule,
    TypeSize, Union, UnionVariant,
};

/// The vocabulary of requests and responses that Rust code and the API share.
pub use crate::api::{
    EventForm, HeaderForm, NextPage, ParameterLocation, PartContentType, Serialization, Style, Styled,
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

/// A legal Rust identifier, `r#` included where it takes one.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identifier(pub String);

/// Without quotes, so that a tree of nodes can be read.
impl std::fmt::Debug for Identifier {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Identifier {
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its text without what lets a keyword be an identifier.
    pub fn word(&self) -> &str {
        self.0.trim_start_matches("r#")
    }
}

/// The lines of a documentation comment, in Markdown that rustdoc takes without a word. No lines: no comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(pub Vec<String>);
