//! Tokens of HTTP, which the names of headers are.

/// Returns whether a text is a token (RFC 9110, section 5.6.2), and so the name of a header (section 5.1).
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
