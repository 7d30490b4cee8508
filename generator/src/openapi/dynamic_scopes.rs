//! Copies of schemas whose dynamic references find another schema than those of the original, such as the items of a generic page
//! (JSON Schema 2020-12 Core, section 8.2.3.2).
//!
//! A dynamic reference finds the outermost schema with its anchor in the dynamic scope: the resources that were entered on the way to it
//! (section 7.1). A reference to a schema enters its resource. If the scope is then another one than that of the schema alone, and
//! a dynamic reference in reach of the schema asks for one of its anchors, then the reference gets a copy for this scope.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::hoisted;
use super::identifiers::{DEFINITIONS, DynamicReference, IDENTIFYING, Identifiers, Scope};
use super::object_kind::{ObjectKind, walk};
use super::resolve::{Place, Reference, collect, is_component_of, set_reference, target_at};
use crate::diagnostic::Diagnostics;
use crate::location::{Origin, Pointer, hash};
use crate::source::{Bundle, Document, RefTarget};

/// The copies so far, and what they are made of.
pub(super) struct DynamicScopes {
    /// The document as it was before references changed it, if it has dynamic references or anchors.
    original: Option<Document>,
    direct: BTreeMap<RefTarget, Rc<Direct>>,
    found: BTreeMap<RefTarget, Rc<Found>>,
    /// The number of files that were loaded when these were found.
    files: usize,
    /// The component that is the copy of a schema for a scope.
    copies: BTreeMap<(RefTarget, Scope), String>,
}

/// What the dynamic references in reach of a schema find if nothing but the document refers to it, by the names of their anchors.
type Found = BTreeMap<String, BTreeSet<RefTarget>>;

/// What a schema and those in it refer to, and where the references are written.
#[derive(Default)]
struct Direct {
    /// Dynamic references: the name of the anchor, and what a plain reference would find.
    anchors: Vec<(Origin, String, RefTarget)>,
    targets: Vec<(Origin, RefTarget)>,
}

impl DynamicScopes {
    pub(super) fn new(document: &Document, identifiers: &Identifiers) -> Self {
        Self {
            original: identifiers.has_dynamic().then(|| document.clone()),
            direct: BTreeMap::new(),
            found: BTreeMap::new(),
            files: 0,
            copies: BTreeMap::new(),
        }
    }

    /// Returns the scope for which a reference needs a copy of its target. `None` if it needs none.
    pub(super) fn scope_of(
        &mut self,
        document: &Document,
        bundle: &mut Bundle<'_>,
        identifiers: &mut Identifiers,
        (reference, target): (&Reference, &RefTarget),
    ) -> Option<Scope> {
        if reference.kind.component_kind() != Some("schemas") || !identifiers.has_rivals() {
            return None;
        }
        let found = self.found(document, bundle, identifiers, target);
        let mut scope = reference.scope.as_deref().cloned().unwrap_or_default();
        identifiers.enter(bundle, &document.source_map.origin(&reference.at), &mut scope);
        // An anchor that is found anyway needs no copy.
        scope.retain(|name, anchor| found.get(name).is_some_and(|found| found.iter().any(|found| found != anchor)));
        (!scope.is_empty()).then_some(scope)
    }

    /// Returns `true` if a schema was copied for a scope.
    pub(super) fn has_copy(&self, target: &RefTarget, scope: &Scope) -> bool {
        self.copies.contains_key(&(target.clone(), scope.clone()))
    }

