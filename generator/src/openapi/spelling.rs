//! Replaces a scalar that YAML or JSON reads as a number, a boolean or null, in the place of a string, with its text:
//! `1.10` and not `1.1`.
//!
//! The type of a plain scalar follows YAML's core schema (YAML 1.2.2, section 10.3.2). `null` is a string in arrays of
//! names only: `type: [string, null]`. In other places, null is a value.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::normalize::NUMBER_BOUNDS;
use super::object_kind::{ObjectKind, walk};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Origin, Pointer, Sources, Trail};
use crate::source::{Document, scalar_texts};

/// Restores the text of the version, before the version is read.
pub(super) fn restore_version(document: &mut Document, sources: &Sources) {
    let mut found = Vec::new();
    for key in ["openapi", "swagger"] {
        select(&document.value, &[key], &Trail::Start(&Pointer::root()), &mut found);
    }
    write(document, sources, &found);
}

/// Restores the text of every scalar in the place of a string. The references are resolved, so that the types of
/// schemas are known.
pub(super) fn restore(document: &mut Document, sources: &Sources, diagnostics: &mut Diagnostics) {
    let mut found = Vec::new();
    let mut schemas = Vec::new();
    walk(&mut document.value, ObjectKind::Document, &Pointer::root(), &mut |value, kind, at| match kind {
        ObjectKind::Text if is_number_or_boolean(value) => found.push(at.pointer()),
        // The tags of an operation are names.
        ObjectKind::Tag if is_number_or_boolean(value) || value.is_null() => found.push(at.pointer()),
        ObjectKind::Schema | ObjectKind::SchemaOrBool => {
            texts_of(value, kind, at, &mut found);
            let bounds = NUMBER_BOUNDS.iter().filter(|bound| value.get(**bound).is_some_and(is_large));
            found.extend(bounds.map(|bound| at.push(bound).pointer()));
            if VALUES.iter().filter_map(|keyword| value.get(keyword)).any(holds_number_or_boolean) {
                schemas.push(at.pointer());
            }
        }
        _ => texts_of(value, kind, at, &mut found),
    });
    for at in found.iter().filter(|at| is_name_or_text(at)) {
        let name = at.split_last().map(|(_, name)| name).unwrap_or_default();
        let found = match document.value.pointer(at.as_str()) {
            Some(Value::Bool(_)) => "a boolean",
            Some(Value::Number(_)) => "a number",
            _ => "null",
        };
        let message = match name.parse::<usize>() {
            Ok(_) => format!("a name must be a string, found {found}: its text is used"),
            Err(_) => format!("`{name}` must be a string, found {found}: its text is used"),
        };
        let warning = Diagnostic::warning(Code::SCALAR_AS_TEXT, document.source_map.origin(at), message);
        diagnostics.push(warning.help("quote it in the document"));
    }
    for at in schemas {
        restore_values(document, &at, &mut found, diagnostics);
    }
    write(document, sources, &found);
}

/// Returns whether a string is a name or a text for readers. Other strings, such as a version or the default of a port, are often
/// written as numbers, and mean the same.
fn is_name_or_text(at: &Pointer) -> bool {
    let Some((owner, key)) = at.split_last() else { return false };
    let owner = owner.split_last().map(|(_, name)| name).unwrap_or_default();
    matches!(key.as_str(), "description" | "operationId" | "summary" | "title") || owner == "tags"
}

/// Finds the scalars in the values of a schema, such as those of `enum`, that have to be strings.
fn restore_values(document: &Document, at: &Pointer, found: &mut Vec<Pointer>, diagnostics: &mut Diagnostics) {
    let root = &document.value;
    let Some(schema) = root.pointer(at.as_str()) else { return };
    // For these types, a number or a boolean keeps its type.
    if matches!(schema.get("type").and_then(Value::as_str), Some("boolean" | "integer" | "number")) {
        return;
    }
    let schemas = describing(root, at, &mut { BUDGET });
    for keyword in VALUES {
        let Some(value) = schema.get(keyword) else { continue };
        let (known, at) = (found.len(), at.push(keyword));
        let trail = Trail::Start(&at);
        // `enum` and `examples` are arrays of values.
        match value {
            Value::Array(values) if matches!(keyword, "enum" | "examples") => {
                for (index, value) in values.iter().enumerate() {
                    conform(root, value, &schemas, &trail.index(index), found);
                }
            }
            value => conform(root, value, &schemas, &trail, found),
        }
        if found.len() > known && matches!(keyword, "enum" | "const" | "default") {
            let message =
                format!("`{keyword}` has a number or a boolean where the schema has a string: its text is used");
            let warning = Diagnostic::warning(Code::SCALAR_AS_TEXT, document.source_map.origin(&at), message);
            diagnostics.push(warning.help("quote it in the document"));
        }
    }
}

