//! Loads the other files that a document refers to. Their values are kept beside the document.
//!
//! A file is read only if it is inside the document's folder: a document must not give access to other files of the
//! machine. URLs are never fetched.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::read::read_within;
use super::swagger::{self, MediaTypes};
use super::{Document, SourceMap, parse_within};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::limits::Limits;
use crate::location::{FileId, Origin, Pointer, Sources, normalize_path};

/// The target of a reference: a node of the document, or of another file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RefTarget {
    /// The other file; `None` for the document itself.
    pub file: Option<FileId>,
    /// The node in the file, or in the document after all passes so far.
    pub pointer: Pointer,
}

/// The files of a document.
#[derive(Debug)]
pub struct Bundle<'s> {
    sources: &'s mut Sources,
    limits: &'s Limits,
    root: PathBuf,
    /// The document's folder, with symbolic links resolved. `None` if it does not exist.
    folder: Option<PathBuf>,
    by_path: BTreeMap<PathBuf, FileId>,
    others: BTreeMap<FileId, OtherFile>,
    /// The media types of operations that name none, if the files are of Swagger 2.0.
    swagger: Option<MediaTypes>,
}

/// A file that the document refers to.
#[derive(Debug)]
struct OtherFile {
    path: PathBuf,
    document: Document,
}

impl<'s> Bundle<'s> {
    /// Creates a bundle that contains the root file only.
    pub fn new(document: &Document, sources: &'s mut Sources, limits: &'s Limits) -> Self {
        let root = PathBuf::from(sources.name(document.source_map.root()));
        let canonical = root.canonicalize().ok();
        let folder = canonical.as_deref().and_then(Path::parent).map(Path::to_owned);
        let by_path = canonical.map(|path| (path, document.source_map.root())).into_iter().collect();
        Self { sources, limits, root, folder, by_path, others: BTreeMap::new(), swagger: None }
    }

    /// Has the files that are read from now on converted from Swagger 2.0.
    pub(super) fn read_as_swagger(&mut self, defaults: MediaTypes) {
        self.swagger = Some(defaults);
    }

    /// Returns the root of a file. The root of an overlay is that of the document, which its nodes were added to.
    pub fn root_of(&self, file: FileId) -> RefTarget {
        RefTarget { file: Some(file).filter(|file| self.others.contains_key(file)), pointer: Pointer::root() }
    }

    /// Returns the root of the file that a reference names, and reads the file if necessary. `from` is the file that
    /// contains the reference, and `place` is the origin of the reference.
    pub fn load(
        &mut self,
        document: &Document,
        (from, place): (FileId, &Origin),
        reference: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<RefTarget> {
        let file = self.find(from, place, reference, diagnostics)?;
        if file != document.source_map.root() && !self.others.contains_key(&file) {
            let path = PathBuf::from(self.sources.name(file));
            let value = match is_text(&path) {
                true => Value::from(self.sources.text(file)),
                false => parse_within(self.sources, file, self.limits, diagnostics)?,
            };
            let mut other = Document { value, source_map: SourceMap::new(file) };
            if let Some(defaults) = &self.swagger {
                swagger::convert_file(&mut other, defaults, self.limits.copied_nodes, diagnostics);
            }
            self.others.insert(file, OtherFile { path, document: other });
        }
        Some(self.root_of(file))
    }

    /// Adds what the other files say in the keywords of Swagger 2.0 to the document.
    pub(crate) fn collect_swagger_keywords(&self, document: &mut Document) {
        for other in self.others.values() {
            document.source_map.swagger.extend(&other.document.source_map.swagger);
        }
    }

    /// Returns the path of the document.
    pub(crate) fn root_path(&self) -> &Path {
        &self.root
    }

    /// Returns the other files that are loaded so far, with their paths and values.
    pub(crate) fn others(&self) -> impl ExactSizeIterator<Item = (FileId, &Path, &Value)> {
        self.others.iter().map(|(id, other)| (*id, other.path.as_path(), &other.document.value))
    }

    /// Returns the limits of the documents.
    pub(crate) fn limits(&self) -> &'s Limits {
        self.limits
    }

