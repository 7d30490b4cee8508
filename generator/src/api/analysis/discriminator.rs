//! The discriminator values of components.

use std::collections::{BTreeMap, BTreeSet};

use super::usage::written_schemas;
use crate::api::{Api, DefaultFor, Schema, SchemaId, SchemaKind, Union};

/// The discriminator values of each component, by the component and the property that holds them. The default of a union may
/// have any value, so it has none here.
pub fn discriminator_values<'a>(api: &'a Api) -> BTreeMap<(SchemaId, &'a str), BTreeSet<&'a str>> {
    let mut discriminator_values: BTreeMap<(SchemaId, &'a str), BTreeSet<&'a str>> = BTreeMap::new();
    let mut defaults: BTreeSet<(SchemaId, &'a str)> = BTreeSet::new();
    let mut note = |schema: &'a Schema| {
        let SchemaKind::Union(Union { discriminator: Some(property), variants }) = &schema.kind else { return };
        for variant in variants {
            if let SchemaKind::Reference(id) = variant.schema.kind {
                let of_component = discriminator_values.entry((id, property.as_str())).or_default();
                of_component.extend(variant.discriminator_values.iter().map(String::as_str));
                if variant.default_for == DefaultFor::Unselected {
                    defaults.insert((id, property.as_str()));
                }
            }
        }
    };
    written_schemas(api).for_each(|schema| schema.visit(&mut note));
    discriminator_values.retain(|of, _| !defaults.contains(of));
    discriminator_values
}
