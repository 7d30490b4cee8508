//! Resolves every `$ref`, and rewrites it to `#/components/<kind>/<name>`.
//!
//! If the target is not a component, a schema is hoisted: it is copied to the components. Any other object is inlined:
//! it is copied to the place of the reference.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::rc::Rc;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::chains;
use super::copies::{Copies, is_unread};
use super::dynamic_scopes::{self, DynamicScopes};
use super::identifiers::{Identifiers, Scope};
use super::object_kind::{ObjectKind, walk};
use super::{Version, hoisted, ref_kind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::limits::REFERENCE_CHAIN;
use crate::location::{Origin, Pointer};
use crate::source::{Bundle, Document, RefTarget};

/// The maximum number of comparisons of a missing name with the names that exist. A comparison takes up to 20 microseconds,
/// and a document may miss every name that it refers to.
const MAX_COMPARISONS: usize = 50_000;

/// A reference, and its place.
pub(super) struct Reference {
    pub(super) at: Pointer,
    pub(super) kind: ObjectKind,
    text: String,
    /// The targets whose copies contain it.
    within: Vec<RefTarget>,
    /// The target of a dynamic reference.
    bound: Option<RefTarget>,
    /// The dynamic scope, if it is in a copy for one.
    pub(super) scope: Option<Rc<Scope>>,
}

/// A reference as it is written, and its origin.
#[derive(Clone, Copy)]
pub(super) struct Place<'r> {
    pub(super) place: &'r Origin,
    pub(super) kind: ObjectKind,
    pub(super) text: &'r str,
}

/// Resolves all references of a document.
pub(crate) fn resolve(
    document: &mut Document,
    bundle: &mut Bundle<'_>,
    version: Version,
    diagnostics: &mut Diagnostics,
) {
    let mut identifiers = Identifiers::of(document, bundle, version);
    let mut hoisted: BTreeMap<RefTarget, String> = BTreeMap::new();
    report_invalid(document, diagnostics);
    let mut scopes = DynamicScopes::new(document, &identifiers);
    let whole = (&mut document.value, ObjectKind::Document, &Pointer::root());
    let bound = identifiers.bind(whole, &mut document.source_map, bundle, None);
    let mut waiting = collect(&mut document.value, ObjectKind::Document, &Pointer::root(), (&[], &bound, None));
    // A component that is only a reference gives a name to its target, so such components come first.
    waiting.sort_by_key(|reference| is_component_of(&reference.at, "schemas"));
    // The references in a copy are added to the waiting ones. The path of a reference may go through another reference,
    // which has to be resolved first.
    let mut early: Vec<Reference> = Vec::new();
    let mut copies = Copies::default();
    let mut unread: Vec<Reference> = Vec::new();
    let mut is_last_try = false;
    // The comparisons of names that are left for suggestions, which only the last try reports.
    let mut comparisons = 0;
    let mut is_too_long = false;
    loop {
        let Some(reference) = waiting.pop() else {
            if early.is_empty() {
                break;
            }
            is_last_try = true;
            comparisons = MAX_COMPARISONS;
            waiting.extend(early.drain(..).rev());
            continue;
        };
        if is_unread(reference.kind, &reference.at) {
            unread.push(reference);
            continue;
        }
        let mut found = Diagnostics::new();
        let found_target = target_of(document, bundle, (&mut identifiers, &reference), &mut comparisons, &mut found);
        let Some(target) = found_target else {
            match is_last_try {
                true => found.iter().for_each(|found| diagnostics.push(found.clone())),
                false => early.push(reference),
            }
            continue;
        };
        found.iter().for_each(|found| diagnostics.push(found.clone()));
        if !ref_kind::is_of_kind(
            document,
            bundle,
            (&reference.at, reference.kind, &reference.text),
            &target,
            diagnostics,
        ) {
            continue;
        }
        if reference.bound.is_some() && dynamic_scopes::inline_simple(document, bundle, &reference, &target) {
            continue;
        }
        let kind = reference.kind.component_kind();
        let components = Pointer::root().push("components");
        if let Some(scope) = scopes.scope_of(document, bundle, &mut identifiers, (&reference, &target)) {
            if !scopes.has_copy(&target, &scope) && !copies.add(document, bundle, (&reference.at, &target), diagnostics)
            {
                return;
            }
            let copied = (&reference, &target, scope);
            waiting.extend(scopes.refer(document, bundle, &mut identifiers, copied, &mut hoisted));
        } else if let Some(component) = kind.and_then(|kind| component_at(&target, kind)) {
            set_reference(document, &reference.at, component);
        } else if let Some(name) = component_for(document, &reference)
            && !hoisted.contains_key(&target)
        {
            hoisted.insert(target.clone(), name);
            if !copies.add(document, bundle, (&reference.at, &target), diagnostics) {
                return;
            }
            waiting.extend(inline(document, bundle, &mut identifiers, &reference, &target));
        } else if kind == Some("schemas") {
            let (name, is_new) = match hoisted.get(&target) {
                Some(name) => (name.clone(), false),
                None => (hoisted::unnamed(hoisted.len()), true),
            };
            let copy_at = components.push("schemas").push(&name);
            set_reference(document, &reference.at, &copy_at);
            if is_new {
                if !copies.add(document, bundle, (&reference.at, &target), diagnostics) {
                    return;
                }
                waiting.extend(hoist(document, bundle, &mut identifiers, &target, &name));
                hoisted.insert(target, name);
            }
        } else if is_around(&target, &reference.at) || reference.within.contains(&target) {
            circular(document, &reference, diagnostics);
        } else if reference.within.len() >= REFERENCE_CHAIN || is_too_long {
            if !is_too_long {
                chains::report_too_long(document, &reference.at, diagnostics);
            }
            // Each other place in the chain would be copied as often.
            is_too_long = true;
        } else if copies.add(document, bundle, (&reference.at, &target), diagnostics) {
            waiting.extend(inline(document, bundle, &mut identifiers, &reference, &target));
        } else {
            return;
        }
    }
    for reference in &unread {
        if let Some(target) = target_of(document, bundle, (&mut identifiers, reference), &mut comparisons, diagnostics)
        {
            let place = (&reference.at, reference.kind, reference.text.as_str());
            ref_kind::is_of_kind(document, bundle, place, &target, diagnostics);
        }
        // The types of openapiv3 have references to path items, and none to callbacks.
        if reference.kind == ObjectKind::Callback
            && let Some(callback) = document.value.pointer_mut(reference.at.as_str())
        {
            *callback = Value::Object(serde_json::Map::new());
        }
    }
    hoisted::name(document, bundle, &mut hoisted);
    resolve_mappings(document, bundle, &mut identifiers, &hoisted);
    identifiers.into_diagnostics().iter().for_each(|found| diagnostics.push(found.clone()));
    chains::check(document, diagnostics);
}

