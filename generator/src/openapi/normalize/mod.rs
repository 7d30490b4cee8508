//! Rewrites a document to OpenAPI 3.0, adds what documents omit, and removes what openapiv3 can't parse.

mod document;
mod keywords;
mod schema;
mod types;

pub(super) use document::complete;
pub(super) use types::NUMBER_BOUNDS;

use std::collections::{BTreeMap, BTreeSet};

use super::Version;
use super::object_kind::{ObjectKind, walk};
use super::part_encodings::PartEncodings;
use super::part_positions::PositionalSchemas;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::limits::Limits;
use crate::location::Pointer;
use crate::source::{Document, SourceMap};

/// The context of the rules: the version, the origins of nodes, and the diagnostics.
struct Normalizer<'a> {
    version: Version,
    source_map: &'a mut SourceMap,
    /// The media types whose schema is that of an item.
    item_schemas: BTreeSet<Pointer>,
    /// The schemas with `prefixItems`, which the rules rewrite.
    positional_schemas: PositionalSchemas<'a>,
    part_encodings: BTreeMap<Pointer, PartEncodings>,
    diagnostics: &'a mut Diagnostics,
}

impl Normalizer<'_> {
    /// Records that the node at `to` was at `from` before.
    fn moved(&mut self, to: Pointer, from: &Pointer) {
        let origin = self.source_map.origin(from);
        self.source_map.record(to, origin);
    }

    fn note(&mut self, at: &Pointer, message: impl Into<String>) {
        let origin = self.source_map.origin(at);
        self.diagnostics.push(Diagnostic::note(Code::KEYWORD_UNUSED, origin, message));
    }
}

/// Rewrites a document whose references are resolved to 3.0. Returns the media types whose schema is that of an item, and the
/// encodings of parts without names.
pub(super) fn normalize(
    document: &mut Document,
    version: Version,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> (BTreeSet<Pointer>, BTreeMap<Pointer, PartEncodings>) {
    let Document { value, source_map } = document;
    let (item_schemas, part_encodings, positional_schemas) =
        (BTreeSet::new(), BTreeMap::new(), PositionalSchemas::new(value, source_map, limits));
    let mut normalizer =
        Normalizer { version, source_map, item_schemas, positional_schemas, part_encodings, diagnostics };
    walk(value, ObjectKind::Document, &Pointer::root(), &mut |value, kind, at| match kind {
        ObjectKind::Schema => schema::normalize(value, &at.pointer(), &mut normalizer),
        ObjectKind::SchemaOrBool if !value.is_boolean() => schema::normalize(value, &at.pointer(), &mut normalizer),
        _ => document::normalize(value, kind, at, &mut normalizer),
    });
    (normalizer.item_schemas, normalizer.part_encodings)
}
