//! The manifest: the hashes of the input files and of the generated files.
//!
//! It distinguishes a file that was modified by hand from a file that is out of date.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::GeneratedFile;
use crate::location::{FileId, Sources, hash};
use crate::threads;

/// The file name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// The hashes of the input files and of the generated files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// A description of the file for readers.
    about: String,
    /// The version of the generator.
    generator: String,
    /// The hash of each input file, by name.
    pub inputs: BTreeMap<String, String>,
    /// The hash of each generated file except the manifest, by path.
    pub files: BTreeMap<String, String>,
    /// The hash of the manifest with an empty checksum, which detects a modified manifest.
    checksum: String,
}

/// An input file of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    name: String,
    hash: String,
}

impl Input {
    /// Returns the inputs for some files.
    pub fn all(sources: &Sources, document: FileId, files: impl Iterator<Item = FileId>) -> Vec<Self> {
        let folder = Path::new(sources.name(document)).parent().unwrap_or_else(|| Path::new(""));
        let input = |file: FileId| {
            let path = Path::new(sources.name(file));
            // The path is relative to the document, so that the output does not depend on the location of the project.
            let shown = path.strip_prefix(folder).ok().or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
            Self { name: shown.display().to_string().replace('\\', "/"), hash: sources.hash(file).to_owned() }
        };
        files.map(input).collect()
    }
}

impl Manifest {
    /// Creates the manifest of newly generated files.
    pub fn new(inputs: &[Input], files: &[GeneratedFile]) -> Self {
        let hashes = threads::map(files, |file| hash(file.text.as_bytes()));
        let manifest = Self {
            about: "The SHA-256 hashes of the input files and of the generated files.".to_owned(),
            generator: env!("CARGO_PKG_VERSION").to_owned(),
            inputs: inputs.iter().map(|input| (input.name.clone(), input.hash.clone())).collect(),
            files: files.iter().map(|file| file.path.clone()).zip(hashes).collect(),
            checksum: String::new(),
        };
        Self { checksum: hash(manifest.to_text().as_bytes()), ..manifest }
    }

    /// Returns `true` if the checksum matches the contents.
    pub fn is_unmodified(&self) -> bool {
        let without = Self { checksum: String::new(), ..self.clone() };
        hash(without.to_text().as_bytes()) == self.checksum
    }

    /// Returns the version of the generator that made the files.
    pub fn generator(&self) -> &str {
        &self.generator
    }

    /// Parses a manifest. Returns `None` if the text is not a valid manifest.
    pub fn parse(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok()
    }

    /// Returns the text of the manifest.
    pub fn to_text(&self) -> String {
        // Serializing strings and maps of strings does not fail.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}