/// Returns `true` if a pointer is that of a component.
pub(super) fn is_component_of(place: &Pointer, kind: &str) -> bool {
    let components = Pointer::root().push("components").push(kind);
    place.strip_prefix(&components).is_some_and(|rest| rest.tokens().count() == 1)
}

/// Returns the pointer of a target that is a component of this kind.
fn component_at<'t>(target: &'t RefTarget, kind: &str) -> Option<&'t Pointer> {
    (target.file.is_none() && is_component_of(&target.pointer, kind)).then_some(&target.pointer)
}

/// Returns `true` if a target is the node at a place of the document, or contains it.
fn is_around(target: &RefTarget, place: &Pointer) -> bool {
    target.file.is_none() && place.strip_prefix(&target.pointer).is_some()
}

/// Returns the name of the component schema that is only this reference.
fn component_for(document: &Document, reference: &Reference) -> Option<String> {
    let members = document.value.pointer(reference.at.as_str())?.as_object()?;
    let is_alone = members.len() == 1 && is_component_of(&reference.at, "schemas");
    is_alone.then(|| reference.at.split_last().map(|(_, name)| name)).flatten()
}

/// Returns the references in a part of the document, in reverse order. `bound` has the targets of dynamic ones.
pub(super) fn collect(
    value: &mut Value,
    kind: ObjectKind,
    at: &Pointer,
    (within, bound, scope): (&[RefTarget], &BTreeMap<Pointer, RefTarget>, Option<&Rc<Scope>>),
) -> Vec<Reference> {
    let mut found = Vec::new();
    walk(value, kind, at, &mut |value, kind, at| {
        if let (true, Some(text)) = (kind.is_referable(), value.get("$ref").and_then(Value::as_str)) {
            let (at, text) = (at.pointer(), text.to_owned());
            let bound = bound.get(&at).cloned();
            found.push(Reference { at, kind, text, within: within.to_vec(), bound, scope: scope.cloned() });
        }
    });
    found.reverse();
    found
}

