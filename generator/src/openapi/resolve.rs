//! Resolves every `$ref`, and rewrites it to `#/components/<kind>/<name>`.
//!
//! If the target is not a component, a schema is hoisted: it is copied to the components. Any other object is inlined:
//! it is copied to the place of the reference.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::chains;
use super::copies::{Copies, is_unread};
use super::identifiers::Identifiers;
use super::object_kind::{ObjectKind, walk};
use super::{Version, hoisted, ref_kind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::limits::REFERENCE_CHAIN;
use crate::location::Pointer;
use crate::source::{Bundle, Document, RefTarget};

/// The maximum number of comparisons of a missing name with the names that exist. A comparison takes up to 20 microseconds,
/// and a document may miss every name that it refers to.
const MAX_COMPARISONS: usize = 50_000;

/// A reference, and its place.
struct Reference {
    at: Pointer,
    kind: ObjectKind,
    text: String,
    /// The targets whose copies contain it.
    within: Vec<RefTarget>,
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
    let whole = (&mut document.value, ObjectKind::Document, &Pointer::root());
    identifiers.bind(whole, &mut document.source_map, bundle);
    let mut waiting = collect(&mut document.value, ObjectKind::Document, &Pointer::root(), &[]);
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
        let Some(target) = target_of(document, bundle, (&mut identifiers, &reference), &mut comparisons, &mut found)
        else {
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
        let kind = reference.kind.component_kind();
        let components = Pointer::root().push("components");
        if let Some(component) = kind.and_then(|kind| component_at(&target, kind)) {
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
                hoist(document, bundle, &mut identifiers, &target, &name);
                hoisted.insert(target, name);
                if let Some(copy) = document.value.pointer_mut(copy_at.as_str()) {
                    waiting.extend(collect(copy, ObjectKind::Schema, &copy_at, &[]));
                }
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
fn is_component_of(place: &Pointer, kind: &str) -> bool {
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

/// Returns the references in a part of the document, in reverse order.
fn collect(value: &mut Value, kind: ObjectKind, at: &Pointer, within: &[RefTarget]) -> Vec<Reference> {
    let mut found = Vec::new();
    walk(value, kind, at, &mut |value, kind, at| {
        if let (true, Some(text)) = (kind.is_referable(), value.get("$ref").and_then(Value::as_str)) {
            found.push(Reference { at: at.pointer(), kind, text: text.to_owned(), within: within.to_vec() });
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
    let text = reference.text.as_str();
    let place = document.source_map.origin(&reference.at.push("$ref"));
    if let Some(identified) = identifiers.target(document, bundle, (&place, text)) {
        return identified.map_err(|error| diagnostics.push(error)).ok();
    }
    let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
    let root = match file {
        "" => bundle.root_of(place.file),
        file => {
            let mut found = Diagnostics::new();
            let loaded = bundle.load(document, (place.file, &place), file, &mut found);
            for error in found.iter() {
                diagnostics.push(match component_named(document, reference.kind, text) {
                    Some(component) => error.clone().help(format!("did you mean `#{component}`?")),
                    None => error.clone(),
                });
            }
            loaded?
        }
    };
    // A fragment of a URI is percent-encoded (RFC 6901, section 6).
    let decoded = percent_decode_str(fragment).decode_utf8_lossy().into_owned();
    if let Some(identified) = identifiers.anchor(document, bundle, (&root, &decoded), (&place, text)) {
        return identified.map_err(|error| diagnostics.push(error)).ok();
    }
    let inside = Pointer::parse(&decoded);
    let target = inside.map(|pointer| bundle.target(document, &root, &pointer));
    let target = target.filter(|target| bundle.value(document, target).is_some());
    if target.is_none() {
        let error = Diagnostic::error(Code::REF_NOT_FOUND, place, format!("`{text}` does not exist"));
        let name = decoded.rsplit('/').next().unwrap_or_default();
        let component = component_named(document, reference.kind, name).filter(|_| file.is_empty());
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
        let reference = Reference { at: at.clone(), kind: ObjectKind::Schema, text, within: Vec::new() };
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

fn set_reference(document: &mut Document, at: &Pointer, target: &Pointer) {
    if let Some(text) = document.value.pointer_mut(at.push("$ref").as_str()) {
        *text = Value::from(format!("#{target}"));
    }
}

/// Copies a schema to the components. It is named when all copies exist.
fn hoist(document: &mut Document, bundle: &Bundle<'_>, identifiers: &mut Identifiers, target: &RefTarget, name: &str) {
    let mut value = bundle.value(document, target).cloned().unwrap_or_default();
    let at = Pointer::root().push("components").push("schemas").push(name);
    bundle.record_copy(document, target, &at);
    identifiers.bind((&mut value, ObjectKind::Schema, &at), &mut document.source_map, bundle);
    // The document was completed before, so that the components have schemas.
    if let Some(schemas) = document.value.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        schemas.insert(name.to_owned(), value);
    }
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
    identifiers.bind((&mut value, reference.kind, &reference.at), &mut document.source_map, bundle);
    match document.value.pointer_mut(reference.at.as_str()) {
        Some(place) => {
            *place = value;
            let within: Vec<RefTarget> = reference.within.iter().chain([target]).cloned().collect();
            collect(place, reference.kind, &reference.at, &within)
        }
        None => Vec::new(),
    }
}

fn circular(document: &Document, reference: &Reference, diagnostics: &mut Diagnostics) {
    let place = document.source_map.origin(&reference.at.push("$ref"));
    let message = format!("`{}` refers to itself", reference.text);
    diagnostics.push(Diagnostic::error(Code::REF_CIRCULAR, place, message));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::limits::Limits;
    use crate::openapi::testing::{document, lines};

    fn resolved(mut value: Value) -> (Value, Vec<String>) {
        value["components"].as_object_mut().unwrap().entry("schemas").or_insert_with(|| json!({}));
        let (mut document, mut sources) = document(value);
        let mut diagnostics = Diagnostics::new();
        let limits = Limits::default();
        let mut bundle = Bundle::new(&document, &mut sources, &limits);
        resolve(&mut document, &mut bundle, Version::V3_1, &mut diagnostics);
        (document.value, lines(&diagnostics))
    }

    fn schemas(schemas: &Value) -> (Value, Vec<String>) {
        let (mut value, lines) = resolved(json!({"components": {"schemas": schemas}}));
        (value["components"]["schemas"].take(), lines)
    }

    fn reference(target: &str) -> Value {
        json!({"$ref": target})
    }

    #[test]
    fn a_schema_outside_of_the_components_is_hoisted_once() {
        let (value, lines) = schemas(&json!({
            "A": {"properties": {"p": {"type": "string"}, "q": reference("#/components/schemas/A/properties/p")}},
            "B": {"items": reference("#/components/schemas/A/properties/p")},
            "C": reference("#/components/schemas/B"),
        }));
        let hoisted = reference("#/components/schemas/A_p");
        let expected = json!({
            "A": {"properties": {"p": {"type": "string"}, "q": hoisted}},
            "B": {"items": hoisted},
            "C": reference("#/components/schemas/B"),
            "A_p": {"type": "string"},
        });
        assert_eq!((value, lines), (expected, vec![]));
    }

    #[test]
    fn a_component_that_is_only_a_reference_names_its_target() {
        let (value, _) = schemas(&json!({
            "A": {"properties": {"p": {"type": "string"}}},
            "Name": reference("#/components/schemas/A/properties/p"),
            "B": {"items": reference("#/components/schemas/A/properties/p")},
        }));
        assert_eq!(value["Name"], json!({"type": "string"}));
        assert_eq!(value["B"]["items"], reference("#/components/schemas/Name"));
    }

    #[test]
    fn any_other_object_is_inlined() {
        let (value, lines) = resolved(json!({
            "paths": {
                "/a": {"parameters": [{"name": "p", "in": "query"}], "get": {"responses": {"200": {"description": "d"}}}},
                "/b": {"parameters": [reference("#/paths/~1a/parameters/0"), reference("#/components/parameters/c")]},
                "/c": reference("#/paths/~1a"),
            },
            "components": {"parameters": {"c": {"name": "c", "in": "query"}}},
        }));
        let parameters = json!([{"name": "p", "in": "query"}, reference("#/components/parameters/c")]);
        assert_eq!(value["paths"]["/b"]["parameters"], parameters);
        assert_eq!((&value["paths"]["/c"], lines), (&value["paths"]["/a"], vec![]));
    }

    #[test]
    fn a_reference_may_go_through_another_one_and_is_percent_decoded() {
        let (value, lines) = resolved(json!({
            "paths": {
                "/{id}": {"get": {"parameters": [reference("#/paths/~1b/get/parameters/0")]}},
                "/b": reference("#/x-items/b%20c"),
            },
            "x-items": {"b c": {"get": {"parameters": [{"name": "p", "in": "query"}]}}},
            "components": {},
        }));
        assert_eq!(value["paths"]["/{id}"]["get"]["parameters"], json!([{"name": "p", "in": "query"}]));
        assert_eq!(lines, [""; 0]);
    }

    #[test]
    fn a_mapping_is_rewritten_like_a_reference() {
        let (value, _) = schemas(&json!({
            "A": {
                "oneOf": [reference("#/components/schemas/B/properties/p")],
                "discriminator": {"mapping": {"p": "#/components/schemas/B/properties/p", "n": "B", "x": "#/nowhere"}},
            },
            "B": {"properties": {"p": {}}},
        }));
        let expected = json!({"p": "#/components/schemas/B_p", "n": "B", "x": "#/nowhere"});
        assert_eq!(value["A"]["discriminator"]["mapping"], expected);
    }

    #[test]
    fn a_reference_without_a_target_is_an_error() {
        let (_, lines) =
            schemas(&json!({"Pets": {}, "A": {"items": reference("#/components/schemas/Pet")}, "B": reference("#no")}));
        assert_eq!(
            lines,
            [
                "/components/schemas/B/$ref: `#no` does not exist",
                "/components/schemas/A/items/$ref: `#/components/schemas/Pet` does not exist",
            ]
        );
    }

    #[test]
    fn a_circle_of_references_is_an_error() {
        let (_, lines) = schemas(&json!({
            "A": reference("#/components/schemas/B"),
            "B": reference("#/components/schemas/A"),
            "C": {"items": reference("#/components/schemas/C")},
        }));
        assert_eq!(
            lines,
            [
                "/components/schemas/A/$ref: `#/components/schemas/A` refers to itself",
                "/components/schemas/B/$ref: `#/components/schemas/B` refers to itself",
            ]
        );
        let (_, lines) = resolved(json!({"paths": {"/a": {"get": reference("#/paths/~1a")}}, "components": {}}));
        assert_eq!(lines, ["/paths/~1a/get/$ref: `#/paths/~1a` refers to itself"]);
    }

    #[test]
    fn data_is_not_searched_for_references() {
        let schema = json!({"S": {"example": reference("#/nowhere"), "x-a": reference("#/nowhere"), "enum": [reference("#/b")]}});
        assert_eq!(schemas(&schema), (schema, vec![]));
    }
}