    /// Refers to the copy of a schema for a scope, and makes it if necessary. Returns the references in a new copy.
    pub(super) fn refer(
        &mut self,
        document: &mut Document,
        bundle: &Bundle<'_>,
        identifiers: &mut Identifiers,
        (reference, target, scope): (&Reference, &RefTarget, Scope),
        hoisted: &mut BTreeMap<RefTarget, String>,
    ) -> Vec<Reference> {
        let schemas = Pointer::root().push("components").push("schemas");
        let key = (target.clone(), scope);
        if let Some(name) = self.copies.get(&key) {
            set_reference(document, &reference.at, &schemas.push(name));
            return Vec::new();
        }
        let scope = Rc::new(key.1.clone());
        // A component with an anchor of the scope in it, such as a page of users, is the copy itself, or has it in its `allOf`.
        let whole = without_all_of(&reference.at);
        let is_of_scope = has_anchor_of(document, bundle, &whole, &scope);
        let at = if is_of_scope && is_component_of(&whole, "schemas") {
            let is_alone = is_alone(document, reference);
            if let Some((_, name)) = whole.split_last().filter(|_| is_alone && whole == reference.at) {
                self.copies.insert(key, name);
            }
            if is_alone { reference.at.clone() } else { into_all_of(document, &reference.at) }
        } else {
            let name = hoisted::unnamed(hoisted.len());
            let named_after = match is_of_scope {
                true => RefTarget { file: None, pointer: whole },
                false => named_after(target, &scope),
            };
            hoisted.insert(distinct(named_after, &scope, hoisted), name.clone());
            let at = schemas.push(&name);
            set_reference(document, &reference.at, &at);
            self.copies.insert(key, name);
            at
        };
        self.copy(document, bundle, identifiers, (target, &scope, &at))
    }

    /// Copies a schema for a scope to a place, where the identifiers and the annotations of the schema that was there remain.
    fn copy(
        &self,
        document: &mut Document,
        bundle: &Bundle<'_>,
        identifiers: &mut Identifiers,
        (target, scope, at): (&RefTarget, &Rc<Scope>, &Pointer),
    ) -> Vec<Reference> {
        let before = document.value.pointer_mut(at.as_str()).map(Value::take);
        let kept: Map<String, Value> = match before {
            Some(Value::Object(members)) => members.into_iter().filter(|(key, _)| key != "$ref").collect(),
            _ => Map::new(),
        };
        let origins: Vec<(Pointer, Origin)> = kept
            .keys()
            .map(|key| at.push(key))
            .map(|place| (place.clone(), document.source_map.origin(&place)))
            .collect();
        let source = self.original.as_ref().unwrap_or(document);
        let mut value = bundle.value(source, target).cloned().unwrap_or_default();
        let records = bundle.records_of(source, target);
        for (rest, origin) in records {
            document.source_map.record(at.join(&rest), origin);
        }
        if let Value::Object(members) = &mut value {
            // References find these in the original.
            members.retain(|key, _| !is_identifier(key));
        }
        let whole = (&mut value, ObjectKind::Schema, at);
        let bound = identifiers.bind(whole, &mut document.source_map, bundle, Some(scope));
        let references = collect(&mut value, ObjectKind::Schema, at, (&[], &bound, Some(scope)));
        for (place, origin) in origins {
            document.source_map.record(place, origin);
        }
        if let Value::Object(members) = &mut value {
            members.extend(kept);
        }
        match document.value.pointer_mut(at.as_str()) {
            Some(place) => *place = value,
            None => {
                // The document was completed before, so that the components have schemas.
                let schemas = document.value.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
                let name = at.split_last().map(|(_, name)| name);
                if let (Some(schemas), Some(name)) = (schemas, name) {
                    schemas.insert(name, value);
                }
            }
        }
        references
    }

    /// Returns what the dynamic references in reach of a schema find, by the names of their anchors. Only names that several schemas
    /// have are looked for: any other anchor is found in each scope.
    fn found(
        &mut self,
        document: &Document,
        bundle: &mut Bundle<'_>,
        identifiers: &mut Identifiers,
        target: &RefTarget,
    ) -> Rc<Found> {
        if self.files != bundle.others().len() {
            self.files = bundle.others().len();
            self.direct.clear();
            self.found.clear();
        }
        if let Some(known) = self.found.get(target) {
            return Rc::clone(known);
        }
        let mut found = Found::new();
        for name in identifiers.rivals() {
            let anchors = self.found_by(document, bundle, identifiers, (target, &name));
            if !anchors.is_empty() {
                found.insert(name, anchors);
            }
        }
        let found = Rc::new(found);
        self.found.insert(target.clone(), Rc::clone(&found));
        found
    }