/// Reports each `$ref` that is not a string. Without quotation marks, `#` starts a comment of YAML, so that the value is null.
fn report_invalid(document: &mut Document, diagnostics: &mut Diagnostics) {
    let Document { value, source_map } = document;
    walk(value, ObjectKind::Document, &Pointer::root(), &mut |value, kind, at| {
        let is_map = matches!(kind, ObjectKind::Map(_) | ObjectKind::Patterned(_) | ObjectKind::List(_));
        let Some(text) = value.get("$ref").filter(|text| !text.is_string() && kind.is_referable() && !is_map) else {
            return;
        };
        let message = format!("`$ref` must be a string, found `{text}`");
        let error = Diagnostic::error(Code::REF_INVALID, source_map.origin(&at.push("$ref").pointer()), message);
        diagnostics.push(match text.is_null() {
            true => error.help("quote the reference: without quotation marks, `#` starts a comment"),
            false => error,
        });
    });
}

/// Returns the target of a reference. Reports an error and returns `None` if it does not exist.
fn target_of(
    document: &Document,
    bundle: &mut Bundle<'_>,
    (identifiers, reference): (&mut Identifiers, &Reference),
    comparisons: &mut usize,
    diagnostics: &mut Diagnostics,
) -> Option<RefTarget> {
    if let Some(bound) = &reference.bound {
        // An anchor often stands beside a reference to a component.
        let behind = dynamic_scopes::behind(document, bundle, identifiers, bound);
        return behind.or_else(|| Some(bound.clone()));
    }
    let place = &document.source_map.origin(&reference.at.push("$ref"));
    let reference = Place { place, kind: reference.kind, text: &reference.text };
    target_at(document, bundle, identifiers, reference, comparisons, diagnostics)
}

/// Returns the target of a reference that is written at a place. Reports an error and returns `None` if it does not exist.
pub(super) fn target_at(
    document: &Document,
    bundle: &mut Bundle<'_>,
    identifiers: &mut Identifiers,
    Place { place, kind, text }: Place<'_>,
    comparisons: &mut usize,
    diagnostics: &mut Diagnostics,
) -> Option<RefTarget> {
    if let Some(identified) = identifiers.target(document, bundle, (place, text)) {
        return identified.map_err(|error| diagnostics.push(error)).ok();
    }
    let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
    let root = match file {
        "" => bundle.root_of(place.file),
        file => {
            let mut found = Diagnostics::new();
            // A file that is not where its URI says may still be beside the one with the reference.
            let beside = identifiers.file(bundle, (place, text));
            let beside = beside.filter(|beside| file.contains("://") || bundle.contains(beside));
            let loaded = match &beside {
                Some(beside) => bundle.load(document, (document.source_map.root(), place), beside, &mut found),
                None => bundle.load(document, (place.file, place), file, &mut found),
            };
            for error in found.iter() {
                diagnostics.push(match component_named(document, kind, text) {
                    Some(component) => error.clone().help(format!("did you mean `#{component}`?")),
                    None => error.clone(),
                });
            }
            loaded?
        }
    };
    // A fragment of a URI is percent-encoded (RFC 6901, section 6).
    let decoded = percent_decode_str(fragment).decode_utf8_lossy().into_owned();
    if let Some(identified) = identifiers.anchor(document, bundle, (&root, &decoded), (place, text)) {
        return identified.map_err(|error| diagnostics.push(error)).ok();
    }
    let inside = Pointer::parse(&decoded);
    let target = inside.map(|pointer| bundle.target(document, &root, &pointer));
    let target = target.filter(|target| bundle.value(document, target).is_some());
    if target.is_none() {
        let error = Diagnostic::error(Code::REF_NOT_FOUND, place.clone(), format!("`{text}` does not exist"));
        let name = decoded.rsplit('/').next().unwrap_or_default();
        let component = component_named(document, kind, name).filter(|_| file.is_empty());
        diagnostics.push(match (similar(document, bundle, &root, &decoded, comparisons), component) {
            (Some(similar), _) => error.help(format!("did you mean `{file}#{similar}`?")),
            (None, Some(component)) => error.help(format!("did you mean `#{component}`?")),
            (None, None) => error,
        });
    }
    target
}

/// Returns the component of a kind with a name.
fn component_named(document: &Document, kind: ObjectKind, name: &str) -> Option<Pointer> {
    let at = Pointer::root().push("components").push(kind.component_kind()?).push(name);
    document.value.pointer(at.as_str()).is_some().then_some(at)
}

