// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A range of the bytes of a response body (RFC 9110, section 14), to resume a download.

use std::fmt;
use std::ops::{Bound, RangeBounds};

use http::{HeaderValue, header};

use super::RequestBuilder;
use crate::runtime::RequestErrorKind;

/// A range of bytes. Its positions are inclusive, as in the headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ByteRange {
    first: u64,
    last: Option<u64>,
}

impl ByteRange {
    /// Converts a range of Rust. Returns `None` if it is empty.
    fn of(range: &impl RangeBounds<u64>) -> Option<Self> {
        let first = match range.start_bound() {
            Bound::Included(first) => *first,
            Bound::Excluded(before) => before.checked_add(1)?,
            Bound::Unbounded => 0,
        };
        let last = match range.end_bound() {
            Bound::Included(last) => Some(*last),
            Bound::Excluded(end) => Some(end.checked_sub(1)?),
            Bound::Unbounded => None,
        };
        last.is_none_or(|last| first <= last).then_some(Self { first, last })
    }

    /// Returns whether it has all bytes, whatever their number is.
    pub(crate) fn is_whole(self) -> bool {
        self.first == 0 && self.last.is_none()
    }

    /// Returns whether a `Content-Range` (RFC 9110, section 14.4) starts where this range does, and ends within it. It may end
    /// earlier, with the content.
    pub(crate) fn matches(self, content_range: &[u8]) -> bool {
        let Some((first, last)) = positions(content_range) else { return false };
        first == self.first && self.last.is_none_or(|wanted| last <= wanted)
    }
}

/// The value of the header `Range`.
impl fmt::Display for ByteRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "bytes={}-", self.first)?;
        self.last.map_or(Ok(()), |last| write!(formatter, "{last}"))
    }
}

/// Returns the first and the last position of a valid `Content-Range` of bytes.
fn positions(content_range: &[u8]) -> Option<(u64, u64)> {
    // `parse` would accept a sign.
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let (unit, range) = std::str::from_utf8(content_range).ok()?.split_once(' ')?;
    let (range, length) = range.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let (first, last): (u64, u64) = (number(first)?, number(last)?);
    let is_within = length == "*" || number(length)? > last;
    (unit.eq_ignore_ascii_case("bytes") && first <= last && is_within).then_some((first, last))
}

#[allow(dead_code, reason = "an API may have no operation with a download")]
impl RequestBuilder {
    /// Sets the range of the response body.
    pub(crate) fn range(&mut self, range: &impl RangeBounds<u64>) {
        let Some(range) = ByteRange::of(range) else {
            self.fail(RequestErrorKind::Parameter { parameter: "range".to_owned(), reason: "the range is empty" });
            return;
        };
        self.range = Some(range);
        // The text has visible characters of ASCII alone.
        let value = HeaderValue::from_str(&range.to_string()).ok();
        self.set_header(Some(header::RANGE), value);
    }
}

/// Implements the setting for a request type. Its name is another one if the operation has a parameter of that name.
#[allow(unused_macros, reason = "an API may have no operation with a download")]
macro_rules! impl_range {
    ($request:ident, $range:ident) => {
        impl $request {
            /// Requests a range of the bytes of the body (RFC 9110, section 14.2), such as `1000..` to resume a download after 1000
            /// bytes.
            ///
            /// The response has the status 206 Partial Content. It is an error of the kind
            /// [`RangeMismatch`](crate::runtime::ResponseErrorKind::RangeMismatch) if its header `Content-Range` does not start at
            /// the start of the range or ends after its end, and if the service ignores the range. The range `0..` may be ignored,
            /// since its response has the same bytes. A range that starts after the end of the content is an error response with
            /// the status 416. Sending the request fails if the range is empty.
            ///
            /// The content may have changed since an earlier response. With the `ETag` of that response in the header `if-range`,
            /// the service ignores the range of content that has changed.
            pub fn $range(mut self, range: impl ::core::ops::RangeBounds<u64>) -> Self {
                self.0.range(&range);
                self
            }
        }
    };
}

#[allow(unused_imports, reason = "an API may have no operation with a download")]
pub(crate) use impl_range;
