//! Operations: the method that begins a request, what it sends, and how its responses are read.

use super::{
    BodyEnum, Derive, Docs, ErrorType, Feature, HeadersType, Identifier, Import, Index, Input, PartPositions,
    PredicateArm, ResponseEnum, StatusArm, Success, Type,
};
use crate::api::{EventForm, NextPage};
use crate::location::Pointer;

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Its module.
    pub module: Identifier,
    /// The documentation of the module.
    pub module_docs: Docs,
    /// The imports of the module.
    pub imports: Vec<Import>,
    /// The group whose method it is; `None` if it is a method of the client.
    pub group: Option<GroupPath>,
    /// The body, if its parts have positions.
    pub part_positions: Option<PartPositions>,
    /// The enum of the parts of a response that have positions.
    pub parts: Option<ResponseEnum>,
    /// Its request type, which implements the runtime's `Operation`.
    pub request: Identifier,
    /// The documentation of the request type.
    pub request_docs: Docs,
    /// The traits that the request type derives.
    pub request_derives: Vec<Derive>,
    /// The names of the settings that every request type has, in the runtime's order. `None` if each has its own name.
    pub settings: Option<Vec<Identifier>>,
    /// The method that begins a request.
    pub method: Identifier,
    /// The method's documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// `operationId`, or method and path: its name in logs.
    pub id: String,
    /// The HTTP method, in capitals.
    pub http_method: String,
    /// The path template.
    pub path: String,
    /// The `Accept` header.
    pub accept: Accept,
    /// The names of the security schemes: alternatives, each of schemes that are used together.
    pub security: Vec<Vec<String>>,
    /// The operation-level server.
    pub server: Option<String>,
    /// The header of the idempotency key, in lower case.
    pub idempotency_key: Option<String>,
    /// The values that every request has: the arguments of the method, in order.
    pub required: Vec<Input>,
    /// The struct of the arguments, if there are too many for a list.
    pub arguments: Option<ArgumentStruct>,
    /// The values that methods of the request add.
    pub optional: Vec<Input>,
    /// The type of a body that may be of several media types.
    pub body: Option<BodyEnum>,
    /// The type that reads the headers of responses.
    pub headers: Option<HeadersType>,
    /// The event stream that a caller may ask for instead of the plain response.
    pub events: Option<Events>,
    /// The name of the setting with which the event stream of its response reconnects, if the response may be one.
    pub reconnect: Option<Identifier>,
    /// The name of the setting for a range of the bytes of its response, if the response may be a download.
    pub range: Option<Identifier>,
    /// How its responses are pages of a list, if they are.
    pub pagination: Option<Pagination>,
    /// The type of success.
    pub success: Success,
    /// The type of the body of an error response.
    pub error: ErrorType,
    /// The meaning of each status, in the order in which they are matched.
    pub arms: Vec<StatusArm>,
    /// Which responses are streamed, in the order in which the statuses are matched. Empty if none is.
    pub streams: Vec<PredicateArm>,
}

/// The method of a request that asks for an event stream instead of the plain response.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// Its documentation.
    pub docs: Docs,
    /// What the schema describes.
    pub form: EventForm,
    /// The type of an event.
    pub item: Type,
    /// The boolean property of the request body that selects the stream.
    pub property: Option<String>,
}

/// The `Accept` header of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accept {
    /// The runtime's default: `application/json`.
    Default,
    /// That one.
    Value(String),
    /// None.
    None,
}

/// The struct of the arguments of a method: its fields are the arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct ArgumentStruct {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Whether a field borrows.
    pub has_lifetime: bool,
}

/// How the responses of an operation are pages of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// The documentation of the method that streams the items.
    pub docs: Docs,
    /// The type of an item.
    pub item: Type,
    /// The array of items, as a pointer into the body.
    pub items: Pointer,
    /// How a request selects the next page.
    pub next: NextPage,
    /// The boolean that is true if there is a next page, as a pointer into the body.
    pub more: Option<Pointer>,
    /// The responses that are pages.
    pub pages: Vec<PredicateArm>,
}

/// The names of a group of operations, which the module of an operation refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupPath {
    /// The method of the client that returns it.
    pub method: Identifier,
    /// Its module.
    pub module: Identifier,
    /// Its type, whose methods begin requests.
    pub view: Identifier,
}

/// A group of operations: a method of the client returns its type, which has a method for each operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its names.
    pub path: GroupPath,
    /// The documentation of the type.
    pub docs: Docs,
    /// The documentation of the method.
    pub method_docs: Docs,
    /// The modules of its operations.
    pub index: Index,
    /// The Cargo feature that it needs.
    pub feature: Feature,
}
