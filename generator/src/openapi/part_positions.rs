//! Multipart bodies that describe each part by its position: `prefixItems` with `prefixEncoding` (OpenAPI 3.2, section 4.14.5.2).
//! The schema is rewritten to an object with a member for each position, which the rewriting to 3.0 keeps as it is.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::copies::Copies;
use super::part_encodings::ItemEncoding;
use crate::diagnostic::Diagnostics;
use crate::limits::Limits;
use crate::location::{Origin, Pointer};
use crate::source::{SourceMap, count_nodes};

/// The parts of a body by position, in the order of the members that the schema is rewritten to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartPositions {
    /// The encoding of each position, and then that of the parts after them, if `items` describes those.
    pub encodings: Vec<ItemEncoding>,
    /// How many positions a body has at least.
    pub required: usize,
    /// Whether the last encoding is that of the parts after the positions.
    pub has_rest: bool,
    /// Whether a body may have parts after those that it describes.
    pub is_open: bool,
}

/// The components with `prefixItems` by the references to them, and by those to their aliases.
pub(super) struct PositionalSchemas<'a> {
    by_reference: BTreeMap<String, Rc<PositionalSchema>>,
    limits: &'a Limits,
    copies: Copies,
    /// Whether the document copies more than it may, which is an error. No more is copied then.
    is_exceeded: bool,
}

/// A component as it was written, with the places of its nodes that were written elsewhere.
struct PositionalSchema {
    at: Pointer,
    schema: Value,
    places: Vec<(Pointer, Origin)>,
}

impl<'a> PositionalSchemas<'a> {
    pub(super) fn new(document: &Value, source_map: &SourceMap, limits: &'a Limits) -> Self {
        let schemas = document.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten();
        let mut by_reference = BTreeMap::new();
        // Most documents have no such schema.
        let is_used = schemas.clone().any(|(_, schema)| has_prefix(schema));
        let by_name = schemas.filter(|_| is_used).map(|(name, schema)| (format!("#{}", component(name)), schema));
        let schemas: BTreeMap<String, &Value> = by_name.collect();
        let mut targets: BTreeMap<String, Rc<PositionalSchema>> = BTreeMap::new();
        for reference in schemas.keys() {
            // Each step of a chain is another component, unless it is circular.
            let alias = |name: &String| schemas.get(name)?.get("$ref")?.as_str().map(str::to_owned);
            let chain = std::iter::successors(Some(reference.clone()), alias).take(MAX_ALIASES);
            let Some(target) = chain.last() else { continue };
            let Some(schema) = schemas.get(&target).filter(|schema| has_prefix(schema)) else { continue };
            let Some(at) = target.strip_prefix('#').and_then(Pointer::parse) else { continue };
            let written = || {
                let places = source_map.records_below(&at);
                Rc::new(PositionalSchema { at: at.clone(), schema: (*schema).clone(), places })
            };
            let known = targets.entry(target).or_insert_with(written);
            by_reference.insert(reference.clone(), Rc::clone(known));
        }
        Self { by_reference, limits, copies: Copies::default(), is_exceeded: false }
    }

    /// Whether a schema describes items by position.
    pub(super) fn contains(&self, schema: &Value) -> bool {
        let reference = schema.get("$ref").and_then(Value::as_str);
        has_prefix(schema) || reference.is_some_and(|reference| self.by_reference.contains_key(reference))
    }

