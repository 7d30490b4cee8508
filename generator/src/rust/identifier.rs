//! Identifiers, and the paths of types that a target names.

use std::borrow::Borrow;
use std::fmt;

/// A valid Rust identifier, with `r#` before it if it is a keyword.
///
/// `plan::names` alone makes identifiers; `cargo xtask tidy` checks that.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identifier(String);

impl Identifier {
    /// Takes the text of an identifier, which has to be valid.
    pub(crate) fn new(text: String) -> Self {
        debug_assert!(is_identifier(&text), "`{text}` is not a valid identifier");
        Self(text)
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its text without the `r#` of a keyword.
    pub fn word(&self) -> &str {
        self.0.trim_start_matches("r#")
    }
}

/// Prints the text without quotation marks, so that a tree of nodes can be read.
impl fmt::Debug for Identifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Looks an identifier up by its text.
impl Borrow<str> for Identifier {
    fn borrow(&self) -> &str {
        &self.0
    }
}

fn is_identifier(text: &str) -> bool {
    syn::parse_str::<syn::Ident>(text).is_ok()
}

/// A path to a type that a target names, such as `uuid::Uuid`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(Vec<String>);

impl Path {
    /// Parses a path. Returns `None` if it has a leading `::` or generic arguments, or if it is not a path.
    pub fn parse(text: &str) -> Option<Self> {
        let path: syn::Path = syn::parse_str(text).ok()?;
        let is_plain = path.leading_colon.is_none() && path.segments.iter().all(|segment| segment.arguments.is_none());
        let segments = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        is_plain.then_some(Self(segments))
    }

    /// The segments, each of which is a valid identifier or a keyword such as `crate`.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.join("::"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Identifier, Path, is_identifier};

    #[test]
    fn keywords_are_not_identifiers() {
        for text in ["a", "_a", "Ärger", "r#type"] {
            assert!(is_identifier(text), "{text}");
        }
        for text in ["", "type", "1a", "a b", "a::b", "_"] {
            assert!(!is_identifier(text), "{text}");
        }
        assert_eq!(Identifier::new("r#type".to_owned()).word(), "type");
    }

    #[test]
    fn a_path_has_plain_segments() {
        let path = Path::parse("uuid :: Uuid").unwrap();
        assert_eq!(path.segments().collect::<Vec<_>>(), ["uuid", "Uuid"]);
        assert_eq!(path.to_string(), "uuid::Uuid");
        assert_eq!(Path::parse("crate::r#type::Id").unwrap().to_string(), "crate::r#type::Id");
        for text in ["", "::uuid::Uuid", "Vec<u8>", "a b", "a::", "1"] {
            assert_eq!(Path::parse(text), None, "{text}");
        }
    }
}
