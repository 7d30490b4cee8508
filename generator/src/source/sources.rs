//! The files that were read: their names as people know them, and their texts.

use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use super::FileId;
use super::read::{ReadFailure, read_regular};
use crate::diagnostic::{Code, Diagnostic};

/// The largest document that is read, in bytes. The largest public one is a fifth of it.
const LARGEST: u64 = 64 << 20;

/// The files that were read so far.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<File>,
}

#[derive(Clone, Debug)]
struct File {
    name: String,
    text: String,
    /// Of the bytes as they are on the disk, which the text may lack a byte order mark of.
    hash: String,
}

impl Sources {
    /// No files yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under a name.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let hash = hash(text.as_bytes());
        self.push(File { name: name.into(), text, hash })
    }

    fn push(&mut self, file: File) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(file);
        id
    }

    /// Reads a file. Its name is its path as it was given.
    ///
    /// # Errors
    ///
    /// If it is missing, unreadable, not a regular file, too large or not UTF-8.
    pub fn read(&mut self, path: &Path) -> Result<FileId, Diagnostic> {
        let name = path.display().to_string().replace('\\', "/");
        let unreadable = |error: std::io::Error| {
            Diagnostic::error(Code::FILE_UNREADABLE, None, format!("`{name}` can't be read: {error}"))
        };
        let bytes = read_regular(path, LARGEST).map_err(|failure| match failure {
            ReadFailure::Io(error) => unreadable(error),
            ReadFailure::NotRegular(kind) => {
                let message = format!("`{name}` is {kind}, and only regular files are read");
                Diagnostic::error(Code::FILE_UNREADABLE, None, message)
            }
            ReadFailure::TooLarge => {
                let message =
                    format!("`{name}` has more than {LARGEST} bytes, the size of the largest document that is read");
                Diagnostic::error(Code::DOCUMENT_TOO_LARGE, None, message)
            }
        })?;
        let hash = hash(&bytes);
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = error.utf8_error().valid_up_to();
            let line = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count().saturating_add(1);
            Diagnostic::error(Code::FILE_UNREADABLE, None, format!("`{name}` is not UTF-8: see line {line}"))
        })?;
        // A byte order mark is no part of the text (RFC 8259, section 8.1; YAML 1.2.2, section 5.2).
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        Ok(self.push(File { name, text, hash }))
    }

    /// The name of a file.
    pub fn name(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.name)
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.text)
    }

    /// The names of all files, in the order in which they were read.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    fn file(&self, file: FileId) -> Option<&File> {
        self.files.get(usize::try_from(file.0).ok()?)
    }

    /// The SHA-256 of the bytes of the file of that name, in hexadecimal digits.
    pub fn hash_of(&self, name: &str) -> Option<String> {
        self.files.iter().find(|file| file.name == name).map(|file| file.hash.clone())
    }
}

/// The SHA-256 of some bytes, in hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A path without detours, as a person would write it: `specs/../client` is `client`.
pub fn tidied(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(tidied.components().next_back(), Some(Component::Normal(_))) => {
                tidied.pop();
            }
            other => tidied.push(other),
        }
    }
    tidied
}
