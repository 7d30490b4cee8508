//! Takes the keywords of schemas that openapiv3 can't hold out of a value, just before it is parsed. They are kept
//! beside the document, by the pointer of their schema.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{AdditionalProperties, Operation, ReferenceOr, Schema};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::normalize::NUMBER_BOUNDS;
use super::object_kind::{ObjectKind, walk};
use super::parameter_keywords::ParameterKeywords;
use super::parse::{Invalid, invalid_in};
use crate::api::Method;
use crate::location::Pointer;

/// The keywords of one schema that openapiv3 does not know, or would lose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SchemaKeywords {
    /// `prefixItems` of an array that has as many items as there are members: a tuple.
    pub prefix_items: Option<Vec<ReferenceOr<Schema>>>,
    /// Whether an array has any items after those that `prefixItems` describes. `items` is a union of the described ones.
    pub has_other_items: bool,
    /// Whether an object has any values of keys that match no pattern of `patternProperties`. `additionalProperties` is a union of those that
    /// do.
    pub has_other_properties: bool,
    /// The schemas that hold for some values of the schema, each with its pointer from there: `then`, `else`, and those
    /// in `dependentSchemas` and `dependencies`.
    pub conditional: Vec<(Pointer, ReferenceOr<Schema>)>,
    /// `if`.
    pub condition: Option<ReferenceOr<Schema>>,
    /// `unevaluatedProperties` of a composed schema. In any other it says what `additionalProperties` says.
    pub unevaluated_properties: Option<AdditionalProperties>,
    /// `contentSchema` of a string that holds JSON.
    pub content_schema: Option<ReferenceOr<Schema>>,
    /// `contentMediaType` of a string with `contentEncoding`, or the media type of any bytes.
    pub encoded_type: Option<String>,
    /// The bounds of integers, which say which type has room for the values.
    pub bounds: NumberBounds,
    /// The keywords that restrict values and choose no type, such as `maxLength`, with their values: scalars, and the schemas of
    /// conditions.
    pub constraints: Vec<(String, Value)>,
    /// `defaultMapping` of the discriminator: a reference or the name of a component.
    pub default_mapping: Option<String>,
    /// `enum` of a number, if openapiv3 would round one of its values.
    pub enumeration: Option<Vec<Value>>,
}

/// The bounds of a number. openapiv3 gives up the type of a schema whose bounds it can't read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberBounds {
    /// `minimum`
    pub minimum: Option<Bound>,
    /// `maximum`
    pub maximum: Option<Bound>,
    /// `exclusiveMinimum`
    pub exclusive_minimum: Option<Bound>,
    /// `exclusiveMaximum`
    pub exclusive_maximum: Option<Bound>,
}

/// The value of a keyword that bounds a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A number, as its text: a number of 64 bits would lose digits of a larger one.
    Text(String),
    /// In OpenAPI 3.0, `exclusiveMinimum` says of `minimum` whether it is excluded.
    Flag(bool),
}

/// The parts of a document that openapiv3 can't hold, and the invalid ones of them.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub(super) schema_keywords: BTreeMap<Pointer, SchemaKeywords>,
    pub(super) styled_encodings: BTreeSet<Pointer>,
    pub(super) parameter_keywords: BTreeMap<Pointer, ParameterKeywords>,
    pub(super) additional_operations: BTreeMap<Pointer, Vec<(Method, Operation)>>,
    pub(super) invalid: Vec<Invalid>,
}

/// Takes the keywords that openapiv3 can't hold out of all schemas in a part of a document.
pub(super) fn take(value: &mut Value, kind: ObjectKind, at: &Pointer, beside: &mut Beside) {
    walk(value, kind, at, &mut |value, kind, at| {
        let Value::Object(members) = value else { return };
        match kind {
            ObjectKind::Schema | ObjectKind::SchemaOrBool => {
                let at = at.pointer();
                let keywords = take_keywords(members, &at, beside);
                if keywords != SchemaKeywords::default() {
                    beside.schema_keywords.insert(at, keywords);
                }
            }
            ObjectKind::Parameter => {
                let keywords = ParameterKeywords::take(members);
                if keywords != ParameterKeywords::default() {
                    beside.parameter_keywords.insert(at.pointer(), keywords);
                }
            }
            ObjectKind::Encoding
                if ["style", "explode", "allowReserved"].iter().any(|key| members.contains_key(*key)) =>
            {
                beside.styled_encodings.insert(at.pointer());
            }
            _ => {}
        }
    });
}