    /// Returns the value of a target. `None` if it does not exist.
    pub fn value<'v>(&'v self, document: &'v Document, target: &RefTarget) -> Option<&'v Value> {
        self.file_of(document, target)?.value.pointer(target.pointer.as_str())
    }

    /// Returns the file of a target. `None` if it is not loaded.
    fn file_of<'v>(&'v self, document: &'v Document, target: &RefTarget) -> Option<&'v Document> {
        match target.file {
            Some(file) => self.others.get(&file).map(|other| &other.document),
            None => Some(document),
        }
    }

    /// Returns the node that a reference with this pointer names.
    pub fn target(&self, document: &Document, root: &RefTarget, pointer: &Pointer) -> RefTarget {
        let pointer =
            self.file_of(document, root).map_or_else(|| pointer.clone(), |file| file.source_map.target(pointer));
        RefTarget { pointer, ..root.clone() }
    }

    /// Records the origins of a copy of a target.
    pub fn record_copy(&self, document: &mut Document, target: &RefTarget, to: &Pointer) {
        for (rest, origin) in self.records_of(document, target) {
            document.source_map.record(to.join(&rest), origin);
        }
    }

    /// Returns the origins of the nodes of a target, relative to it.
    pub(crate) fn records_of(&self, document: &Document, target: &RefTarget) -> Vec<(Pointer, Origin)> {
        let below = self.file_of(document, target).map(|file| file.source_map.records_below(&target.pointer));
        let whole = (Pointer::root(), self.origin(document, target));
        [whole].into_iter().chain(below.unwrap_or_default()).collect()
    }

    /// Returns the origin of a target.
    pub fn origin(&self, document: &Document, target: &RefTarget) -> Origin {
        let file = self.file_of(document, target).unwrap_or(document);
        file.source_map.origin(&target.pointer)
    }

    /// Returns whether there is a file at a path, which is percent-encoded and relative to the document.
    pub(crate) fn contains(&self, reference: &str) -> bool {
        let canonical = path_beside(&self.root, reference).canonicalize();
        canonical
            .is_ok_and(|path| path.is_file() && self.folder.as_ref().is_some_and(|folder| path.starts_with(folder)))
    }

    /// Returns the path of another file, relative to the document's folder.
    pub fn path_of(&self, file: FileId) -> Option<&Path> {
        let path = self.others.get(&file)?.path.as_path();
        let folder = self.root.parent().unwrap_or_else(|| Path::new(""));
        Some(path.strip_prefix(folder).unwrap_or(path))
    }

    fn find(&mut self, from: FileId, place: &Origin, reference: &str, diagnostics: &mut Diagnostics) -> Option<FileId> {
        let error = |code, message: String| Diagnostic::error(code, place.clone(), message);
        if reference.contains("://") || reference.starts_with("//") || reference.starts_with("urn:") {
            let help = "save the file in the document's folder and refer to it there";
            let message = format!("`{reference}` is a URL: URLs are not fetched");
            diagnostics.push(error(Code::REF_EXTERNAL, message).help(help));
            return None;
        }
        let beside = self.others.get(&from).map_or(&self.root, |other| &other.path);
        let path = path_beside(beside, reference);
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
        match read_within(self.sources, &path, self.limits) {
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

/// Returns the path that a reference in a file names.
fn path_beside(file: &Path, reference: &str) -> PathBuf {
    let decoded = percent_decode_str(reference).decode_utf8_lossy();
    normalize_path(&file.parent().unwrap_or_else(|| Path::new("")).join(&*decoded))
}

/// Returns `true` if a file is text: a document may keep a description in a file of its own.
fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|extension| ["md", "markdown", "txt"].iter().any(|text| extension == *text))
}