/// Returns the schema at a pointer, and the schemas around it that describe the same values: those with the schema in
/// their `allOf`, `oneOf` or `anyOf`, and those that describe the same member of an object or array.
fn describing<'v>(root: &'v Value, at: &Pointer, budget: &mut usize) -> Vec<&'v Value> {
    let mut schemas: Vec<&Value> = root.pointer(at.as_str()).into_iter().collect();
    if *budget == 0 {
        return schemas;
    }
    *budget = budget.saturating_sub(1);
    let Some((above, last)) = at.split_last() else { return schemas };
    let (owner, keyword) = above.split_last().unwrap_or_default();
    match (keyword.as_str(), last.as_str()) {
        // A property may have the name `items`, so this arm comes first.
        ("properties", name) => {
            let around = describing(root, &owner, budget);
            let parts = parts_of(root, &around, budget).into_iter();
            schemas.extend(parts.filter_map(|part| part.get("properties")?.get(name)));
        }
        (_, keyword @ ("items" | "additionalProperties")) => {
            let around = describing(root, &above, budget);
            schemas.extend(parts_of(root, &around, budget).into_iter().filter_map(|part| part.get(keyword)));
        }
        ("allOf" | "oneOf" | "anyOf", _) => schemas.extend(describing(root, &owner, budget)),
        _ => {}
    }
    schemas
}

/// Replaces scalars with their texts.
fn write(document: &mut Document, sources: &Sources, places: &[Pointer]) {
    let origins: Vec<Origin> = places.iter().map(|at| document.source_map.origin(at)).collect();
    let texts: BTreeMap<Origin, String> = scalar_texts(sources, origins.iter());
    for (at, origin) in places.iter().zip(&origins) {
        let Some(value) = document.value.pointer_mut(at.as_str()) else { continue };
        let text = texts.get(origin).filter(|text| is_spelling_of(text, value)).cloned();
        let text = text.unwrap_or_else(|| value.to_string());
        // An empty scalar is null.
        if !text.is_empty() {
            *value = Value::String(text);
        }
    }
}

/// Returns `true` if a text is a spelling of a value. The value at an origin may be another one, if an overlay has
/// copied and changed it.
fn is_spelling_of(text: &str, value: &Value) -> bool {
    match value {
        Value::Null => matches!(text, "" | "~" | "null" | "Null" | "NULL"),
        Value::Number(number) => as_number(text).is_some_and(|spelled| number.as_f64() == Some(spelled)),
        value => text.eq_ignore_ascii_case(&value.to_string()),
    }
}

/// Returns the number that YAML reads from a text.
fn as_number(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let radixes = [("0x", 16), ("0o", 8), ("0b", 2)];
    match radixes.iter().find_map(|(prefix, radix)| Some((digits.strip_prefix(prefix)?, *radix))) {
        Some((digits, radix)) => format!("{sign}{}", u128::from_str_radix(digits, radix).ok()?).parse().ok(),
        None => text.parse().ok(),
    }
}

fn is_number_or_boolean(value: &Value) -> bool {
    value.is_number() || value.is_boolean()
}

/// Returns `true` if a number is so large that its value may have lost digits.
fn is_large(value: &Value) -> bool {
    const LARGEST_INTEGER: f64 = 18_446_744_073_709_551_616.0;
    value.is_f64() && value.as_f64().is_some_and(|number| number >= LARGEST_INTEGER || number <= -LARGEST_INTEGER / 2.0)
}

fn holds_number_or_boolean(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(holds_number_or_boolean),
        Value::Object(members) => members.values().any(holds_number_or_boolean),
        value => is_number_or_boolean(value),
    }
}

/// The keywords of a schema that hold values.
const VALUES: [&str; 5] = ["enum", "const", "default", "example", "examples"];

