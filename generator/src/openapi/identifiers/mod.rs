//! The identifiers of schemas: `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12 Core, sections 8.2.1 and 8.2.2),
//! and the targets of references to them.
//!
//! A schema with `$id` begins a resource: references in it are relative to its URI, and so are their pointers. Each file is a
//! resource too. One walk through each file finds all of them, before references change the document.

mod base_uri;
mod collect;
mod dynamic;
mod scope;
#[cfg(test)]
mod tests;

pub(super) use self::dynamic::DynamicReference;
pub(super) use self::scope::Scope;

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::version::Version;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{FileId, Origin, Pointer};
use crate::source::{Bundle, Document, RefTarget};

/// The keywords that identify a schema and say how to read it (JSON Schema 2020-12 Core, sections 8.1 to 8.3). They describe no
/// value.
pub(super) const IDENTIFYING: [&str; 7] =
    ["$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$schema", "$vocabulary", "$comment"];

/// The keywords with schemas that others refer to (section 8.2.4, and `definitions` of older drafts).
pub(super) const DEFINITIONS: [&str; 2] = ["$defs", "definitions"];

/// The identifiers of all files that are loaded so far.
pub(super) struct Identifiers {
    /// Whether schemas have identifiers. Those of OpenAPI 3.0 have none.
    is_read: bool,
    /// Whether a document has an identifier of its own.
    has_self: bool,
    /// The folder of the document, and that of its `$self`, as URIs: a file below the first one has a URI below the second
    /// one.
    folders: Option<(String, String)>,
    resources: Vec<Resource>,
    /// The resource of each file as a whole.
    files: BTreeMap<Option<FileId>, usize>,
    /// The resources that begin inside of a file, by the places where they are written.
    begins: BTreeMap<FileId, BTreeMap<Pointer, usize>>,
    by_uri: BTreeMap<String, usize>,
    /// The schemas with an anchor, by its name and its resource.
    anchors: BTreeMap<(String, usize), RefTarget>,
    /// The references in resources that begin inside of a file, by the places where they are written. A reference that has
    /// another text now is resolved already.
    written: BTreeMap<Origin, (String, usize)>,
    /// The schemas with a dynamic anchor, by its name; that of `$recursiveAnchor` is empty.
    dynamic_anchors: BTreeMap<String, Vec<RefTarget>>,
    has_dynamic_references: bool,
    /// The schemas with a dynamic anchor in each resource.
    scopes: BTreeMap<usize, Scope>,
    /// The resources whose references are read relative to their files.
    lenient: BTreeSet<usize>,
    diagnostics: Diagnostics,
}

/// A schema resource.
struct Resource {
    at: RefTarget,
    /// Its URI, in its normal form.
    uri: String,
    /// Its `$id`, as it is written; empty if it is a file.
    id: String,
}

impl Identifiers {
    /// Collects the identifiers of a document. Those of other files are added when they are loaded.
    pub(super) fn of(document: &Document, bundle: &Bundle<'_>, version: Version) -> Self {
        let mut identifiers = Self {
            is_read: version >= Version::V3_1,
            has_self: version >= Version::V3_2,
            folders: None,
            resources: Vec::new(),
            files: BTreeMap::new(),
            begins: BTreeMap::new(),
            by_uri: BTreeMap::new(),
            anchors: BTreeMap::new(),
            written: BTreeMap::new(),
            dynamic_anchors: BTreeMap::new(),
            has_dynamic_references: false,
            scopes: BTreeMap::new(),
            lenient: BTreeSet::new(),
            diagnostics: Diagnostics::new(),
        };
        if identifiers.is_read {
            identifiers.add_document(document, bundle);
        }
        identifiers
    }

    /// Returns what was found to be wrong with identifiers.
    pub(super) fn into_diagnostics(self) -> Diagnostics {
        self.diagnostics
    }

