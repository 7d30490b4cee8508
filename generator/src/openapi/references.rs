//! `$ref`: every one of them is resolved, and brought into the form `#/components/<kind>/<name>`.
//!
//! A schema that stands elsewhere (in a property, a member of `allOf`, a response) and is referred to gets a copy
//! among the components; anything else that stands elsewhere is copied to where it is referred to.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::shape::{Shape, walk};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Document, Pointer};

/// A place that refers to another one.
struct Reference {
    at: Pointer,
    shape: Shape,
    text: String,
}

/// Resolves every reference of the document.
pub(super) fn resolve(document: &mut Document, diagnostics: &mut Diagnostics) {
    let mut hoisted: BTreeMap<Pointer, String> = BTreeMap::new();
    let mut waiting = collect(&mut document.value, Shape::Document, &Pointer::root());
    // Copies may hold references of their own, which are waited for in their turn.
    while let Some(reference) = waiting.pop() {
        let Some(target) = target_of(document, &reference, diagnostics) else { continue };
        let kind = reference.shape.component_kind();
        let component = Pointer::root().push("components").push(kind);
        let is_component = target.strip_prefix(&component).is_some_and(|rest| rest.tokens().count() == 1);
        if is_component && reference.shape != Shape::PathItem {
            set_reference(document, &reference.at, &target);
        } else if kind == "schemas" {
            let (name, is_new) = match hoisted.get(&target) {
                Some(name) => (name.clone(), false),
                None => (hoist(document, &target), true),
            };
            let copy_at = component.push(&name);
            set_reference(document, &reference.at, &copy_at);
            if is_new {
                hoisted.insert(target, name);
                if let Some(copy) = document.value.pointer_mut(copy_at.as_str()) {
                    waiting.extend(collect(copy, Shape::Schema, &copy_at));
                }
            }
        } else if reference.at.strip_prefix(&target).is_some() {
            circular(document, &reference, diagnostics);
        } else {
            waiting.extend(inline(document, &reference, &target));
        }
    }
    find_circles(document, diagnostics);
}

/// The references in a part of the document, the last one first.
fn collect(value: &mut Value, shape: Shape, at: &Pointer) -> Vec<Reference> {
    let mut found = Vec::new();
    walk(value, shape, at, &mut |value, shape, at| {
        if let (true, Some(text)) = (shape.is_referable(), value.get("$ref").and_then(Value::as_str)) {
            found.push(Reference { at: at.clone(), shape, text: text.to_owned() });
        }
    });
    found.reverse();
    found
}

/// Where a reference leads to, if it leads anywhere.
fn target_of(document: &Document, reference: &Reference, diagnostics: &mut Diagnostics) -> Option<Pointer> {
    let text = reference.text.as_str();
    let place = document.moves.origin(&reference.at.push("$ref"));
    let Some(fragment) = text.strip_prefix('#') else {
        let message = if text.contains("://") {
            format!("`{text}` is a URL, and nothing is fetched")
        } else {
            format!("`{text}` is in another file, and those are not read yet")
        };
        diagnostics.push(Diagnostic::error(Code::REF_EXTERNAL, place, message));
        return None;
    };
    // A fragment of a URI is percent-encoded (RFC 6901, section 6).
    let decoded = percent_decode_str(fragment).decode_utf8_lossy().into_owned();
    let target = Pointer::parse(&decoded).filter(|target| document.value.pointer(target.as_str()).is_some());
    if target.is_none() {
        let error = Diagnostic::error(Code::REF_NOT_FOUND, place, format!("`{text}` does not exist"));
        diagnostics.push(match similar(document, &decoded) {
            Some(similar) => error.help(format!("did you mean `#{similar}`?")),
            None => error,
        });
    }
    target
}

/// The most similar place among the neighbours of one that does not exist.
fn similar(document: &Document, wanted: &str) -> Option<String> {
    let (parent, name) = Pointer::parse(wanted)?.split_last()?;
    let neighbours = document.value.pointer(parent.as_str())?.as_object()?;
    let closeness = |known: &str| similar::TextDiff::from_chars(known, name.as_str()).ratio();
    let scored = neighbours.keys().map(|known| (closeness(known), known));
    let best = scored.max_by(|first, second| first.0.total_cmp(&second.0))?;
    (best.0 > 0.7).then(|| parent.push(best.1).to_string())
}

fn set_reference(document: &mut Document, at: &Pointer, target: &Pointer) {
    if let Some(text) = document.value.pointer_mut(at.push("$ref").as_str()) {
        *text = Value::from(format!("#{target}"));
    }
}

/// Copies a schema to the components, under a name made of the place where it stands.
fn hoist(document: &mut Document, target: &Pointer) -> String {
    let value = document.value.pointer(target.as_str()).cloned().unwrap_or_default();
    let origin = document.moves.origin(target);
    let structural = ["components", "schemas", "properties", "paths", "content", "schema", "$defs", "definitions"];
    let tokens: Vec<String> = target.tokens().filter(|token| !structural.contains(&token.as_str())).collect();
    let plain = if tokens.is_empty() { "schema".to_owned() } else { tokens.join("_") };
    // The document was completed before, so that the components have schemas.
    let schemas = document.value.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    let Some(schemas) = schemas else { return plain };
    let is_free = |name: &String| !schemas.contains_key(name);
    let numbered = (2_usize..).map(|number| format!("{plain}_{number}"));
    let name = std::iter::once(plain.clone()).chain(numbered).find(is_free).unwrap_or(plain);
    schemas.insert(name.clone(), value);
    document.moves.record(Pointer::root().push("components").push("schemas").push(&name), origin);
    name
}

/// Puts a copy of what is referred to in the place of a reference, and gives the references in the copy.
fn inline(document: &mut Document, reference: &Reference, target: &Pointer) -> Vec<Reference> {
    let value = document.value.pointer(target.as_str()).cloned().unwrap_or_default();
    let origin = document.moves.origin(target);
    document.moves.record(reference.at.clone(), origin);
    match document.value.pointer_mut(reference.at.as_str()) {
        Some(place) => {
            *place = value;
            collect(place, reference.shape, &reference.at)
        }
        None => Vec::new(),
    }
}

fn circular(document: &Document, reference: &Reference, diagnostics: &mut Diagnostics) {
    let place = document.moves.origin(&reference.at.push("$ref"));
    let message = format!("`{}` leads back to itself", reference.text);
    diagnostics.push(Diagnostic::error(Code::REF_CIRCULAR, place, message));
}

/// Reports components that are nothing but references to one another.
fn find_circles(document: &Document, diagnostics: &mut Diagnostics) {
    let Some(components) = document.value.get("components").and_then(Value::as_object) else { return };
    for (kind, members) in components {
        let at = Pointer::root().push("components").push(kind);
        let Some(members) = members.as_object() else { continue };
        for name in members.keys() {
            let start = at.push(name);
            let mut next = start.clone();
            for _ in 0..members.len() {
                let Some(text) = document.value.pointer(next.push("$ref").as_str()).and_then(Value::as_str) else {
                    break;
                };
                let Some(target) = text.strip_prefix('#').and_then(Pointer::parse) else { break };
                next = target;
                if next == start {
                    let reference = Reference { at: start.clone(), shape: Shape::Schema, text: text.to_owned() };
                    circular(document, &reference, diagnostics);
                    break;
                }
            }
        }
    }
}
