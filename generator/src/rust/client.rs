//! What a client is built from: a server and credentials.

use super::{Docs, Identifier};

/// What a client is built from.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The server that a client has if nothing else is said.
    pub default: DefaultServer,
    /// The servers whose URLs are whole.
    pub servers: Vec<Server>,
    /// The servers whose URLs have something to be filled in.
    pub templates: Vec<ServerTemplate>,
    /// A constructor for each security scheme.
    pub credentials: Vec<CredentialSetter>,
}

/// The server that a client has if nothing else is said.
#[derive(Clone, Debug, PartialEq)]
pub enum DefaultServer {
    /// None: the caller has to give one.
    None,
    /// The first of the servers whose URLs are whole.
    First,
    /// A server whose URL has a default for everything that can be filled in.
    Template(Identifier),
    /// The server that every operation has of its own, or one of those.
    Url(String),
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

/// A server whose URL has something to be filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerTemplate {
    /// Its type.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// What is filled in.
    pub variables: Vec<ServerVariable>,
    /// The pieces of the URL.
    pub pieces: Vec<TemplatePiece>,
    /// The name of the field for where the service is, if the URL is relative.
    pub origin: Option<Identifier>,
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
    /// The text that it is; none for a variable.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Variable(_) => "",
        }
    }
}

/// What is filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// Its field, and the method that sets it.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Its type.
    pub kind: ServerVariableKind,
}

/// The type of what is filled in.
#[derive(Clone, Debug, PartialEq)]
pub enum ServerVariableKind {
    /// Any text, with the one that is there if nothing else is said.
    Text(Option<String>),
    /// One of some values.
    Listed {
        /// The enum.
        name: Identifier,
        /// Its variants.
        variants: Vec<ListedValue>,
        /// The one that is there if nothing else is said.
        default: usize,
    },
}

/// One of the values that may be filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedValue {
    /// Its variant.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// What stands for it in the URL.
    pub value: String,
}

/// A way to give a credential.
#[derive(Clone, Debug, PartialEq)]
pub struct CredentialSetter {
    /// The function that begins with it.
    pub constructor: Identifier,
    /// The function that adds it to others.
    pub adder: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The scheme's key in the document.
    pub scheme: String,
    /// What it takes and where that goes.
    pub kind: CredentialKind,
}

/// What a credential is and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialKind {
    /// A secret in a header of that name.
    Header(String),
    /// A secret in a query parameter of that name.
    Query(String),
    /// A secret in a cookie of that name.
    Cookie(String),
    /// A user name and a password.
    Basic,
    /// A bearer token.
    Bearer,
    /// A bearer token that somebody gives who knows how to get one.
    Provided,
}
