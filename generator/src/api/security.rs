//! Security schemes, and which of them an operation requires.

use std::collections::BTreeSet;

use crate::location::Origin;

/// A security scheme, as an index into [`Api::security_schemes`](super::Api::security_schemes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SecuritySchemeId(pub usize);

/// A Security Scheme Object.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// Where the document declares it.
    pub at: Origin,
    /// Its key in `components.securitySchemes`.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The kind of its credential, and the location of that.
    pub kind: SecuritySchemeKind,
}

/// The kinds of credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// An API key.
    ApiKey {
        /// Its location in the request.
        location: ApiKeyLocation,
        /// The name of the header, the query parameter or the cookie.
        name: String,
    },
    /// The `Authorization` header (RFC 9110, section 11.6.2).
    Http(HttpScheme),
    /// An access token of OAuth 2 or OpenID Connect, sent as a bearer token (RFC 6750, section 2.1).
    Token,
}

/// A security scheme of the document whose API key is in a header, even if no operation of the client requires it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderKey {
    /// The key of the scheme in `components.securitySchemes`.
    pub scheme: String,
    /// The name of the header.
    pub header: String,
}

/// The location of an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyLocation {
    /// In a header.
    Header,
    /// In the query string.
    Query,
    /// In a cookie.
    Cookie,
}

/// A scheme of the `Authorization` header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpScheme {
    /// RFC 7617.
    Basic,
    /// RFC 6750.
    Bearer,
}

/// A Security Requirement Object: schemes that are required together. Without schemes, it requires no credential.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement {
    /// The schemes.
    pub schemes: Vec<SecuritySchemeId>,
    /// The scopes that a token needs, with their schemes.
    pub scopes: BTreeSet<(SecuritySchemeId, String)>,
}