    /// Returns what the dynamic references with one name find in reach of a schema.
    fn found_by(
        &mut self,
        document: &Document,
        bundle: &mut Bundle<'_>,
        identifiers: &mut Identifiers,
        (target, name): (&RefTarget, &str),
    ) -> BTreeSet<RefTarget> {
        let mut found = BTreeSet::new();
        // A schema, and the outermost anchor on the way to it.
        let mut waiting: Vec<(RefTarget, Option<RefTarget>)> = vec![(target.clone(), None)];
        let mut seen = BTreeSet::new();
        while let Some((schema, anchor)) = waiting.pop() {
            if !seen.insert((schema.clone(), anchor.clone())) {
                continue;
            }
            let source = self.original.as_ref().unwrap_or(document);
            let anchor = anchor.or_else(|| identifiers.anchor_around(bundle, &bundle.origin(source, &schema), name));
            let direct = self.direct(document, bundle, identifiers, &schema);
            let anchor_at = |place| anchor.clone().or_else(|| identifiers.anchor_around(bundle, place, name));
            for (place, target) in &direct.targets {
                waiting.push((target.clone(), anchor_at(place)));
            }
            for (place, asked, plain) in &direct.anchors {
                let outermost = anchor_at(place);
                if asked == name {
                    let target = outermost.clone().unwrap_or_else(|| plain.clone());
                    found.insert(target.clone());
                    waiting.push((target, outermost));
                } else {
                    // Any of them may be what is found.
                    let any = identifiers.anchored(asked).iter();
                    waiting.extend(any.map(|target| (target.clone(), outermost.clone())));
                }
            }
        }
        found
    }

    /// Returns what a schema and those in it refer to by themselves.
    fn direct(
        &mut self,
        document: &Document,
        bundle: &mut Bundle<'_>,
        identifiers: &mut Identifiers,
        target: &RefTarget,
    ) -> Rc<Direct> {
        if let Some(known) = self.direct.get(target) {
            return Rc::clone(known);
        }
        let source = self.original.as_ref().unwrap_or(document);
        let mut value = bundle.value(source, target).cloned().unwrap_or_default();
        let mut found = Vec::new();
        walk(&mut value, ObjectKind::Schema, &Pointer::root(), &mut |value, kind, at| {
            let (Value::Object(members), ObjectKind::Schema | ObjectKind::SchemaOrBool) = (value, kind) else { return };
            for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
                if let Some(text) = members.get(keyword).and_then(Value::as_str) {
                    found.push((at.push(keyword).pointer(), keyword, text.to_owned()));
                }
            }
        });
        let mut direct = Direct::default();
        for (rest, keyword, text) in found {
            let written = RefTarget { file: target.file, pointer: target.pointer.join(&rest) };
            let place = bundle.origin(source, &written);
            if keyword == "$ref" {
                let reference = Place { place: &place, kind: ObjectKind::Schema, text: &text };
                let (comparisons, unreported) = (&mut 0, &mut Diagnostics::new());
                let target = target_at(source, bundle, identifiers, reference, comparisons, unreported);
                direct.targets.extend(target.map(|target| (place.clone(), target)));
            } else if let Some(DynamicReference::Anchor { name, first }) =
                identifiers.dynamic_reference(bundle, &place, keyword, &text)
            {
                direct.anchors.push((place, name, first));
            }
        }
        let direct = Rc::new(direct);
        self.direct.insert(target.clone(), Rc::clone(&direct));
        direct
    }
}

/// The annotations that may be beside a reference without changing its type.
const ANNOTATIONS: [&str; 3] = ["title", "description", "deprecated"];

/// Returns `true` for a keyword that describes no value: an identifier, or definitions.
fn is_identifier(key: &str) -> bool {
    IDENTIFYING.contains(&key) || DEFINITIONS.contains(&key)
}

/// Returns `true` if nothing but identifiers and annotations is beside a reference.
fn is_alone(document: &Document, reference: &Reference) -> bool {
    let members = document.value.pointer(reference.at.as_str()).and_then(Value::as_object);
    let is_beside = |key: &str| key == "$ref" || is_identifier(key) || ANNOTATIONS.contains(&key);
    members.is_some_and(|members| members.keys().all(|key| is_beside(key)))
}

/// Returns the place of the schema that has another one in its `allOf`.
fn without_all_of(at: &Pointer) -> Pointer {
    let outer = at.parent().and_then(|list| list.split_last()).filter(|(_, keyword)| keyword == "allOf");
    outer.map_or_else(|| at.clone(), |(outer, _)| without_all_of(&outer))
}

