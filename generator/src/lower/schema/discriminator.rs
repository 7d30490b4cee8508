//! Lowers discriminators: maps the values of a property to alternatives (OpenAPI 3.0.3, section 4.7.25).

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::Value;

use super::component::{base, component_at, resolved, whole};
use super::intersect::{Untyped, intersect};
use super::keywords::Keywords;
use crate::api::{
    AdditionalProperties, DefaultFor, Enumeration, Object, Property, Required, Schema, SchemaId, SchemaKind, Union,
    Variant,
};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::lower::context::Context;
use crate::lower::reference::component_name;

/// A Discriminator Object (OpenAPI 3.2.0, section 4.25).
#[derive(Clone, Copy)]
pub(super) struct Discriminator<'a> {
    pub(super) property_name: &'a str,
    pub(super) mapping: &'a IndexMap<String, String>,
    pub(super) default_mapping: Option<&'a str>,
}

/// Returns a union with a discriminator. Returns `None` if the discriminator does not distinguish the alternatives.
pub(super) fn lower_discriminated(
    context: &mut Context<'_>,
    at: &Pointer,
    discriminator: Discriminator<'_>,
    alternatives: &[Schema],
) -> Option<Union> {
    let mapping = Mapping::of(context, discriminator);
    let property = discriminator.property_name;
    let mut variants: Vec<Variant> = Vec::with_capacity(alternatives.len());
    let mut taken = BTreeSet::new();
    let all_tags = tags_of_all(context, property, &mapping, alternatives);
    for (schema, tags) in alternatives.iter().zip(all_tags) {
        if tags.is_empty() || !tags.iter().all(|tag| taken.insert(tag.clone())) {
            let message = format!(
                "the discriminator `{property}` does not distinguish the alternatives: they are distinguished by their other \
                 properties"
            );
            context.note(Code::KEYWORD_UNUSED, at, message);
            return None;
        }
        let declared_value = only(&tags);
        variants.push(Variant {
            discriminator_values: tags,
            implicit_value: None,
            declared_value,
            default_for: DefaultFor::Nothing,
            schema: schema.clone(),
        });
    }
    mark_default(context, &at.parent().unwrap_or_default(), discriminator, &mut variants);
    let names_itself = |context: &mut Context<'_>, schema: &Schema| constants(context, property, schema).is_empty();
    add_implicit_values(context, (discriminator, &mapping), &mut taken, (&mut variants, &names_itself));
    for variant in &mut variants {
        variant.schema = with_tag(context, at, property, variant);
    }
    for value in discriminator.mapping.keys() {
        if !taken.contains(value) {
            let message = format!(
                "the discriminator maps `{value}` to a schema that is not an alternative: such values are untyped"
            );
            context.note(Code::KEYWORD_UNUSED, at, message);
        }
    }
    Some(Union { discriminator: Some(property.to_owned()), variants })
}

/// Returns the discriminator values of each alternative, each once. Alternatives that list each other's values, as those with one
/// enumeration of all kinds do, have their names if they list these.
fn tags_of_all(
    context: &mut Context<'_>,
    property: &str,
    mapping: &Mapping,
    alternatives: &[Schema],
) -> Vec<Vec<String>> {
    let mut all = Vec::with_capacity(alternatives.len());
    let (mut taken, mut is_shared) = (BTreeSet::new(), false);
    for schema in alternatives {
        let mut tags = tags(context, property, mapping, schema);
        let mut seen = BTreeSet::new();
        tags.retain(|tag| seen.insert(tag.clone()));
        is_shared |= !tags.iter().all(|tag| taken.insert(tag.clone()));
        all.push(tags);
    }
    for (schema, tags) in alternatives.iter().zip(&mut all).filter(|_| is_shared) {
        if let SchemaKind::Reference(id) = schema.kind
            && mapping.values_of(id).is_empty()
            && let Some((name, _)) = context.schema(id)
            && tags.iter().any(|tag| tag == name)
        {
            *tags = vec![name.to_owned()];
        }
    }
    all
}

