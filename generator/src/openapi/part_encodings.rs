//! How the parts of a multipart body are encoded that have no names: `itemEncoding` and `prefixEncoding` of OpenAPI 3.2, which
//! openapiv3 drops.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Version;

/// The encodings of a media type by the positions of parts (OpenAPI 3.2, section 4.14.5.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartEncodings {
    /// `itemEncoding`: the encoding of all parts.
    pub item: Option<ItemEncoding>,
    /// Whether the media type describes parts by their positions: `prefixEncoding`, or `prefixItems` of its schema.
    pub is_positional: bool,
}

/// An Encoding Object for each of several parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemEncoding {
    /// `contentType`: a list of media types and ranges of them.
    pub content_type: Option<String>,
    /// The names of `headers`, without `Content-Type` (OpenAPI 3.2, section 4.15.1.1).
    pub headers: Vec<String>,
}

impl PartEncodings {
    /// Takes the encodings of a Media Type Object. `positional` are the references to schemas with `prefixItems`.
    pub(super) fn take(members: &mut Map<String, Value>, positional: &BTreeSet<String>, version: Version) -> Self {
        let prefix = members.shift_remove("prefixEncoding").filter(|_| version >= Version::V3_2);
        let item = members.shift_remove("itemEncoding");
        let schema = members.get("schema");
        let reference = schema.and_then(|schema| schema.get("$ref")).and_then(Value::as_str);
        let has_prefix = schema.is_some_and(has_prefix) || reference.is_some_and(|name| positional.contains(name));
        Self { item: item.map(|item| ItemEncoding::of(&item)), is_positional: prefix.is_some() || has_prefix }
    }
}

impl ItemEncoding {
    fn of(encoding: &Value) -> Self {
        let headers = encoding.get("headers").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name);
        Self {
            content_type: encoding.get("contentType").and_then(Value::as_str).map(str::to_owned),
            headers: headers.filter(|name| !name.eq_ignore_ascii_case("content-type")).cloned().collect(),
        }
    }
}

/// Returns the references to the components with `prefixItems`.
pub(super) fn positional_schemas(document: &Value) -> BTreeSet<String> {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    let positional = schemas.into_iter().flatten().filter(|(_, schema)| has_prefix(schema));
    positional.map(|(name, _)| format!("#/components/schemas/{name}")).collect()
}

fn has_prefix(schema: &Value) -> bool {
    schema.get("prefixItems").is_some_and(Value::is_array)
}
