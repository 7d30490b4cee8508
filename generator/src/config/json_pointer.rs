//! JSON Pointers in a target file.

use crate::location::Pointer;

/// Parses a JSON Pointer. Returns a message if it is not valid.
pub(super) fn json_pointer(text: &str) -> Result<Pointer, String> {
    let help = "which begins with `/`, and in which `~` is followed by `0` or `1` (RFC 6901)";
    Pointer::parse(text).ok_or_else(|| format!("`{text}` is not a valid JSON Pointer, {help}"))
}