    /// Rewrites the schema of the media type at `at`, if a client can have a type for each part.
    pub(super) fn rewrite(
        &mut self,
        (members, at): (&mut Map<String, Value>, &Pointer),
        (prefix_encoding, item_encoding): (Option<&Value>, Option<&Value>),
        source_map: &mut SourceMap,
        diagnostics: &mut Diagnostics,
    ) -> Option<PartPositions> {
        if !has_positions(&at.split_last()?.1) {
            return None;
        }
        let (written, own_at) = (members.get("schema")?, at.push("schema"));
        let (schema, from, places) = match written.get("$ref").and_then(Value::as_str) {
            Some(reference) => {
                let is_text = |key: &String| ["$ref", "title", "summary", "description"].contains(&key.as_str());
                let component = self.by_reference.get(reference)?;
                if !written.as_object()?.keys().all(is_text) {
                    return None;
                }
                (&component.schema, component.at.clone(), Cow::Borrowed(component.places.as_slice()))
            }
            None => (written, own_at.clone(), Cow::Owned(source_map.records_below(&own_at))),
        };
        let items = ItemSchemas::of(schema)?;
        let positions = items.encode(prefix_encoding, item_encoding)?;
        if from != own_at {
            let limits = self.limits;
            self.is_exceeded = self.is_exceeded
                || !self.copies.add_nodes(count_nodes(schema), limits, (source_map, &own_at), diagnostics);
            if self.is_exceeded {
                return None;
            }
        }
        let (prefix_at, rest_at) = (Pointer::root().push("prefixItems"), Pointer::root().push("items"));
        let to = own_at.push("properties");
        let mut properties = Map::new();
        for (index, (below, schema)) in items.members().into_iter().enumerate() {
            let place = source_map.origin(&from.join(&below));
            source_map.record(to.index(index), place);
            properties.insert(index.to_string(), schema);
        }
        for (inner, place) in places.iter() {
            let below = match (inner.strip_prefix(&prefix_at), inner.strip_prefix(&rest_at)) {
                (Some(below), _) => to.join(&below),
                (None, Some(below)) if positions.has_rest => to.index(items.prefix.len()).join(&below),
                (None, _) => continue,
            };
            source_map.record(below, place.clone());
        }
        members.insert("schema".to_owned(), json!({"type": "object", "properties": properties}));
        Some(positions)
    }
}

/// How many names of one component are followed.
const MAX_ALIASES: usize = 100;

fn component(name: &str) -> Pointer {
    Pointer::root().push("components").push("schemas").push(name)
}

fn has_prefix(schema: &Value) -> bool {
    schema.get("prefixItems").is_some_and(Value::is_array)
}

/// Whether the parts of a media type have positions. Those of a form have names, and those of `multipart/byteranges` are of one content
/// (RFC 9110, section 14.6).
fn has_positions(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.strip_prefix("multipart/").is_some_and(|subtype| !matches!(subtype, "form-data" | "byteranges"))
}

/// A schema of which nothing is lost if its items are described one by one.
struct ItemSchemas<'s> {
    prefix: &'s [Value],
    rest: Option<&'s Value>,
    required: usize,
    is_open: bool,
}

