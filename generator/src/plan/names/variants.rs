//! What the variants of a union are called: by what each of them says itself, so that another alternative beside them
//! renames none.

use super::{Case, NAMED, Wish, identifier, settle};
use crate::plan::docs;
use serde_json::Value;

use crate::api::{
    AdditionalProperties, Api, Component, EnumerationBase, Object, Property, Schema, SchemaKind, Union, Variant,
};
use crate::rust::Identifier;

/// What an enum of types has already.
const RESERVED: &[&str] = &["Self", "Unknown"];

/// The names of the variants of a union, in their order. `owner` is the name of the union.
pub(crate) fn variant_names(api: &Api, union: &Union, owner: &str) -> Vec<Identifier> {
    let wishes: Vec<Wish> = union.variants.iter().map(|variant| wish(api, variant, owner)).collect();
    settle(&wishes, Case::Type, &[RESERVED]).into_iter().map(|settled| settled.identifier).collect()
}

/// A variant is called by its component, its discriminator value, its title, its only value, what it requires, or its
/// type.
fn wish(api: &Api, variant: &Variant, owner: &str) -> Wish {
    let schema = &variant.schema;
    let tag = variant.discriminator_values.iter().min();
    let title = schema.documentation.title.as_ref();
    let title = title.filter(|title| title.len() <= 40 && !docs::is_type_name(title));
    let mut words: Vec<String> = Vec::new();
    if let Some(component) = referred(api, schema) {
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
    let rank = NAMED.saturating_add(u8::from(own != identifier(&whole, Case::Type).0));
    words.insert(0, own);
    Wish::of(words, rank, format!("{tag:?} {}", described(api, schema, 4)))
}

fn referred<'a>(api: &'a Api, schema: &Schema) -> Option<&'a Component> {
    match schema.kind {
        SchemaKind::Reference(id) => api.component(id),
        _ => None,
    }
}

/// What a value of something is called: by its component, or by its type.
fn words_of_value(api: &Api, schema: &Schema) -> String {
    referred(api, schema).map_or_else(|| words_of_kind(api, schema), |component| component.name.clone())
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

/// The values of the properties that have only one say best what an object is, the most telling first: one of a required
/// property before that of another, and that of `type` before that of a property whose name says less.
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
    let telling = |name: &str| ["type", "kind", "object"].iter().position(|known| *known == name).unwrap_or(3);
    constants
        .sort_by_key(|(name, value)| (!object.requires(name), telling(name), value.contains(' '), (*name).to_owned()));
    constants.into_iter().map(|(_, value)| value).collect()
}

/// The first name that an object may have: its first constant, or the first property that it requires.
fn word_of_object(object: &Object) -> String {
    let constant = constants(object).into_iter().next();
    let required = || {
        let first = by_importance(object).into_iter().next()?;
        object.requires(&first.name).then(|| first.name.clone())
    };
    constant.or_else(required).unwrap_or_else(|| "object".to_owned())
}

/// The names that an object may have: its constants; one of the properties that it requires, what one of them is, and all of
/// them; and the same of its other properties. Two objects are told apart by the first of these that they do not share.
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

/// The properties of an object, those first that it requires, and those last that many objects have. Their order in the
/// document says nothing.
fn by_importance(object: &Object) -> Vec<&Property> {
    let says_little = |name: &str| ["id", "kind", "name", "object", "type"].contains(&name);
    let mut properties: Vec<&Property> = object.properties.iter().collect();
    properties.sort_by_key(|property| {
        let name = property.name.as_str();
        (!object.requires(name), says_little(name), name)
    });
    properties
}

/// What a schema says, as far as it tells it from another one. The order of properties and of values says nothing.
fn described(api: &Api, schema: &Schema, depth: usize) -> String {
    let Some(deeper) = depth.checked_sub(1) else { return String::new() };
    let inner = match &schema.kind {
        SchemaKind::Array(items) => described(api, items, deeper),
        SchemaKind::Tuple(members) => {
            members.iter().map(|member| described(api, member, deeper)).collect::<Vec<_>>().join(",")
        }
        SchemaKind::Enumeration(enumeration) => {
            let mut values: Vec<String> = enumeration.values.iter().map(ToString::to_string).collect();
            values.sort_unstable();
            values.join(",")
        }
        SchemaKind::Object(object) => {
            let properties = object.properties.iter().map(|property| {
                let is_required = object.requires(&property.name);
                format!("{} {is_required} {}", property.name, described(api, &property.schema, deeper))
            });
            let mut properties: Vec<String> = properties.collect();
            properties.sort_unstable();
            if let AdditionalProperties::Schema(values) = &object.additional_properties {
                properties.push(described(api, values, deeper));
            }
            properties.join(",")
        }
        SchemaKind::Union(union) => {
            let variants = union.variants.iter().map(|variant| described(api, &variant.schema, deeper));
            let mut variants: Vec<String> = variants.collect();
            variants.sort_unstable();
            variants.join("|")
        }
        SchemaKind::Reference(_) => referred(api, schema).map(|component| component.name.clone()).unwrap_or_default(),
        SchemaKind::String { format } => format.clone().unwrap_or_default(),
        SchemaKind::Any | SchemaKind::Null | SchemaKind::Boolean | SchemaKind::Integer(_) | SchemaKind::Number(_) => {
            String::new()
        }
    };
    format!("{}({inner})", words_of_kind(api, schema))
}

/// A variant does not repeat the name of its enum, before or behind what is its own.
fn without_owner(words: &str, owner: &str) -> String {
    let spelt = identifier(words, Case::Type).0;
    let is_word = |rest: &&str| rest.chars().next().is_some_and(char::is_uppercase);
    if let Some(rest) = spelt.strip_prefix(owner).filter(is_word) {
        return rest.to_owned();
    }
    match spelt.strip_suffix(owner) {
        Some(rest) if !rest.is_empty() && !rest.ends_with(|last: char| last.is_uppercase()) => rest.to_owned(),
        _ => spelt,
    }
}
