//! The schema of the value at a JSON Pointer.

use crate::api::{AdditionalProperties, Api, Schema, SchemaKind};
use crate::location::Pointer;

/// What the values of a schema have at a JSON Pointer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValueAt<'a> {
    /// A value of this schema, which is not a reference.
    Schema(&'a Schema),
    /// Perhaps a value: the schema does not describe it, or describes several.
    Unknown,
    /// No value that the schema describes.
    Nothing,
}

/// Returns what the values of a schema have at a pointer. A union or an untyped schema is not looked into.
pub fn value_at<'a>(api: &'a Api, schema: &'a Schema, pointer: &Pointer) -> ValueAt<'a> {
    let mut schema = api.resolve(schema);
    for name in pointer.tokens() {
        let inner = match &schema.kind {
            SchemaKind::Object(object) => match (object.property(&name), &object.additional_properties) {
                (Some(property), _) => &property.schema,
                (None, AdditionalProperties::Schema(values)) => values,
                (None, AdditionalProperties::Unspecified) if object.properties.is_empty() => return ValueAt::Unknown,
                (None, _) => return ValueAt::Nothing,
            },
            SchemaKind::Array(items) if is_index(&name) => items,
            SchemaKind::Any | SchemaKind::Union(_) | SchemaKind::Tuple(_) | SchemaKind::Reference(_) => {
                return ValueAt::Unknown;
            }
            _ => return ValueAt::Nothing,
        };
        schema = api.resolve(inner);
    }
    ValueAt::Schema(schema)
}

/// Returns whether a token selects an item: digits without a leading zero (RFC 6901, section 4).
fn is_index(token: &str) -> bool {
    token == "0" || !token.is_empty() && !token.starts_with('0') && token.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::{api, array, object, reference, schema, string};

    #[test]
    fn a_pointer_leads_through_references_objects_and_arrays() {
        let api = api(vec![object(vec![("name", string())])]);
        let page =
            object(vec![("pets", array(reference(0))), ("any", schema(SchemaKind::Any)), ("map", object(vec![]))]);
        let at = |pointer: &str| value_at(&api, &page, &Pointer::parse(pointer).unwrap());
        assert_eq!(at(""), ValueAt::Schema(&page));
        for pointer in ["/pets/0/name", "/pets/12/name"] {
            assert!(matches!(at(pointer), ValueAt::Schema(found) if found.kind == string().kind), "{pointer}");
        }
        for pointer in ["/any/a", "/map/a"] {
            assert_eq!(at(pointer), ValueAt::Unknown, "{pointer}");
        }
        for pointer in ["/pet", "/pets/name", "/pets/01", "/pets/-", "/pets/", "/pets/0/name/0", "/pets/0/age"] {
            assert_eq!(at(pointer), ValueAt::Nothing, "{pointer}");
        }
    }
}