    /// Returns the target of a reference that an identifier decides, or the error that it has none. `None` if the reference
    /// is relative to its file, as one in a document without identifiers. `place` is where the reference is written.
    pub(super) fn target(
        &mut self,
        document: &Document,
        bundle: &Bundle<'_>,
        (place, text): (&Origin, &str),
    ) -> Option<Result<RefTarget, Diagnostic>> {
        self.add_files(document, bundle);
        if self.by_uri.is_empty() {
            return None;
        }
        let (base, is_rewritten) = self.base_of(bundle, place, text)?;
        let (reference, fragment) = text.split_once('#').unwrap_or((text, ""));
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        let resource = self.resources.get(base)?;
        if is_rewritten {
            // References between components of the document.
            return Some(Ok(RefTarget { file: None, pointer: Pointer::parse(&fragment)? }));
        }
        if !reference.is_empty() {
            let uri = base_uri::resolve(reference, &resource.uri)?;
            let identified = *self.by_uri.get(&uri)?;
            let target = self.target_in(document, bundle, identified, &fragment);
            return Some(target.ok_or_else(|| self.missing(place, text, &fragment)));
        }
        if resource.id.is_empty() {
            return None;
        }
        if let Some(target) = self.target_in(document, bundle, base, &fragment) {
            return Some(Ok(target));
        }
        let whole = RefTarget { file: resource.at.file, pointer: Pointer::parse(&fragment).unwrap_or_default() };
        if !fragment.starts_with('/') || bundle.value(document, &whole).is_none() {
            return Some(Err(self.missing(place, text, &fragment)));
        }
        if self.lenient.insert(base) {
            let id = &resource.id;
            let message =
                format!("`{text}` does not exist in the schema with `$id: {id}`: it is read relative to the file");
            let help = "write the name of the file before `#`, or remove `$id`, to which references are relative";
            self.diagnostics.push(Diagnostic::warning(Code::REF_NOT_FOUND, place.clone(), message).help(help));
        }
        Some(Ok(whole))
    }

    /// Returns the path of the file that a reference names by its URI, relative to the document. `None` if the URI is not below
    /// the folder of the document's `$self`.
    pub(super) fn file(&self, bundle: &Bundle<'_>, (place, text): (&Origin, &str)) -> Option<String> {
        let (_, folder) = self.folders.as_ref()?;
        let (base, is_rewritten) = self.base_of(bundle, place, text)?;
        let reference = text.split('#').next().filter(|reference| !reference.is_empty() && !is_rewritten)?;
        let uri = base_uri::resolve(reference, &self.resources.get(base)?.uri)?;
        let path = uri.strip_prefix(folder)?;
        (!path.is_empty()).then(|| path.to_owned())
    }

    /// Returns the schema with an anchor in the resource of a whole file, or the error that there is none. `None` if the
    /// fragment is a pointer.
    pub(super) fn anchor(
        &mut self,
        document: &Document,
        bundle: &Bundle<'_>,
        (file, fragment): (&RefTarget, &str),
        (place, text): (&Origin, &str),
    ) -> Option<Result<RefTarget, Diagnostic>> {
        self.add_files(document, bundle);
        if self.anchors.is_empty() || fragment.is_empty() || fragment.starts_with('/') {
            return None;
        }
        let resource = *self.files.get(&file.file)?;
        let target = self.anchors.get(&(fragment.to_owned(), resource)).cloned();
        Some(target.ok_or_else(|| self.missing(place, text, fragment)))
    }

    /// Returns the resource that a reference is relative to, and whether the reference is resolved already.
    fn base_of(&self, bundle: &Bundle<'_>, place: &Origin, text: &str) -> Option<(usize, bool)> {
        let schema = place.pointer.parent().unwrap_or_default();
        if let Some((written, resource)) = self.written.get(&Origin { file: place.file, pointer: schema }) {
            return Some((*resource, written != text));
        }
        let begins = self.begins.get(&place.file);
        let around = begins.and_then(|begins| place.pointer.ancestors().find_map(|above| begins.get(above)));
        let resource = around.or_else(|| self.files.get(&bundle.root_of(place.file).file))?;
        Some((*resource, false))
    }

    /// Returns the node of a resource that a fragment names: by a pointer that is relative to it, or by an anchor.
    fn target_in(
        &self,
        document: &Document,
        bundle: &Bundle<'_>,
        resource: usize,
        fragment: &str,
    ) -> Option<RefTarget> {
        let at = &self.resources.get(resource)?.at;
        match Pointer::parse(fragment) {
            Some(inside) => {
                let target = RefTarget { file: at.file, pointer: at.pointer.join(&inside) };
                bundle.value(document, &target).is_some().then_some(target)
            }
            None => self.anchors.get(&(fragment.to_owned(), resource)).cloned(),
        }
    }

    /// Returns the error for a reference without a target. An anchor of another resource is the help.
    fn missing(&self, place: &Origin, text: &str, fragment: &str) -> Diagnostic {
        let error = Diagnostic::error(Code::REF_NOT_FOUND, place.clone(), format!("`{text}` does not exist"));
        let first = (fragment.to_owned(), 0);
        let same_name = self.anchors.range(first..).next().filter(|((name, _), _)| name == fragment);
        let resource = same_name.and_then(|((_, resource), _)| self.resources.get(*resource));
        match resource.filter(|_| !fragment.is_empty()) {
            Some(resource) if resource.id.is_empty() => {
                error.help(format!("`{fragment}` is an anchor outside of the schemas with `$id`"))
            }
            Some(resource) => error.help(format!("did you mean `{}#{fragment}`?", resource.id)),
            None => error,
        }
    }
}
