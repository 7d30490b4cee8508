//! The messages for parsers' errors, in the words of YAML and JSON.

use crate::diagnostic::Code;
use crate::limits::{Limits, raise};

/// The message for a document that nests too deeply.
pub(super) const TOO_DEEP: &str = "the document is nested deeper than 128 levels";
/// The remedy for it.
pub(super) const TOO_DEEP_HELP: &str = "move nested schemas to `components` and refer to them";

/// Returns the code, the message and the remedy for an error of the YAML parser.
pub(crate) fn yaml_message(error: &str, limits: &Limits) -> (Code, String, Option<String>) {
    if let Some(limit) = limit(error, limits) {
        return limit;
    }
    let unknown = ("", "the text can't be read from here", "check the quotation marks, brackets and indentation above");
    let (_, message, help) = YAML.iter().find(|(part, ..)| error.contains(part)).unwrap_or(&unknown);
    (Code::SYNTAX, format!("not valid YAML: {message}"), Some((*help).to_owned()))
}

/// Parts of the parser's messages, what they mean, and the remedy.
const YAML: &[(&str, &str, &str)] = &[
    ("more than one document", "the file has several documents", "put each document into a file of its own"),
    (
        "mapping values are not allowed",
        "a key with a value can't stand here",
        "add quotation marks around a text with a colon, or correct the indentation",
    ),
    (
        "block sequence entries are not allowed",
        "a list item can't stand here",
        "begin a list on a line of its own, and add quotation marks around a text that begins with `- `",
    ),
    ("did not find expected key", "a key was expected", "correct the indentation, or a quotation mark above"),
    ("did not find expected '-' indicator", "a list item was expected", "begin each item of a list with `- `"),
    ("could not find expected ':'", "a colon was expected after the key", "write `key: value`"),
    (
        "did not find expected ',' or",
        "a comma or a closing bracket was expected",
        "add the comma or close the bracket above",
    ),
    ("unexpected end of stream", "the text ends too early", "close the quotation mark or the bracket above"),
    ("unexpected document indicator", "a quotation mark is not closed", "close the quotation mark above"),
    (
        "cannot start any token",
        "a text can't begin with this character",
        "add quotation marks around the text; indent with spaces, not with tabs",
    ),
    (
        "unknown escape character",
        "the character after `\\` is not an escape",
        "write `\\\\`, or use `'` around the text",
    ),
    ("hexdecimal number", "the escape needs hexadecimal digits", "write `\\xHH`, `\\uHHHH` or `\\UHHHHHHHH`"),
    ("unknown anchor", "the alias names no anchor", "add quotation marks around a text that begins with `*`"),
    (
        "alphabetic or numeric character",
        "an alias or an anchor has no name",
        "add quotation marks around a text that begins with `*` or `&`",
    ),
    ("tag", "the tag is not valid", "add quotation marks around a text that begins with `!`"),
    ("comment or line break", "text follows the header of a block", "begin the text on the next line"),
    ("control characters", "a control character is not allowed", "remove the character"),
    ("invalid leading UTF-8 octet", "the character is not allowed", "remove the character"),
    (
        "expected a string",
        "a key is a list or a mapping",
        "add quotation marks around a key that begins with `{` or `[`",
    ),
    ("tab character", "a tab is used as indentation", "indent with spaces"),
];

/// Returns the code, the message and the remedy for an error of the JSON parser.
pub(crate) fn json_message(error: &str, limits: &Limits) -> (Code, String, Option<String>) {
    if let Some(limit) = limit(error, limits) {
        return limit;
    }
    let message = match error {
        error if error.contains("number out of range") => "the number is too large",
        error if error.contains("surrogate") || error.contains("hex escape") => "the escape is not a character",
        error if error.contains("EOF") => "the text ends too early",
        _ => "the text can't be read from here",
    };
    (Code::SYNTAX, format!("not valid JSON: {message}"), None)
}

/// The visitor's error for a value with too many nodes.
pub(crate) const TOO_MANY_NODES: &str = "node limit exceeded";
/// The visitor's error for a value with too much text.
pub(crate) const TOO_MUCH_TEXT: &str = "text limit exceeded";
/// The visitor's error for a node whose pointer is too long.
pub(crate) const TOO_LONG_POINTER: &str = "pointer limit exceeded";

/// Returns the message for an error that is a limit.
fn limit(error: &str, limits: &Limits) -> Option<(Code, String, Option<String>)> {
    let (code, message, help) = if error.contains("recursion limit") {
        (Code::DOCUMENT_TOO_DEEP, TOO_DEEP.to_owned(), TOO_DEEP_HELP.to_owned())
    } else if error.contains("repetition limit") {
        // A limit of the parser itself.
        let help = "write the repeated nodes out, or use `$ref`".to_owned();
        (Code::DOCUMENT_TOO_REPETITIVE, "the aliases of the document expand beyond the limit".to_owned(), help)
    } else if error.contains(TOO_MUCH_TEXT) {
        let message = format!("the aliases of the document expand to more than {} bytes of text", limits.document_text);
        let help = format!("use `$ref`, or {}", raise("document-text"));
        (Code::DOCUMENT_TOO_REPETITIVE, message, help)
    } else if error.contains(TOO_MANY_NODES) {
        let message = format!("the document has more than {} nodes", limits.document_nodes);
        let help = format!("remove what the client does not need, such as examples, or {}", raise("document-nodes"));
        (Code::DOCUMENT_TOO_MANY_NODES, message, help)
    } else if error.contains(TOO_LONG_POINTER) {
        let message = format!("the names on the way to this value are longer than {} bytes", limits.pointer_bytes);
        let help = format!("shorten the names of the keys, or {}", raise("pointer-bytes"));
        (Code::NAME_TOO_LONG, message, help)
    } else {
        return None;
    };
    Some((code, message, Some(help)))
}
