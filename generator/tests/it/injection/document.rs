//! Documents with hostile text.

use std::collections::BTreeSet;

use generator::location::{Pointer, Sources};
use generator::source::parse;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

/// Returns the base document, which has a unique word in every place for text.
pub(crate) fn base() -> Value {
    let mut sources = Sources::new();
    let file = generator::source::read(&mut sources, "tests/injection/base.yaml".as_ref()).unwrap();
    parse(&sources, file, &mut Default::default()).unwrap()
}

/// Returns the words that mark the places: `q…q`.
pub(crate) fn places() -> Vec<String> {
    let text = base().to_string();
    let words = text.split(|letter: char| !letter.is_ascii_lowercase());
    let places: BTreeSet<&str> = words.filter(|word| is_place(word)).collect();
    places.into_iter().map(str::to_owned).collect()
}

/// Returns a document with text in some of its places.
pub(crate) fn filled(value: &Value, fill: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::String(text) => Value::String(fill(text)),
        Value::Array(items) => items.iter().map(|item| filled(item, fill)).collect(),
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| match value {
                Value::String(reference) if key == "$ref" => (key.clone(), Value::String(refilled(reference, fill))),
                Value::Object(schemas) if key == "mapping" => {
                    let schemas = schemas
                        .iter()
                        .map(|(key, schema)| (fill(key), Value::String(refilled(schema.as_str().unwrap(), fill))));
                    (key.clone(), Value::Object(schemas.collect()))
                }
                _ => (fill(key), filled(value, fill)),
            };
            Value::Object(members.iter().map(member).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

/// Returns the reference to a renamed component (RFC 6901, section 6).
fn refilled(reference: &str, fill: &dyn Fn(&str) -> String) -> String {
    let (folder, name) = reference.rsplit_once('/').unwrap();
    let pointer = Pointer::root().push(&fill(name));
    let token = pointer.as_str().strip_prefix('/').unwrap();
    format!("{folder}/{}", utf8_percent_encode(token, NON_ALPHANUMERIC))
}

/// Returns `true` if a word marks a place.
pub(crate) fn is_place(word: &str) -> bool {
    word.len() > 2 && word.starts_with('q') && word.ends_with('q')
}
