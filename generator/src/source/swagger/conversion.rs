//! What the conversion of one file knows, and what it records.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::media_types::{MediaTypeList, MediaTypes, UsedMediaTypes, Uses};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::limits::raise;
use crate::location::{Origin, Pointer};
use crate::source::{Bundle, Document, RefTarget, SourceMap, count_nodes};

/// The maximum number of references from one parameter to the next one.
const MAX_CHAIN: usize = 32;

/// Where a node is written, and where it is after the conversion.
#[derive(Clone, Debug)]
pub(super) struct At {
    pub(super) from: Pointer,
    pub(super) to: Pointer,
}

impl At {
    /// A node that stays where it is.
    pub(super) fn same(pointer: Pointer) -> Self {
        Self { from: pointer.clone(), to: pointer }
    }

    /// A member that is moved with the object around it.
    pub(super) fn push(&self, key: &str) -> Self {
        Self { from: self.from.push(key), to: self.to.push(key) }
    }
}

/// The conversion of one file.
pub(super) struct Conversion<'c, 'b> {
    /// The file. What is converted at the moment is taken out of it.
    pub(super) file: &'c Document,
    /// The files that this one refers to. `None` if no reference to another file is followed.
    pub(super) bundle: Option<&'c mut Bundle<'b>>,
    /// The origins before the conversion.
    pub(super) before: &'c SourceMap,
    /// The origins after it.
    pub(super) source_map: &'c mut SourceMap,
    /// The media types of operations that have none of their own.
    pub(super) defaults: &'c MediaTypes,
    /// Which media types of each list are used.
    pub(super) uses: BTreeMap<Pointer, Uses>,
    /// The number of nodes that were copied, and the limit.
    pub(super) copied: usize,
    pub(super) max_copied: usize,
    pub(super) diagnostics: &'c mut Diagnostics,
}

/// What a reference names.
pub(super) struct Target {
    node: RefTarget,
    pub(super) origin: Origin,
}

impl Target {
    /// The pointer in this file. `None` for a node of another one.
    pub(super) fn pointer(&self) -> Option<&Pointer> {
        self.node.file.is_none().then_some(&self.node.pointer)
    }
}

impl<'c> Conversion<'c, '_> {
    /// Begins the conversion of a file. `before` and `source_map` are its origins before and after it.
    pub(super) fn of(
        file: &'c Document,
        (before, source_map): (&'c SourceMap, &'c mut SourceMap),
        defaults: &'c MediaTypes,
        max_copied: usize,
        diagnostics: &'c mut Diagnostics,
    ) -> Self {
        let uses = BTreeMap::new();
        Self { file, bundle: None, before, source_map, defaults, uses, copied: 0, max_copied, diagnostics }
    }
}

impl Conversion<'_, '_> {
    /// Records that a node is moved, with all that is in it.
    pub(super) fn moved(&mut self, at: &At) {
        self.source_map.record(at.to.clone(), self.before.origin(&at.from));
        for (rest, origin) in self.before.records_below(&at.from) {
            self.source_map.record(at.to.join(&rest), origin);
        }
        self.source_map.record_target(at.from.clone(), at.to.clone());
    }

    pub(super) fn warning(&mut self, code: Code, from: &Pointer, message: String) {
        self.diagnostics.push(Diagnostic::warning(code, self.before.origin(from), message));
    }

    pub(super) fn note(&mut self, code: Code, from: &Pointer, message: String) {
        self.diagnostics.push(Diagnostic::note(code, self.before.origin(from), message));
    }

    /// Counts the media types that a body or a response uses of a list.
    pub(super) fn count_uses(&mut self, list: &MediaTypeList, found: &UsedMediaTypes<'_>) {
        let Some(at) = &list.at else { return };
        let uses = self.uses.entry(at.clone()).or_default();
        uses.used.extend(found.used.iter().map(|name| (*name).to_owned()));
        uses.unused.extend(found.unused.iter().map(|name| (*name).to_owned()));
    }

