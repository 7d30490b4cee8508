//! The second intermediate form: the Rust code of a client. Every identifier, signature, derive, import and sentence of
//! documentation is decided.
//!
//! `plan` makes it, `emit` prints it. Nothing in it can fail to print: an
//! [`Identifier`] is a legal one, and documentation contains nothing that rustdoc would run or warn of.

mod client;
mod identifier;
mod item;
mod module;
mod operation;
mod package;
mod request;
mod response;
mod signature;
mod types;
mod union;
mod webhooks;

pub use client::{
    Builder, BuilderRateLimit, Client, CredentialKind, CredentialSetter, CredentialSource, DefaultServer, FromEnv,
    ListedValue, ListedValues, OriginField, SecretSource, Server, ServerEnum, ServerTemplate, ServerVariable,
    ServerVariableKind, TemplateConstructor, TemplatePiece,
};
pub use identifier::{Identifier, Path};
pub use item::{
    AdditionalProperties, Alias, Constructor, DefaultGetter, Derive, Enumeration, EnumerationBase, EnumerationVariant,
    Field, GetterType, Implementation, InitialValue, Item, Overflow, Presence, Setter, Struct, StructPart, TypeModule,
    TypeSize,
};
pub use module::{FormatsModule, Import, Index, ModuleDeclaration};
pub use operation::{Accept, ArgumentStruct, Events, Group, GroupPath, Operation, Pagination};
pub use package::{FULL_FEATURE, Feature, OLDEST_RUST, Package, ProposedVariables};
pub(crate) use package::{WEBHOOK_SIGNATURES_FEATURE, WEBHOOKS_FEATURE};
pub use request::{BodyEnum, BodyFieldDocs, BodyKind, BodyVariant, Input, InputTarget, PartPositions};
pub use response::{
    ErrorType, HeaderGetter, HeadersType, MediaTypeArm, MediaTypeCondition, Outcome, PartBody, PartVariant,
    PartVariants, PredicateArm, ResponseBody, ResponseEnum, ResponseVariant, StatusArm, Success, VariantAccessors,
};
pub use signature::{Argument, ArgumentForm, Conversion, Function, RuntimeType, Wrapper};
pub use types::{Literal, TextFormat, Type};
pub use union::{Accessor, AccessorType, ObjectShape, Others, Reader, Shape, Union, UnionVariant};
pub use webhooks::{EventNames, NamedEvent, WebhooksModule};

/// The pointers of pagination.
pub use crate::location::{Origin, Pointer};

/// The vocabulary of values, requests and responses that an API and its client share.
pub use crate::api::{
    DefaultFor, DefaultHeader, EventForm, EventName, HeaderForm, MediaRange, MediaType, NextPage, ParameterLocation,
    PartContentType, RateLimit, ResetUnit, SecretEncoding, Serialization, SignatureEncoding, SignedPart,
    SignedTimestamp, Style, Styled, TimestampPlace, TimestampUnit, WebhookScheme,
};

/// Everything that the generator writes into a client, but for the runtime.
#[derive(Clone, Debug, PartialEq)]
pub struct Crate {
    /// The root module.
    pub root: Index,
    /// How a client is built: servers and credentials.
    pub client: Client,
    /// The module for the types that stand for formats of strings, if there are any.
    pub formats: Option<FormatsModule>,
    /// The module that lists the types, if there are any.
    pub types_index: Option<Index>,
    /// A module for each component schema, and for each type of an operation.
    pub types: Vec<TypeModule>,
    /// The module that lists the operations, if there are any.
    pub operations_index: Option<Index>,
    /// A module for each operation.
    pub operations: Vec<Operation>,
    /// The module that verifies webhook requests, if the target says how the service signs them.
    pub webhooks: Option<WebhooksModule>,
    /// The groups of operations.
    pub groups: Vec<Group>,
    /// The Cargo features that its modules depend on, in alphabetical order. Empty if operations are not grouped.
    pub features: Vec<Feature>,
    /// The names of the types of schemas and of the methods of operations, by their places in the document.
    pub names: Vec<PlannedName>,
    /// The sizes of the structs and enums.
    pub sizes: Vec<TypeSize>,
}

/// The name of the type of a schema, or of the method of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedName {
    /// The place of the schema or of the operation.
    pub at: Origin,
    /// The name.
    pub name: Identifier,
    /// Whether it is the name of a type.
    pub is_type: bool,
}

/// The lines of a documentation comment, in Markdown that rustdoc renders without a warning. No lines: no comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(pub Vec<String>);

impl Docs {
    /// A single line.
    pub fn line(line: impl Into<String>) -> Self {
        Self(vec![line.into()])
    }
}
