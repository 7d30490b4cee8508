//! What a client is built from: a server and credentials.

use super::{Docs, Identifier};

/// What a client is built from.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The servers; the first one is the default.
    pub servers: Vec<Server>,
    /// A constructor for each security scheme.
    pub credentials: Vec<CredentialSetter>,
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
}