/// Takes the keywords of one schema.
fn take_keywords(members: &mut Map<String, Value>, at: &Pointer, beside: &mut Beside) -> SchemaKeywords {
    let conditions = take_conditions(members);
    let (encoding, media_type) = (members.shift_remove("contentEncoding"), members.shift_remove("contentMediaType"));
    let media_type = media_type.as_ref().and_then(Value::as_str).unwrap_or("application/octet-stream");
    let mut keywords = SchemaKeywords {
        condition: take_schema(members, "if", at, beside),
        content_schema: take_schema(members, "contentSchema", at, beside),
        encoded_type: encoding.map(|_| media_type.to_owned()),
        ..SchemaKeywords::default()
    };
    for keyword in ["then", "else"] {
        let schema = take_schema(members, keyword, at, beside);
        keywords.conditional.extend(schema.map(|schema| (Pointer::root().push(keyword), schema)));
    }
    for keyword in ["dependentSchemas", "dependencies"] {
        let Some(Value::Object(schemas)) = members.shift_remove(keyword) else { continue };
        for (name, mut schema) in schemas {
            let place = Pointer::root().push(keyword).push(&name);
            let schema = parse_schema(&mut schema, &at.join(&place), beside);
            keywords.conditional.extend(schema.map(|schema| (place, schema)));
        }
    }
    match members.shift_remove("prefixItems") {
        Some(Value::Array(prefix)) => {
            let items_at = at.push("prefixItems");
            let items = prefix.into_iter().enumerate();
            let parse = |(index, mut schema): (usize, Value)| parse_schema(&mut schema, &items_at.index(index), beside);
            keywords.prefix_items = Some(items.filter_map(parse).collect());
        }
        Some(Value::Bool(is_open)) => keywords.has_other_items = is_open,
        _ => {}
    }
    keywords.has_other_properties = members.shift_remove("patternProperties") == Some(Value::Bool(true));
    keywords.unevaluated_properties = match members.get("unevaluatedProperties") {
        Some(Value::Bool(allowed)) => Some(AdditionalProperties::Any(*allowed)),
        _ => None,
    };
    if keywords.unevaluated_properties.is_some() {
        members.shift_remove("unevaluatedProperties");
    } else if let Some(schema) = take_schema(members, "unevaluatedProperties", at, beside) {
        keywords.unevaluated_properties = Some(AdditionalProperties::Schema(Box::new(schema)));
    }
    let discriminator = members.get_mut("discriminator").and_then(Value::as_object_mut);
    keywords.default_mapping = match discriminator.and_then(|members| members.shift_remove("defaultMapping")) {
        Some(Value::String(target)) => Some(target),
        _ => None,
    };
    keywords.enumeration = take_rounded_enumeration(members);
    let is_integer = members.get("type").is_none_or(|name| name == "integer");
    keywords.constraints = constraints(members);
    keywords.constraints.extend(conditions);
    let bounds = take_bounds(members);
    keywords.bounds = if is_integer { bounds } else { NumberBounds::default() };
    keywords
}

/// Takes the schema at a keyword.
fn take_schema(
    members: &mut Map<String, Value>,
    keyword: &str,
    at: &Pointer,
    beside: &mut Beside,
) -> Option<ReferenceOr<Schema>> {
    let mut schema = members.shift_remove(keyword)?;
    parse_schema(&mut schema, &at.push(keyword), beside)
}

/// Parses a schema of a keyword. The schemas in its own keywords are taken first.
fn parse_schema(value: &mut Value, at: &Pointer, beside: &mut Beside) -> Option<ReferenceOr<Schema>> {
    take(value, ObjectKind::Schema, at, beside);
    let parsed = ReferenceOr::deserialize(&*value);
    parsed.map_err(|error| beside.invalid.extend(invalid_in(value, ObjectKind::Schema, at, &error))).ok()
}

