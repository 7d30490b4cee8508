//! Names the variants of a union. The name of a variant comes from the variant and from the name of the union, so that
//! adding another alternative does not rename it.

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

/// Requests a name for a variant: its only discriminator value, its component, its first discriminator value, its
/// title, its constant, its required properties, or its type. The words that a name shares with the union are removed
/// first.
fn request(api: &Api, variant: &Variant, owner: &str) -> NameRequest {
    let schema = &variant.schema;
    let only_tag = variant.declared_value.as_ref().filter(|value| is_telling(value));
    let tag = variant.declared_value.as_ref().or(variant.discriminator_values.iter().min());
    let title = schema.documentation.title.as_ref();
    let title = title.filter(|title| title.len() <= 40 && !docs::is_type_name(title));
    let mut words: Vec<String> = only_tag.cloned().into_iter().collect();
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
    if let SchemaKind::Tuple(members) = &schema.kind {
        let members = members.iter().map(|member| words_of_value(api, member));
        words.push(members.collect::<Vec<_>>().join(" and "));
    }
    let whole = words.first().cloned().unwrap_or_default();
    let own = without_owner(&whole, owner);
    let rank = NAMED.saturating_add(u8::from(own.is_some()));
    // A component keeps its short name if its discriminator value is not available.
    let component = only_tag.and(api.referred(schema)).and_then(|component| without_owner(&component.name, owner));
    words.splice(1..1, component);
    words.splice(0..0, own);
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
        SchemaKind::Tuple(members) => return word_of_tuple(members),
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
    let required = object.required_names();
    constants.sort_by_cached_key(|(name, value)| {
        (!required.contains(name), importance(name), value.contains(' '), (*name).to_owned())
    });
    constants.into_iter().map(|(_, value)| value).collect()
}

/// Returns the first candidate name of a tuple: its first constant.
fn word_of_tuple(members: &[Schema]) -> String {
    let constant = members.iter().find_map(|member| match &member.kind {
        SchemaKind::Enumeration(enumeration) => match enumeration.values.as_slice() {
            [Value::String(only)] => Some(only.clone()),
            _ => None,
        },
        _ => None,
    });
    constant.unwrap_or_else(|| "tuple".to_owned())
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
    let required_names = object.required_names();
    let (required, optional): (Vec<&Property>, Vec<&Property>) =
        by_importance(object).into_iter().partition(|property| required_names.contains(property.name.as_str()));
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
    let required = object.required_names();
    properties.sort_by_key(|property| {
        let name = property.name.as_str();
        (!required.contains(name), is_common(name), name)
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
            let required = object.required_names();
            let properties = object.properties.iter().map(|property| {
                let is_required = required.contains(property.name.as_str());
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

/// Returns `true` if a discriminator value is a name, and not a number or a long path.
fn is_telling(value: &str) -> bool {
    value.starts_with(char::is_alphabetic) && value.chars().count() <= 40
}

/// Removes the words from the start and the end of a variant's name that the union's name starts and ends with. Returns
/// `None` if there are none, or if the rest is not a name.
fn without_owner(words: &str, owner: &str) -> Option<String> {
    let (spelled, owner) = (identifier(words, Case::Value), identifier(owner, Case::Value));
    let mut rest: Vec<&str> = spelled.word().split('_').collect();
    let mut owner: Vec<&str> = owner.word().split('_').collect();
    let whole = rest.len();
    let first = rest.iter().zip(&owner).take_while(|(own, other)| own == other).count();
    rest.drain(..first);
    owner.drain(..first);
    let last = rest.iter().rev().zip(owner.iter().rev()).take_while(|(own, other)| own == other).count();
    rest.truncate(rest.len().saturating_sub(last));
    let is_name = rest.first().is_some_and(|word| word.starts_with(char::is_alphabetic));
    (is_name && rest.len() < whole).then(|| rest.join(" "))
}

#[cfg(test)]
mod tests {
    use super::without_owner;

    #[test]
    fn a_variant_does_not_repeat_the_words_of_its_union() {
        let rest = |words, owner| without_owner(words, owner);
        let some = |words: &str| Some(words.to_owned());
        assert_eq!(rest("ChatCompletionRequestUserMessage", "ChatCompletionRequestMessage"), some("user"));
        assert_eq!(rest("MessageContentImageFileObject", "MessageContent"), some("image file object"));
        assert_eq!(rest("IssueComment", "IssueEvent"), some("comment"));
        assert_eq!(rest("AudioItem", "Item"), some("audio"));
        // The words of one end of the union's name are removed once.
        assert_eq!(rest("ItemReference", "Item"), some("reference"));
        assert_eq!(rest("Item", "ItemItem"), None);
        // Nothing is shared, nothing would remain, or the rest is not a name.
        assert_eq!(rest("Cat", "Pet"), None);
        assert_eq!(rest("Item", "InputItem"), None);
        assert_eq!(rest("Schema_2", "Schema"), None);
        // A part of a word is not a word.
        assert_eq!(rest("Itemized", "Item"), None);
    }
}
