//! Names for hoisted schemas: schemas outside of the components that are copied there, because a reference needs them.
//!
//! They are named when all of them are known, so that no name depends on which of two was found first. A name is the
//! words of the place; if another one has the same words, or a component has this name, all tokens of the place; and
//! then those with a hash of the place. Below an operation, the words are those of inline types, such as
//! `listPets response owner`: tools that bundle a document leave references to the place where a schema stood first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Map, Value};

use super::object_kind::{ADDITIONAL_OPERATIONS, METHODS, ObjectKind, walk};
use crate::api::Status;
use crate::location::{Pointer, hash};
use crate::source::{Bundle, Document, RefTarget};

/// The first character of a copy's name until it has its own. No name of a document begins with it.
const UNNAMED: char = '\u{1}';

/// The name of a copy until it has its own, by how many there are already.
pub(super) fn unnamed(count: usize) -> String {
    format!("{UNNAMED}{count}")
}

/// A place that was copied, as far as it makes a name.
struct Place<'p> {
    pointer: &'p Pointer,
    /// The name of the operation that contains it.
    operation: Option<String>,
    /// The path of its file; `None` for the document itself.
    file: Option<&'p Path>,
}

/// Gives the copies their names. `hoisted` has the name of each by the place that was copied, and the final ones
/// afterwards.
pub(super) fn name(document: &mut Document, bundle: &Bundle<'_>, hoisted: &mut BTreeMap<RefTarget, String>) {
    let copies: Vec<(&RefTarget, &String)> = hoisted.iter().filter(|(_, name)| name.starts_with(UNNAMED)).collect();
    if copies.is_empty() {
        return;
    }
    let place = |target: &'_ RefTarget| match target.file {
        Some(file) => (None, bundle.path_of(file)),
        None => (operation_name(&document.value, &target.pointer), None),
    };
    let mut places: Vec<Place<'_>> = Vec::with_capacity(copies.len());
    for (target, _) in &copies {
        let (operation, file) = place(target);
        places.push(Place { pointer: &target.pointer, operation, file });
    }
    let schemas = document.value.pointer("/components/schemas").and_then(Value::as_object);
    let known = schemas.into_iter().flat_map(Map::keys).filter(|name| !name.starts_with(UNNAMED));
    let names = settle(&places, &known.cloned().collect());
    let names: BTreeMap<String, String> = copies.iter().map(|(_, name)| (*name).clone()).zip(names).collect();
    rename(document, &names);
    for name in hoisted.values_mut() {
        if let Some(resolved) = names.get(name) {
            resolved.clone_into(name);
        }
    }
}

