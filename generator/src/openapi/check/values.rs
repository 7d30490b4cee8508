//! Values of another form than OpenAPI specifies.

use serde_json::{Value, json};

use super::nearest::closest;
use super::{Change, Check, Found, check_object};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::openapi::Version;
use crate::openapi::objects::{FLOW, Form, Loss, MEDIA_TYPE, ObjectType, PARAMETER, SCHEMA};

/// Checks a value at a key of an object, and what is in it.
pub(super) fn check<'a>(value: &'a Value, form: Form, owner: &'static ObjectType, at: &Pointer, check: &mut Check<'a>) {
    match (form, value) {
        (form, value) if is_of_form(value, form) => {}
        // A number in quotation marks is read as the number.
        (Form::Number | Form::BooleanOrNumber, Value::String(text)) if text.trim().parse::<f64>().is_ok() => {}
        (Form::Boolean | Form::BooleanOrNumber, Value::String(text)) => match text.trim() {
            "true" | "false" => {
                wrong(value, form, owner, at, check, Outcome::Read(json!(text.trim() == "true")));
            }
            _ => wrong(value, form, owner, at, check, Outcome::Lost),
        },
        // The tuples of JSON Schema before 2020-12 (draft 4, section 8.2.3.1).
        (Form::OneOrMany(Form::SchemaOrBoolean), Value::Array(items)) => {
            let (outcome, change) = match items.is_empty() {
                true => ("it is ignored", Change::Remove),
                // Such a schema allows any value that is not an array, and documents have it for objects.
                false if !is_of_array(check.root, at) => {
                    ("it is ignored, since the schema has no `type`, and any value is valid", Change::Remove)
                }
                false => ("it is read as `prefixItems`", Change::Rename("prefixItems".to_owned())),
            };
            let message = format!("`items` must be a schema, found an array: {outcome}");
            let found = Found::warning(Code::VALUE_INVALID, at.clone(), message);
            check.found.push(found.help(match check.version >= Version::V3_1 {
                true => "write `prefixItems` if each item has a schema, or one schema for all of them",
                false => "write one schema for all items: no array has a schema for each of them before OpenAPI 3.1",
            }));
            check.changes.push((at.clone(), change));
            check_items(items, Form::SchemaOrBoolean, owner, at, check);
        }
        (Form::OneOrMany(inner), Value::Array(items)) => check_items(items, *inner, owner, at, check),
        (Form::OneOrMany(inner), value) => self::check(value, *inner, owner, at, check),
        (Form::List(inner), Value::Array(items)) => check_items(items, *inner, owner, at, check),
        (Form::List(Form::Text), Value::String(text)) => {
            wrong(value, form, owner, at, check, Outcome::Read(json!([text])));
        }
        (Form::Map(inner), Value::Object(members)) => {
            for (key, member) in members.iter().filter(|(_, member)| !is_of_form(member, *inner)) {
                self::check(member, *inner, owner, &at.push(key), check);
            }
        }
        (Form::Map(Form::Text), _) if std::ptr::eq(owner, &FLOW) => {
            wrong(value, form, owner, at, check, Outcome::Read(json!({})));
        }
        (Form::Object(kind), Value::Null) if std::ptr::eq(kind, &MEDIA_TYPE) => {
            wrong(value, form, owner, at, check, Outcome::Read(json!({})));
        }
        (Form::Word(_), Value::String(text))
            if text == "querystring" && std::ptr::eq(owner, &PARAMETER) && check.version >= Version::V3_2 => {}
        (Form::Object(kind), Value::Object(_)) => check_object(value, kind, at, check),
        (Form::SchemaOrBoolean, Value::Object(_)) => check_object(value, &SCHEMA, at, check),
        (Form::Object(kind), Value::String(text)) if kind.name == "a discriminator" => {
            wrong(value, form, owner, at, check, Outcome::Read(json!({"propertyName": text})));
        }
        // A file of Swagger 2.0 (section 4.3.6).
        (Form::Word(_), Value::String(text)) if text == "file" && std::ptr::eq(owner, &SCHEMA) => {
            wrong(value, form, owner, at, check, Outcome::Read(json!("string")));
            let owner_at = at.split_last().map(|(owner_at, _)| owner_at).unwrap_or_default();
            check.changes.push((owner_at, Change::Insert("format", json!("binary"))));
        }
        _ => wrong(value, form, owner, at, check, Outcome::Lost),
    }
}

