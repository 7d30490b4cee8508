//! An enum for one of several schemas.

use super::documentation;
use super::evidence;
use super::names::{Case, Scope};
use super::types::{Module, TypePlanner};
use crate::api::{EnumerationBase, Object, Schema, SchemaKind, Union, Variant};
use crate::rust::{self, Identifier, Item, Shape, Type, UnionVariant};

impl<'a> TypePlanner<'a> {
    pub(super) fn plan_union(
        &mut self,
        module: &mut Module,
        name: &Identifier,
        wire: Option<&str>,
        schema: &'a Schema,
        union: &'a Union,
    ) {
        // The place is kept now, so that an enum stands before the types that its variants need.
        let place = module.items.len();
        module.items.push(Item::Union(rust::Union {
            name: name.clone(),
            docs: documentation::of_schema(wire, schema),
            deprecated: schema.documentation.deprecated,
            derives: Vec::new(),
            discriminator: union.discriminator.clone(),
            variants: Vec::new(),
            merges: false,
        }));
        let usage = self.usage(schema);
        let mut names = Scope::with_reserved(&["Self", "Unknown"]);
        let shapes = match union.discriminator {
            Some(_) => vec![Shape::Any; union.variants.len()],
            None => evidence::shapes(self.api, &union.variants),
        };
        let overlapping = evidence::overlapping(&shapes);
        let has_objects = shapes
            .iter()
            .enumerate()
            .any(|(index, shape)| overlapping.contains(&index) && matches!(shape, Shape::Object(_) | Shape::OneOf(_)));
        let mut functions = Scope::default();
        let mut variants: Vec<UnionVariant> = Vec::with_capacity(union.variants.len());
        for (index, (variant, shape)) in union.variants.iter().zip(shapes).enumerate() {
            let has_reader = usage.read && union.discriminator.is_none() && overlapping.contains(&index);
            let hint = without_owner(&variant_hint(self, &union.variants, index, variant), name.as_str());
            let value = self.plan_kind(module, &format!("{} {hint}", name.as_str()), &variant.schema);
            let identifier = names.allocate(&hint, Case::Type).identifier;
            let component = self.referred(&variant.schema).map(|component| component.name.as_str());
            let reader =
                has_reader.then(|| functions.allocate(&format!("as {}", identifier.word()), Case::Value).identifier);
            variants.push(UnionVariant {
                reader,
                name: identifier,
                docs: documentation::of_variant(&variant.schema, component, &variant.tags),
                value,
                tags: variant.tags.clone(),
                shape,
                has_from: false,
            });
        }
        let mut types: Vec<Type> = Vec::with_capacity(variants.len());
        for variant in &union.variants {
            types.push(self.plan_underlying(module, name.as_str(), &variant.schema));
        }
        for (variant, own) in variants.iter_mut().zip(&types) {
            let is_only = types.iter().filter(|other| *other == own).count() == 1;
            variant.has_from = usage.built && is_only && variant.value != Type::Unit;
        }
        if let Some(Item::Union(planned)) = module.items.get_mut(place) {
            planned.variants = variants;
            planned.merges = usage.built && has_objects;
        }
    }
}

/// The words for a variant: the name of its component, its title, its tag, what tells it apart, or what it is.
fn variant_hint(planner: &TypePlanner<'_>, variants: &[Variant], index: usize, variant: &Variant) -> String {
    if let Some(component) = planner.referred(&variant.schema) {
        return component.name.clone();
    }
    if let Some(tag) = variant.tags.first() {
        return tag.clone();
    }
    if let Some(title) = &variant.schema.documentation.title
        && title.len() <= 40
        && !documentation::is_type_name(title)
    {
        return title.clone();
    }
    let hint = hint_of_kind(planner, &variant.schema);
    match own_property(planner, variants, index, variant) {
        Some(property) if hint == OBJECT => property.to_owned(),
        _ => hint,
    }
}

/// The first required property of an object that no other one has: what a variant is known by is what it is called.
fn own_property<'v>(
    planner: &TypePlanner<'v>,
    variants: &'v [Variant],
    index: usize,
    variant: &'v Variant,
) -> Option<&'v str> {
    let SchemaKind::Object(object) = &variant.schema.kind else { return None };
    let others = variants.iter().enumerate().filter(|(other, _)| *other != index);
    let others: Vec<&Schema> = others.map(|(_, other)| planner.follow_references(&other.schema)).collect();
    let others = others.iter().filter_map(|other| match &other.kind {
        SchemaKind::Object(other) => Some(other),
        _ => None,
    });
    let others: Vec<&Object> = others.collect();
    if others.is_empty() {
        return None;
    }
    let has = |object: &Object, name: &str| object.properties.iter().any(|property| property.name == name);
    let is_own = |name: &str| !others.iter().any(|other| has(other, name));
    let mut names = object.properties.iter().map(|property| property.name.as_str());
    names.find(|name| object.requires(name) && name.len() <= 40 && is_own(name))
}

/// What an object is called that nothing else can be said of.
const OBJECT: &str = "object";

fn hint_of_kind(planner: &TypePlanner<'_>, schema: &Schema) -> String {
    let hint = match &schema.kind {
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
        SchemaKind::Array(items) => {
            let items = match planner.referred(items) {
                Some(component) => component.name.clone(),
                None => hint_of_kind(planner, items),
            };
            return format!("{items} list");
        }
        SchemaKind::Tuple(_) => "tuple",
        SchemaKind::Object(object) if object.properties.is_empty() => "map",
        SchemaKind::Object(object) => {
            // The only value of a property says best what the object is.
            let constant = object.properties.iter().find_map(|property| match &property.schema.kind {
                SchemaKind::Enumeration(enumeration) => match enumeration.values.as_slice() {
                    [serde_json::Value::String(only)] => Some(only.clone()),
                    _ => None,
                },
                _ => None,
            });
            return constant.unwrap_or_else(|| OBJECT.to_owned());
        }
        SchemaKind::Union(_) => "alternatives",
        SchemaKind::Reference(_) => "reference",
    };
    hint.to_owned()
}

/// A variant does not repeat the name of its enum, before or behind what is its own.
fn without_owner(hint: &str, owner: &str) -> String {
    let spelt = Scope::default().allocate(hint, Case::Type).identifier.0;
    let is_word = |rest: &&str| rest.chars().next().is_some_and(char::is_uppercase);
    if let Some(rest) = spelt.strip_prefix(owner).filter(is_word) {
        return rest.to_owned();
    }
    match spelt.strip_suffix(owner) {
        Some(rest) if !rest.is_empty() && !rest.ends_with(|last: char| last.is_uppercase()) => rest.to_owned(),
        _ => spelt,
    }
}
