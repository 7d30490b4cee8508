//! Aliases: schemas that are a reference to a component and nothing else.
//!
//! A component may be an alias of another one, and that of a third. A circle of aliases has no end, so each chain is
//! followed for as many steps as there are components.

use super::reachable::{has_own_type, leads_back};
use std::collections::BTreeSet;

use crate::api::{Access, AdditionalProperties, Api, Component, Schema, SchemaKind};

impl Api {
    /// The component that a schema refers to, or `None` if the schema is not a reference.
    pub fn referred(&self, schema: &Schema) -> Option<&Component> {
        match schema.kind {
            SchemaKind::Reference(id) => self.component(id),
            _ => None,
        }
    }

    /// The schema at the end of a chain of references: the schema itself, if it is not a reference. In a circle of
    /// aliases, it is a reference still.
    pub fn resolve<'s>(&'s self, schema: &'s Schema) -> &'s Schema {
        self.chain(schema).last().unwrap_or(schema)
    }

    /// A schema without an alias in the place of another schema: the last reference of the chain if that is to a type
    /// of its own, or to a component that leads back to itself, and else the schema at the end of the chain.
    pub fn without_aliases<'s>(&'s self, schema: &'s Schema) -> &'s Schema {
        let is_last = |schema: &&Schema| match (&schema.kind, self.referred(schema)) {
            (SchemaKind::Reference(id), Some(component)) => has_own_type(&component.schema) || leads_back(self, *id),
            _ => true,
        };
        self.chain(schema).find(is_last).unwrap_or(schema)
    }

    /// Whether values of a schema must not show up in logs, because it, a schema that it refers to, or the schema of
    /// its items, its values or its alternatives says so. Objects with properties are not searched: their own
    /// properties are marked.
    pub fn is_sensitive(&self, schema: &Schema) -> bool {
        let (mut waiting, mut seen) = (vec![schema], BTreeSet::new());
        while let Some(schema) = waiting.pop() {
            if schema.sensitive {
                return true;
            }
            waiting.extend(schema.content());
            match &schema.kind {
                SchemaKind::Reference(id) if seen.insert(*id) => {
                    waiting.extend(self.component(*id).map(|component| &*component.schema));
                }
                SchemaKind::Array(items) => waiting.push(items),
                SchemaKind::Tuple(members) => waiting.extend(members),
                SchemaKind::Object(object) if object.properties.is_empty() => {
                    if let AdditionalProperties::Schema(values) = &object.additional_properties {
                        waiting.push(values);
                    }
                }
                SchemaKind::Union(union) => waiting.extend(union.variants.iter().map(|variant| &variant.schema)),
                _ => {}
            }
        }
        false
    }

    /// In which direction a property of a schema travels: the first schema that restricts it decides.
    pub fn access(&self, schema: &Schema) -> Access {
        self.chain(schema).map(|schema| schema.access).find(|access| *access != Access::Both).unwrap_or(Access::Both)
    }

    /// A schema, and those that it refers to, one after the other.
    pub(crate) fn chain<'s>(&'s self, schema: &'s Schema) -> impl Iterator<Item = &'s Schema> {
        let next = |schema: &&'s Schema| self.referred(schema).map(|component| &*component.schema);
        // A chain without a circle has each component once, behind the schema that it begins with.
        std::iter::successors(Some(schema), next).take(self.schemas.len().saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use crate::api::testing::{api, array, object, reference, string};
    use crate::api::{Access, Schema, SchemaId, SchemaKind};

    #[test]
    fn a_chain_of_aliases_is_followed_to_its_end() {
        let api = api(vec![reference(1), reference(2), string()]);
        let start = reference(0);
        assert_eq!(api.resolve(&start).kind, SchemaKind::String { format: None });
        assert_eq!(api.referred(&start).unwrap().name, "S0");
        assert_eq!(api.referred(&string()), None);
        assert!(std::ptr::eq(api.resolve(&api.schemas[2].schema), &*api.schemas[2].schema));
    }

    #[test]
    fn a_circle_of_aliases_has_an_end() {
        let api = api(vec![reference(1), reference(0), reference(2)]);
        for index in 0..3 {
            assert!(matches!(api.resolve(&reference(index)).kind, SchemaKind::Reference(_)));
            assert!(!api.is_nullable(&reference(index)));
            assert!(api.has_null(&reference(index)));
            assert_eq!(api.without_aliases(&reference(index)).kind, SchemaKind::Reference(SchemaId(index)));
        }
        // No component has this index.
        assert!(matches!(api.resolve(&reference(9)).kind, SchemaKind::Reference(_)));
    }

    #[test]
    fn what_an_alias_says_holds_for_the_chain() {
        let secret = Schema { sensitive: true, access: Access::ReadOnly, ..string() };
        let api = api(vec![reference(1), reference(2), secret]);
        assert!(api.is_sensitive(&reference(0)));
        assert!(!api.is_sensitive(&string()));
        assert_eq!(api.access(&reference(0)), Access::ReadOnly);
        assert_eq!(api.access(&Schema { access: Access::WriteOnly, ..reference(0) }), Access::WriteOnly);
        assert_eq!(api.access(&string()), Access::Both);
    }

    #[test]
    fn a_type_of_its_own_is_not_an_alias() {
        let looped = array(reference(3));
        let api = api(vec![reference(1), object(vec![("a", string())]), string(), looped]);
        assert_eq!(api.without_aliases(&reference(0)).kind, SchemaKind::Reference(SchemaId(1)));
        assert_eq!(api.without_aliases(&reference(2)).kind, SchemaKind::String { format: None });
        assert_eq!(api.without_aliases(&reference(3)).kind, SchemaKind::Reference(SchemaId(3)));
    }
}
