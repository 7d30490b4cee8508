//! How callers prove who they are.

use crate::location::Origin;

/// A security scheme, as an index into [`Api::security_schemes`](super::Api::security_schemes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SecuritySchemeId(pub usize);

/// A way to prove who one is.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// Where it stands.
    pub at: Origin,
    /// Its key in `components.securitySchemes`.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// What kind of credential it takes, and where that goes.
    pub kind: SecuritySchemeKind,
}

/// The kinds of credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// A secret that is sent as it is.
    ApiKey {
        /// Where in the request.
        location: ApiKeyLocation,
        /// Under which name.
        name: String,
    },
    /// The `Authorization` header (RFC 9110, section 11.6.2).
    Http(HttpScheme),
    /// An access token of OAuth 2 or OpenID Connect, sent as a bearer token (RFC 6750, section 2.1).
    Token,
}

/// Where an API key goes.
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

/// Schemes that are needed together. The list may be empty: then this alternative needs no credential.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement {
    /// The schemes.
    pub schemes: Vec<SecuritySchemeId>,
}
