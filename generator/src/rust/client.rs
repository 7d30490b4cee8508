//! How a client is built: servers and credentials.

use super::{Argument, Derive, Docs, Function, Identifier, Import, Type};
use super::{DefaultHeader, Pointer, RateLimit};

/// The module for the server and the credentials of a client.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// Its documentation.
    pub docs: Docs,
    /// Its imports.
    pub imports: Vec<Import>,
    /// The function that begins a client.
    pub builder: Builder,
    /// The enum of the servers whose URLs are complete, if there are any.
    pub servers: Option<ServerEnum>,
    /// The servers whose URLs are templates.
    pub templates: Vec<ServerTemplate>,
    /// The functions that make credentials.
    pub credentials: Vec<CredentialSetter>,
    /// The function that makes credentials of environment variables, if the target names some.
    pub from_env: Option<FromEnv>,
}

/// The function that returns the builder of a client.
#[derive(Clone, Debug, PartialEq)]
pub struct Builder {
    /// Its documentation.
    pub docs: Docs,
    /// The server that a client has by default.
    pub server: DefaultServer,
    /// The headers that a client sends by default.
    pub headers: Vec<DefaultHeader>,
    /// The pointer to the message in the body of an error response, unless it is in a usual place.
    pub error_message: Option<Pointer>,
    /// The pointer to the code in the body of an error response, unless it is in a usual place.
    pub error_code: Option<Pointer>,
    /// The headers of the service's rate limit, unless they have their usual names.
    pub rate_limit: Option<BuilderRateLimit>,
}

/// The headers of a rate limit that a builder sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuilderRateLimit {
    /// The headers. An empty list stands for the usual names.
    pub headers: RateLimit,
    /// Whether every field is set, so that none has its usual value.
    pub is_complete: bool,
}

/// The server that a client has by default.
#[derive(Clone, Debug, PartialEq)]
pub enum DefaultServer {
    /// None: the caller has to give one.
    None,
    /// The default of that type: the enum of the servers whose URLs are complete, or a template.
    Type(Identifier),
    /// A URL: every operation has an operation-level server, and this is one of them.
    Url(String),
}

/// The enum of the servers whose URLs are complete.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerEnum {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The documentation of the function that returns the URL.
    pub url_docs: Docs,
    /// The traits that it derives. The default of `Default` is the first variant.
    pub derives: Vec<Derive>,
    /// Its variants.
    pub variants: Vec<Server>,
}

/// A server.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// Its variant.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Its URL.
    pub url: String,
}

/// A server whose URL is a template.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerTemplate {
    /// Its type.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The traits that it derives.
    pub derives: Vec<Derive>,
    /// How callers make one.
    pub constructor: TemplateConstructor,
    /// Its variables.
    pub variables: Vec<ServerVariable>,
    /// The pieces of the URL.
    pub pieces: Vec<TemplatePiece>,
    /// The field for what a relative URL is relative to.
    pub origin: Option<OriginField>,
}

/// How callers make a server from a template.
#[derive(Clone, Debug, PartialEq)]
pub enum TemplateConstructor {
    /// By `new`, which takes the fields without a default.
    New(Function),
    /// By a `Default` that is written out.
    Default,
    /// By a `Default` that is derived.
    DerivedDefault,
}

/// The field for what a relative URL is relative to.
#[derive(Clone, Debug, PartialEq)]
pub struct OriginField {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
}

/// A piece of a URL.
#[derive(Clone, Debug, PartialEq)]
pub enum TemplatePiece {
    /// Text.
    Text(String),
    /// A variable, by its field.
    Variable(Identifier),
}

impl TemplatePiece {
    /// Its text; empty for a variable.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Variable(_) => "",
        }
    }
}

/// A variable of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// Its field, and the method that sets it.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Its values.
    pub kind: ServerVariableKind,
    /// The argument of the method that sets it, if it has a default.
    pub setter: Option<Argument>,
}

impl ServerVariable {
    /// The type of its field.
    pub fn field_type(&self) -> Type {
        match &self.kind {
            ServerVariableKind::Text(_) => Type::String,
            ServerVariableKind::Listed(values) => Type::Local(values.name.clone()),
        }
    }
}

/// The values of a variable.
#[derive(Clone, Debug, PartialEq)]
pub enum ServerVariableKind {
    /// Any text, with its default.
    Text(Option<String>),
    /// One of the listed values.
    Listed(ListedValues),
}

/// The enum of the values that a variable may have.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedValues {
    /// Its name.
    pub name: Identifier,
    /// The traits that it derives.
    pub derives: Vec<Derive>,
    /// The documentation of the function that returns the value of a variant.
    pub value_docs: Docs,
    /// Its variants.
    pub variants: Vec<ListedValue>,
    /// The default, as an index.
    pub default: usize,
}

/// A value that a variable may have.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedValue {
    /// Its variant.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Its text in the URL.
    pub value: String,
}

/// The functions that make a credential for a security scheme, or for every operation.
#[derive(Clone, Debug, PartialEq)]
pub struct CredentialSetter {
    /// The function that makes credentials of this one.
    pub constructor: Function,
    /// The method that adds this one to others, if there are other schemes.
    pub with: Option<Function>,
    /// The scheme's key in the document. `None` for credentials of every operation.
    pub scheme: Option<String>,
    /// Whether the scheme is deprecated.
    pub deprecated: bool,
    /// The kind of credential.
    pub kind: CredentialKind,
}

/// A kind of credential, and its place in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialKind {
    /// A secret in a header of that name.
    Header(String),
    /// A secret in a query parameter of that name.
    Query(String),
    /// A secret in a cookie of that name.
    Cookie(String),
    /// A secret in a header that the caller names.
    NamedHeader,
    /// A secret in a query parameter that the caller names.
    NamedQuery,
    /// A user name and a password.
    Basic,
    /// A bearer token.
    Bearer,
    /// A bearer token from a provider.
    TokenProvider,
}

/// The function that makes credentials of environment variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromEnv {
    /// Its documentation.
    pub docs: Docs,
    /// The credentials.
    pub sources: Vec<CredentialSource>,
}

/// A credential that is made of environment variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialSource {
    /// The scheme's key in the document. `None` for a credential of every operation.
    pub scheme: Option<String>,
    /// The kind of credential.
    pub kind: CredentialKind,
    /// The variables.
    pub secret: SecretSource,
}

/// The environment variables of a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretSource {
    /// One variable.
    Variable(String),
    /// A user name and a password.
    Basic {
        /// The variable of the user name.
        user: String,
        /// The variable of the password.
        password: String,
    },
    /// A secret, and the name of the header or of the query parameter that it is in.
    Named {
        /// The name.
        name: String,
        /// The variable of the secret.
        variable: String,
    },
}