/// Returns `true` if a schema with an anchor of a scope is written inside of the schema at a place.
fn has_anchor_of(document: &Document, bundle: &Bundle<'_>, at: &Pointer, scope: &Scope) -> bool {
    let place = document.source_map.origin(at);
    scope.values().any(|anchor| {
        let anchor = bundle.origin(document, anchor);
        anchor.file == place.file && anchor.pointer.strip_prefix(&place.pointer).is_some()
    })
}

/// Moves a reference into the `allOf` beside it, where its copy goes, and returns the place.
fn into_all_of(document: &mut Document, at: &Pointer) -> Pointer {
    let mut index = 0;
    if let Some(Value::Object(members)) = document.value.pointer_mut(at.as_str()) {
        let reference = members.shift_remove("$ref").unwrap_or_default();
        if let Value::Array(all) = members.entry("allOf").or_insert_with(|| Value::Array(Vec::new())) {
            index = all.len();
            all.push(json!({ "$ref": reference }));
        }
    }
    at.push("allOf").index(index)
}

/// Returns a place with the words for a copy: those of the schema that the scope is from, and of the original.
fn named_after(target: &RefTarget, scope: &Scope) -> RefTarget {
    let from = scope.values().find(|anchor| *anchor != target).unwrap_or(target);
    let is_outside = |token: &String| !DEFINITIONS.contains(&token.as_str());
    let around = from.pointer.tokens().take_while(is_outside).fold(Pointer::root(), |at, token| at.push(&token));
    let pointer = target.pointer.split_last().map_or_else(|| around.clone(), |(_, name)| around.push(&name));
    RefTarget { file: from.file, pointer }
}

/// Returns a place that no other copy is named after: the scopes of two copies may begin with the same anchor.
fn distinct(mut place: RefTarget, scope: &Scope, hoisted: &BTreeMap<RefTarget, String>) -> RefTarget {
    while hoisted.contains_key(&place) {
        let anchors: String = scope.values().map(|anchor| format!("{:?}#{} ", anchor.file, anchor.pointer)).collect();
        let digits: String = hash(anchors.as_bytes()).chars().take(8).collect();
        place.pointer = place.pointer.push(&digits);
    }
    place
}

/// Returns the schema that a schema with an anchor refers to, if it does nothing else.
pub(super) fn behind(
    document: &Document,
    bundle: &mut Bundle<'_>,
    identifiers: &mut Identifiers,
    anchor: &RefTarget,
) -> Option<RefTarget> {
    let members = bundle.value(document, anchor)?.as_object()?;
    let is_beside = |key: &str| key == "$ref" || is_identifier(key);
    let text = members.get("$ref")?.as_str().filter(|_| members.keys().all(|key| is_beside(key)))?.to_owned();
    let written = RefTarget { file: anchor.file, pointer: anchor.pointer.push("$ref") };
    let place = &bundle.origin(document, &written);
    let reference = Place { place, kind: ObjectKind::Schema, text: &text };
    target_at(document, bundle, identifiers, reference, &mut 0, &mut Diagnostics::new())
}

/// Copies a target that describes a scalar or any value, and needs no name, to the place of a reference. Returns `false` if it is another
/// one, or if the reference has other keywords than annotations beside it.
pub(super) fn inline_simple(
    document: &mut Document,
    bundle: &Bundle<'_>,
    reference: &Reference,
    target: &RefTarget,
) -> bool {
    let Some(Value::Object(members)) = bundle.value(document, target) else { return false };
    if !is_simple(members) || !is_alone(document, reference) {
        return false;
    }
    let copied: Map<String, Value> = members
        .iter()
        .filter(|(key, _)| !is_identifier(key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if let Some(Value::Object(place)) = document.value.pointer_mut(reference.at.as_str()) {
        place.shift_remove("$ref");
        for (key, value) in copied {
            place.entry(key).or_insert(value);
        }
    }
    true
}

fn is_simple(members: &Map<String, Value>) -> bool {
    let is_annotation = |key: &str| ANNOTATIONS.contains(&key) || IDENTIFYING.contains(&key);
    if members.keys().all(|key| is_annotation(key)) {
        return true;
    }
    let name = members.get("type").and_then(Value::as_str);
    let is_flat = |key: &str| matches!(ObjectKind::Schema.member(key), ObjectKind::Data | ObjectKind::Text);
    name.is_some_and(|name| ["string", "number", "integer", "boolean"].contains(&name))
        && members.keys().all(|key| is_flat(key) && key != "enum" && key != "const")
}
