//! JSON Pointers (RFC 6901): parsing, escaping and unescaping.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// A JSON Pointer (RFC 6901) in its escaped form: empty, or a `/` before each token. A clone shares the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(Arc<str>);

impl Pointer {
    /// Returns the pointer to the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Parses a pointer. Returns `None` if the text is not a valid pointer: it must be empty or start with `/`, and
    /// each `~` must be followed by `0` or `1` (RFC 6901, section 3).
    pub fn parse(text: &str) -> Option<Self> {
        let starts_with_slash = text.is_empty() || text.starts_with('/');
        let mut after_tildes = text.split('~').skip(1);
        let has_valid_escapes = after_tildes.all(|rest| rest.starts_with(['0', '1']));
        (starts_with_slash && has_valid_escapes).then(|| Self(text.into()))
    }

    /// Returns this pointer with a token appended. The token is given unescaped.
    #[must_use]
    pub fn push(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.0.len().saturating_add(token.len()).saturating_add(1));
        text.push_str(&self.0);
        Self::write_token(token, &mut text);
        Self(text.into())
    }

    /// Returns the pointer without its last token. `None` for the whole document.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Some(Self(parent.into()))
    }

    /// Writes a `/` and a token, which is given unescaped.
    pub(super) fn write_token(token: &str, text: &mut String) {
        text.push('/');
        if !token.contains(['~', '/']) {
            text.push_str(token);
            return;
        }
        for character in token.chars() {
            match character {
                '~' => text.push_str("~0"),
                '/' => text.push_str("~1"),
                other => text.push(other),
            }
        }
    }

    /// Wraps a text in the escaped form.
    pub(super) fn of_escaped(text: String) -> Self {
        Self(text.into())
    }

    /// Returns this pointer with an array index appended.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0).into())
    }

    /// Splits the pointer into its parent and its last token, unescaped. Returns `None` for the root.
    pub fn split_last(&self) -> Option<(Self, String)> {
        let (parent, token) = self.0.rsplit_once('/')?;
        Some((Self(parent.into()), unescape(token)))
    }

    /// Returns the texts of this pointer and of the nodes around it, from the inside out.
    pub(crate) fn ancestors(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(&*self.0), |text| text.rsplit_once('/').map(|(parent, _)| parent))
    }

    /// Returns the tokens, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(unescape)
    }

    /// Returns the escaped text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the part of this pointer below `prefix`. Returns `None` if the pointer is not at or below `prefix`.
    pub fn strip_prefix(&self, prefix: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(&*prefix.0)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Self(rest.into()))
    }

    /// Appends a pointer that is relative to this one.
    #[must_use]
    pub fn join(&self, rest: &Self) -> Self {
        if rest.0.is_empty() {
            return self.clone();
        }
        Self(format!("{}{}", self.0, rest.0).into())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A map by pointers finds the text of one.
impl Borrow<str> for Pointer {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Replaces `~1` by `/` and then `~0` by `~`, in this order (RFC 6901, section 4).
fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_escaped_and_unescaped() {
        let pointer = Pointer::root().push("paths").push("/a~b").push("get").index(0);
        assert_eq!(pointer.as_str(), "/paths/~1a~0b/get/0");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/a~b", "get", "0"]);
        let (parent, last) = Pointer::parse("/a/~01").and_then(|pointer| pointer.split_last()).unwrap();
        assert_eq!((parent.as_str(), last.as_str()), ("/a", "~1"));
    }

    #[test]
    fn a_prefix_ends_at_a_token() {
        let pointer = Pointer::parse("/ab/c").unwrap();
        assert_eq!(pointer.strip_prefix(&Pointer::parse("/a").unwrap()), None);
        assert_eq!(pointer.strip_prefix(&Pointer::parse("/ab").unwrap()).unwrap().as_str(), "/c");
    }

    #[test]
    fn an_invalid_pointer_is_rejected() {
        assert_eq!(Pointer::parse("a"), None);
        assert_eq!(Pointer::parse("/~2"), None);
        assert_eq!(Pointer::parse("/a~"), None);
    }
}