/// Names for some places, none of which is one of those that are `known`.
fn settle(places: &[Place<'_>], known: &BTreeSet<String>) -> Vec<String> {
    let mut levels = vec![0_usize; places.len()];
    loop {
        let names: Vec<String> = places.iter().zip(&levels).map(|(place, level)| name_at(place, *level)).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in &names {
            let count = counts.entry(name).or_default();
            *count = count.saturating_add(1);
        }
        let is_taken =
            |name: &String| known.contains(name) || counts.get(name.as_str()).is_some_and(|count| *count > 1);
        let mut is_settled = true;
        for (level, _) in levels.iter_mut().zip(&names).filter(|(_, name)| is_taken(name)) {
            *level = level.saturating_add(1);
            is_settled = false;
        }
        if is_settled {
            return names;
        }
    }
}

/// Returns the words of a place that describe its schema. A higher level gives more words.
fn name_at(place: &Place<'_>, level: usize) -> String {
    let tokens = place.pointer.tokens();
    let stem = place.file.and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
    let structural = ["components", "schemas", "properties", "paths", "content", "schema", "$defs", "definitions"];
    let words: Vec<String> = match (level, &place.operation) {
        (0, Some(operation)) => operation_words(operation, place.pointer),
        (0, None) => tokens.filter(|token| !structural.contains(&token.as_str())).collect(),
        _ => stem.clone().into_iter().chain(tokens).collect(),
    };
    let words = match words.is_empty() {
        // A whole file has the file's own name.
        true => stem.unwrap_or_else(|| "schema".to_owned()),
        false => words.join("_"),
    };
    if level < 2 {
        return words;
    }
    let text = match place.file {
        Some(file) => format!("{}#{}", file.display().to_string().replace('\\', "/"), place.pointer),
        None => place.pointer.to_string(),
    };
    let digits = hash(text.as_bytes()).chars().take(level.saturating_mul(4)).collect::<String>();
    format!("{words}_{digits}")
}

/// Returns the `operationId` of the operation that contains a place, or its method and path.
fn operation_name(document: &Value, place: &Pointer) -> Option<String> {
    let tokens: Vec<String> = place.tokens().take(operation_depth(place)).collect();
    let (path, method) = match tokens.as_slice() {
        [paths, path, method] if paths == "paths" && METHODS.contains(&method.as_str()) => (path, method),
        [paths, path, _, method] if paths == "paths" => (path, method),
        _ => return None,
    };
    let operation = tokens.iter().fold(Pointer::root(), |at, token| at.push(token));
    let id = document.pointer(operation.push("operationId").as_str()).and_then(Value::as_str);
    Some(id.map_or_else(|| format!("{method}{path}"), str::to_owned))
}

/// Returns the number of tokens in the pointer of the operation that contains a place of a path item.
fn operation_depth(place: &Pointer) -> usize {
    if place.tokens().nth(2).is_some_and(|key| key == ADDITIONAL_OPERATIONS) { 4 } else { 3 }
}

/// Returns the words of a place below an operation. The members of an `allOf` are one type, so a property of one of them is
/// named as if it had no `allOf` around it.
fn operation_words(operation: &str, place: &Pointer) -> Vec<String> {
    let mut words = vec![operation.to_owned()];
    let mut tokens = place.tokens().skip(operation_depth(place)).peekable();
    while let Some(token) = tokens.next() {
        match token.as_str() {
            "requestBody" => words.push("body".to_owned()),
            "responses" => {
                let status = tokens.next().unwrap_or_default();
                let words_of = |status: Status| status.response_words();
                words.push(Status::parse(&status).map_or_else(|| format!("{status} response"), words_of));
            }
            // The media type. A place with another one has all tokens of its place as its name.
            "content" => drop(tokens.next()),
            "schema" => {}
            "properties" => words.extend(tokens.next()),
            "items" => words.push("item".to_owned()),
            "additionalProperties" => words.push("value".to_owned()),
            "allOf" => {
                let index = tokens.next();
                if tokens.peek().is_none() {
                    words.push(token);
                    words.extend(index);
                }
            }
            _ => words.push(token),
        }
    }
    words
}

/// Renames components, and whatever refers to them.
fn rename(document: &mut Document, names: &BTreeMap<String, String>) {
    let components = Pointer::root().push("components").push("schemas");
    for (name, resolved) in names {
        let origin = document.source_map.origin(&components.push(name));
        document.source_map.record(components.push(resolved), origin);
    }
    if let Some(schemas) = document.value.pointer_mut(components.as_str()).and_then(Value::as_object_mut) {
        let renamed = std::mem::take(schemas).into_iter();
        *schemas = renamed.map(|(name, schema)| (names.get(&name).cloned().unwrap_or(name), schema)).collect();
    }
    let references: BTreeMap<String, String> = names
        .iter()
        .map(|(name, resolved)| (format!("#{}", components.push(name)), format!("#{}", components.push(resolved))))
        .collect();
    walk(&mut document.value, ObjectKind::Document, &Pointer::root(), &mut |value, _, _| {
        if let Some(Value::String(text)) = value.get_mut("$ref")
            && let Some(resolved) = references.get(text)
        {
            resolved.clone_into(text);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_depends_on_neither_the_order_nor_what_it_does_not_collide_with() {
        let pointers = [
            "/components/schemas/Pet/properties/tail",
            "/components/schemas/Pet/$defs/tail",
            "/components/schemas/Pet/properties/legs",
            "/components/responses/Found/content/json/schema",
        ]
        .map(|text| Pointer::parse(text).unwrap());
        let known: BTreeSet<String> = ["Pet_legs".to_owned()].into_iter().collect();
        let place = |pointer| Place { pointer, operation: None, file: None };
        let places: Vec<Place<'_>> = pointers.iter().map(place).collect();
        let names = settle(&places, &known);
        assert_eq!(
            names,
            [
                "components_schemas_Pet_properties_tail",
                "components_schemas_Pet_$defs_tail",
                "components_schemas_Pet_properties_legs",
                "responses_Found_json",
            ]
        );
        let reversed: Vec<Place<'_>> = pointers.iter().rev().map(place).collect();
        assert_eq!(settle(&reversed, &known).into_iter().rev().collect::<Vec<_>>(), names);
    }

    #[test]
    fn a_place_below_an_operation_has_the_words_of_an_inline_type() {
        let document = serde_json::json!({"paths": {
            "/pets/{id}": {"get": {"operationId": "getPet"}, "put": {}},
        }});
        let schema = |rest: &str| format!("/paths/~1pets~1{{id}}/{rest}");
        let pointers = [
            schema("get/responses/200/content/application~1json/schema/allOf/0/properties/toys/items"),
            schema("get/responses/200/content/application~1json/schema/allOf/0"),
            schema("get/responses/200/content/application~1json/schema/oneOf/1"),
            schema("get/responses/404/content/application~1json/schema"),
            schema("get/responses/default/content/application~1json/schema"),
            schema("get/responses/default/content/text~1json/schema"),
            schema("get/parameters/0/schema"),
            schema("put/requestBody/content/application~1json/schema/properties/owner/additionalProperties"),
            schema("parameters/0/schema"),
            schema("additionalOperations/COPY/requestBody/content/application~1json/schema"),
        ]
        .map(|text| Pointer::parse(&text).unwrap());
        let place = |pointer| Place { pointer, operation: operation_name(&document, pointer), file: None };
        let places: Vec<Place<'_>> = pointers.iter().map(place).collect();
        assert_eq!(
            settle(&places, &BTreeSet::new()),
            [
                "getPet_response_toys_item",
                "getPet_response_allOf_0",
                "getPet_response_oneOf_1",
                "getPet_not found response",
                "paths_/pets/{id}_get_responses_default_content_application/json_schema",
                "paths_/pets/{id}_get_responses_default_content_text/json_schema",
                "getPet_parameters_0",
                "put/pets/{id}_body_owner_value",
                "/pets/{id}_parameters_0",
                "COPY/pets/{id}_body",
            ]
        );
    }

    #[test]
    fn a_place_in_another_file_has_the_name_of_the_file_where_its_words_are_not_enough() {
        let pointers = ["", "/Pet", "/Pet", "/x-bundled-files/a"].map(|text| Pointer::parse(text).unwrap());
        let files = [Some(Path::new("shared/pets.yaml")), Some(Path::new("a.yaml")), Some(Path::new("b.yaml")), None];
        let places: Vec<Place<'_>> =
            pointers.iter().zip(files).map(|(pointer, file)| Place { pointer, operation: None, file }).collect();
        assert_eq!(settle(&places, &BTreeSet::new()), ["pets", "a_Pet", "b_Pet", "x-bundled-files_a"]);
    }
}
