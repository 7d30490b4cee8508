//! Collects the identifiers of files: one walk through each, before references change the document.

use std::path::Path;

use serde_json::{Map, Value};

use super::{Identifiers, Resource, base_uri};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::{FileId, Origin, Pointer, Trail};
use crate::openapi::object_kind::ObjectKind;
use crate::source::{Bundle, Document, RefTarget};

/// A file, while its identifiers are collected.
pub(super) struct File<'f> {
    pub(super) document: &'f Document,
    pub(super) id: Option<FileId>,
}

impl File<'_> {
    fn target(&self, at: &Trail<'_>) -> RefTarget {
        RefTarget { file: self.id, pointer: at.pointer() }
    }

    fn origin(&self, at: &Trail<'_>) -> Origin {
        match self.id {
            Some(file) => Origin { file, pointer: at.pointer() },
            None => self.document.source_map.origin(&at.pointer()),
        }
    }
}

impl Identifiers {
    pub(super) fn add_document(&mut self, document: &Document, bundle: &Bundle<'_>) {
        let file = File { document, id: None };
        let root = self.begin_file(&file, bundle.root_path(), &document.value);
        self.collect(&document.value, ObjectKind::Document, &Trail::Start(&Pointer::root()), root, &file);
    }

    /// Collects the identifiers of the files that were loaded in the meantime.
    pub(super) fn add_files(&mut self, document: &Document, bundle: &Bundle<'_>) {
        if !self.is_read || bundle.others().len().saturating_add(1) == self.files.len() {
            return;
        }
        for (id, path, value) in bundle.others() {
            if !self.files.contains_key(&Some(id)) {
                let file = File { document, id: Some(id) };
                let root = self.begin_file(&file, path, value);
                self.collect_part(value, &Trail::Start(&Pointer::root()), root, &file);
            }
        }
    }

    /// Begins the resource of a file. `$self` of a document is its URI, and the base of what is relative in it (OpenAPI 3.2.0,
    /// section 4.2.2).
    fn begin_file(&mut self, file: &File<'_>, path: &Path, value: &Value) -> usize {
        let index = self.resources.len();
        let at = RefTarget { file: file.id, pointer: Pointer::root() };
        // A file beside the document is read in place of the one beside its `$self` (RFC 3986, section 5.1.3).
        let of_file = base_uri::of_file(path);
        let of_file = match &self.folders {
            Some((from, to)) => of_file.strip_prefix(from).map_or(of_file.clone(), |inside| format!("{to}{inside}")),
            None => of_file,
        };
        let declared = value.get("$self").and_then(Value::as_str).filter(|_| self.has_self);
        let uri = declared.filter(|declared| !declared.contains('#'));
        let uri = uri.and_then(|declared| base_uri::resolve(declared, &of_file));
        if let Some(uri) = &uri {
            if file.id.is_none() {
                let folders = base_uri::folder(&of_file).zip(base_uri::folder(uri));
                self.folders = folders.map(|(from, to)| (from.to_owned(), to.to_owned()));
            }
            self.by_uri.entry(uri.clone()).or_insert(index);
        } else if let Some(declared) = declared {
            let at = file.origin(&Trail::Start(&Pointer::root().push("$self")));
            let message = format!("`{declared}` is not a URI without a fragment: `$self` has no effect");
            self.diagnostics.push(Diagnostic::warning(Code::IDENTIFIER_INVALID, at, message));
        }
        self.resources.push(Resource { at, uri: uri.unwrap_or(of_file), id: String::new() });
        self.files.insert(file.id, index);
        index
    }

    /// Collects the identifiers of a file that is a part of a document: a schema, a map of schemas, a path item.
    pub(super) fn collect_part(&mut self, value: &Value, at: &Trail<'_>, resource: usize, file: &File<'_>) {
        match value {
            Value::Object(members) if members.contains_key("openapi") || members.contains_key("components") => {
                self.collect(value, ObjectKind::Document, at, resource, file);
            }
            Value::Object(members) if is_schema(members) => {
                self.collect(value, ObjectKind::Schema, at, resource, file);
            }
            Value::Object(members) => {
                let is_data = |key: &str| key.starts_with("x-") || matches!(key, "example" | "examples" | "default");
                for (key, member) in members.iter().filter(|(key, _)| !is_data(key)) {
                    self.collect_part(member, &at.push(key), resource, file);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.collect_part(item, &at.index(index), resource, file);
                }
            }
            _ => {}
        }
    }

    /// Collects the identifiers of a node and of those in it.
    fn collect(&mut self, value: &Value, kind: ObjectKind, at: &Trail<'_>, resource: usize, file: &File<'_>) {
        if kind == ObjectKind::Data {
            return;
        }
        match value {
            Value::Object(members) => {
                let resource = match kind {
                    ObjectKind::Schema | ObjectKind::SchemaOrBool => self.collect_schema(members, at, resource, file),
                    _ => resource,
                };
                for (key, member) in members {
                    self.collect(member, kind.member(key), &at.push(key), resource, file);
                }
            }
            Value::Array(items) => {
                let inner = match kind {
                    // The tuples of JSON Schema before 2020-12: `items` is an array of schemas.
                    ObjectKind::Schema => kind,
                    kind => kind.member(""),
                };
                for (index, item) in items.iter().enumerate() {
                    self.collect(item, inner, &at.index(index), resource, file);
                }
            }
            _ => {}
        }
    }

