//! Value to openapiv3: whatever version the document is written in, the later stages see 3.0.
//!
//! `openapiv3` models OpenAPI 3.0, and drops or refuses what is newer. So references are resolved and newer keywords
//! are brought down in the value, and then it is parsed; what would be lost is noted.

mod filter;
mod hoisted;
mod keys;
mod normalize;
mod object_kind;
mod parse;
mod resolve;
mod spelling;
mod unread;
mod version;

pub use version::Version;

use indexmap::IndexMap;

use crate::config::Filter;
use crate::diagnostic::Diagnostics;
use crate::location::{Origin, Sources};
use crate::source::{Bundle, Document, SourceMap};

/// The extension in which a schema keeps the members of a tuple: `prefixItems`, where an array has as many items as there
/// are members. openapiv3 has no place of its own for them.
pub const TUPLE: &str = "x-tuple";

/// An extension for the schemas that hold for some values of the schema: `then`, `else` and the like.
pub const CONDITIONAL: &str = "x-conditional-schemas";

/// An extension for the conditions that say so: `if`.
pub const CONDITION: &str = "x-condition-schemas";

/// An extension for the schema of what no part of a composed schema describes: `unevaluatedProperties`. There is none if
/// there is nothing else.
pub const UNEVALUATED: &str = "x-unevaluated-schemas";

/// The extensions that hold lists of schemas.
pub(super) const SCHEMA_LISTS: [&str; 4] = [TUPLE, CONDITIONAL, CONDITION, UNEVALUATED];

/// The extension in which a schema keeps the bounds of its numbers. They say which integer has room for them, but openapiv3
/// gives up a type whose bounds it does not understand.
pub const BOUNDS: &str = "x-normalized-bounds";

/// The extension in which a schema keeps an `enum` of numbers that openapiv3 would round.
pub const ENUMERATION: &str = "x-normalized-enum";

/// The extension in which the document keeps its webhooks, for which openapiv3 has no place. Documents have extensions of
/// their own with names that are more obvious.
pub const WEBHOOKS: &str = "x-normalized-webhooks";

/// The extension that an encoding has if it says `style`, `explode` or `allowReserved`, whatever the value: then what it
/// says as `contentType` is ignored (OpenAPI 3.1.1, section 4.8.15.1.2).
pub const STYLED: &str = "x-styled";

/// A document in openapiv3's types.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The document, brought down to OpenAPI 3.0. Every `$ref` in it leads to a member of the components.
    pub openapi: openapiv3::OpenAPI,
    /// The webhooks, for which openapiv3's document has no place.
    pub webhooks: IndexMap<String, openapiv3::PathItem>,
    /// Where its nodes came from.
    pub source_map: SourceMap,
}

/// Parses a document, but for what `filter` leaves out, which is written in a file of its own, if in any. The other files that it refers to are read into `sources`. What is
/// wrong goes into `diagnostics`; then nothing is parsed.
pub fn parse(
    mut document: Document,
    filter: (&Filter, Option<&Origin>),
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Parsed> {
    let version = resolve(&mut document, sources, diagnostics)?;
    unread::report(&mut document, version, filter.0, diagnostics);
    filter::apply(&mut document, filter, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    normalize::normalize(&mut document, version, diagnostics);
    let (openapi, webhooks) = parse::parse(&document, diagnostics)?;
    Some(Parsed { openapi, webhooks, source_map: document.source_map })
}

/// Resolves every reference of a document, as the first step of [`parse`]: the schemas are as they are written, each `$ref`
/// leads to a component of the same document, and scalars where strings are meant are strings.
pub fn resolve(document: &mut Document, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Version> {
    spelling::restore_version(document, sources);
    let version = version::read(document, diagnostics)?;
    normalize::complete(document, diagnostics);
    let mut bundle = Bundle::new(document, sources);
    resolve::resolve(document, &mut bundle, diagnostics);
    spelling::restore(document, sources, diagnostics);
    (!diagnostics.has_errors()).then_some(version)
}
