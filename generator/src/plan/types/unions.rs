//! Plans an enum for a union.

use std::collections::BTreeMap;

use super::shape;
use super::{Module, TypePlanner};
use crate::api::{DefaultFor, Schema, SchemaKind, Union, Variant};
use crate::plan::docs;
use crate::plan::docs::generated;
use crate::plan::names::{Case, NAMED, NameRequest, ResolvedName, resolve_names};
use crate::rust;
use crate::rust::{Accessor, AccessorType, Docs, Identifier, Item, Reader, Shape, Type, UnionVariant};

impl<'a> TypePlanner<'a> {
    pub(crate) fn plan_union(
        &mut self,
        module: &mut Module,
        name: &Identifier,
        wire: Option<&str>,
        schema: &'a Schema,
        union: &'a Union,
    ) {
        // The position is reserved now, so that an enum precedes the types of its variants.
        let place = module.items.len();
        module.items.push(Item::Union(rust::Union {
            name: name.clone(),
            docs: docs::of_schema(name, wire, schema),
            deprecated: schema.documentation.deprecated,
            derives: Vec::new(),
            has_secrets: false,
            discriminator: union.discriminator.clone(),
            variants: Vec::new(),
            unknown: Docs::default(),
            merge: None,
        }));
        let usage = self.usage(schema);
        let names = self.variant_names(schema);
        let shapes = match union.discriminator {
            Some(_) => vec![Shape::Any; union.variants.len()],
            None => shape::shapes(self.api, &union.variants, &mut self.union_names),
        };
        self.report_union_names(&schema.at);
        let overlapping = shape::overlapping(&shapes);
        let has_objects = shapes
            .iter()
            .enumerate()
            .any(|(index, shape)| overlapping.contains(&index) && matches!(shape, Shape::Object(_) | Shape::OneOf(_)));
        // Each variant gets a name for every function, even if it has no such function, so that a name does not depend
        // on the other variants.
        let functions = ["as", "into", "read as"].into_iter().flat_map(|verb| {
            names.iter().map(move |name| {
                let words = format!("{verb} {}", name.word());
                NameRequest::of(vec![words.clone()], NAMED, words)
            })
        });
        let functions = resolve_names(&functions.collect::<Vec<_>>(), Case::Value, &[]);
        let mut functions = functions.chunks(names.len().max(1));
        let [borrowing, taking, readers] = [(); 3].map(|()| functions.next().unwrap_or_default());
        let mut variants: Vec<UnionVariant> = Vec::with_capacity(union.variants.len());
        for (index, ((variant, shape), identifier)) in union.variants.iter().zip(shapes).zip(names).enumerate() {
            let has_reader = usage.output && union.discriminator.is_none() && overlapping.contains(&index);
            let value = self.plan_kind(module, &variant.schema);
            let reader = readers.get(index).filter(|_| has_reader).map(|reader| Reader {
                name: reader.identifier.clone(),
                docs: generated::reader(&identifier),
                // The type is final when every type has its `Box`es.
                returns: Type::Unit,
            });
            let accessor = |names: &[ResolvedName]| {
                // The type is final when every type has its `Box`es.
                let returns = AccessorType::Borrowed(Type::Unit);
                names.get(index).map(|name| Accessor { name: name.identifier.clone(), returns })
            };
            let default_for = self.default_for(union, variant);
            variants.push(UnionVariant {
                reader,
                accessors: accessor(borrowing).into_iter().chain(accessor(taking)).collect(),
                docs: docs::of_variant(&identifier, variant, (union.discriminator.as_deref(), default_for)),
                name: identifier,
                value,
                sensitive: self.sensitive.is_sensitive(&variant.schema),
                discriminator_values: variant
                    .discriminator_values
                    .iter()
                    .chain(&variant.implicit_value)
                    .cloned()
                    .collect(),
                default_for,
                shape,
                has_from: false,
                conversions: Vec::new(),
                maybe_conversions: Vec::new(),
            });
        }
        let mut types: Vec<Type> = Vec::with_capacity(variants.len());
        for variant in &union.variants {
            types.push(self.plan_underlying(module, &variant.schema));
        }
        let counts = counts(&types);
        for (variant, own) in variants.iter_mut().zip(&types) {
            let is_only = counts.get(own) == Some(&1);
            variant.has_from = is_only && variant.value != Type::Unit;
        }
        if let Some(Item::Union(planned)) = module.items.get_mut(place) {
            planned.variants = variants;
            planned.merge = (usage.input && has_objects).then(generated::merge);
        }
    }

    /// Returns the objects that are read as a variant though the discriminator does not select it. One that requires the property
    /// reads none without it.
    fn default_for(&mut self, union: &Union, variant: &'a Variant) -> DefaultFor {
        let component = self.api.referred(&variant.schema).filter(|_| variant.default_for == DefaultFor::Absent);
        let Some(component) = component else { return variant.default_for };
        let SchemaKind::Object(object) = &component.schema.kind else { return variant.default_for };
        let usage = self.usage(&component.schema);
        let is_strict = !self.is_lenient(&component.schema, object, usage);
        let mut required = object.required.iter().map(|required| Some(&required.name));
        match is_strict && required.any(|name| name == union.discriminator.as_ref()) {
            true => DefaultFor::Nothing,
            false => DefaultFor::Absent,
        }
    }
}

/// Returns how often each value occurs.
pub(crate) fn counts<T: Ord>(values: &[T]) -> BTreeMap<&T, usize> {
    let mut counts = BTreeMap::new();
    for value in values {
        let count: &mut usize = counts.entry(value).or_default();
        *count = count.saturating_add(1);
    }
    counts
}