/// Whether the schema with a keyword says in another one that its values are arrays.
fn is_of_array(root: &Value, at: &Pointer) -> bool {
    let schema = at.parent().and_then(|owner| root.pointer(owner.as_str()));
    let keywords = ["type", "minItems", "maxItems", "uniqueItems", "additionalItems", "contains"];
    schema.is_none_or(|schema| keywords.iter().any(|keyword| schema.get(*keyword).is_some()))
}

/// Checks the items of an array.
fn check_items<'a>(items: &'a [Value], form: Form, owner: &'static ObjectType, at: &Pointer, check: &mut Check<'a>) {
    for (index, item) in items.iter().enumerate().filter(|(_, item)| !is_of_form(item, form)) {
        self::check(item, form, owner, &at.index(index), check);
    }
}

/// Returns `true` if a value has a form and nothing inside of it to check. Most values have it, and need no pointer.
pub(super) fn is_of_form(value: &Value, form: Form) -> bool {
    match (form, value) {
        (Form::Any, _)
        | (Form::Text, Value::String(_))
        | (Form::Boolean | Form::BooleanOrNumber | Form::SchemaOrBoolean, Value::Bool(_))
        | (Form::Number | Form::BooleanOrNumber, Value::Number(_)) => true,
        (Form::Word(words), Value::String(text)) => words.contains(&text.as_str()),
        _ => false,
    }
}

/// What becomes of a value of another form.
enum Outcome {
    /// It has one reasonable reading.
    Read(Value),
    Lost,
}

/// Reports a value of another form.
fn wrong(value: &Value, form: Form, owner: &ObjectType, at: &Pointer, check: &mut Check<'_>, outcome: Outcome) {
    let name = at.split_last().map(|(_, name)| name).unwrap_or_default();
    let field = owner.fields.iter().find(|field| field.key == name);
    let is_required = field.is_some_and(|field| field.is_required);
    let is_essential = field.is_some_and(|field| field.is_essential);
    let message = format!("{} must be {}, found {}", named(at), form.words(), found(value));
    let words = match (form, value) {
        (Form::Word(words), Value::String(text)) => word_for(text, words),
        _ => None,
    };
    let help = swagger_form(name.as_str(), value)
        .or_else(|| form_of(value, form, owner))
        .or_else(|| words.map(|word| format!("did you mean `{word}`?")))
        .or_else(|| keyword_as_property(name.as_str(), value, form, at));
    let is_type = std::ptr::eq(owner, &SCHEMA) && matches!(form, Form::Word(_));
    let (found, change) = match outcome {
        Outcome::Read(new) => {
            let message = format!("{message}: it is read as `{new}`");
            (Found::warning(Code::VALUE_INVALID, at.clone(), message), Some(Change::Replace(new)))
        }
        // A type without a close word is a schema of any value.
        Outcome::Lost if is_type && help.is_some() => {
            (Found::error(Code::TYPE_UNKNOWN, at.clone(), type_message(value)), None)
        }
        Outcome::Lost if is_type => {
            let message = format!("{}: the values are untyped JSON", type_message(value));
            (Found::warning(Code::TYPE_UNKNOWN, at.clone(), message), Some(Change::Remove))
        }
        Outcome::Lost if is_essential || form.holds_objects() || (is_required && owner.loss == Loss::Essential) => {
            (Found::error(Code::VALUE_INVALID, at.clone(), message), None)
        }
        Outcome::Lost => {
            let message = format!("{message}: it is ignored");
            (Found::warning(Code::VALUE_INVALID, at.clone(), message), Some(Change::Remove))
        }
    };
    check.found.push(match help {
        Some(help) => found.help(help),
        None => found,
    });
    let owner_at = at.split_last().map(|(owner_at, _)| owner_at).filter(|_| is_required);
    match (change, owner_at) {
        // Without its required key, the object around the value is left out.
        (Some(Change::Remove), Some(owner_at)) => check.changes.push((owner_at, Change::Remove)),
        (Some(change), _) => check.changes.push((at.clone(), change)),
        (None, _) => {}
    }
}

