//! Keywords of 3.1 that 3.0 does not have and that no type expresses: each is noted, and none may make a type that
//! misreads data.

use serde_json::{Map, Value, json};

use super::Rules;
use crate::source::Pointer;

/// Keywords that say which values are right, beyond what a type says.
const CONDITIONS: [&str; 10] = [
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedItems",
    "$dynamicRef",
    "$recursiveRef",
];

pub(super) fn normalize(members: &mut Map<String, Value>, at: &Pointer, rules: &mut Rules<'_>) {
    for keyword in CONDITIONS {
        if members.shift_remove(keyword).is_some() {
            rules.note(&at.push(keyword), format!("`{keyword}` is not used: the type is what the other keywords say"));
        }
    }
    if members.shift_remove("prefixItems").is_some() {
        // Items at different places have different types, so none of them can be the type of all.
        rules.note(&at.push("prefixItems"), "`prefixItems` has no typed form yet: the items are kept as raw JSON");
        members.insert("items".to_owned(), json!({}));
    }
    if members.shift_remove("patternProperties").is_some() {
        rules.note(
            &at.push("patternProperties"),
            "`patternProperties` has no typed form yet: the values are kept as raw JSON",
        );
        members.insert("additionalProperties".to_owned(), Value::Bool(true));
    }
    if let Some(rest) = members.shift_remove("unevaluatedProperties") {
        // Without `allOf` and its like, unevaluated properties are additional ones.
        let is_composed = ["allOf", "oneOf", "anyOf"].iter().any(|keyword| members.contains_key(*keyword));
        if !is_composed && !members.contains_key("additionalProperties") {
            rules.moved(at.push("additionalProperties"), &at.push("unevaluatedProperties"));
            members.insert("additionalProperties".to_owned(), rest);
        } else if rest != false {
            rules.note(&at.push("unevaluatedProperties"), "`unevaluatedProperties` is not used");
        }
    }
    // An object is no object with items, and an array is no array with properties: such keywords mean nothing there
    // (JSON Schema 2020-12 Core, section 7.6.1), but openapiv3 gives up the type over them.
    let foreign: &[&str] = match members.get("type").and_then(Value::as_str) {
        Some("object") => &["items", "format"],
        Some("array") => &["properties", "required", "additionalProperties", "format"],
        Some("string" | "number" | "integer") => &["items", "properties", "required", "additionalProperties"],
        Some("boolean") => &["items", "properties", "required", "additionalProperties", "format"],
        _ => &[],
    };
    for keyword in foreign {
        members.shift_remove(*keyword);
    }
}
