//! Bundles the other files that a document refers to. Each file is inserted whole into the document, so that a
//! reference into it becomes a local reference.
//!
//! A file is read only if it is inside the document's folder: a document must not give access to other files of the
//! machine. URLs are never fetched.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::{Document, parse};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{FileId, Origin, Pointer, Sources, normalize_path};

/// The member of the root that holds the other files until every reference to them is resolved.
pub const BUNDLE: &str = "x-bundled-files";

/// The files of a document.
#[derive(Debug)]
pub struct Bundle<'s> {
    sources: &'s mut Sources,
    root: PathBuf,
    /// The document's folder, with symbolic links resolved. `None` if it does not exist.
    folder: Option<PathBuf>,
    by_path: BTreeMap<PathBuf, FileId>,
    /// The pointer to each file in the document, and its path.
    mounted: BTreeMap<FileId, (Pointer, PathBuf)>,
}

impl<'s> Bundle<'s> {
    /// Creates a bundle that contains the root file only.
    pub fn new(document: &Document, sources: &'s mut Sources) -> Self {
        let root = PathBuf::from(sources.name(document.source_map.root()));
        let canonical = root.canonicalize().ok();
        let folder = canonical.as_deref().and_then(Path::parent).map(Path::to_owned);
        let by_path = canonical.map(|path| (path, document.source_map.root())).into_iter().collect();
        Self { sources, root, folder, by_path, mounted: BTreeMap::new() }
    }

    /// Returns the pointer to the root of a file in the document.
    pub fn root_of(&self, file: FileId) -> Pointer {
        self.mounted.get(&file).map_or_else(Pointer::root, |(pointer, _)| pointer.clone())
    }

    /// Returns the pointer to the file that a reference names, and adds the file to the document if necessary. `from`
    /// is the file that contains the reference, and `place` is the origin of the reference.
    pub fn mount(
        &mut self,
        document: &mut Document,
        (from, place): (FileId, &Origin),
        reference: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Pointer> {
        let file = self.find(from, place, reference, diagnostics)?;
        if file == document.source_map.root() || self.mounted.contains_key(&file) {
            return Some(self.root_of(file));
        }
        let name = PathBuf::from(self.sources.name(file));
        let value =
            if is_text(&name) { Value::from(self.sources.text(file)) } else { parse(self.sources, file, diagnostics)? };
        let folder = self.root.parent().unwrap_or_else(|| Path::new(""));
        let key = name.strip_prefix(folder).unwrap_or(&name).display().to_string().replace('\\', "/");
        let pointer = Pointer::root().push(BUNDLE).push(&key);
        if let Some(root) = document.value.as_object_mut()
            && let Value::Object(files) = root.entry(BUNDLE).or_insert_with(|| Value::Object(Map::new()))
        {
            files.insert(key, value);
        }
        document.source_map.record(pointer.clone(), Origin { file, pointer: Pointer::root() });
        self.mounted.insert(file, (pointer.clone(), name));
        Some(pointer)
    }

    fn find(&mut self, from: FileId, place: &Origin, reference: &str, diagnostics: &mut Diagnostics) -> Option<FileId> {
        let error = |code, message: String| Diagnostic::error(code, place.clone(), message);
        if reference.contains("://") || reference.starts_with("//") || reference.starts_with("urn:") {
            let help = "save the file in the document's folder and refer to it there";
            let message = format!("`{reference}` is a URL: URLs are not fetched");
            diagnostics.push(error(Code::REF_EXTERNAL, message).help(help));
            return None;
        }
        let decoded = percent_decode_str(reference).decode_utf8_lossy().into_owned();
        let beside = match self.mounted.get(&from) {
            Some((_, path)) => path.clone(),
            None => self.root.clone(),
        };
        let path = normalize_path(&beside.parent().unwrap_or_else(|| Path::new("")).join(&decoded));
        let Ok(canonical) = path.canonicalize() else {
            let message = format!("the file `{}` does not exist", path.display());
            diagnostics.push(error(Code::REF_NOT_FOUND, message));
            return None;
        };
        if !self.folder.as_ref().is_some_and(|folder| canonical.starts_with(folder)) {
            let message = format!("`{reference}` is outside the document's folder: it is not read");
            diagnostics.push(error(Code::REF_EXTERNAL, message));
            return None;
        }
        if let Some(file) = self.by_path.get(&canonical) {
            return Some(*file);
        }
        match super::read::read(self.sources, &path) {
            Ok(file) => {
                self.by_path.insert(canonical, file);
                Some(file)
            }
            Err(unreadable) => {
                diagnostics.push(unreadable);
                None
            }
        }
    }
}

/// Returns `true` if a file is text: a document may keep a description in a file of its own.
fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|extension| ["md", "markdown", "txt"].iter().any(|text| extension == *text))
}
