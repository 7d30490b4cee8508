//! What schemas are called that stand elsewhere than among the components, and are copied there because something refers
//! to them.
//!
//! They get their names when all of them are known, so that no name depends on which of two was found first: the words of
//! the place; where another one has these words too, or a component is called so, all words of the place; and at last a hash
//! of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::object_kind::{ObjectKind, walk};
use crate::location::{Pointer, hash};
use crate::source::{BUNDLE, Document};

/// What no name of a document begins with: the copies are called so until they have their names.
const UNNAMED: char = '\u{1}';

/// The name of a copy until it has its own, by how many there are already.
pub(super) fn unnamed(count: usize) -> String {
    format!("{UNNAMED}{count}")
}

/// Gives the copies their names. `hoisted` has the name of each by the place that was copied, and has the final ones then.
pub(super) fn name(document: &mut Document, hoisted: &mut BTreeMap<Pointer, String>) {
    let copies: Vec<(&Pointer, &String)> = hoisted.iter().filter(|(_, name)| name.starts_with(UNNAMED)).collect();
    if copies.is_empty() {
        return;
    }
    let places: Vec<&Pointer> = copies.iter().map(|(place, _)| *place).collect();
    let schemas = document.value.pointer("/components/schemas").and_then(Value::as_object);
    let known = schemas.into_iter().flat_map(Map::keys).filter(|name| !name.starts_with(UNNAMED));
    let names = settle(&places, &known.cloned().collect());
    let names: BTreeMap<String, String> = copies.iter().map(|(_, name)| (*name).clone()).zip(names).collect();
    rename(document, &names);
    for name in hoisted.values_mut() {
        if let Some(settled) = names.get(name) {
            settled.clone_into(name);
        }
    }
}

/// The names for some places, none of which is one of those that are `known`.
fn settle(places: &[&Pointer], known: &BTreeSet<String>) -> Vec<String> {
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

/// The words of a place that say what stands there, and more of them the higher the level is.
fn name_at(place: &Pointer, level: usize) -> String {
    let mut tokens = place.tokens().peekable();
    let mut file = None;
    if tokens.next_if(|token| token == BUNDLE).is_some() {
        file = tokens.next();
    }
    let stem = file.as_deref().and_then(|file| std::path::Path::new(file).file_stem());
    let stem = stem.map(|stem| stem.to_string_lossy().into_owned());
    let structural = ["components", "schemas", "properties", "paths", "content", "schema", "$defs", "definitions"];
    let words: Vec<String> = match level {
        0 => tokens.filter(|token| !structural.contains(&token.as_str())).collect(),
        _ => stem.clone().into_iter().chain(tokens).collect(),
    };
    let words = match words.is_empty() {
        // A file is named by its own name, if the place is not one in it.
        true => stem.unwrap_or_else(|| "schema".to_owned()),
        false => words.join("_"),
    };
    match level {
        0 | 1 => words,
        more => format!(
            "{words}_{}",
            hash(place.as_str().as_bytes()).chars().take(more.saturating_mul(4)).collect::<String>()
        ),
    }
}

/// Renames components, and whatever refers to them.
fn rename(document: &mut Document, names: &BTreeMap<String, String>) {
    let components = Pointer::root().push("components").push("schemas");
    for (name, settled) in names {
        let origin = document.source_map.origin(&components.push(name));
        document.source_map.record(components.push(settled), origin);
    }
    if let Some(schemas) = document.value.pointer_mut(components.as_str()).and_then(Value::as_object_mut) {
        let renamed = std::mem::take(schemas).into_iter();
        *schemas = renamed.map(|(name, schema)| (names.get(&name).cloned().unwrap_or(name), schema)).collect();
    }
    let references: BTreeMap<String, String> = names
        .iter()
        .map(|(name, settled)| (format!("#{}", components.push(name)), format!("#{}", components.push(settled))))
        .collect();
    walk(&mut document.value, ObjectKind::Document, &Pointer::root(), &mut |value, _, _| {
        if let Some(Value::String(text)) = value.get_mut("$ref")
            && let Some(settled) = references.get(text)
        {
            settled.clone_into(text);
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
        let places: Vec<&Pointer> = pointers.iter().collect();
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
        let reversed: Vec<&Pointer> = places.iter().rev().copied().collect();
        assert_eq!(settle(&reversed, &known).into_iter().rev().collect::<Vec<_>>(), names);
    }
}
