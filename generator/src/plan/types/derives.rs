//! Chooses the traits that a type derives, and those that are written out.
//!
//! `Eq` and `Hash` are derived together, if every contained type has them. Floating-point numbers do not.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::{Derive, EnumerationBase, Field, Identifier, Implementation, Item, Struct, Type, TypeModule};

/// Sets the traits of every type.
pub(crate) fn derive(modules: &mut [TypeModule]) {
    let without_eq = without_eq(modules);
    let with_secrets = with_secrets(modules);
    for item in modules.iter_mut().flat_map(|module| &mut module.items) {
        let has_eq = !without_eq.contains(item.name());
        let equality = if has_eq { vec![Derive::PartialEq, Derive::Eq, Derive::Hash] } else { vec![Derive::PartialEq] };
        match item {
            Item::Struct(item) => {
                item.derives = vec![Derive::Clone];
                if item.nulls.is_some() || has_own_secrets(item) {
                    item.implementations.push(Implementation::Debug);
                } else {
                    item.derives.push(Derive::Debug);
                }
                if !item.fields.iter().any(Field::is_set_by_new) {
                    item.derives.push(Derive::Default);
                } else if item.new.as_ref().is_some_and(|new| new.arguments().next().is_none()) {
                    item.implementations.push(Implementation::Default);
                }
                item.derives.extend(equality);
            }
            Item::Union(item) => {
                item.has_secrets = with_secrets.contains(&item.name);
                item.derives = vec![Derive::Clone];
                if !item.has_secrets {
                    item.derives.push(Derive::Debug);
                }
                item.derives.extend(equality);
            }
            Item::Newtype(item) => {
                item.derives = vec![Derive::Clone, Derive::Debug];
                item.derives.extend(equality);
            }
            Item::Enumeration(item) => {
                item.derives = vec![Derive::Clone, Derive::Debug];
                item.derives.extend(equality);
            }
            Item::Alias(_) => {}
        }
    }
}

/// Returns whether a struct has a field whose value is a secret.
fn has_own_secrets(item: &Struct) -> bool {
    item.fields.iter().any(|field| field.sensitive) || item.additional_properties.iter().any(|rest| rest.sensitive)
}

/// Returns the types that contain a secret, at any depth.
fn with_secrets(modules: &[TypeModule]) -> BTreeSet<Identifier> {
    let has_own = |item: &Item| match item {
        Item::Struct(item) => has_own_secrets(item),
        Item::Union(item) => item.variants.iter().any(|variant| variant.sensitive),
        Item::Newtype(_) | Item::Enumeration(_) | Item::Alias(_) => false,
    };
    containing(modules, &has_own)
}

/// Returns the types that contain a type without `Eq`, at any depth: a floating-point number or a configured type.
fn without_eq(modules: &[TypeModule]) -> BTreeSet<Identifier> {
    let lacks_eq = |value: &Type| value.has(&|inner| matches!(inner, Type::F64 | Type::Configured(_)));
    let lacks = |item: &Item| {
        let mut lacks = matches!(item, Item::Enumeration(item) if item.base == EnumerationBase::Number);
        item.visit_types(&mut |value| lacks |= lacks_eq(value));
        lacks
    };
    containing(modules, &lacks)
}

/// Returns the types that have a property, and those that contain them, at any depth.
fn containing(modules: &[TypeModule], has_property: &dyn Fn(&Item) -> bool) -> BTreeSet<Identifier> {
    // For each type, the types that contain it.
    let mut used_by: BTreeMap<&Identifier, Vec<&Identifier>> = BTreeMap::new();
    let mut waiting = Vec::new();
    for item in modules.iter().flat_map(|module| &module.items) {
        item.visit_types(&mut |value| {
            value.visit_named(&mut |named| used_by.entry(named).or_default().push(item.name()));
        });
        if has_property(item) {
            waiting.push(item.name());
        }
    }
    let mut found = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if found.insert(name.clone()) {
            waiting.extend(used_by.get(name).into_iter().flatten());
        }
    }
    found
}
