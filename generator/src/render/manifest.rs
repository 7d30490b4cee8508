//! The manifest: what the generated files were made from, and what they held when they were made.
//!
//! It tells a file that a person has changed from one that the generator would make otherwise today.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::GeneratedFile;
use crate::location::{Sources, hash};

/// The manifest's name among the generated files.
pub const MANIFEST: &str = "manifest.json";

/// What generated files were made from, and what they held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What it is, for whoever opens it.
    about: String,
    /// The version of the generator.
    generator: String,
    /// The hash of each document and overlay, by its file's name.
    pub inputs: BTreeMap<String, String>,
    /// The hash of each generated file but this one, by its path.
    pub files: BTreeMap<String, String>,
    /// The hash of this manifest without this line, so that it is seen if a person has changed it.
    checksum: String,
}

/// A file that a client is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    name: String,
    hash: String,
}

impl Input {
    /// All files that were read, the document itself first.
    pub fn all(sources: &Sources) -> Vec<Self> {
        let names: Vec<&str> = sources.names().collect();
        let folder = names.first().and_then(|document| Path::new(document).parent()).unwrap_or_else(|| Path::new(""));
        let input = |name: &&str| {
            let path = Path::new(name);
            // Only the way from the document: the output is the same wherever the project lies.
            let shown = path.strip_prefix(folder).ok().or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
            let hash = sources.hash_of(name).unwrap_or_default();
            Self { name: shown.display().to_string().replace('\\', "/"), hash }
        };
        names.iter().map(input).collect()
    }
}

impl Manifest {
    /// The manifest of files that were just made.
    pub fn new(inputs: &[Input], files: &[GeneratedFile]) -> Self {
        let manifest = Self {
            about: "The hashes (SHA-256) of what the generated files were made from, and of the files.".to_owned(),
            generator: env!("CARGO_PKG_VERSION").to_owned(),
            inputs: inputs.iter().map(|input| (input.name.clone(), input.hash.clone())).collect(),
            files: files.iter().map(|file| (file.path.clone(), hash(file.text.as_bytes()))).collect(),
            checksum: String::new(),
        };
        Self { checksum: hash(manifest.to_text().as_bytes()), ..manifest }
    }

    /// Whether it is as it was made.
    pub fn is_as_made(&self) -> bool {
        let without = Self { checksum: String::new(), ..self.clone() };
        hash(without.to_text().as_bytes()) == self.checksum
    }

    /// Reads a manifest; nothing if the text is none.
    pub fn parse(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok()
    }

    /// The text of the manifest.
    pub fn to_text(&self) -> String {
        // Strings and maps of strings always have a text.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}