/// Takes an `enum` of a number if one of its values is an integer that no double holds.
fn take_rounded_enumeration(members: &mut Map<String, Value>) -> Option<Vec<Value>> {
    // Every integer up to here is a double too.
    const EXACT: u64 = 1 << 53;
    let is_rounded = |value: &Value| {
        value.as_i64().is_some_and(|value| value.unsigned_abs() > EXACT)
            || value.as_u64().is_some_and(|value| value > EXACT)
    };
    let is_number = members.get("type").is_some_and(|name| name == "number");
    let values = members.get("enum").and_then(Value::as_array).filter(|_| is_number)?;
    if !values.iter().any(is_rounded) {
        return None;
    }
    match members.shift_remove("enum") {
        Some(Value::Array(values)) => Some(values),
        _ => None,
    }
}

/// The keywords with schemas that restrict values in a way that no type expresses, and that nothing but the constraints reads.
pub(super) const UNTYPED_CONDITIONS: [&str; 4] = ["contains", "propertyNames", "dependentRequired", "unevaluatedItems"];

/// Takes the conditions for a comparison of documents. Others are read by something else too, and stay.
fn take_conditions(members: &mut Map<String, Value>) -> Vec<(String, Value)> {
    let mut taken: Vec<(String, Value)> = UNTYPED_CONDITIONS
        .into_iter()
        .filter_map(|keyword| Some((keyword.to_owned(), members.shift_remove(keyword)?)))
        .collect();
    // Earlier drafts have `dependencies` for `dependentSchemas`.
    for (keyword, name) in
        [("dependentSchemas", "dependentSchemas"), ("dependencies", "dependentSchemas"), ("not", "not")]
    {
        taken.extend(members.get(keyword).map(|value| (name.to_owned(), value.clone())));
    }
    // Either has no effect alone (JSON Schema 2020-12 Core, section 10.2.2.1).
    if members.contains_key("if") && (members.contains_key("then") || members.contains_key("else")) {
        let parts = ["if", "then", "else"].into_iter();
        let parts = parts.filter_map(|keyword| Some((keyword.to_owned(), members.get(keyword)?.clone())));
        taken.push(("if".to_owned(), Value::Object(parts.collect())));
    }
    taken
}