/// The paths to the strings of an object. A star is for every member or item.
fn text_places(kind: ObjectKind) -> &'static [&'static str] {
    match kind {
        ObjectKind::Document => {
            &["jsonSchemaDialect", "externalDocs/description", "externalDocs/url", "security/*/*/*"]
        }
        ObjectKind::Info => &[
            "title",
            "summary",
            "termsOfService",
            "version",
            "contact/name",
            "contact/url",
            "contact/email",
            "license/name",
            "license/url",
            "license/identifier",
        ],
        ObjectKind::Server => &[
            "url",
            "name",
            "x-name",
            "description",
            "variables/*/default",
            "variables/*/description",
            "variables/*/enum/*",
        ],
        ObjectKind::SecurityScheme => &[
            "type",
            "name",
            "in",
            "scheme",
            "bearerFormat",
            "openIdConnectUrl",
            "description",
            "flows/*/authorizationUrl",
            "flows/*/tokenUrl",
            "flows/*/refreshUrl",
            "flows/*/scopes/*",
        ],
        ObjectKind::PathItem => &["summary", "description"],
        ObjectKind::Operation => &[
            "operationId",
            "summary",
            "externalDocs/description",
            "externalDocs/url",
            // The scopes of each scheme of each requirement.
            "security/*/*/*",
        ],
        ObjectKind::Parameter => &["name", "in", "style"],
        ObjectKind::Header => &["description", "style"],
        ObjectKind::Encoding => &["contentType", "style"],
        ObjectKind::Tag => &["name", "summary", "parent", "kind", "externalDocs/description", "externalDocs/url"],
        ObjectKind::Schema | ObjectKind::SchemaOrBool => &[
            "title",
            "type",
            "type/*",
            "format",
            "required/*",
            "contentEncoding",
            "contentMediaType",
            "discriminator/propertyName",
            "discriminator/mapping/*",
            "x-enum-varnames/*",
            "x-enumNames/*",
            "x-enum-names/*",
        ],
        _ => &[],
    }
}

fn texts_of(value: &Value, kind: ObjectKind, at: &Trail<'_>, found: &mut Vec<Pointer>) {
    for place in text_places(kind) {
        let tokens: Vec<&str> = place.split('/').collect();
        select(value, &tokens, at, found);
    }
}

/// Finds the numbers and booleans at the end of a path.
fn select(value: &Value, path: &[&str], at: &Trail<'_>, found: &mut Vec<Pointer>) {
    let Some((token, rest)) = path.split_first() else { return };
    let mut step = |member: &Value, at: &Trail<'_>, is_name: bool| match rest {
        [] if is_number_or_boolean(member) || (is_name && member.is_null()) => found.push(at.pointer()),
        [] => {}
        rest => select(member, rest, at, found),
    };
    match value {
        Value::Object(members) if *token == "*" => {
            members.iter().for_each(|(key, member)| step(member, &at.push(key), false));
        }
        Value::Array(items) if *token == "*" => {
            items.iter().enumerate().for_each(|(index, item)| step(item, &at.index(index), true));
        }
        Value::Object(members) => {
            if let Some(member) = members.get(*token) {
                step(member, &at.push(token), *token == "type");
            }
        }
        _ => {}
    }
}

/// Finds the scalars in a value that have to be strings, since all of `schemas` describe the value.
fn conform(root: &Value, value: &Value, schemas: &[&Value], at: &Trail<'_>, found: &mut Vec<Pointer>) {
    match value {
        Value::Number(_) | Value::Bool(_) => {
            let types = types_of(root, schemas, &mut { BUDGET });
            if types.is_some_and(|types| types.contains(&"string") && !types.iter().any(|name| is_of(value, name))) {
                found.push(at.pointer());
            }
        }
        Value::Array(items) => {
            let schemas = parts_of(root, schemas, &mut { BUDGET });
            for (index, item) in items.iter().enumerate() {
                let inner: Vec<&Value> = schemas
                    .iter()
                    .filter_map(|schema| {
                        let member = schema.get("prefixItems").and_then(|prefix| prefix.get(index));
                        member.or_else(|| schema.get("items"))
                    })
                    .collect();
                if !inner.is_empty() {
                    conform(root, item, &inner, &at.index(index), found);
                }
            }
        }
        Value::Object(members) => {
            let schemas = parts_of(root, schemas, &mut { BUDGET });
            for (key, member) in members {
                let inner: Vec<&Value> = schemas
                    .iter()
                    .filter_map(|schema| {
                        let property = schema.get("properties").and_then(|properties| properties.get(key));
                        property.or_else(|| schema.get("additionalProperties"))
                    })
                    .collect();
                if !inner.is_empty() {
                    conform(root, member, &inner, &at.push(key), found);
                }
            }
        }
        Value::Null | Value::String(_) => {}
    }
}

/// The largest number of schemas to visit for the type of one value. References may be circular.
const BUDGET: usize = 1000;

