//! The origin of a node: a file and a JSON Pointer (RFC 6901) into it.
//!
//! Every node of every stage keeps an [`Origin`], so that a diagnostic can name the place. Lines and columns are
//! computed when a diagnostic is printed.

use std::fmt;

use super::Pointer;

/// Identifies a file that was read: an index into [`Sources`](super::Sources).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// The location of a node in an input file.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// The file.
    pub file: FileId,
    /// The pointer to the node in the file.
    pub pointer: Pointer,
}

/// Prints `file#pointer` on one line, so that the debug output of a tree stays readable.
impl fmt::Debug for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}#{}", self.file.0, self.pointer)
    }
}
