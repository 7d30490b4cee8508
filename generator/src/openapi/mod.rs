//! Value to openapiv3's types: whatever version the document is written in, the later stages see 3.0.
//!
//! `openapiv3` models OpenAPI 3.0, and drops or rejects newer keywords. So references are resolved and newer keywords
//! are rewritten in the value, and then it is parsed. What the types can't hold is kept beside them, in [`Parsed`];
//! what is lost is noted.

mod additional_operations;
mod chains;
mod check;
mod copies;
mod dynamic_scopes;
mod filter;
mod header_keys;
mod hoisted;
mod identifiers;
mod normalize;
mod object_kind;
mod objects;
mod parameter_keywords;
mod parse;
mod part_encodings;
mod part_positions;
mod ref_kind;
mod resolve;
mod schema_keywords;
mod security_uris;
mod spelling;
mod tag_keywords;
#[cfg(test)]
pub(crate) mod testing;
mod version;

pub(crate) use chains::chain_too_long;
pub use parameter_keywords::ParameterKeywords;
pub use part_encodings::{ItemEncoding, PartEncodings};
pub use part_positions::PartPositions;
pub use schema_keywords::{Bound, NumberBounds, SchemaKeywords};
pub use tag_keywords::TagKeywords;
pub use version::Version;

pub(crate) use crate::source::swagger::CollectionFormat;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::api::{HeaderKey, Method};
use crate::config::Filter;
use crate::diagnostic::Diagnostics;
use crate::limits::Limits;
use crate::location::{Pointer, Sources};
use crate::source::{Bundle, Document, SourceMap, swagger};

/// A document in openapiv3's types, and beside it the parts that those types can't hold. The extensions in the document
/// are those of its author: the generator adds none.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The document, brought down to OpenAPI 3.0. Every `$ref` in it names a component.
    pub openapi: openapiv3::OpenAPI,
    /// `info.summary`.
    pub summary: Option<String>,
    /// `info.license.identifier`.
    pub license_identifier: Option<String>,
    /// The webhooks, by their names.
    pub webhooks: IndexMap<String, openapiv3::PathItem>,
    /// The operations of path items that openapiv3 has no place for, by the pointer of their path item: those of `query` and of
    /// `additionalOperations`. Empty before OpenAPI 3.2.
    pub additional_operations: BTreeMap<Pointer, Vec<(Method, openapiv3::Operation)>>,
    /// The keys of the tags that openapiv3 does not know, in the order of the tags. Empty before OpenAPI 3.2.
    pub tag_keywords: Vec<TagKeywords>,
    /// The keywords that openapiv3 does not know, by the pointer of their schema. A schema inside of such a keyword,
    /// such as a member of a tuple, has an entry of its own.
    pub schema_keywords: BTreeMap<Pointer, SchemaKeywords>,
    /// The keywords of parameters that openapiv3 does not know, by the pointer of their parameter.
    pub parameter_keywords: BTreeMap<Pointer, ParameterKeywords>,
    /// The encodings that have `style`, `explode` or `allowReserved`, whatever the value: the `contentType` of those is
    /// ignored (OpenAPI 3.1.1, section 4.8.15.1.2).
    pub styled_encodings: BTreeSet<Pointer>,
    /// The media types whose schema is that of an item of a sequence: `itemSchema` of OpenAPI 3.2.
    pub item_schemas: BTreeSet<Pointer>,
    /// The encodings of parts without names, by the pointer of their media type.
    pub part_encodings: BTreeMap<Pointer, PartEncodings>,
    /// The names of the security schemes that are deprecated. Empty before OpenAPI 3.2.
    pub deprecated_schemes: BTreeSet<String>,
    /// The headers with the API keys of all security schemes, also of those that the target's filter removes.
    pub header_keys: Vec<HeaderKey>,
    /// Where the nodes of the document were written.
    pub source_map: SourceMap,
}

/// Parses a document without the operations that `filter` leaves out. Reads the other files that it refers to into
/// `sources`. Returns `None` if there are errors.
pub fn parse(
    mut document: Document,
    filter: &Filter,
    limits: &Limits,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Parsed> {
    let version = resolve(&mut document, limits, sources, diagnostics)?;
    check::check(&mut document, version, filter, limits, diagnostics);
    let header_keys = header_keys::header_keys(&document.value);
    filter::apply(&mut document, filter, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let (item_schemas, part_encodings) = normalize::normalize(&mut document, version, limits, diagnostics);
    let parsed = parse::parse(document, version, header_keys, diagnostics)?;
    Some(Parsed { item_schemas, part_encodings, ..parsed })
}

/// Resolves all references of a document, which is the first step of [`parse`](parse()). The schemas keep their
/// keywords, each `$ref` names a component of the document, and a scalar in the place of a string is its text. Returns
/// `None` if there are errors.
pub fn resolve(
    document: &mut Document,
    limits: &Limits,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Version> {
    spelling::restore_version(document, sources);
    let mut bundle = Bundle::new(document, sources, limits);
    if swagger::is_swagger(&document.value) {
        swagger::convert(document, &mut bundle, diagnostics);
    }
    let version = version::read(document, diagnostics)?;
    check::has_paths(document, version, diagnostics);
    if version >= Version::V3_2 {
        security_uris::rewrite(document);
    }
    normalize::complete(document, diagnostics);
    resolve::resolve(document, &mut bundle, version, diagnostics);
    bundle.collect_swagger_keywords(document);
    spelling::restore(document, sources, diagnostics);
    (!diagnostics.has_errors()).then_some(version)
}