/// Returns all schemas that a value has to match: those given, those that they refer to, and the members of their
/// `allOf`.
fn parts_of<'v>(root: &'v Value, schemas: &[&'v Value], budget: &mut usize) -> Vec<&'v Map<String, Value>> {
    let mut parts = Vec::new();
    let mut waiting: Vec<&Value> = schemas.to_vec();
    while let Some(schema) = waiting.pop() {
        let Some(members) = schema.as_object().filter(|_| *budget > 0) else { continue };
        *budget = budget.saturating_sub(1);
        let target = members.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
        waiting.extend(target.and_then(|target| root.pointer(target)));
        waiting.extend(members.get("allOf").and_then(Value::as_array).into_iter().flatten());
        parts.push(members);
    }
    parts
}

/// Returns the types that a value of some schemas may have. `None` if they don't restrict the type, or if there are too
/// many schemas.
fn types_of<'v>(root: &'v Value, schemas: &[&'v Value], budget: &mut usize) -> Option<Vec<&'v str>> {
    let mut types: Option<Vec<&str>> = None;
    let mut narrow = |names: Vec<&'v str>| {
        types = Some(match types.take() {
            Some(known) => both(&known, &names),
            None => names,
        });
    };
    for part in parts_of(root, schemas, budget) {
        match part.get("type") {
            Some(Value::String(name)) => narrow(vec![name]),
            Some(Value::Array(names)) => narrow(names.iter().filter_map(Value::as_str).collect()),
            _ => {}
        }
        for keyword in ["oneOf", "anyOf"] {
            let Some(alternatives) = part.get(keyword).and_then(Value::as_array) else { continue };
            let of_each = alternatives.iter().map(|alternative| types_of(root, &[alternative], budget));
            if let Some(names) = of_each.collect::<Option<Vec<_>>>() {
                narrow(names.concat());
            }
        }
    }
    types.filter(|_| *budget > 0)
}

/// Returns the types that are in both lists. Every integer is a number.
fn both<'v>(first: &[&'v str], second: &[&'v str]) -> Vec<&'v str> {
    let has = |names: &[&str], name: &str| names.contains(&name) || (name == "integer" && names.contains(&"number"));
    let mut common: Vec<&str> = first.iter().filter(|name| has(second, name)).copied().collect();
    common.extend(second.iter().filter(|name| has(first, name) && !first.contains(name)));
    common
}

/// Returns `true` if a number or a boolean is of a type.
fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_is_the_spelling_of_one_value() {
        let large = json!(12345678901234567890123.0);
        for (text, value) in [
            ("1.10", json!(1.1)),
            ("+49", json!(49)),
            (".5", json!(0.5)),
            ("-0x1F", json!(-31)),
            ("0o17", json!(15)),
            ("12345678901234567890123", large),
            ("TRUE", json!(true)),
            ("~", json!(null)),
        ] {
            assert!(is_spelling_of(text, &value), "{text}");
        }
        for (text, value) in [("1.10", json!(1)), ("true", json!(false)), ("true", json!(1)), ("x", json!(null))] {
            assert!(!is_spelling_of(text, &value), "{text}");
        }
    }

    #[test]
    fn a_value_is_a_string_where_only_strings_are_allowed() {
        let root = json!({
            "s": {"type": "string"},
            "n": {"type": ["string", "number"]},
            "ring": {"allOf": [{"$ref": "#/ring"}]},
            "either": {"oneOf": [{"$ref": "#/s"}, {"type": "integer"}]},
            "object": {"allOf": [{"properties": {"a": {"$ref": "#/s"}}, "additionalProperties": {"type": "boolean"}}]},
            "list": {"prefixItems": [{"type": "integer"}], "items": {"$ref": "#/s"}}
        });
        let strings = |name: &str, value: &Value| {
            let mut found = Vec::new();
            conform(&root, value, &[root.get(name).unwrap()], &Trail::Start(&Pointer::root()), &mut found);
            found.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(strings("s", &json!(1)), [""]);
        assert_eq!(strings("n", &json!(1.5)), [""; 0]);
        assert_eq!(strings("n", &json!(true)), [""]);
        assert_eq!(strings("ring", &json!(1)), [""; 0]);
        assert_eq!(strings("either", &json!(1.5)), [""]);
        assert_eq!(strings("either", &json!(2.0)), [""; 0]);
        assert_eq!(strings("object", &json!({"a": 1, "b": true, "c": null})), ["/a"]);
        assert_eq!(strings("list", &json!([1, 2])), ["/1"]);
    }
}
