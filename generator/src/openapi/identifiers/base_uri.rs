//! The URIs of schemas: the base URI of a file, and what a reference is relative to a base (RFC 3986, section 5).

use std::path::{Component, Path};

use fluent_uri::normalize::Normalizer;
use fluent_uri::{Uri, UriRef};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The characters that a segment of a path encodes (RFC 3986, section 3.3).
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Returns the URI of a file (RFC 8089, section 2).
pub(super) fn of_file(path: &Path) -> String {
    // A path that cannot be made absolute is that of a test, or of a folder that does not exist any more.
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut text = "file://".to_owned();
    for component in absolute.components() {
        if let Component::Normal(segment) = component {
            text.push('/');
            text.extend(utf8_percent_encode(&segment.to_string_lossy(), SEGMENT));
        }
    }
    text
}

/// Returns the URI that a reference without a fragment stands for, in its normal form (RFC 3986, sections 5.2 and 6.2.2).
/// `None` if it is not a URI reference, or if it is relative and the base has no hierarchy, such as `urn:uuid:…`.
pub(super) fn resolve(reference: &str, base: &str) -> Option<String> {
    let reference = UriRef::parse(reference).ok()?;
    let base = Uri::parse(base).ok()?;
    let absolute = reference.resolve_against(&base).ok()?;
    Normalizer::new().normalize(&absolute).ok().map(Uri::into_string)
}

/// Returns the folder of a URI, up to its last slash: the base of what is relative to it (RFC 3986, section 5.2.3). `None` if its
/// path has none.
pub(super) fn folder(uri: &str) -> Option<&str> {
    let path = uri.split(['?', '#']).next()?;
    let start = path.find("://")?.checked_add(3)?;
    let slash = path.get(start..)?.rfind('/')?;
    path.get(..=start.checked_add(slash)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_relative_to_its_base() {
        let base = "https://example.com/schemas/pet";
        for (reference, expected) in [
            ("owner", Some("https://example.com/schemas/owner")),
            ("/a/../b", Some("https://example.com/b")),
            ("HTTPS://Example.com:443/%7Ea", Some("https://example.com/~a")),
            ("urn:uuid:ee564b8a-7a87-4125-8c96-e9f123d6766f", Some("urn:uuid:ee564b8a-7a87-4125-8c96-e9f123d6766f")),
            ("", Some(base)),
            ("a b", None),
            ("http://[::1", None),
        ] {
            assert_eq!(resolve(reference, base).as_deref(), expected, "{reference}");
        }
        assert_eq!(resolve("owner", "urn:example:pet"), None);
    }

    #[test]
    fn a_folder_ends_with_the_last_slash_of_the_path() {
        for (uri, expected) in [
            ("https://example.com/api/root.yaml?a=b/c", Some("https://example.com/api/")),
            ("https://example.com/", Some("https://example.com/")),
            ("https://example.com", None),
            ("file:///api/root.yaml", Some("file:///api/")),
            ("urn:example:a/b", None),
        ] {
            assert_eq!(folder(uri), expected, "{uri}");
        }
    }

    #[test]
    fn the_path_of_a_file_is_encoded() {
        let uri = of_file(Path::new("/a b/pets#1.yaml"));
        assert!(uri.starts_with("file:///") && uri.ends_with("/a%20b/pets%231.yaml"), "{uri}");
    }
}
