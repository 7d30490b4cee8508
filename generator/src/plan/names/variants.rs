//! Names the variants of a union. The name of a variant comes from the variant alone, so that adding another
//! alternative does not rename it.

use super::{Case, NAMED, NameRequest, identifier, resolve_names};
use serde_json::Value;

use crate::api::{AdditionalProperties, Api, EnumerationBase, Object, Property, Schema, SchemaKind, Union, Variant};
use crate::plan::docs;
use crate::rust::Identifier;

/// The names that every union has already.
const RESERVED: &[&str] = &["Self", "Unknown"];

/// Returns the names of the variants of a union, in order. `owner` is the name of the union.
pub(crate) fn variant_names(api: &Api, union: &Union, owner: &str) -> Vec<Identifier> {
    let requests: Vec<NameRequest> = union.variants.iter().map(|variant| request(api, variant, owner)).collect();
    resolve_names(&requests, Case::Type, &[RESERVED]).into_iter().map(|resolved| resolved.identifier).collect()
}

/// Requests a name for a variant: its component, its discriminator value, its title, its constant, its required
/// properties, or its type.
fn request(api: &Api, variant: &Variant, owner: &str) -> NameRequest {
    let schema = &variant.schema;
    let tag = variant.discriminator_values.iter().min();
    let title = schema.documentation.title.as_ref();
    let title = title.filter(|title| title.len() <= 40 && !docs::is_type_name(title));
    let mut words: Vec<String> = Vec::new();
    if let Some(component) = api.referred(schema) {
        words.push(component.name.clone());
        words.extend(tag.map(|tag| format!("{} {tag}", component.name)));
    } else if let Some(named) = tag.or(title) {
        words.push(named.clone());
        words.push(format!("{named} {}", words_of_kind(api, schema)));
    } else {
        words.push(words_of_kind(api, schema));
    }
    if let SchemaKind::Object(object) = &schema.kind {
        words.extend(words_of_object(api, object));
    }
    if let SchemaKind::Object(Object {
        properties, additional_properties: AdditionalProperties::Schema(values), ..
    }) = &schema.kind
        && properties.is_empty()
    {
        words.push(format!("map of {}", words_of_value(api, values)));
    }
    if let SchemaKind::String { format: Some(format) } = &schema.kind {
        words.push(format!("{format} string"));
    }
    let whole = words.first().cloned().unwrap_or_default();
    let own = without_owner(&whole, owner);
    let rank = NAMED.saturating_add(u8::from(own != identifier(&whole, Case::Type).as_str()));
    words.insert(0, own);
    NameRequest::of(words, rank, format!("{tag:?} {}", description_key(api, schema, 4)))
}

/// Returns the words for a nested schema: its component or its type.
fn words_of_value(api: &Api, schema: &Schema) -> String {
    api.referred(schema).map_or_else(|| words_of_kind(api, schema), |component| component.name.clone())
}

fn words_of_kind(api: &Api, schema: &Schema) -> String {
    let words = match &schema.kind {
        SchemaKind::Any => "any",
        SchemaKind::Null => "null",
        SchemaKind::Boolean => "boolean",
        SchemaKind::Integer(_) => "integer",
        SchemaKind::Number(_) => "number",
        SchemaKind::String { .. } => "string",
        SchemaKind::Enumeration(enumeration) => match enumeration.base() {
            EnumerationBase::String => "string",
            EnumerationBase::Integer | EnumerationBase::Unsigned => "integer",
            EnumerationBase::Number => "number",
            EnumerationBase::Boolean => "boolean",
            EnumerationBase::Mixed => "listed",
        },
        SchemaKind::Array(items) => return format!("{} list", words_of_value(api, items)),
        SchemaKind::Tuple(_) => "tuple",
        SchemaKind::Object(object) if object.properties.is_empty() => "map",
        SchemaKind::Object(object) => return word_of_object(object),
        SchemaKind::Union(_) => "alternatives",
        SchemaKind::Reference(_) => "reference",
    };
    words.to_owned()
}

/// Returns the values of the constant properties of an object, the most descriptive first: those of required properties
/// first, and `type`, `kind` and `object` before other names.
fn constants(object: &Object) -> Vec<String> {
    let constants = object.properties.iter().filter_map(|property| match &property.schema.kind {
        SchemaKind::Enumeration(enumeration) => match enumeration.values.as_slice() {
            [Value::String(only)] => Some((property.name.as_str(), only.clone())),
            [only] => Some((property.name.as_str(), format!("{} {only}", property.name))),
            _ => None,
        },
        _ => None,
    });
    let mut constants: Vec<(&str, String)> = constants.collect();
    let importance = |name: &str| ["type", "kind", "object"].iter().position(|known| *known == name).unwrap_or(3);
    constants.sort_by_key(|(name, value)| {
        (!object.requires(name), importance(name), value.contains(' '), (*name).to_owned())
    });
    constants.into_iter().map(|(_, value)| value).collect()
}

