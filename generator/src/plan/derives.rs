//! Which traits the compiler implements for a struct.
//!
//! `Eq` and `Hash` go together, and a struct has them if all that it holds has them: floating-point numbers do not.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::{Derive, Identifier, Item, Presence, Struct, Type, TypeModule};

/// Decides the derives of every struct.
pub(super) fn derive(modules: &mut [TypeModule]) {
    let without_eq = without_eq(modules);
    for item in modules.iter_mut().flat_map(|module| &mut module.items) {
        let Item::Struct(item) = item else { continue };
        let mut derives = vec![Derive::Clone];
        if !item.redacts {
            derives.push(Derive::Debug);
        }
        if item.fields.iter().all(|field| field.presence != Presence::Required) {
            derives.push(Derive::Default);
        }
        derives.push(Derive::PartialEq);
        if !without_eq.contains(&item.name) {
            derives.extend([Derive::Eq, Derive::Hash]);
        }
        item.derives = derives;
    }
}

/// The types that hold a floating-point number at any depth.
fn without_eq(modules: &[TypeModule]) -> BTreeSet<Identifier> {
    // Whoever names a type in here lacks `Eq` if that type does.
    let mut named_by: BTreeMap<&Identifier, Vec<&Identifier>> = BTreeMap::new();
    let mut waiting = Vec::new();
    for item in modules.iter().flat_map(|module| &module.items) {
        super::types::visit_types(item, &mut |named| named_by.entry(named).or_default().push(item.name()));
        let has_float = match item {
            Item::Struct(item) => struct_has_float(item),
            Item::Alias(item) => has_float(&item.target),
            Item::Enumeration(_) => false,
        };
        if has_float {
            waiting.push(item.name());
        }
    }
    let mut found = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if found.insert(name.clone()) {
            waiting.extend(named_by.get(name).into_iter().flatten());
        }
    }
    found
}

fn struct_has_float(item: &Struct) -> bool {
    let mut values = item.fields.iter().map(|field| &field.value).chain(item.rest.iter().map(|rest| &rest.value));
    values.any(has_float)
}

fn has_float(value: &Type) -> bool {
    match value {
        Type::F64 => true,
        Type::Vec(inner) | Type::Map(inner) | Type::Option(inner) | Type::Box(inner) => has_float(inner),
        _ => false,
    }
}
