//! Which components have values that must not show up in logs.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{AdditionalProperties, Api, Schema, SchemaId, SchemaKind};

/// The components whose values must not show up in logs, as [`Api::is_sensitive`] says. All are found at once: a chain of
/// unions may be as long as the document.
#[derive(Debug)]
pub struct SensitiveComponents(BTreeSet<SchemaId>);

impl SensitiveComponents {
    /// Finds the components of an API.
    pub fn of(api: &Api) -> Self {
        let mut used_by: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
        let mut waiting = Vec::new();
        for (index, component) in api.schemas.iter().enumerate() {
            let (is_sensitive, references) = parts(&component.schema);
            waiting.extend(is_sensitive.then_some(SchemaId(index)));
            for id in references {
                used_by.entry(id).or_default().push(SchemaId(index));
            }
        }
        let mut found = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if found.insert(id) {
                waiting.extend(used_by.get(&id).into_iter().flatten());
            }
        }
        Self(found)
    }

    /// Whether values of a schema must not show up in logs.
    pub fn is_sensitive(&self, schema: &Schema) -> bool {
        let (is_sensitive, references) = parts(schema);
        is_sensitive || references.iter().any(|id| self.0.contains(id))
    }
}

/// Whether a schema, or one that is written inside of it, is sensitive itself, and the components that they refer to. Objects
/// with properties are not searched.
fn parts(schema: &Schema) -> (bool, Vec<SchemaId>) {
    let (mut waiting, mut references) = (vec![schema], Vec::new());
    while let Some(schema) = waiting.pop() {
        if schema.sensitive {
            return (true, references);
        }
        waiting.extend(schema.content());
        match &schema.kind {
            SchemaKind::Reference(id) => references.push(*id),
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
    (false, references)
}

#[cfg(test)]
mod tests {
    use super::SensitiveComponents;
    use crate::api::Schema;
    use crate::api::testing::{api, array, object, reference, string};

    #[test]
    fn it_agrees_with_the_search_from_each_schema() {
        let secret = Schema { sensitive: true, ..string() };
        let with_secret = object(vec![("a", secret.clone())]);
        let api = api(vec![array(reference(1)), reference(2), secret, with_secret, reference(4), reference(3)]);
        let sensitive = SensitiveComponents::of(&api);
        for component in &api.schemas {
            assert_eq!(sensitive.is_sensitive(&component.schema), api.is_sensitive(&component.schema), "{component:?}");
        }
    }
}
