//! The limits of reading files, each with its reason. Each has a diagnostic code of its own kind.

/// The maximum size of a file, in bytes: `document-too-large`. It is five times the size of the largest known public
/// document.
pub(super) const MAX_SIZE: u64 = 64 << 20;

/// The maximum nesting of a document: `document-too-deep`. It is the limit of both parsers. The deepest known public
/// document has 40 levels.
pub(super) const MAX_DEPTH: usize = 128;

/// The maximum number of open brackets in YAML that the scan could not read: `document-too-deep`. The parser's time is
/// proportional to the square of it.
pub(super) const MAX_BRACKETS: usize = 5_000;

/// The maximum size of the text in a value, in bytes: `document-too-repetitive`. It is four times the maximum size of a
/// file. The YAML parser limits the number of nodes that aliases expand to, but not the amount of text.
pub(super) const MAX_TEXT: usize = 256 << 20;
