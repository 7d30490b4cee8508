//! Changes of a document's nodes.

use generator::location::Pointer;
use serde_json::{Map, Value, json};

use super::values;
use crate::corpus::Original;
use crate::random::Random;

/// The greatest number of nodes of a mutated document. Copies of copies would grow without a limit.
const MAX_NODES: usize = 2_000;

/// Changes a document once.
pub(super) fn change(document: &mut Value, originals: &[Original], random: &mut Random) {
    let nodes = nodes(document);
    let Some(node) = random.pick(&nodes).cloned() else { return };
    match random.below(14) {
        0 => swap_keys(document, &node, &nodes, random),
        1 => swap_nodes(document, &node, &nodes, random),
        2 => move_node(document, &node, &nodes, random),
        3 | 4 => copy_node(document, &node, &nodes, random),
        5 => drop(remove(document, &node)),
        6 | 7 => put(document, &node, values::value(random)),
        8 => rename_key(document, &node, random),
        9 | 10 => set_reference(document, &node, &nodes, random),
        11 => copy_of_another(document, &node, originals, random),
        12 => insert_keyword(document, &nodes, random),
        _ => set_scalar(document, &nodes, random),
    }
}

/// Returns the pointers to all nodes.
fn nodes(document: &Value) -> Vec<Pointer> {
    fn collect(value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
        if found.len() >= MAX_NODES {
            return;
        }
        found.push(at.clone());
        match value {
            Value::Object(members) => members.iter().for_each(|(key, value)| collect(value, &at.push(key), found)),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| collect(item, &at.index(index), found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(document, &Pointer::root(), &mut found);
    found
}

/// Returns the parent of a node and its key or index in it. `None` for the whole document.
fn parent<'d>(document: &'d mut Value, node: &Pointer) -> Option<(&'d mut Value, String)> {
    let (parent, _) = node.as_str().rsplit_once('/')?;
    let key = node.tokens().last()?;
    Some((document.pointer_mut(parent)?, key))
}

fn get(document: &Value, node: &Pointer) -> Option<Value> {
    document.pointer(node.as_str()).cloned()
}

fn put(document: &mut Value, node: &Pointer, value: Value) {
    if let Some(place) = document.pointer_mut(node.as_str()) {
        *place = value;
    }
}

fn remove(document: &mut Value, node: &Pointer) -> Option<Value> {
    match parent(document, node)? {
        (Value::Object(members), key) => members.shift_remove(&key),
        (Value::Array(items), index) => {
            let index = index.parse().ok().filter(|index| *index < items.len())?;
            Some(items.remove(index))
        }
        _ => None,
    }
}

/// Adds a value to an object or an array.
fn add(document: &mut Value, to: &Pointer, key: &str, value: Value) {
    match document.pointer_mut(to.as_str()) {
        Some(Value::Object(members)) => drop(members.insert(key.to_owned(), value)),
        Some(Value::Array(items)) => items.push(value),
        Some(other) => *other = value,
        None => {}
    }
}

/// Replaces the key of a node at its place.
fn replace_key(document: &mut Value, node: &Pointer, new: &str) {
    let Some((Value::Object(members), old)) = parent(document, node) else { return };
    let renamed = |(key, value): (String, Value)| if key == old { (new.to_owned(), value) } else { (key, value) };
    *members = std::mem::take(members).into_iter().map(renamed).collect::<Map<_, _>>();
}

fn last_token(node: &Pointer) -> String {
    node.tokens().last().unwrap_or_default()
}

fn swap_keys(document: &mut Value, node: &Pointer, nodes: &[Pointer], random: &mut Random) {
    let Some(other) = random.pick(nodes) else { return };
    let (first, second) = (last_token(node), last_token(other));
    // The key of the second node changes first, since the first one may be its ancestor.
    replace_key(document, other, &first);
    replace_key(document, node, &second);
}

fn swap_nodes(document: &mut Value, node: &Pointer, nodes: &[Pointer], random: &mut Random) {
    let Some(other) = random.pick(nodes) else { return };
    let (Some(first), Some(second)) = (get(document, node), get(document, other)) else { return };
    put(document, other, first);
    put(document, node, second);
}

fn move_node(document: &mut Value, node: &Pointer, nodes: &[Pointer], random: &mut Random) {
    let Some(to) = random.pick(nodes) else { return };
    if let Some(value) = remove(document, node) {
        add(document, to, &last_token(node), value);
    }
}

fn copy_node(document: &mut Value, node: &Pointer, nodes: &[Pointer], random: &mut Random) {
    let Some(to) = random.pick(nodes) else { return };
    if nodes.len() >= MAX_NODES {
        return;
    }
    let Some(value) = get(document, node) else { return };
    // A copy beside the original has another key: the original's with a letter, or in another case.
    let key = last_token(node);
    let key = match random.below(4) {
        0 => format!("{key}_"),
        1 => key.to_uppercase(),
        2 => values::text(random),
        _ => key,
    };
    match random.once_in(2) {
        true => put(document, to, value),
        false => add(document, to, &key, value),
    }
}

fn rename_key(document: &mut Value, node: &Pointer, random: &mut Random) {
    let key = match random.once_in(2) {
        true => values::keyword(random),
        false => values::text(random),
    };
    replace_key(document, node, &key);
}

/// Makes a node a reference, or gives a reference another target: another kind of object, itself, an ancestor or none.
fn set_reference(document: &mut Value, node: &Pointer, nodes: &[Pointer], random: &mut Random) {
    let references: Vec<&Pointer> = nodes.iter().filter(|node| node.as_str().ends_with("/$ref")).collect();
    let place = match random.pick(&references) {
        Some(reference) if !random.once_in(3) => (*reference).clone(),
        _ => node.clone(),
    };
    let components: Vec<&Pointer> =
        nodes.iter().filter(|node| node.as_str().starts_with("/components/") && node.tokens().count() == 3).collect();
    let target = match random.below(8) {
        0 => "#/components/schemas/Missing".to_owned(),
        1 => format!("#{}", place.as_str()),
        2 => ancestor(&place, random),
        3 => format!("#{}", random.pick(nodes).map_or("", Pointer::as_str)),
        4 => values::text(random),
        5 => "other.yaml#/a".to_owned(),
        _ => format!("#{}", random.pick(&components).map_or("", |pointer| pointer.as_str())),
    };
    let value = if place.as_str().ends_with("/$ref") { json!(target) } else { json!({ "$ref": target }) };
    put(document, &place, value);
}

fn ancestor(node: &Pointer, random: &mut Random) -> String {
    let count = node.tokens().count();
    let kept = node.tokens().take(random.below(count.saturating_add(1)));
    format!("#{}", kept.fold(Pointer::root(), |pointer, token| pointer.push(&token)).as_str())
}

/// Replaces a node by a node of another document, from the same place if there is one.
fn copy_of_another(document: &mut Value, node: &Pointer, originals: &[Original], random: &mut Random) {
    let Some(Original { value: Some(other), .. }) = random.pick(originals) else { return };
    if nodes(document).len() >= MAX_NODES {
        return;
    }
    // The components of both documents, so that what is copied later has its references.
    if random.once_in(3) {
        let Some(Value::Object(kinds)) = other.get("components") else { return };
        for (kind, components) in kinds {
            let to = Pointer::root().push("components").push(kind);
            match (document.pointer_mut(to.as_str()), components) {
                (Some(Value::Object(members)), Value::Object(others)) => members.extend(others.clone()),
                _ => add(document, &Pointer::root().push("components"), kind, components.clone()),
            }
        }
        return;
    }
    let places = nodes(other);
    let same: Vec<&Pointer> = places.iter().filter(|place| last_token(place) == last_token(node)).collect();
    let place = match random.pick(&same) {
        Some(place) if !random.once_in(4) => Some(*place),
        _ => random.pick(&places),
    };
    if let Some(value) = place.and_then(|place| get(other, place)) {
        put(document, node, value);
    }
}

/// Adds a keyword to an object where it may not belong.
fn insert_keyword(document: &mut Value, nodes: &[Pointer], random: &mut Random) {
    let objects: Vec<&Pointer> =
        nodes.iter().filter(|node| document.pointer(node.as_str()).is_some_and(Value::is_object)).collect();
    let Some(object) = random.pick(&objects).copied().cloned() else { return };
    // Half of the values are those that the document has for this keyword, so that some of them are valid.
    let keyword = values::keyword(random);
    let known: Vec<&Pointer> = nodes.iter().filter(|node| last_token(node) == keyword).collect();
    let value = random.pick(&known).and_then(|node| get(document, node)).filter(|_| random.once_in(2));
    let value = value.unwrap_or_else(|| values::value(random));
    add(document, &object, &keyword, value);
}

/// Replaces a scalar by a text or by a scalar of the same type.
fn set_scalar(document: &mut Value, nodes: &[Pointer], random: &mut Random) {
    let is_scalar = |node: &&Pointer| document.pointer(node.as_str()).is_some_and(|value| !value.is_object());
    let scalars: Vec<&Pointer> = nodes.iter().filter(is_scalar).collect();
    let Some(place) = random.pick(&scalars).copied().cloned() else { return };
    let value = match get(document, &place) {
        Some(Value::String(old)) if random.once_in(3) => json!(format!("{old}{}", values::text(random))),
        Some(Value::Bool(value)) => json!(!value),
        _ => json!(values::text(random)),
    };
    put(document, &place, value);
}
