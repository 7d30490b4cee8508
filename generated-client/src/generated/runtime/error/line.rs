// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The line that describes a response in an error: the operation, the status, the message and the code of the service,
//! and the request id.

use std::fmt;
use std::fmt::Write;

use http::StatusCode;

use crate::runtime::response_parts::ResponseParts;

/// The maximum number of characters that are taken from a response.
const MAX_LENGTH: usize = 300;

/// Writes `issues/get: 404 Not Found: Not Found (code not_found, request 1A2B)`. `fallback` is what is wrong if the
/// service has not sent a message.
pub(super) fn write_line(
    formatter: &mut fmt::Formatter<'_>,
    parts: &ResponseParts,
    fallback: Option<&dyn fmt::Display>,
) -> fmt::Result {
    write!(formatter, "{}: {}", Visible(&parts.source.operation), Status(parts.status))?;
    let is_error = parts.status.is_client_error() || parts.status.is_server_error();
    let message = parts.message().filter(|_| is_error);
    match (message, fallback) {
        (Some(message), _) => write!(formatter, ": {}", Visible(message))?,
        (None, Some(fallback)) => write!(formatter, ": {fallback}")?,
        (None, None) => {}
    }
    let code = parts.code().filter(|_| is_error).map(|code| format!("code {}", Visible(code)));
    let request = parts.request_id().map(|id| format!("request {}", Visible(id)));
    let notes: Vec<String> = code.into_iter().chain(request).chain(attempts_note(parts.attempts)).collect();
    if notes.is_empty() { Ok(()) } else { write!(formatter, " ({})", notes.join(", ")) }
}

/// Returns how many attempts there were, if the request was sent again.
pub(super) fn attempts_note(attempts: u32) -> Option<String> {
    (attempts > 1).then(|| format!("{attempts} attempts"))
}

/// A status with its reason phrase, if it has one.
struct Status(StatusCode);

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.canonical_reason() {
            Some(reason) => write!(formatter, "{} {reason}", self.0.as_str()),
            None => formatter.write_str(self.0.as_str()),
        }
    }
}

/// Text of a response on one line: without the characters that a terminal or a log would act on, and of limited length.
pub(super) struct Visible<'a>(pub(super) &'a str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, character) in self.0.chars().enumerate() {
            if index == MAX_LENGTH {
                return formatter.write_char('…');
            }
            match character {
                '\n' | '\r' | '\t' => formatter.write_char(' ')?,
                character if character.is_control() || is_invisible(character) => {
                    write!(formatter, "{}", character.escape_unicode())?;
                }
                character => formatter.write_char(character)?,
            }
        }
        Ok(())
    }
}

/// Whether a character breaks lines or changes the direction of text.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
