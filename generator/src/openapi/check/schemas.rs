//! Keywords of a schema that contradict others, or have no effect.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Check, Found, resolved};
use crate::diagnostic::Code;
use crate::limits::raise;
use crate::location::Pointer;

pub(super) fn check(members: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    for keyword in ["oneOf", "anyOf", "allOf"] {
        if members.get(keyword).and_then(Value::as_array).is_some_and(Vec::is_empty) {
            let message = format!("`{keyword}` is empty: it has no effect");
            check.found.push(Found::warning(Code::SCHEMA_EMPTY_LIST, at.push(keyword), message));
        }
    }
    check_properties(members, at, check);
    check_enum(members, at, check);
    check_const(members, at, check);
    check_default(members, at, check);
    check_required(members, at, check);
    check_discriminator(members, at, check);
    let is_true = |key: &str| members.get(key) == Some(&Value::Bool(true));
    if is_true("readOnly") && is_true("writeOnly") {
        let message = "a property is either `readOnly` or `writeOnly`: neither requests nor responses may have it";
        check.found.push(Found::warning(Code::VALUE_INVALID, at.push("writeOnly"), message));
    }
}

fn check_properties(members: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    let Some(properties) = members.get("properties").and_then(Value::as_object) else { return };
    let limit = check.limits.properties;
    if properties.len() > limit {
        let message = format!("a schema has {} properties, more than {limit}", properties.len());
        let found = Found::error(Code::PROPERTIES_TOO_MANY, at.push("properties"), message);
        let help = format!("describe properties of one type with `additionalProperties`, or {}", raise("properties"));
        check.found.push(found.help(help));
    }
}

/// Checks that an `enum` has values, each of them once. Returns the values.
pub(super) fn check_values<'v>(owner: &'v Map<String, Value>, at: &Pointer, check: &mut Check<'_>) -> &'v [Value] {
    let Some(values) = owner.get("enum").and_then(Value::as_array) else { return &[] };
    let place = at.push("enum");
    if values.is_empty() {
        let found = Found::warning(Code::SCHEMA_EMPTY_LIST, place.clone(), "`enum` is empty: no value is valid");
        check.found.push(found.help("list the values, or remove `enum`"));
    }
    let mut known: BTreeSet<String> = BTreeSet::new();
    for (index, value) in values.iter().enumerate() {
        if !known.insert(value.to_string()) {
            let message = format!("the value `{value}` is in `enum` more than once");
            check.found.push(Found::warning(Code::ENUM_INVALID, place.index(index), message));
        }
    }
    values
}

fn check_enum(members: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    let values = check_values(members, at, check);
    let types = types(members);
    let other = values.iter().find(|value| !types.is_empty() && !value.is_null() && !is_of(value, &types));
    if let Some(other) = other {
        let message = format!("the value `{other}` of `enum` is not of the type `{}`", types.join("` or `"));
        let found = Found::warning(Code::ENUM_INVALID, at.push("enum"), message);
        check.found.push(match other.is_number() && types.contains(&"string") {
            true => found.help("write it in quotation marks"),
            false if types == ["array"] => found.help("the values of items belong in an `enum` of `items`"),
            false => found,
        });
    }
}

/// Checks that `const` is of the schema's type.
fn check_const(members: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    let Some(value) = members.get("const") else { return };
    let types = types(members);
    let is_valid = types.is_empty() || is_of(value, &types) || value.is_null() && is_nullable(members);
    if !is_valid {
        let message = format!("the value `{value}` of `const` is not of the type `{}`", types.join("` or `"));
        check.found.push(Found::warning(Code::ENUM_INVALID, at.push("const"), message));
    }
}

fn is_nullable(members: &Map<String, Value>) -> bool {
    members.get("nullable") == Some(&Value::Bool(true))
}

fn check_default(members: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    let Some(default) = members.get("default").filter(|default| !default.is_null()) else { return };
    let place = at.push("default");
    let types = types(members);
    if !types.is_empty() && !is_of(default, &types) {
        let message = format!("the default `{default}` is not of the type `{}`", types.join("` or `"));
        let found = Found::warning(Code::DEFAULT_INVALID, place, message);
        let unquoted = default.as_str().filter(|text| {
            serde_json::from_str::<Value>(text).is_ok_and(|value| !value.is_string() && is_of(&value, &types))
        });
        check.found.push(match unquoted {
            Some(text) => found.help(format!("write `{text}` without quotation marks")),
            None => found,
        });
        return;
    }
    if let Some(values) = members.get("enum").and_then(Value::as_array)
        && !values.is_empty()
        && !values.contains(default)
    {
        let message = format!("the default `{default}` is not in `enum`");
        check.found.push(Found::warning(Code::DEFAULT_INVALID, place, message));
    }
}