/// Returns the first candidate name of an object: its first constant or its first required property.
fn word_of_object(object: &Object) -> String {
    let constant = constants(object).into_iter().next();
    let required = || {
        let first = by_importance(object).into_iter().next()?;
        object.requires(&first.name).then(|| first.name.clone())
    };
    constant.or_else(required).unwrap_or_else(|| "object".to_owned())
}

/// Returns the candidate names of an object: its constants; each required property, each with its type, and all of
/// them; then the same for its optional properties. The first name that two objects do not share distinguishes them.
fn words_of_object(api: &Api, object: &Object) -> Vec<String> {
    let mut words = vec![word_of_object(object)];
    words.extend(Some(constants(object).join(" ")).filter(|constants| !constants.is_empty()));
    let (required, optional): (Vec<&Property>, Vec<&Property>) =
        by_importance(object).into_iter().partition(|property| object.requires(&property.name));
    for properties in [required, optional].into_iter().filter(|properties| !properties.is_empty()) {
        let names: Vec<&str> = properties.iter().map(|property| property.name.as_str()).collect();
        let kinds = properties.iter().map(|property| words_of_kind(api, &property.schema));
        words.extend(names.iter().map(|name| (*name).to_owned()));
        words.extend(names.iter().zip(kinds).map(|(name, kind)| format!("{name} {kind}")));
        words.push(names.join(" and "));
    }
    words
}

/// Returns the properties of an object: required properties first, and properties with a common name last. The order in
/// the document does not matter.
fn by_importance(object: &Object) -> Vec<&Property> {
    let is_common = |name: &str| ["id", "kind", "name", "object", "type"].contains(&name);
    let mut properties: Vec<&Property> = object.properties.iter().collect();
    properties.sort_by_key(|property| {
        let name = property.name.as_str();
        (!object.requires(name), is_common(name), name)
    });
    properties
}

/// Returns a key that distinguishes a schema from others. The order of properties and of values does not matter.
fn description_key(api: &Api, schema: &Schema, depth: usize) -> String {
    let Some(deeper) = depth.checked_sub(1) else { return String::new() };
    let inner = match &schema.kind {
        SchemaKind::Array(items) => description_key(api, items, deeper),
        SchemaKind::Tuple(members) => {
            members.iter().map(|member| description_key(api, member, deeper)).collect::<Vec<_>>().join(",")
        }
        SchemaKind::Enumeration(enumeration) => {
            let mut values: Vec<String> = enumeration.values.iter().map(ToString::to_string).collect();
            values.sort_unstable();
            values.join(",")
        }
        SchemaKind::Object(object) => {
            let properties = object.properties.iter().map(|property| {
                let is_required = object.requires(&property.name);
                format!("{} {is_required} {}", property.name, description_key(api, &property.schema, deeper))
            });
            let mut properties: Vec<String> = properties.collect();
            properties.sort_unstable();
            if let AdditionalProperties::Schema(values) = &object.additional_properties {
                properties.push(description_key(api, values, deeper));
            }
            properties.join(",")
        }
        SchemaKind::Union(union) => {
            let variants = union.variants.iter().map(|variant| description_key(api, &variant.schema, deeper));
            let mut variants: Vec<String> = variants.collect();
            variants.sort_unstable();
            variants.join("|")
        }
        SchemaKind::Reference(_) => api.referred(schema).map(|component| component.name.clone()).unwrap_or_default(),
        SchemaKind::String { format } => format.clone().unwrap_or_default(),
        SchemaKind::Any | SchemaKind::Null | SchemaKind::Boolean | SchemaKind::Integer(_) | SchemaKind::Number(_) => {
            String::new()
        }
    };
    format!("{}({inner})", words_of_kind(api, schema))
}

/// Removes the name of the enum from the start or the end of a variant's name.
fn without_owner(words: &str, owner: &str) -> String {
    let spelled = identifier(words, Case::Type).as_str().to_owned();
    let is_word = |rest: &&str| rest.chars().next().is_some_and(char::is_uppercase);
    if let Some(rest) = spelled.strip_prefix(owner).filter(is_word) {
        return rest.to_owned();
    }
    match spelled.strip_suffix(owner) {
        Some(rest) if !rest.is_empty() && !rest.ends_with(|last: char| last.is_uppercase()) => rest.to_owned(),
        _ => spelled,
    }
}