/// Marks the alternative of `defaultMapping`, for the schema at a pointer. One that is a union is not read as the default, since it may refer back to this
/// one.
fn mark_default(context: &mut Context<'_>, at: &Pointer, discriminator: Discriminator<'_>, variants: &mut [Variant]) {
    let Some(target) = discriminator.default_mapping else { return };
    let id = component_of(context, target);
    let is_target = |variant: &&mut Variant| matches!(variant.schema.kind, SchemaKind::Reference(of) if Some(of) == id);
    let variant = variants.iter_mut().find(is_target);
    let problem = match variant {
        Some(variant) => match resolved(context, &variant.schema).map(|schema| schema.kind.clone()) {
            Some(SchemaKind::Object(_)) => {
                variant.default_for = DefaultFor::Unselected;
                return;
            }
            _ => "is not an object",
        },
        None => "is not an alternative",
    };
    let message =
        format!("`defaultMapping` names `{target}`, which {problem}: values that select no alternative are untyped");
    let place = at.push("discriminator").push("defaultMapping");
    context.warning(Code::DISCRIMINATOR_INVALID, &place, message);
}

/// Returns whether a component may have its own name as the value.
type NamesItself<'a> = &'a dyn Fn(&mut Context<'_>, &Schema) -> bool;

/// Lets the name of a component select it beside the values that are mapped to it, unless the name selects another one or the component
/// has other values. `taken` are the values that select an alternative, and `names_itself` returns whether a component may have its name.
fn add_implicit_values(
    context: &mut Context<'_>,
    (discriminator, mapping): (Discriminator<'_>, &Mapping),
    taken: &mut BTreeSet<String>,
    (variants, names_itself): (&mut [Variant], NamesItself<'_>),
) {
    for variant in variants {
        let SchemaKind::Reference(id) = variant.schema.kind else { continue };
        let Some((name, _)) = context.schema(id) else { continue };
        if discriminator.mapping.contains_key(name) || taken.contains(name) || mapping.values_of(id).is_empty() {
            continue;
        }
        let name = name.to_owned();
        if names_itself(context, &variant.schema) {
            taken.insert(name.clone());
            variant.implicit_value = Some(name);
        }
    }
}

/// Whether a subtype declares the property again, apart from its bases: it may list its values there.
fn declares(schema: &openapiv3::ReferenceOr<openapiv3::Schema>, property: &str) -> bool {
    let openapiv3::ReferenceOr::Item(schema) = schema else { return false };
    let keywords = Keywords::of(schema, None);
    keywords.properties.is_some_and(|properties| properties.contains_key(property))
        || keywords.all_of.iter().any(|member| declares(member, property))
}

/// Returns the discriminator value of an alternative, if it has exactly one.
pub(super) fn declared_value(
    context: &mut Context<'_>,
    (discriminator, mapping): (Discriminator<'_>, &Mapping),
    alternative: &Schema,
) -> Option<String> {
    only(&tags(context, discriminator.property_name, mapping, alternative))
}

fn only(tags: &[String]) -> Option<String> {
    match tags {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// Returns the union of the components that inherit from a component with a discriminator and without alternatives.
pub(super) fn lower_subtypes(
    context: &mut Context<'_>,
    owner: SchemaId,
    keywords: &Keywords<'_>,
) -> Option<SchemaKind> {
    let discriminator = keywords.discriminator()?;
    if !context.inheritance.has_subtypes(owner) {
        return None;
    }
    let mapping = Mapping::of(context, discriminator);
    let mut inherited = None;
    let mut taken = BTreeSet::new();
    let mut variants: Vec<Variant> = Vec::new();
    let (owner_name, _) = context.schema(owner)?;
    let owner_at = component_at(owner_name);
    let descendants = context.inheritance.descendants(owner);
    // The subtypes of a chain of bases are as many as the square of its length.
    if !context.spend(&owner_at, descendants.len()) {
        return None;
    }
    for id in descendants.iter().copied() {
        let (name, schema) = context.schema(id)?;
        let at = component_at(name);
        let vendor = match schema {
            openapiv3::ReferenceOr::Item(schema) => schema.schema_data.extensions.get("x-ms-discriminator-value"),
            openapiv3::ReferenceOr::Reference { .. } => None,
        };
        let vendor = vendor.and_then(Value::as_str).map(str::to_owned);
        let schema = Schema::of_kind(context.origin(&at), SchemaKind::Reference(id));
        let mut tags = mapping.values_of(id);
        if tags.is_empty() {
            tags = match vendor {
                Some(vendor) => vec![vendor],
                None => own_tags(context, discriminator.property_name, id, (owner, &mut inherited)),
            };
        }
        tags.retain(|tag| !taken.contains(tag));
        taken.extend(tags.iter().cloned());
        if tags.is_empty() {
            let message = format!(
                "`{name}` has no unique value of the discriminator `{}`: it is not an alternative",
                discriminator.property_name
            );
            context.note(Code::KEYWORD_UNUSED, &at, message);
            continue;
        }
        let declared_value = only(&tags);
        variants.push(Variant {
            discriminator_values: tags,
            implicit_value: None,
            declared_value,
            default_for: DefaultFor::Nothing,
            schema,
        });
    }
    mark_default(context, &owner_at, discriminator, &mut variants);
    let names_itself = |context: &mut Context<'_>, schema: &Schema| {
        let component = match schema.kind {
            SchemaKind::Reference(id) => context.schema(id),
            _ => None,
        };
        component.is_some_and(|(_, schema)| !declares(schema, discriminator.property_name))
    };
    add_implicit_values(context, (discriminator, &mapping), &mut taken, (&mut variants, &names_itself));
    let property = discriminator.property_name.to_owned();
    (!variants.is_empty()).then(|| SchemaKind::Union(Union { discriminator: Some(property), variants }))
}

/// Adds the property of the discriminator to a base that does not declare it, so that its subtypes are sent with their values.
pub(super) fn declare_property(context: &mut Context<'_>, at: &Pointer, keywords: &Keywords<'_>, base: &mut Schema) {
    let Some(discriminator) = keywords.discriminator() else { return };
    let name = discriminator.property_name;
    let mut object = match &base.kind {
        SchemaKind::Object(object) if object.property(name).is_none() => object.clone(),
        // The base has nothing else.
        SchemaKind::Any => Object {
            properties: Vec::new(),
            required: Vec::new(),
            additional_properties: AdditionalProperties::Unspecified,
        },
        _ => return,
    };
    let place = context.origin(&at.push("discriminator").push("propertyName"));
    let schema = Schema::of_kind(place, SchemaKind::String { format: None });
    object.properties.push(Property { name: name.to_owned(), schema });
    base.kind = SchemaKind::Object(object);
}

/// Returns the values that a subtype lists for the property, if they differ from its base's; otherwise its name. `inherited`
/// are the base's, once they are known.
fn own_tags(
    context: &mut Context<'_>,
    property: &str,
    id: SchemaId,
    (owner, inherited): (SchemaId, &mut Option<Vec<String>>),
) -> Vec<String> {
    let own = match context.inheritance.has_subtypes(id) {
        // The values of its subtypes select these.
        true => base(context, id).map(|base| constants(context, property, &base)).unwrap_or_default(),
        false => whole(context, id).map(|whole| constants(context, property, &whole)).unwrap_or_default(),
    };
    if inherited.is_none() {
        *inherited = base(context, owner).map(|base| constants(context, property, &base));
    }
    if own.is_empty() || own == *inherited.as_deref().unwrap_or_default() {
        return context.schema(id).map(|(name, _)| name.to_owned()).into_iter().collect();
    }
    own
}

/// The values that a discriminator maps to each component.
pub(super) struct Mapping(BTreeMap<SchemaId, Vec<String>>);

impl Mapping {
    pub(super) fn of(context: &Context<'_>, discriminator: Discriminator<'_>) -> Self {
        let mut mapping: BTreeMap<SchemaId, Vec<String>> = BTreeMap::new();
        for (value, target) in discriminator.mapping {
            if let Some(id) = component_of(context, target) {
                mapping.entry(id).or_default().push(value.clone());
            }
        }
        Self(mapping)
    }

    fn values_of(&self, id: SchemaId) -> Vec<String> {
        self.0.get(&id).cloned().unwrap_or_default()
    }
}

/// Returns the component that a mapping names: by a reference, or by its name.
fn component_of(context: &Context<'_>, target: &str) -> Option<SchemaId> {
    let by_reference = target.starts_with('#').then(|| component_name(target)).flatten();
    context.schema_id(by_reference.as_deref().unwrap_or(target))
}

/// Returns the discriminator values of an alternative: those that are mapped to it, or those that it lists itself, or
/// its component's name.
fn tags(context: &mut Context<'_>, property: &str, mapping: &Mapping, schema: &Schema) -> Vec<String> {
    if let SchemaKind::Reference(id) = schema.kind {
        let mapped = mapping.values_of(id);
        if !mapped.is_empty() {
            return mapped;
        }
        let listed = constants(context, property, schema);
        if listed.is_empty() {
            return context.schema(id).map(|(name, _)| name.to_owned()).into_iter().collect();
        }
        return listed;
    }
    constants(context, property, schema)
}

/// Returns the strings that a schema lists for a property. A union lists those of all of its alternatives.
fn constants(context: &mut Context<'_>, property: &str, schema: &Schema) -> Vec<String> {
    constants_once(context, property, schema, &mut BTreeSet::new())
}

/// Visits each component once.
fn constants_once(
    context: &mut Context<'_>,
    property: &str,
    schema: &Schema,
    seen: &mut BTreeSet<SchemaId>,
) -> Vec<String> {
    if let SchemaKind::Reference(id) = schema.kind
        && !seen.insert(id)
    {
        return Vec::new();
    }
    let Some(schema) = resolved(context, schema) else { return Vec::new() };
    match &schema.kind {
        SchemaKind::Object(object) => {
            let Some(property) = object.property(property) else { return Vec::new() };
            let values = resolved(context, &property.schema);
            match values.as_ref().map(|schema| &schema.kind) {
                Some(SchemaKind::Enumeration(Enumeration { values, .. })) => {
                    values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
                }
                _ => Vec::new(),
            }
        }
        SchemaKind::Union(union) => {
            let tags: Vec<String> =
                union.variants.iter().flat_map(|variant| variant.discriminator_values.clone()).collect();
            if union.discriminator.as_deref() == Some(property) {
                return tags;
            }
            let mut all = Vec::new();
            for variant in &union.variants {
                all.extend(constants_once(context, property, &variant.schema, seen));
            }
            all
        }
        _ => Vec::new(),
    }
}

/// Adds the discriminator's property to an alternative that does not declare it, so that its value is kept. The default
/// alternative may have any value of it, or none.
fn with_tag(context: &mut Context<'_>, at: &Pointer, property: &str, variant: &Variant) -> Schema {
    let target = resolved(context, &variant.schema);
    let is_missing = match target.as_ref().map(|schema| &schema.kind) {
        Some(SchemaKind::Object(object)) => object.property(property).is_none(),
        _ => false,
    };
    if !is_missing {
        return variant.schema.clone();
    }
    let origin = context.origin(at);
    let values = variant.discriminator_values.iter().map(|tag| Value::from(tag.as_str())).collect();
    let is_default = variant.default_for == DefaultFor::Unselected;
    let kind = match is_default {
        true => SchemaKind::String { format: None },
        false => SchemaKind::Enumeration(Enumeration::of(values)),
    };
    let tag = Schema::of_kind(origin.clone(), kind);
    let required = (!is_default).then(|| Required { at: origin.clone(), name: property.to_owned() });
    let object = Object {
        properties: vec![Property { name: property.to_owned(), schema: tag }],
        required: required.into_iter().collect(),
        additional_properties: AdditionalProperties::Unspecified,
    };
    let tagged = Schema::of_kind(origin, SchemaKind::Object(object));
    intersect(context, at, variant.schema.clone(), &tagged).unwrap_or_else(|Untyped(schema)| *schema)
}

#[cfg(test)]
mod tests;
