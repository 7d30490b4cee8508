//! Gives a component that inherits a discriminator, and has subtypes itself, a second type: a union of the component and its subtypes.
//!
//! A discriminator holds for all components that inherit it (OpenAPI 3.0.3, section 4.7.25.1). So where the document refers to such a
//! component, a value may be one of a subtype. The type of the component alone has neither the properties that the subtype adds nor
//! its value of the discriminator: both would be lost when the value is sent again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::component::{base, component_at};
use crate::api::analysis::written_schemas;
use crate::api::{Api, Component, DefaultFor, MediaKind, Schema, SchemaId, SchemaKind, Union, Variant};
use crate::location::Origin;
use crate::lower::context::Context;

/// The ids of components that take the place of others.
type Replacements = BTreeMap<SchemaId, SchemaId>;

/// The unions by the components whose subtypes they have, and the other way round.
struct Unions {
    by_component: Replacements,
    components: Replacements,
}

/// A component that a discriminator selects, and that has subtypes.
struct Subtype {
    /// The union of the component and its subtypes. The component is the first alternative.
    union: Union,
    /// The type of the component alone, if the component is a union of its subtypes so far: it has a discriminator itself.
    alone: Option<SchemaKind>,
}

/// Adds the unions, and lets all references mean them but those of the alternatives that a discriminator selects.
pub(in crate::lower) fn add_subtype_unions(context: &mut Context<'_>, api: &mut Api) {
    let subtypes = subtypes(context, api);
    if subtypes.is_empty() {
        return;
    }
    let by_component: Replacements = subtypes.keys().copied().zip((api.schemas.len()..).map(SchemaId)).collect();
    let components = by_component.iter().map(|(component, union)| (*union, *component)).collect();
    let unions = Unions { by_component, components };
    let mut taken: BTreeSet<String> = api.schemas.iter().map(|component| letters(&component.name)).collect();
    let mut added = Vec::new();
    for (id, subtype) in subtypes {
        let Some(component) = api.schemas.get_mut(id.0) else { continue };
        added.push(component_of(component, subtype.union, &mut taken));
        if let Some(alone) = subtype.alone {
            component.schema_mut().kind = alone;
        }
    }
    api.schemas.extend(added);
    for component in &mut api.schemas {
        let mut refers = false;
        component.schema.visit(&mut |schema| {
            refers |= target(schema).is_some_and(|id| unions.by_component.contains_key(&id));
        });
        if refers {
            redirect(component.schema_mut(), &unions);
        }
    }
    for operation in &mut api.operations {
        let bodies = operation.body.iter_mut().flat_map(|body| &mut body.media_types);
        // A form has the members of one object. So has a parameter.
        let bodies = bodies.filter(|body| !matches!(body.kind, MediaKind::Form(_) | MediaKind::Multipart(_)));
        let responses = operation.responses.iter_mut().flat_map(|response| &mut response.media_types);
        bodies.chain(responses).for_each(|media_type| redirect(&mut media_type.schema, &unions));
    }
    for webhook in &mut api.webhooks {
        redirect(&mut webhook.schema, &unions);
    }
}

/// Returns the components that need a union.
fn subtypes(context: &mut Context<'_>, api: &Api) -> BTreeMap<SchemaId, Subtype> {
    let mut found = BTreeMap::new();
    let mut referred = None;
    for (index, component) in api.schemas.iter().enumerate() {
        let SchemaKind::Union(union) = &component.schema.kind else { continue };
        let heirs = context.inheritance.descendants(SchemaId(index));
        if union.discriminator.is_none() || heirs.is_empty() {
            continue;
        }
        let referred = referred.get_or_insert_with(|| referred_components(api));
        let variants: BTreeMap<SchemaId, &Variant> =
            union.variants.iter().filter_map(|variant| Some((target(&variant.schema)?, variant))).collect();
        for (id, variant) in &variants {
            if !heirs.contains(id) || found.contains_key(id) {
                continue;
            }
            let subtypes = context.inheritance.descendants(*id);
            // The subtypes in a chain are as many as the square of its length. Each is a variant with its own methods.
            if !context.spend(&component_at(&component.name), subtypes.len().saturating_mul(4)) {
                return BTreeMap::new();
            }
            let Some(of) = api.schemas.get(id.0) else { continue };
            let (below, alone): (Vec<Variant>, _) = match &of.schema.kind {
                SchemaKind::Object(_) if referred.contains(id) => {
                    let below = subtypes.iter().filter_map(|subtype| variants.get(subtype));
                    (below.map(|variant| (*variant).clone()).collect(), None)
                }
                SchemaKind::Union(own)
                    if own.discriminator == union.discriminator && selects_no_other(variant, own) =>
                {
                    let Some(base) = base(context, *id) else { continue };
                    let SchemaKind::Object(_) = &base.kind else { continue };
                    (own.variants.clone(), Some(base.kind.clone()))
                }
                _ => continue,
            };
            if !below.is_empty() {
                // Services omit the property where the type is known.
                let own = Variant { default_for: DefaultFor::Absent, ..(*variant).clone() };
                let variants = std::iter::once(own).chain(below).collect();
                let union = Union { discriminator: union.discriminator.clone(), variants };
                found.insert(*id, Subtype { union, alone });
            }
        }
    }
    found
}