    /// Gives a media type of the content at `content` the place of its name in `consumes` or `produces`. What has no place in the document
    /// has that of the body or the response.
    pub(super) fn place_media_type(&mut self, list: &MediaTypeList, name: &str, content: &At) {
        let origin = self.before.origin(list.place(name).unwrap_or(&content.from));
        self.source_map.record(content.to.push(name), origin);
    }

    /// Notes the media types that no body and no response uses of their list, once for each list.
    pub(super) fn note_unused(&mut self) {
        for (at, uses) in std::mem::take(&mut self.uses) {
            let names: Vec<String> = {
                let unused = uses.unused.iter().filter(|name| !uses.used.contains(*name));
                unused.map(|name| format!("`{name}`")).collect()
            };
            if !names.is_empty() {
                let message = format!("{}: not used, since JSON has the values of the schema", names.join(", "));
                self.diagnostics.push(Diagnostic::note(Code::MEDIA_TYPE_UNUSED, self.before.origin(&at), message));
            }
        }
    }

    /// Follows a reference to its end. `None` if there is none, or if it is found later that it is invalid.
    pub(super) fn follow(&mut self, reference: &Value, from: &Pointer) -> Option<Target> {
        let mut text = reference.get("$ref")?.as_str()?.to_owned();
        let mut place = self.before.origin(&from.push("$ref"));
        for _ in 0..MAX_CHAIN {
            let (file, fragment) = text.split_once('#').unwrap_or((&text, ""));
            let pointer = Pointer::parse(&percent_decode_str(fragment).decode_utf8_lossy())?;
            let is_own = file.is_empty() && place.file == self.before.root();
            let root = match (is_own, self.bundle.as_deref_mut()) {
                (true, _) => RefTarget { file: None, pointer: Pointer::root() },
                (false, Some(bundle)) if file.is_empty() => bundle.root_of(place.file),
                // A file that can't be read is reported when references are resolved.
                (false, bundle) => bundle?.load(self.file, (place.file, &place), file, &mut Diagnostics::new())?,
            };
            let node = RefTarget { pointer, ..root };
            let origin = match node.file {
                None => self.before.origin(&node.pointer),
                Some(_) => self.bundle.as_deref()?.origin(self.file, &node),
            };
            let target = Target { node, origin };
            match self.value(&target)?.get("$ref").and_then(Value::as_str) {
                Some(next) => {
                    text = next.to_owned();
                    place = Origin { pointer: target.origin.pointer.push("$ref"), ..target.origin };
                }
                None => return Some(target),
            }
        }
        None
    }

    /// Returns the value of a target.
    pub(super) fn value(&self, target: &Target) -> Option<&Value> {
        match (&self.bundle, target.node.file) {
            (Some(bundle), Some(_)) => bundle.value(self.file, &target.node),
            _ => self.file.value.pointer(target.node.pointer.as_str()),
        }
    }

    /// Returns a copy of the value of a target. `None` if copies exceed the limit, which is an error at the reference.
    pub(super) fn copy(&mut self, target: &Target, from: &Pointer) -> Option<Value> {
        let value = self.value(target)?;
        let count = count_nodes(value);
        let value = value.clone();
        self.may_copy(count, &from.push("$ref")).then_some(value)
    }

    /// Counts a copy. Returns `false` if copies exceed the limit, which is an error.
    pub(super) fn may_copy(&mut self, nodes: usize, from: &Pointer) -> bool {
        let before = self.copied;
        self.copied = before.saturating_add(nodes);
        if self.copied <= self.max_copied {
            return true;
        }
        // One error is enough.
        if before <= self.max_copied {
            let message = format!("the document copies more than {} nodes, up to this one", self.max_copied);
            let help = format!("refer to definitions, which are not copied, or {}", raise("copied-nodes"));
            let error = Diagnostic::error(Code::REF_TOO_LARGE, self.before.origin(from), message);
            self.diagnostics.push(error.help(help));
        }
        false
    }
}