impl<'s> ItemSchemas<'s> {
    /// The keywords that a schema may have.
    const KEYWORDS: [&'static str; 9] =
        ["type", "prefixItems", "items", "minItems", "maxItems", "title", "description", "example", "examples"];

    fn of(schema: &'s Value) -> Option<Self> {
        let members = schema.as_object()?;
        let is_known = |key: &String| Self::KEYWORDS.contains(&key.as_str()) || key.starts_with("x-");
        let is_array = members.get("type").is_none_or(|kind| kind == "array" || *kind == json!(["array"]));
        let prefix = members.get("prefixItems")?.as_array()?.as_slice();
        let is_schema = |schema: &Value| schema.is_object() || *schema == Value::Bool(true);
        if !members.keys().all(is_known) || !is_array || prefix.is_empty() || !prefix.iter().all(is_schema) {
            return None;
        }
        let bound = |name: &str| match members.get(name) {
            None => Some(None),
            Some(bound) => Some(Some(usize::try_from(bound.as_u64()?).unwrap_or(usize::MAX))),
        };
        let (least, most) = (bound("minItems")?, bound("maxItems")?);
        // A bound that excludes a position, or that all parts after the positions together have, is not described one by one.
        if most.is_some_and(|most| most < prefix.len()) {
            return None;
        }
        let may_have_rest = most.is_none_or(|most| most > prefix.len());
        let rest = members.get("items").filter(|_| may_have_rest);
        let is_open = may_have_rest && rest.is_none_or(|rest| *rest == Value::Bool(true));
        let rest = rest.filter(|rest| rest.is_object());
        let required = least.unwrap_or(prefix.len()).min(prefix.len());
        Some(Self { prefix, rest, required, is_open })
    }

    /// Returns the encodings of the parts. `None` if one of them has encodings inside of it, or has no schema.
    fn encode(&self, prefix: Option<&Value>, item: Option<&Value>) -> Option<PartPositions> {
        let prefix = prefix.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let has_inner = |encoding: &Value| {
            ["encoding", "prefixEncoding", "itemEncoding"].iter().any(|key| encoding.get(key).is_some())
        };
        if prefix.len() > self.prefix.len() || prefix.iter().chain(item).any(has_inner) {
            return None;
        }
        // `itemEncoding` is for all parts that `prefixEncoding` has no encoding for.
        let encoding = |index| prefix.get(index).or(item).map(ItemEncoding::of).unwrap_or_default();
        let rest = self.rest.map(|_| item.map(ItemEncoding::of).unwrap_or_default());
        Some(PartPositions {
            encodings: (0..self.prefix.len()).map(encoding).chain(rest).collect(),
            required: self.required,
            has_rest: self.rest.is_some(),
            is_open: self.is_open,
        })
    }

    /// The schemas of the parts, with their pointers.
    fn members(&self) -> Vec<(Pointer, Value)> {
        let prefix = self.prefix.iter().enumerate().map(|(index, schema)| {
            let schema = if schema.is_boolean() { json!({}) } else { schema.clone() };
            (Pointer::root().push("prefixItems").index(index), schema)
        });
        prefix.chain(self.rest.map(|rest| (Pointer::root().push("items"), rest.clone()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns how many positions are required, whether the parts after them are described, and whether others may follow.
    fn described(schema: &Value) -> Option<(usize, bool, bool)> {
        let items = ItemSchemas::of(schema)?;
        Some((items.required, items.rest.is_some(), items.is_open))
    }

    #[test]
    fn a_schema_says_which_parts_there_are() {
        for (schema, expected) in [
            (json!({"prefixItems": [{}, {}]}), Some((2, false, true))),
            (json!({"prefixItems": [{}, true], "items": true, "x-a": 1}), Some((2, false, true))),
            (json!({"type": "array", "prefixItems": [{}, {}], "items": {}}), Some((2, true, false))),
            (
                json!({"type": ["array"], "prefixItems": [{}, {}], "items": false, "minItems": 1}),
                Some((1, false, false)),
            ),
            (json!({"prefixItems": [{}, {}], "items": {}, "minItems": 3}), Some((2, true, false))),
            (json!({"prefixItems": [{}, {}], "items": {}, "maxItems": 2}), Some((2, false, false))),
            (json!({"prefixItems": [{}, {}], "maxItems": 1}), None),
            (json!({"prefixItems": [{}, {}], "minItems": -1}), None),
            (json!({"prefixItems": [{}, false]}), None),
            (json!({"prefixItems": []}), None),
            (json!({"type": ["array", "null"], "prefixItems": [{}]}), None),
            (json!({"prefixItems": [{}], "contains": {}}), None),
        ] {
            assert_eq!(described(&schema), expected, "{schema}");
        }
    }

    #[test]
    fn item_encoding_is_for_all_parts_without_another_encoding() {
        let schema = json!({"prefixItems": [{}, {}], "items": {}});
        let encoding = |content_type: &str| json!({"contentType": content_type});
        let (prefix, item) = (json!([encoding("a/a")]), encoding("b/b"));
        let positions = ItemSchemas::of(&schema).unwrap().encode(Some(&prefix), Some(&item)).unwrap();
        let found: Vec<Option<&str>> = positions.encodings.iter().map(|part| part.content_type.as_deref()).collect();
        assert_eq!(found, [Some("a/a"), Some("b/b"), Some("b/b")]);
        for prefix in [json!([{}, {}, {}]), json!([{"encoding": {}}])] {
            assert!(ItemSchemas::of(&schema).unwrap().encode(Some(&prefix), None).is_none(), "{prefix}");
        }
    }
}