    /// Collects the identifiers of one schema, and returns its resource.
    fn collect_schema(&mut self, members: &Map<String, Value>, at: &Trail<'_>, outer: usize, file: &File<'_>) -> usize {
        let text = |key: &str| members.get(key).and_then(Value::as_str);
        let resource = text("$id").and_then(|id| self.begin(id, at, outer, file)).unwrap_or(outer);
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = text(key) {
                self.add_anchor((key, name), at, resource, file);
            }
        }
        let dynamic = match members.get("$recursiveAnchor") {
            Some(Value::Bool(true)) => Some(""),
            _ => text("$dynamicAnchor"),
        };
        if let Some(name) = dynamic {
            self.dynamic_anchors.entry(name.to_owned()).or_default().push(file.target(at));
            self.scopes.entry(resource).or_default().entry(name.to_owned()).or_insert_with(|| file.target(at));
        }
        let dynamic = text("$dynamicRef").or_else(|| text("$recursiveRef"));
        self.has_dynamic_references |= dynamic.is_some();
        if let Some(reference) = text("$ref").or(dynamic)
            && self.resources.get(resource).is_some_and(|resource| !resource.id.is_empty())
        {
            self.written.insert(file.origin(at), (reference.to_owned(), resource));
        }
        resource
    }

    /// Begins a resource at a schema with `$id`. `None` if the identifier begins none.
    fn begin(&mut self, id: &str, at: &Trail<'_>, outer: usize, file: &File<'_>) -> Option<usize> {
        let base = self.resources.get(outer)?;
        let place = file.origin(&at.push("$id"));
        let (reference, fragment) = id.split_once('#').unwrap_or((id, ""));
        if !fragment.is_empty() {
            // In draft 7, a fragment alone is an anchor. Generators write the place of each schema there.
            match reference.is_empty() && !fragment.starts_with('/') {
                true => self.add_anchor(("$id", fragment), at, outer, file),
                false => {
                    let message = format!("`$id: {id}` is ignored: an identifier has no fragment");
                    self.diagnostics.push(Diagnostic::note(Code::KEYWORD_UNUSED, place, message));
                }
            }
            return None;
        }
        let Some(uri) = base_uri::resolve(reference, &base.uri) else {
            let message = format!("`$id: {id}` is not a valid URI reference: references to the schema do not find it");
            let help = "percent-encode other characters, and write an absolute URI below a base such as `urn:…`";
            self.diagnostics.push(Diagnostic::warning(Code::IDENTIFIER_INVALID, place, message).help(help));
            return None;
        };
        // The identifier of the resource around it, such as `#`.
        if uri == base.uri && base.at != file.target(at) {
            return None;
        }
        let index = self.resources.len();
        let begun = file.origin(at);
        self.resources.push(Resource { at: file.target(at), uri: uri.clone(), id: reference.to_owned() });
        self.begins.entry(begun.file).or_default().insert(begun.pointer, index);
        if self.resources.get(outer).is_some_and(|outer| outer.at == file.target(at)) {
            // The root of the file.
            self.files.insert(file.id, index);
        }
        match self.by_uri.get(&uri).and_then(|first| self.resources.get(*first)) {
            Some(first) => {
                let message =
                    format!("`$id: {id}` is also that of `{}`: references find that schema", first.at.pointer);
                let help = "give each schema an identifier of its own";
                self.diagnostics.push(Diagnostic::warning(Code::IDENTIFIER_INVALID, place, message).help(help));
            }
            None => drop(self.by_uri.insert(uri, index)),
        }
        Some(index)
    }

    fn add_anchor(&mut self, (key, name): (&str, &str), at: &Trail<'_>, resource: usize, file: &File<'_>) {
        let error =
            |message: String| Diagnostic::warning(Code::IDENTIFIER_INVALID, file.origin(&at.push(key)), message);
        if !is_anchor(name) {
            let message = format!("`{key}: {name}` is not a valid anchor: references to the schema do not find it");
            let help = "begin with a letter or `_`, and go on with letters, digits, `-`, `_` and `.`";
            self.diagnostics.push(error(message).help(help));
            return;
        }
        let target = file.target(at);
        match self.anchors.get(&(name.to_owned(), resource)) {
            Some(first) if *first != target => {
                let message =
                    format!("`{key}: {name}` is also that of `{}`: references find that schema", first.pointer);
                self.diagnostics.push(error(message).help("give each schema an anchor of its own, or an `$id`"));
            }
            _ => drop(self.anchors.insert((name.to_owned(), resource), target)),
        }
    }
}

/// Returns `true` if a text may be an anchor (JSON Schema 2020-12 Core, section 8.2.2).
fn is_anchor(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|character| character.is_ascii_alphanumeric() || "-_.".contains(character))
}

/// Returns `true` if an object in a file of its own looks like a schema.
fn is_schema(members: &Map<String, Value>) -> bool {
    let is_text = |key: &str| members.get(key).is_some_and(Value::is_string);
    ["$schema", "$id", "$anchor", "$dynamicAnchor", "type", "$ref"].into_iter().any(is_text)
        || members.get("type").is_some_and(Value::is_array)
        || ["allOf", "oneOf", "anyOf"].iter().any(|key| members.get(*key).is_some_and(Value::is_array))
        || ["properties", "$defs", "definitions"].iter().any(|key| members.get(*key).is_some_and(Value::is_object))
}
