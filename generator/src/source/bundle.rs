//! Other files that a document refers to. Each is put into the document whole, where nothing else stands, so that a
//! reference into it is a reference like any other.
//!
//! A file is read only if it lies in the folder of the document, or below it: a document that somebody else wrote must
//! not be able to name files of the machine that it is read on. Nothing is ever fetched.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::{Document, parse};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{FileId, Origin, Pointer, Sources, normalize_path};

/// The member of the root in which other files stand, until everything that refers to them is resolved.
pub const BUNDLE: &str = "x-bundled-files";

/// The files that a document consists of.
#[derive(Debug)]
pub struct Bundle<'s> {
    sources: &'s mut Sources,
    root: PathBuf,
    /// The folder of the document, with symbolic links resolved; nothing if it is not there.
    folder: Option<PathBuf>,
    by_path: BTreeMap<PathBuf, FileId>,
    /// Where each file stands in the document, and its path as people know it.
    mounted: BTreeMap<FileId, (Pointer, PathBuf)>,
}

impl<'s> Bundle<'s> {
    /// A bundle of a document alone.
    pub fn new(document: &Document, sources: &'s mut Sources) -> Self {
        let root = PathBuf::from(sources.name(document.source_map.root()));
        let canonical = root.canonicalize().ok();
        let folder = canonical.as_deref().and_then(Path::parent).map(Path::to_owned);
        let by_path = canonical.map(|path| (path, document.source_map.root())).into_iter().collect();
        Self { sources, root, folder, by_path, mounted: BTreeMap::new() }
    }

    /// Where the root of a file stands in the document.
    pub fn root_of(&self, file: FileId) -> Pointer {
        self.mounted.get(&file).map_or_else(Pointer::root, |(pointer, _)| pointer.clone())
    }

    /// Where the file that a reference names stands in the document. It is read and put there if it is not yet. `from`
    /// is the file that the reference stands in, and `place` its place.
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
            let help = "save it beside the document, and refer to the file";
            let message = format!("`{reference}` is a URL, and nothing is fetched");
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
            let message = format!("`{reference}` is not in the folder of the document, and is not read");
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

/// Whether a file is prose: documents keep their descriptions in files of their own.
fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|extension| ["md", "markdown", "txt"].iter().any(|text| extension == *text))
}
