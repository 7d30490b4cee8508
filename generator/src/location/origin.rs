//! Where a thing was written: a file, and a JSON Pointer (RFC 6901) in it.
//!
//! Every node of every stage keeps an [`Origin`], so that a diagnostic can name the place. Lines and columns are
//! not kept: they are found when a diagnostic is printed.

use std::fmt;

use super::Pointer;

/// A file that the generator has read: its index in [`Sources`](super::Sources).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// The place of a node in a file that a person wrote.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// The file.
    pub file: FileId,
    /// The node in it.
    pub pointer: Pointer,
}

/// In one line, so that a tree of nodes can be read.
impl fmt::Debug for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}#{}", self.file.0, self.pointer)
    }
}
