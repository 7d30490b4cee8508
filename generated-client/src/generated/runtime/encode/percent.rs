// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Percent-encoding (RFC 3986, section 2.1).

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All characters except the unreserved ones (RFC 3986, section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// All characters except the unreserved and the reserved ones (RFC 3986, sections 2.2 and 2.3).
const NOT_RESERVED: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'#')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Where a value with reserved characters is written. Each place encodes those that would end the value there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReservedPlace {
    Path,
    Query,
    Cookie,
    Form,
}

impl ReservedPlace {
    const fn encoded(self) -> &'static AsciiSet {
        match self {
            // A path ends at both of them (RFC 3986, section 3.3).
            Self::Path => const { &NOT_RESERVED.add(b'?').add(b'#') },
            // A query ends at `#` (RFC 3986, section 3.4), and `&` begins another parameter.
            Self::Query => const { &NOT_RESERVED.add(b'#').add(b'&') },
            // A cookie ends at `;` and cannot contain `,` (RFC 6265, section 4.1.1), and `&` begins another pair.
            Self::Cookie => const { &NOT_RESERVED.add(b'&').add(b',').add(b';') },
            // In this media type, `+` is a space (URL Standard, section 5.1). A form may be a query too.
            Self::Form => const { &NOT_RESERVED.add(b'#').add(b'&').add(b'+') },
        }
    }
}

/// The characters that are invalid in a path (RFC 3986, section 3.3), except `%`: a template may be encoded already.
const NOT_IN_PATH: &AsciiSet = &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');

/// Encodes all characters except the unreserved ones.
pub(crate) fn encode(text: &str) -> String {
    Cow::from(utf8_percent_encode(text, RESERVED)).into_owned()
}

/// Encodes a value for `allowReserved`: reserved characters and percent-encoded triplets are kept (RFC 6570, section
/// 3.2.3), except for those that would end the value in its place.
pub(crate) fn encode_reserved(text: &str, place: ReservedPlace) -> String {
    let mut encoded = String::with_capacity(text.len());
    for (index, part) in text.split('%').enumerate() {
        let is_triplet = part.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        if index > 0 {
            encoded.push_str(if is_triplet { "%" } else { "%25" });
        }
        encoded.extend(utf8_percent_encode(part, place.encoded()));
    }
    encoded
}

/// Encodes the literal part of a template: only the characters that are invalid in a path.
pub(crate) fn encode_literal(text: &str) -> Cow<'_, str> {
    Cow::from(utf8_percent_encode(text, NOT_IN_PATH))
}