/// Rewrites the references in the mappings of discriminators (OpenAPI 3.0.3, section 4.7.25). A mapping without a
/// target is kept; the lowering reports it.
fn resolve_mappings(
    document: &mut Document,
    bundle: &mut Bundle<'_>,
    identifiers: &mut Identifiers,
    hoisted: &BTreeMap<RefTarget, String>,
) {
    let is_schema = |kind| matches!(kind, ObjectKind::Schema | ObjectKind::SchemaOrBool);
    let mut found = Vec::new();
    walk(&mut document.value, ObjectKind::Document, &Pointer::root(), &mut |value, kind, at| {
        let Some(discriminator) = value.get("discriminator").filter(|_| is_schema(kind)) else { return };
        let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
        let mapping = mapping.map(|(tag, target)| (Pointer::root().push("mapping").push(tag), target));
        let default =
            discriminator.get("defaultMapping").map(|target| (Pointer::root().push("defaultMapping"), target));
        for (place, target) in mapping.chain(default) {
            let text = target.as_str().filter(|text| text.contains(['#', '/', '.'])).map(str::to_owned);
            found.extend(text.map(|text| (at.pointer().push("discriminator").join(&place), text)));
        }
    });
    for (at, text) in found {
        let (at, kind) = (at.clone(), ObjectKind::Schema);
        let reference = Reference { at: at.clone(), kind, text, within: Vec::new(), bound: None, scope: None };
        let Some(target) =
            target_of(document, bundle, (&mut *identifiers, &reference), &mut 0, &mut Diagnostics::new())
        else {
            continue;
        };
        let component = match (component_at(&target, "schemas"), hoisted.get(&target)) {
            (Some(component), _) => component.clone(),
            (None, Some(name)) => Pointer::root().push("components").push("schemas").push(name),
            // An alternative is always referred to by `$ref` too, so this one is not an alternative.
            (None, None) => continue,
        };
        if let Some(text) = document.value.pointer_mut(at.as_str()) {
            *text = Value::from(format!("#{component}"));
        }
    }
}

/// Returns the most similar sibling of a target that does not exist. Returns `None` if there are more siblings than
/// `comparisons` that are left.
fn similar(
    document: &Document,
    bundle: &Bundle<'_>,
    root: &RefTarget,
    wanted: &str,
    comparisons: &mut usize,
) -> Option<String> {
    let (parent, name) = Pointer::parse(wanted)?.split_last()?;
    let around = bundle.target(document, root, &parent);
    let neighbours = bundle.value(document, &around)?.as_object()?;
    *comparisons = comparisons.checked_sub(neighbours.len())?;
    let closeness = |known: &str| similar::TextDiff::from_chars(known, name.as_str()).ratio();
    let scored = neighbours.keys().map(|known| (closeness(known), known));
    let best = scored.max_by(|first, second| first.0.total_cmp(&second.0))?;
    (best.0 > 0.7).then(|| parent.push(best.1).to_string())
}

pub(super) fn set_reference(document: &mut Document, at: &Pointer, target: &Pointer) {
    if let Some(text) = document.value.pointer_mut(at.push("$ref").as_str()) {
        *text = Value::from(format!("#{target}"));
    }
}

/// Copies a schema to the components, and returns the references in the copy. It is named when all copies exist.
fn hoist(
    document: &mut Document,
    bundle: &Bundle<'_>,
    identifiers: &mut Identifiers,
    target: &RefTarget,
    name: &str,
) -> Vec<Reference> {
    let mut value = bundle.value(document, target).cloned().unwrap_or_default();
    let at = Pointer::root().push("components").push("schemas").push(name);
    bundle.record_copy(document, target, &at);
    let bound = identifiers.bind((&mut value, ObjectKind::Schema, &at), &mut document.source_map, bundle, None);
    let references = collect(&mut value, ObjectKind::Schema, &at, (&[], &bound, None));
    // The document was completed before, so that the components have schemas.
    if let Some(schemas) = document.value.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        schemas.insert(name.to_owned(), value);
    }
    references
}

/// Replaces a reference with a copy of its target, and returns the references in the copy.
fn inline(
    document: &mut Document,
    bundle: &Bundle<'_>,
    identifiers: &mut Identifiers,
    reference: &Reference,
    target: &RefTarget,
) -> Vec<Reference> {
    let mut value = bundle.value(document, target).cloned().unwrap_or_default();
    bundle.record_copy(document, target, &reference.at);
    let copied = (&mut value, reference.kind, &reference.at);
    let bound = identifiers.bind(copied, &mut document.source_map, bundle, None);
    match document.value.pointer_mut(reference.at.as_str()) {
        Some(place) => {
            *place = value;
            let within: Vec<RefTarget> = reference.within.iter().chain([target]).cloned().collect();
            collect(place, reference.kind, &reference.at, (&within, &bound, None))
        }
        None => Vec::new(),
    }
}

fn circular(document: &Document, reference: &Reference, diagnostics: &mut Diagnostics) {
    let place = document.source_map.origin(&reference.at.push("$ref"));
    let message = format!("`{}` refers to itself", reference.text);
    diagnostics.push(Diagnostic::error(Code::REF_CIRCULAR, place, message));
}
