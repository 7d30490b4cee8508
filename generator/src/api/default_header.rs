//! A header of every request, which OpenAPI has no keyword for.

/// A header that a client sends with every request, unless the caller sets another value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefaultHeader {
    /// Its name, a token (RFC 9110, section 5.6.2).
    pub name: String,
    /// Its value: visible characters of ASCII, with spaces and tabs between them.
    pub value: String,
}
