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

/// The maximum number of nodes that an overlay adds: `overlay-too-large`. A node takes about 200 bytes of memory, and
/// the largest known public documents have 1,000,000 nodes. Actions that copy double a document each time.
pub(super) const MAX_ADDED_NODES: usize = 1_000_000;

/// The maximum size of the text that an overlay adds, in bytes: `overlay-too-large`.
pub(super) const MAX_ADDED_TEXT: usize = 64 << 20;

/// The maximum length of a JSONPath, in bytes: `jsonpath-too-complex`.
pub(super) const MAX_JSONPATH: usize = 4096;

/// The maximum nesting of brackets and parentheses in a JSONPath: `jsonpath-too-complex`. The parser's time doubles with
/// each level.
pub(super) const MAX_JSONPATH_DEPTH: usize = 8;

/// The maximum number of steps that a JSONPath is estimated to take: `jsonpath-too-complex`. Each `..` multiplies the
/// number of selected nodes by up to the depth of the document.
pub(super) const MAX_JSONPATH_STEPS: usize = 5_000_000;

/// The maximum number of nodes of a document: `document-too-many-nodes`. The largest known public document has 1,526,519
/// nodes. A node takes about 500 bytes of memory in all stages together.
pub(super) const MAX_NODES: usize = 2_000_000;

/// The maximum length of a node's pointer, in bytes: `name-too-long`. Each stage makes the pointers of all nodes, so a
/// long name costs its length for each node inside of it. The longest pointers of public documents have 500 bytes.
pub(super) const MAX_POINTER: usize = 4096;

/// The maximum number of steps that all JSONPaths of an overlay are estimated to take together: `jsonpath-too-complex`. A
/// visit of a node is a step of 50 nanoseconds, and a selected node counts as 20.
pub(super) const MAX_OVERLAY_STEPS: usize = 60_000_000;
