//! Calls: a method of the client, what it sends, and how its answer is read.

use super::{Docs, Identifier, Type};
use crate::source::Origin;

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
    /// The method's arguments.
    pub arguments: Vec<Argument>,
    /// The required body, which is the method's last argument.
    pub body: Option<BodyArgument>,
    /// What can be added to the request.
    pub optional: Vec<OptionalArgument>,
    /// What it answers if all is well.
    pub success: Success,
    /// What it answers otherwise.
    pub error: ErrorType,
    /// How statuses are told apart, in the order in which they are tried.
    pub arms: Vec<Arm>,
}

/// An argument of the method.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its name.
    pub name: Identifier,
    /// The parameter's name on the wire.
    pub wire: String,
    /// Where in the request it goes.
    pub place: ParameterPlace,
    /// Its type.
    pub value: Type,
    /// The parameter's documentation.
    pub docs: Docs,
}

/// Where in a request a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// Into the path.
    Path,
    /// Into the query string.
    Query,
    /// Into a header.
    Header,
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyArgument {
    /// The argument's name.
    pub name: Identifier,
    /// Its type.
    pub value: Type,
    /// The media type.
    pub content_type: String,
    /// Its documentation.
    pub docs: Docs,
}

/// A method of the request that adds something to it.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionalArgument {
    /// A parameter.
    Parameter {
        /// The method's name, and the parameter.
        argument: Argument,
        /// Whether the parameter is deprecated.
        deprecated: bool,
    },
    /// The body.
    Body(BodyArgument),
}

/// What a call gives if all is well.
#[derive(Clone, Debug, PartialEq)]
pub enum Success {
    /// One type. `None` is `()`: the answer has no body.
    One(Option<Type>),
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
    pub body: Option<Type>,
    /// What it says as text: the description, in one line.
    pub text: String,
}

/// An arm of the match over the status.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// The statuses: one, or the first and the last of a range; nothing is all the others.
    pub statuses: Option<(u16, u16)>,
    /// What they mean.
    pub decode: Decode,
}

/// What a status means.
#[derive(Clone, Debug, PartialEq)]
pub enum Decode {
    /// The one success.
    Success {
        /// Whether a body is read.
        has_body: bool,
    },
    /// A variant of the enum of successes.
    SuccessVariant {
        /// The variant.
        variant: Identifier,
        /// Whether a body is read.
        has_body: bool,
    },
    /// A variant of the enum of errors.
    Error {
        /// The variant.
        variant: Identifier,
        /// Whether a body is read.
        has_body: bool,
    },
}