/// The keywords that restrict values of other types than numbers, and steps of numbers.
const OTHER_BOUNDS: [&str; 11] = [
    "minContains",
    "maxContains",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// Returns the keywords that restrict the values of a schema.
fn constraints(members: &Map<String, Value>) -> Vec<(String, Value)> {
    let is_constraint = |keyword: &str| NUMBER_BOUNDS.contains(&keyword) || OTHER_BOUNDS.contains(&keyword);
    let found =
        members.iter().filter(|(keyword, value)| is_constraint(keyword) && !value.is_array() && !value.is_object());
    found.map(|(keyword, value)| (keyword.clone(), value.clone())).collect()
}

/// Takes the bounds of a schema's values. Those of numbers are kept; the others change no type.
fn take_bounds(members: &mut Map<String, Value>) -> NumberBounds {
    for keyword in OTHER_BOUNDS {
        members.shift_remove(keyword);
    }
    let mut take = |keyword: &str| match members.shift_remove(keyword)? {
        Value::Bool(flag) => Some(Bound::Flag(flag)),
        Value::Number(number) => Some(Bound::Text(number.to_string())),
        Value::String(text) => Some(Bound::Text(text)),
        _ => None,
    };
    NumberBounds {
        minimum: take("minimum"),
        maximum: take("maximum"),
        exclusive_minimum: take("exclusiveMinimum"),
        exclusive_maximum: take("exclusiveMaximum"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn taken(mut schema: Value) -> (Value, Beside) {
        let mut beside = Beside::default();
        take(&mut schema, ObjectKind::Schema, &Pointer::parse("/s").unwrap(), &mut beside);
        (schema, beside)
    }

    fn places(beside: &Beside) -> Vec<&str> {
        beside.schema_keywords.keys().map(Pointer::as_str).collect()
    }

    #[test]
    fn what_openapiv3_knows_stays() {
        let schema =
            json!({"type": "object", "properties": {"a": {"type": "string"}}, "x-tuple": [1], "x-a": {"if": 1}});
        let (left, beside) = taken(schema.clone());
        assert_eq!((left, places(&beside)), (schema, vec![]));
    }

    #[test]
    fn schemas_beside_the_document_have_keywords_of_their_own() {
        let (left, beside) = taken(json!({
            "if": {"properties": {"a": {"minimum": 1}}},
            "then": {"type": "array", "prefixItems": [{"type": "integer", "maximum": 5}]},
            "dependentSchemas": {"a/b": {"if": {}}},
            "unevaluatedProperties": {"then": {}},
            "contentSchema": {"maximum": 5},
        }));
        assert_eq!(left, json!({}));
        let expected = [
            "/s",
            "/s/contentSchema",
            "/s/dependentSchemas/a~1b",
            "/s/if/properties/a",
            "/s/then",
            "/s/then/prefixItems/0",
            "/s/unevaluatedProperties",
        ];
        assert_eq!(places(&beside), expected);
        let keywords = &beside.schema_keywords[&Pointer::parse("/s").unwrap()];
        let conditional: Vec<&str> = keywords.conditional.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(conditional, ["/then", "/dependentSchemas/a~1b"]);
        assert!(keywords.condition.is_some());
        assert!(matches!(keywords.unevaluated_properties, Some(AdditionalProperties::Schema(_))));
    }

    #[test]
    fn bounds_keep_their_texts() {
        let text = |text: &str| Some(Bound::Text(text.to_owned()));
        for (schema, minimum, exclusive_minimum) in [
            (json!({"minimum": 1}), text("1"), None),
            (json!({"type": "integer", "minimum": 1.5}), text("1.5"), None),
            (json!({"minimum": "18446744073709551616"}), text("18446744073709551616"), None),
            (json!({"minimum": 0, "exclusiveMinimum": true}), text("0"), Some(Bound::Flag(true))),
            (json!({"exclusiveMinimum": -1}), None, text("-1")),
            (json!({"type": "number", "minimum": 1}), None, None),
            (json!({"minimum": [1]}), None, None),
        ] {
            let (left, beside) = taken(schema.clone());
            let bounds = beside.schema_keywords.into_values().next().unwrap_or_default().bounds;
            assert_eq!((bounds.minimum, bounds.exclusive_minimum), (minimum, exclusive_minimum), "{schema}");
            assert!(left.as_object().unwrap().keys().all(|key| key == "type"), "{left}");
        }
    }

    #[test]
    fn an_enum_is_taken_if_a_double_would_round_it() {
        for (schema, is_taken) in [
            (json!({"type": "number", "enum": [1, 9_007_199_254_740_993_u64]}), true),
            (json!({"type": "number", "enum": [1, 9_007_199_254_740_992_u64]}), false),
            (json!({"type": "integer", "enum": [9_007_199_254_740_993_u64]}), false),
        ] {
            let (left, beside) = taken(schema.clone());
            assert_eq!(beside.schema_keywords.len() == 1, is_taken, "{schema}");
            assert_eq!(left.get("enum").is_none(), is_taken, "{schema}");
        }
    }

    #[test]
    fn an_encoding_is_styled_by_any_of_three_keys() {
        for (encoding, is_styled) in [
            (json!({"explode": false}), true),
            (json!({"style": "form"}), true),
            (json!({"allowReserved": false}), true),
            (json!({"contentType": "text/plain", "x-styled": true}), false),
        ] {
            let mut media_type = json!({"encoding": {"a": encoding}});
            let mut beside = Beside::default();
            take(&mut media_type, ObjectKind::MediaType, &Pointer::root(), &mut beside);
            assert_eq!(beside.styled_encodings.len() == 1, is_styled, "{media_type}");
        }
    }

    #[test]
    fn a_schema_that_does_not_parse_is_named_with_its_place() {
        let (_, beside) = taken(json!({"prefixItems": [{}, {"properties": {"a": {"required": "b"}}}]}));
        let places: Vec<&str> = beside.invalid.iter().map(|invalid| invalid.at.as_str()).collect();
        assert_eq!(places, ["/s/prefixItems/1/properties/a/required"]);
    }
}
