//! The files that were read: their names and their texts.

use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use super::FileId;

/// The files that were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    files: Vec<File>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct File {
    name: String,
    text: String,
    /// The SHA-256 of the bytes that were read, in hexadecimal.
    hash: String,
}

impl Sources {
    /// Creates an empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file with a name and a text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let hash = hash(text.as_bytes());
        self.add_with_hash(name.into(), text, hash)
    }

    /// Adds a file with the hash of the bytes that it was read from. The bytes may start with a byte order mark, which
    /// the text does not include.
    pub fn add_with_hash(&mut self, name: String, text: String, hash: String) -> FileId {
        let file = File { name, text, hash };
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(file);
        id
    }

    /// Returns the name of a file.
    pub fn name(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.name)
    }

    /// Gives each file another name for readers.
    pub fn rename(&mut self, name: impl Fn(&str) -> String) {
        for file in &mut self.files {
            file.name = name(&file.name);
        }
    }

    /// Returns the text of a file.
    pub fn text(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.text)
    }

    /// Returns all files, in the order in which they were read.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len()).map(|index| FileId(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    fn file(&self, file: FileId) -> Option<&File> {
        self.files.get(usize::try_from(file.0).ok()?)
    }

    /// Returns the SHA-256 of the bytes of a file, in hexadecimal.
    pub fn hash(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.hash)
    }
}

/// Returns the SHA-256 of some bytes, in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    let digits = |byte: &u8| [byte >> 4, byte & 0xf].map(|digit| char::from_digit(u32::from(digit), 16).unwrap_or('0'));
    Sha256::digest(bytes).iter().flat_map(digits).collect()
}

/// Removes `.` and `..` from a path lexically: `specs/../client` becomes `client`.
pub fn normalize_path(path: &Path) -> PathBuf {
    let mut normalized = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(normalized.components().next_back(), Some(Component::Normal(_))) => {
                normalized.pop();
            }
            other => normalized.push(other),
        }
    }
    normalized
}