/// Checks that each required property is described. A schema that is part of another one, or that allows other properties
/// by a schema, may leave the description to that.
fn check_required(members: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    let Some(names) = members.get("required").and_then(Value::as_array) else { return };
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for (index, name) in names.iter().enumerate() {
        let Some(name) = name.as_str() else { continue };
        if !known.insert(name) {
            let message = format!("`{name}` is in `required` more than once");
            check.found.push(Found::warning(Code::REQUIRED_REPEATED, at.push("required").index(index), message));
        }
    }
}

/// Checks that the variants of a union have the property that tells them apart.
fn check_discriminator(members: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    let discriminator = members.get("discriminator");
    let mapping = discriminator.and_then(|discriminator| discriminator.get("mapping")?.as_object());
    let place = at.push("discriminator");
    let mapped = mapping.into_iter().flatten().map(|(value, target)| (place.push("mapping").push(value), target));
    let default = discriminator.and_then(|discriminator| discriminator.get("defaultMapping"));
    for (place, target) in mapped.chain(default.map(|target| (place.push("defaultMapping"), target))) {
        let Some(target) = target.as_str().filter(|target| !has_target(check.root, target)) else { continue };
        let message = format!("`{target}` is not a schema of the document");
        check.found.push(Found::warning(Code::DISCRIMINATOR_INVALID, place, message));
    }
    let name = discriminator.and_then(|discriminator| discriminator.get("propertyName"));
    let Some(name) = name.and_then(Value::as_str) else { return };
    let variants = ["oneOf", "anyOf"].iter().filter_map(|keyword| members.get(*keyword)?.as_array()).flatten();
    let mut variants = variants.peekable();
    if variants.peek().is_none() {
        return;
    }
    if !variants.any(|variant| may_have(check.root, variant, name, &mut { 200 })) {
        let message = format!("no variant has the property `{name}`, which the discriminator names");
        check.found.push(Found::warning(Code::DISCRIMINATOR_INVALID, at.push("discriminator"), message));
    }
}

/// Returns whether the target of a mapping exists: the name of a component, or a reference. One to another file has been
/// resolved before.
fn has_target(root: &Value, target: &str) -> bool {
    let components = root.pointer("/components/schemas").and_then(Value::as_object);
    if components.is_some_and(|components| components.contains_key(target)) {
        return true;
    }
    match target.split_once('#') {
        Some(("", pointer)) => root.pointer(pointer).is_some(),
        Some(_) => true,
        None => target.contains(['/', '.']),
    }
}

/// Returns whether a schema describes its properties, and has none of a name.
pub(super) fn lacks_property(root: &Value, schema: &Value, name: &str) -> bool {
    let Some(members) = resolved(root, schema) else { return false };
    let is_open = ["additionalProperties", "patternProperties", "unevaluatedProperties"]
        .iter()
        .any(|key| members.get(*key).is_some_and(|value| *value != Value::Bool(false)));
    let is_described = ["properties", "allOf", "oneOf", "anyOf"].iter().any(|key| members.contains_key(*key));
    is_described && !is_open && !may_have(root, schema, name, &mut { 200 })
}

/// Returns whether a schema describes a property, or may do so in a way that is not followed here.
fn may_have(root: &Value, schema: &Value, name: &str, budget: &mut usize) -> bool {
    let Some(members) = resolved(root, schema).filter(|_| *budget > 0) else { return true };
    *budget = budget.saturating_sub(1);
    if members.get("properties").is_some_and(|properties| properties.get(name).is_some()) {
        return true;
    }
    let parts = ["allOf", "oneOf", "anyOf"].iter().filter_map(|keyword| members.get(*keyword)?.as_array()).flatten();
    let mut parts = parts.peekable();
    // A schema of an unknown kind may have any property.
    let is_described = members.contains_key("properties") || members.contains_key("type");
    match parts.peek() {
        None => !is_described,
        Some(_) => parts.any(|part| may_have(root, part, name, budget)),
    }
}

/// Returns the types that a schema lists.
fn types(members: &Map<String, Value>) -> Vec<&str> {
    let types = match members.get("type") {
        Some(Value::String(only)) => vec![only.as_str()],
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    // The types that are unknown are reported, and match any value.
    match types.iter().all(|name| KNOWN.contains(name)) {
        true => types,
        false => Vec::new(),
    }
}

const KNOWN: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/// Returns whether a value is of one of some types.
fn is_of(value: &Value, types: &[&str]) -> bool {
    types.iter().any(|name| match *name {
        "array" => value.is_array(),
        "boolean" => value.is_boolean(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "object" => value.is_object(),
        _ => value.is_string(),
    })
}
