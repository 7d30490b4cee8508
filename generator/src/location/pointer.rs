//! JSON Pointers (RFC 6901): the one parser of them, and the one place that escapes and unescapes their tokens.

use std::fmt;

/// A JSON Pointer (RFC 6901), in its escaped text form: empty, or `/` before each token.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer to the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Takes a pointer from its text, or nothing if the text is no pointer: it must be empty or begin with `/`,
    /// and every `~` must be followed by `0` or `1` (RFC 6901, section 3).
    pub fn parse(text: &str) -> Option<Self> {
        let begins_well = text.is_empty() || text.starts_with('/');
        let mut after_tildes = text.split('~').skip(1);
        let escapes_well = after_tildes.all(|rest| rest.starts_with(['0', '1']));
        (begins_well && escapes_well).then(|| Self(text.to_owned()))
    }

    /// This pointer with one more token, which is given as it is, unescaped.
    #[must_use]
    pub fn push(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.0.len().saturating_add(token.len()).saturating_add(1));
        text.push_str(&self.0);
        text.push('/');
        for character in token.chars() {
            match character {
                '~' => text.push_str("~0"),
                '/' => text.push_str("~1"),
                other => text.push(other),
            }
        }
        Self(text)
    }

    /// This pointer with an array index as one more token.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The pointer to the node that holds this one, and this one's last token, unescaped; nothing for the root.
    pub fn split_last(&self) -> Option<(Self, String)> {
        let (parent, token) = self.0.rsplit_once('/')?;
        Some((Self(parent.to_owned()), unescape(token)))
    }

    /// The tokens, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(unescape)
    }

    /// The escaped text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is left of this pointer below `prefix`, if it stands at or below it.
    pub fn strip_prefix(&self, prefix: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(&prefix.0)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Self(rest.to_owned()))
    }

    /// This pointer with another one, relative to it, behind it.
    #[must_use]
    pub fn join(&self, rest: &Self) -> Self {
        Self(format!("{}{}", self.0, rest.0))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// `~1` is `/` and `~0` is `~`, in this order (RFC 6901, section 4).
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
    fn text_that_is_no_pointer_is_refused() {
        assert_eq!(Pointer::parse("a"), None);
        assert_eq!(Pointer::parse("/~2"), None);
        assert_eq!(Pointer::parse("/a~"), None);
    }
}
