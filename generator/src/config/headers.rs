//! Headers that a client sends with every request, unless the caller sets others.

use std::collections::BTreeMap;

use super::Spanned;
use super::header_name::header_name;
use super::read_spanned::{TargetText, read_spanned};
use crate::api::DefaultHeader;
use crate::diagnostic::Diagnostic;

/// The header that has the key of a call, whatever name the target gives: a request that has it may be sent again
/// (draft-ietf-httpapi-idempotency-key-header, section 2.1).
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// Headers that hold credentials.
const CREDENTIALS: [&str; 3] = ["authorization", "cookie", "proxy-authorization"];

/// Headers that each request has by its operation and its body.
const OF_REQUEST: [&str; 3] = ["accept", "content-length", "content-type"];

/// Headers that belong to the connection, or that are derived from the URL (RFC 9110, sections 7.2 and 7.6.1).
const OF_TRANSPORT: [&str; 9] =
    ["connection", "expect", "host", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

impl DefaultHeader {
    /// Converts the table `headers` of a target with this header for idempotency keys.
    pub(super) fn read_all(
        text: TargetText<'_>,
        written: BTreeMap<String, toml::Spanned<String>>,
        idempotency_key: Option<&str>,
    ) -> Result<Vec<Spanned<Self>>, Diagnostic> {
        let mut headers: Vec<Spanned<Self>> = Vec::with_capacity(written.len());
        for (name, written) in written {
            let is_repeated = headers.iter().any(|other| other.value.name.eq_ignore_ascii_case(&name));
            let header = read_spanned(text, written, |value| match is_repeated {
                true => Err(format!("the header `{name}` is set twice: names of headers are case-insensitive")),
                false => Self::read(name, value, idempotency_key),
            })?;
            headers.push(header);
        }
        Ok(headers)
    }

    /// Converts an entry of the table. Returns a message if the name or the value is not valid, or if a client sets the
    /// header itself.
    fn read(name: String, value: String, idempotency_key: Option<&str>) -> Result<Self, String> {
        let name = header_name(name)?;
        let lower = name.to_ascii_lowercase();
        if CREDENTIALS.contains(&lower.as_str()) {
            return Err(format!("`{name}` holds a credential: it is set with `ClientBuilder::credentials`"));
        }
        if lower == IDEMPOTENCY_KEY || idempotency_key.is_some_and(|key| key.eq_ignore_ascii_case(&name)) {
            return Err(format!("`{name}` can't have a default: each call has an idempotency key of its own"));
        }
        if OF_REQUEST.contains(&lower.as_str()) {
            return Err(format!(
                "`{name}` can't have a default: each request sets it to match its operation and its body"
            ));
        }
        if OF_TRANSPORT.contains(&lower.as_str()) {
            return Err(format!("`{name}` can't have a default: the transport sets it"));
        }
        if !value.chars().all(|letter| matches!(letter, '\t' | ' '..='~')) || value.trim() != value {
            let rule = "visible characters of ASCII, with spaces and tabs between them";
            return Err(format!("the value of `{name}` is not valid: a header has {rule}"));
        }
        Ok(Self { name, value })
    }
}

#[cfg(test)]
mod tests {
    use super::DefaultHeader;

    fn read(name: &str, value: &str) -> Result<(), String> {
        DefaultHeader::read(name.to_owned(), value.to_owned(), Some("x-call")).map(|_| ())
    }

    #[test]
    fn a_header_has_a_token_and_visible_characters() {
        for (name, value) in
            [("LD-API-Version", "20240415"), ("x_y!", "a \t b"), ("User-Agent", "\"pets\""), ("X-Empty", "")]
        {
            assert_eq!(read(name, value), Ok(()), "{name}");
        }
        for (name, value) in [("", "a"), ("X Y", "a"), ("X:", "a"), ("Ä", "a"), ("X\r\nY", "a")] {
            assert!(read(name, value).is_err_and(|message| message.contains("not a valid header name")), "{name}");
        }
        for value in ["a\nb", "a\r\nX-Other: b", "\0", "ä", " a", "a ", "\t", "\u{7f}"] {
            assert!(read("X-A", value).is_err_and(|message| message.contains("value of `X-A`")), "{value}");
        }
    }

    #[test]
    fn a_header_that_the_client_sets_has_no_default() {
        for (name, why) in [
            ("authorization", "a credential"),
            ("Cookie", "a credential"),
            ("Proxy-Authorization", "a credential"),
            ("CONTENT-TYPE", "each request"),
            ("Accept", "each request"),
            ("Content-Length", "each request"),
            ("Host", "the transport"),
            ("Transfer-Encoding", "the transport"),
            ("connection", "the transport"),
            ("Idempotency-Key", "each call"),
            ("X-Call", "each call"),
        ] {
            let message = read(name, "a").unwrap_err();
            assert!(message.contains(why) && message.contains(name), "{message}");
        }
    }
}
