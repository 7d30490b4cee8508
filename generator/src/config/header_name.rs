//! The names of headers in a target file.

use crate::api::is_token;

/// Returns the name of a header. Returns a message if it is not a token (RFC 9110, section 5.6.2).
pub(super) fn header_name(name: String) -> Result<String, String> {
    match is_token(&name) {
        true => Ok(name),
        false => Err(format!("`{name}` is not a valid header name")),
    }
}

/// Returns the name of a header in lower case, for names that the client compares: they are case-insensitive.
pub(super) fn lower_case_header_name(name: String) -> Result<String, String> {
    header_name(name).map(|name| name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{header_name, lower_case_header_name};

    #[test]
    fn a_name_is_a_token() {
        for name in ["LD-API-Version", "x_y!", "1"] {
            assert_eq!(header_name(name.to_owned()).as_deref(), Ok(name));
        }
        for name in ["", "a b", "X:", "Ä", "X\r\nY"] {
            let message = format!("`{name}` is not a valid header name");
            assert_eq!(header_name(name.to_owned()), Err(message.clone()));
            assert_eq!(lower_case_header_name(name.to_owned()), Err(message));
        }
        assert_eq!(lower_case_header_name("X-Key".to_owned()).as_deref(), Ok("x-key"));
    }
}
