//! Which schemas allow `null`.

use crate::api::{Api, Schema, SchemaKind};

impl Api {
    /// Whether a schema, or one that it refers to, is declared to allow `null` beside its other values.
    pub fn is_nullable(&self, schema: &Schema) -> bool {
        self.chain(schema).any(|schema| schema.nullable)
    }

    /// Whether `null` is one of the values that the kind of a schema has, as it is of any value. In a circle of
    /// aliases, every value is allowed.
    pub fn has_null(&self, schema: &Schema) -> bool {
        matches!(self.resolve(schema).kind, SchemaKind::Any | SchemaKind::Null | SchemaKind::Reference(_))
    }
}

#[cfg(test)]
mod tests {
    use crate::api::SchemaKind;
    use crate::api::testing::{api, nullable, reference, schema, string};

    #[test]
    fn null_is_found_behind_aliases() {
        let api = api(vec![reference(1), reference(2), nullable(string()), nullable(reference(4)), string()]);
        for schema in [nullable(string()), reference(0), reference(1), reference(2), reference(3)] {
            assert!(api.is_nullable(&schema), "{schema:?}");
        }
        for schema in [string(), reference(4)] {
            assert!(!api.is_nullable(&schema), "{schema:?}");
        }
    }

    #[test]
    fn some_kinds_have_null_themselves() {
        let api = api(vec![reference(1), schema(SchemaKind::Any), nullable(string())]);
        assert!(api.has_null(&schema(SchemaKind::Null)));
        assert!(api.has_null(&reference(0)));
        assert!(!api.has_null(&reference(2)));
    }
}
