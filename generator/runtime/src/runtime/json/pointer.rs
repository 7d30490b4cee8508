//! JSON Pointers (RFC 6901).

/// Returns the unescaped tokens of a pointer, or `None` if it is invalid.
pub(super) fn tokens(pointer: &str) -> Option<impl Iterator<Item = String>> {
    let is_valid = pointer.is_empty() || pointer.starts_with('/');
    is_valid.then(|| pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")))
}

/// Returns the array index of a token: digits without a leading zero (RFC 6901, section 4).
pub(super) fn index(token: &str) -> Option<usize> {
    let is_canonical = token == "0" || token.starts_with(|first: char| matches!(first, '1'..='9'));
    token.parse().ok().filter(|_| is_canonical)
}

/// Returns the pointer to a value from the keys and indices on its path.
pub(super) fn join<'t>(tokens: impl Iterator<Item = &'t String>) -> String {
    tokens.map(|token| format!("/{}", token.replace('~', "~0").replace('/', "~1"))).collect()
}
