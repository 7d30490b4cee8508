//! Which components a schema reaches, and which schemas are types of their own.

use std::collections::BTreeSet;

use crate::api::{AdditionalProperties, Api, EnumerationBase, Schema, SchemaId, SchemaKind};

/// Whether a schema is a type of its own: an object with known properties, an enumeration or a union. Any other schema
/// is a primitive value or a combination of other schemas.
pub fn has_own_type(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Object(object) => !object.properties.is_empty(),
        SchemaKind::Enumeration(enumeration) => enumeration.base() != EnumerationBase::Boolean,
        SchemaKind::Union(_) => true,
        _ => false,
    }
}

/// Whether a component leads back to itself without a type of its own in between.
pub fn leads_back(api: &Api, id: SchemaId) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![id];
    while let Some(next) = waiting.pop() {
        let Some(component) = api.component(next) else { continue };
        if has_own_type(&component.schema) {
            continue;
        }
        for reached in through_aliases(&component.schema) {
            if reached == id {
                return true;
            }
            if seen.insert(reached) {
                waiting.push(reached);
            }
        }
    }
    false
}

/// The components that a schema names without a type of its own in between.
pub fn through_aliases(schema: &Schema) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        waiting.extend(schema.content());
        match &schema.kind {
            SchemaKind::Reference(id) => found.push(*id),
            SchemaKind::Array(inner) => waiting.push(inner),
            SchemaKind::Tuple(members) => waiting.extend(members),
            SchemaKind::Object(object) if object.properties.is_empty() => {
                if let AdditionalProperties::Schema(values) = &object.additional_properties {
                    waiting.push(values);
                }
            }
            _ => {}
        }
    }
    found
}

/// The components that some schemas can hold, at any depth.
pub(super) fn reached<'a>(api: &'a Api, schemas: impl Iterator<Item = &'a Schema>) -> BTreeSet<SchemaId> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<SchemaId> = schemas.flat_map(references).collect();
    while let Some(id) = waiting.pop() {
        if !reached.insert(id) {
            continue;
        }
        if let Some(component) = api.component(id) {
            waiting.extend(references(&component.schema));
        }
    }
    reached
}

/// The components that a schema names itself, those in schemas written inside of it included.
fn references(schema: &Schema) -> Vec<SchemaId> {
    let mut found = Vec::new();
    schema.visit(&mut |inner| {
        if let SchemaKind::Reference(id) = inner.kind {
            found.push(id);
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::{has_own_type, leads_back, reached};
    use crate::api::testing::{api, array, object, reference, schema, string};
    use crate::api::{Enumeration, SchemaId, SchemaKind};

    #[test]
    fn objects_and_enumerations_are_types_of_their_own() {
        let enumeration = |value| schema(SchemaKind::Enumeration(Enumeration::of(vec![value])));
        assert!(has_own_type(&object(vec![("a", string())])));
        assert!(has_own_type(&enumeration("a".into())));
        for schema in [object(vec![]), enumeration(true.into()), array(object(vec![("a", string())])), reference(0)] {
            assert!(!has_own_type(&schema), "{schema:?}");
        }
    }

    #[test]
    fn a_list_of_itself_leads_back() {
        let api = api(vec![
            array(reference(0)),
            array(reference(2)),
            reference(1),
            object(vec![("next", array(reference(3)))]),
            array(reference(0)),
        ]);
        let leading = (0..5).filter(|index| leads_back(&api, SchemaId(*index))).collect::<Vec<_>>();
        assert_eq!(leading, [0, 1, 2]);
    }

    #[test]
    fn components_are_reached_through_others() {
        let api = api(vec![object(vec![("a", array(reference(1)))]), reference(2), reference(0), string()]);
        let ids = |indices: &[usize]| indices.iter().map(|index| SchemaId(*index)).collect();
        assert_eq!(reached(&api, [&array(reference(1))].into_iter()), ids(&[0, 1, 2]));
        assert_eq!(reached(&api, [&string()].into_iter()), ids(&[]));
    }
}
