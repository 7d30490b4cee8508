//! Redirects of a GET or HEAD request, if the client follows them.

use http::{HeaderMap, StatusCode, header};

use crate::runtime::request::PreparedRequest;

/// How many redirects of one request are followed.
pub(super) const MAX_REDIRECTS: usize = 10;

/// Returns the request that follows a redirect (RFC 9110, section 15.4), or `None` if the response is not a redirect that is
/// followed. `request` is a clone of the one that the response belongs to; `None` is one that cannot be sent again.
pub(super) fn follow(
    request: Option<PreparedRequest>,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<PreparedRequest> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = headers.get(header::LOCATION)?.to_str().ok()?;
    request?.follow_redirect(location)
}