/// Returns `true` if the values of an alternative select no alternative of a union.
fn selects_no_other(variant: &Variant, union: &Union) -> bool {
    let mut selected = union.variants.iter().flat_map(|other| &other.discriminator_values);
    !selected.any(|value| variant.discriminator_values.contains(value))
}

/// Returns the components that schemas refer to in other ways than as an alternative that a discriminator selects.
fn referred_components(api: &Api) -> BTreeSet<SchemaId> {
    let mut counts: BTreeMap<SchemaId, usize> = BTreeMap::new();
    let mut selected: BTreeMap<SchemaId, usize> = BTreeMap::new();
    let add = |counts: &mut BTreeMap<SchemaId, usize>, id| {
        let count = counts.entry(id).or_default();
        *count = count.saturating_add(1);
    };
    for schema in written_schemas(api) {
        schema.visit(&mut |schema| {
            if let Some(id) = target(schema) {
                add(&mut counts, id);
            }
            if let SchemaKind::Union(Union { discriminator: Some(_), variants }) = &schema.kind {
                for id in variants.iter().filter_map(|variant| target(&variant.schema)) {
                    add(&mut selected, id);
                }
            }
        });
    }
    counts.retain(|id, count| selected.get(id) != Some(count));
    counts.into_keys().collect()
}

/// Returns the component of a union. Its description says what the document does not, before that of the component.
fn component_of(component: &Component, union: Union, taken: &mut BTreeSet<String>) -> Component {
    let name = &component.name;
    let names = [format!("Any {name}"), format!("{name} or subtype")];
    let free = names.iter().find(|name| !taken.contains(&letters(name)));
    let name = free.or(names.last()).cloned().unwrap_or_default();
    taken.insert(letters(&name));
    // The pointer of the component is that of its own type.
    let at = Origin { file: component.schema.at.file, pointer: component.schema.at.pointer.push("allOf") };
    let mut documentation = component.schema.documentation.clone();
    let summary = format!("A `{}` or one of its subtypes.", component.name);
    documentation.description = match documentation.description {
        Some(description) => Some(format!("{summary}\n\n{description}")),
        None => Some(summary),
    };
    let schema = Schema {
        documentation,
        sensitive: component.schema.sensitive,
        nullable: component.schema.nullable,
        ..Schema::of_kind(at, SchemaKind::Union(union))
    };
    Component { name, schema: Arc::new(schema) }
}

/// Lets the references inside of a schema mean the unions, but for the alternatives that a discriminator selects.
fn redirect(schema: &mut Schema, unions: &Unions) {
    schema.visit_mut(&mut |schema| replace(schema, &unions.by_component));
    schema.visit_mut(&mut |schema| {
        if let SchemaKind::Union(Union { discriminator: Some(_), variants }) = &mut schema.kind {
            variants.iter_mut().for_each(|variant| replace(&mut variant.schema, &unions.components));
        }
    });
}

fn replace(schema: &mut Schema, ids: &Replacements) {
    if let Some(id) = target(schema).and_then(|id| ids.get(&id)) {
        schema.kind = SchemaKind::Reference(*id);
    }
}

fn target(schema: &Schema) -> Option<SchemaId> {
    match schema.kind {
        SchemaKind::Reference(id) => Some(id),
        _ => None,
    }
}

/// Returns what tells two names apart in each case.
fn letters(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
