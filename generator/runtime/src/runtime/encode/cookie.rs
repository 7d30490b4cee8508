//! The header `Cookie` (RFC 6265, section 5.4).

use http::{HeaderMap, HeaderValue, header};

use crate::runtime::RequestErrorKind;

/// Returns the value of the header `Cookie` with cookies added. One header holds all cookies.
pub(crate) fn add_cookies(headers: &HeaderMap, added: &str) -> Result<HeaderValue, RequestErrorKind> {
    let cookies = match headers.get(header::COOKIE) {
        Some(known) => [known.as_bytes(), b"; ", added.as_bytes()].concat(),
        None => added.as_bytes().to_vec(),
    };
    let invalid = |_| RequestErrorKind::Header { name: Some(header::COOKIE.as_str().to_owned()) };
    HeaderValue::from_bytes(&cookies).map_err(invalid)
}