/// Returns the name of a value: its key, or that of the array with it.
fn named(at: &Pointer) -> String {
    let tokens: Vec<String> = at.tokens().collect();
    match tokens.as_slice() {
        // A status is a number too.
        [.., owner, key] if key.parse::<usize>().is_ok() && owner != "responses" => format!("an item of `{owner}`"),
        [.., key] => format!("`{key}`"),
        [] => "the document".to_owned(),
    }
}

fn type_message(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{}` is not a type of JSON Schema", short(text)),
        value => format!("{} is not a type of JSON Schema", found(value)),
    }
}

/// Returns the right form of a text that is a type, a reference or a media type.
fn form_of(value: &Value, form: Form, owner: &ObjectType) -> Option<String> {
    let text = value.as_str()?;
    Some(match form {
        Form::SchemaOrBoolean | Form::OneOrMany(Form::SchemaOrBoolean) if TYPES.contains(&text) => {
            format!("write `{{type: {text}}}`")
        }
        Form::SchemaOrBoolean | Form::OneOrMany(Form::SchemaOrBoolean) if text.starts_with("#/") => {
            format!("write `{{$ref: '{text}'}}`")
        }
        Form::Map(Form::Object(kind)) if std::ptr::eq(*kind, &MEDIA_TYPE) && text.contains('/') => {
            format!("a media type is a key of an object: `{{{text}: {{schema: …}}}}`")
        }
        Form::Word(_) if std::ptr::eq(owner, &SCHEMA) => {
            let format = match text.to_ascii_lowercase().as_str() {
                "int32" | "int64" | "float" | "double" | "date" | "uuid" | "binary" => text.to_ascii_lowercase(),
                "datetime" | "date-time" => "date-time".to_owned(),
                "long" => "int64".to_owned(),
                _ => return None,
            };
            let kind = match format.as_str() {
                "int32" | "int64" => "integer",
                "float" | "double" => "number",
                _ => "string",
            };
            format!("write `type: {kind}` with `format: {format}`")
        }
        _ => return None,
    })
}

const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// Returns the remedy for a keyword of a schema that is among its properties.
fn keyword_as_property(name: &str, value: &Value, form: Form, at: &Pointer) -> Option<String> {
    let is_property = at.split_last()?.0.split_last()?.1 == "properties" && matches!(form, Form::SchemaOrBoolean);
    let is_keyword = SCHEMA.fields.iter().any(|field| field.key == name) && !value.is_null();
    (is_property && is_keyword).then(|| format!("the keyword `{name}` belongs beside `properties`, not in it"))
}

/// Returns what OpenAPI 3 has instead of a value of Swagger 2.0.
fn swagger_form(key: &str, value: &Value) -> Option<String> {
    match (key, value.as_str()) {
        ("in", Some("body" | "formData")) => Some("OpenAPI 3 has the body of a request in `requestBody`".to_owned()),
        ("required", None) if value.is_boolean() => {
            Some("list the name of the property in `required` of the object around it".to_owned())
        }
        ("additionalProperties", Some("no")) => Some("write `false`".to_owned()),
        ("type", Some("file")) => Some("write `type: string` with `format: binary`".to_owned()),
        ("type", Some("basic")) => Some("OpenAPI 3 has `type: http` with `scheme: basic`".to_owned()),
        ("type", Some("bearer" | "jwt")) => Some("write `type: http` with `scheme: bearer`".to_owned()),
        _ => None,
    }
}

/// Returns the word that a text must mean.
fn word_for(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let meant = match text.trim().to_ascii_lowercase().as_str() {
        "int" | "int32" | "int64" | "long" | "short" | "uint" | "uint32" | "uint64" => "integer",
        "bool" => "boolean",
        "str" | "text" | "date" | "datetime" | "date-time" | "uuid" | "enum" | "binary" => "string",
        "float" | "double" | "decimal" => "number",
        "list" | "tuple" | "set" => "array",
        "map" | "dict" | "dictionary" | "hash" | "record" | "struct" => "object",
        "none" | "nil" => "null",
        "oauth" => "oauth2",
        _ => return closest(text, words.iter().copied()),
    };
    words.iter().find(|word| **word == meant).copied()
}

/// Returns a value in words.
fn found(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => format!("the boolean `{value}`"),
        Value::Number(number) => format!("the number `{number}`"),
        Value::String(text) => format!("the string `{}`", short(text)),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// Returns the start of a long text.
fn short(text: &str) -> String {
    const LIMIT: usize = 60;
    match text.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
