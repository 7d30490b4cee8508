//! How the parts of a multipart body are encoded that have no names: `itemEncoding` and `prefixEncoding` of OpenAPI 3.2, which
//! openapiv3 drops.

use serde_json::{Map, Value};

use super::Version;
use super::part_positions::{PartPositions, PositionalSchemas};
use crate::diagnostic::Diagnostics;
use crate::location::Trail;
use crate::source::SourceMap;

/// The encodings of a media type by the positions of parts (OpenAPI 3.2, section 4.14.5.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartEncodings {
    /// `itemEncoding`: the encoding of all parts.
    pub item: Option<ItemEncoding>,
    /// Whether the media type describes parts by their positions: `prefixEncoding`, or `prefixItems` of its schema.
    pub is_positional: bool,
    /// The parts by position, if a client can have a type for each of them.
    pub positions: Option<PartPositions>,
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
    /// Takes the encodings of the Media Type Object at `at`, whose schema is rewritten if it describes parts by position.
    pub(super) fn take(
        (members, at): (&mut Map<String, Value>, &Trail<'_>),
        positional: &mut PositionalSchemas<'_>,
        version: Version,
        source_map: &mut SourceMap,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let prefix = members.shift_remove("prefixEncoding").filter(|_| version >= Version::V3_2);
        let item = members.shift_remove("itemEncoding");
        // `itemSchema` describes all parts alike.
        let schema = members.get("schema").filter(|_| !members.contains_key("itemSchema"));
        let has_prefix = schema.is_some_and(|schema| positional.contains(schema));
        let positions = match has_prefix {
            true => {
                let encodings = (prefix.as_ref(), item.as_ref());
                positional.rewrite((members, &at.pointer()), encodings, source_map, diagnostics)
            }
            false => None,
        };
        let item = item.as_ref().map(ItemEncoding::of);
        Self { item, is_positional: prefix.is_some() || has_prefix, positions }
    }
}

impl ItemEncoding {
    pub(super) fn of(encoding: &Value) -> Self {
        let headers = encoding.get("headers").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name);
        Self {
            content_type: encoding.get("contentType").and_then(Value::as_str).map(str::to_owned),
            headers: headers.filter(|name| !name.eq_ignore_ascii_case("content-type")).cloned().collect(),
        }
    }
}
