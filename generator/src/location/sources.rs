//! The files that were read: their names as people know them, and their texts.

use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use super::FileId;

/// The files that were read so far.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<File>,
}

#[derive(Clone, Debug)]
struct File {
    name: String,
    text: String,
    /// The SHA-256 of the bytes that were read, in hexadecimal digits.
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
        self.add_with_hash(name.into(), text, hash)
    }

    /// Adds a text under a name, with the hash of the bytes that it was read from: they may begin with a byte order mark,
    /// which the text lacks.
    pub fn add_with_hash(&mut self, name: String, text: String, hash: String) -> FileId {
        let file = File { name, text, hash };
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(file);
        id
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
pub fn normalize_path(path: &Path) -> PathBuf {
    let mut normalize_path = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(normalize_path.components().next_back(), Some(Component::Normal(_))) => {
                normalize_path.pop();
            }
            other => normalize_path.push(other),
        }
    }
    normalize_path
}
