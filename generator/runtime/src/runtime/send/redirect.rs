//! Redirects of a GET or HEAD request, if the client follows them.

use http::{HeaderMap, StatusCode, header};

/// How many redirects of one request are followed.
pub(super) const MAX_REDIRECTS: usize = 10;

/// Returns the link of a redirect that can be followed (RFC 9110, section 15.4), or `None` if the response is not one.
pub(super) fn location(status: StatusCode, headers: &HeaderMap) -> Option<&str> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    headers.get(header::LOCATION)?.to_str().ok()
}
