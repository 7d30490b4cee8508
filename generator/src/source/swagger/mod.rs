//! Converts a document of Swagger 2.0 to OpenAPI 3.0, before its references are resolved.
//!
//! References keep their text, and the source map knows where the nodes are that they name. So a diagnostic shows the reference that
//! the author wrote, and its place. What has no counterpart stays where it is, and the check of the document reports it.

mod conversion;
mod form;
mod fragment;
mod keywords;
mod media_types;
mod operation;
mod parameter;
mod response;
mod schema;
mod security;
mod servers;
#[cfg(test)]
mod tests;
mod value_kind;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use self::conversion::{At, Conversion};
use super::{Bundle, Document};
use crate::diagnostic::Diagnostics;
use crate::location::Pointer;

pub(super) use fragment::convert_file;
pub(crate) use keywords::{CollectionFormat, SwaggerKeywords};
pub(super) use media_types::MediaTypes;

/// The place of each object that has another one in OpenAPI 3 (Swagger 2.0, section "Swagger Object").
const SHARED: [(&str, &str); 4] = [
    ("definitions", "schemas"),
    ("parameters", "parameters"),
    ("responses", "responses"),
    ("securityDefinitions", "securitySchemes"),
];

/// Returns `true` if a document is one of Swagger 2.0.
pub(crate) fn is_swagger(document: &Value) -> bool {
    let version =
        document.get("swagger").map(|version| version.as_str().map_or_else(|| version.to_string(), str::to_owned));
    document.get("openapi").is_none() && version.is_some_and(|version| version == "2" || version.starts_with("2."))
}

/// Converts a document, and has the bundle convert the other files that it refers to.
pub(crate) fn convert(document: &mut Document, bundle: &mut Bundle<'_>, diagnostics: &mut Diagnostics) {
    let Some(root) = document.value.as_object_mut() else { return };
    let defaults = MediaTypes::of(root, &Pointer::root(), &MediaTypes::default());
    bundle.read_as_swagger(defaults.clone());
    let max_copied = bundle.limits().copied_nodes;
    let mut paths = root.shift_remove("paths");
    let before = document.source_map.clone();
    let mut source_map = before.clone();
    let begun = Conversion::of(document, (&before, &mut source_map), &defaults, max_copied, diagnostics);
    let mut conversion = Conversion { bundle: Some(bundle), ..begun };
    let at = At::same(Pointer::root().push("paths"));
    if let Some(paths) = &mut paths {
        operation::paths(paths, &at, &mut conversion);
    }
    let other_names = parameter::other_names_of_bodies(&mut conversion);
    let Conversion { uses, copied, .. } = conversion;
    let mut root = document.value.as_object_mut().map(std::mem::take).unwrap_or_default();
    let begun = Conversion::of(document, (&before, &mut source_map), &defaults, max_copied, diagnostics);
    let mut conversion = Conversion { uses, copied, ..begun };
    let components = components(&mut root, &other_names, &mut conversion);
    conversion.note_unused();
    let servers = servers::of_document(&root);
    let mut converted = Map::new();
    converted.insert("openapi".to_owned(), Value::from("3.0.3"));
    let written = Pointer::root();
    conversion.moved(&At { from: written.push("swagger"), to: written.push("openapi") });
    if let Some(servers) = servers {
        conversion.moved(&At { from: written.push(servers::key(&root)), to: written.push("servers") });
        converted.insert("servers".to_owned(), servers);
    }
    for key in ["swagger", "host", "basePath", "schemes", "consumes", "produces"] {
        root.shift_remove(key);
    }
    converted.extend(root);
    converted.extend(paths.map(|paths| ("paths".to_owned(), paths)));
    converted.insert("components".to_owned(), Value::Object(components));
    document.value = Value::Object(converted);
    document.source_map = source_map;
}

/// Takes what is shared out of the root object, and returns the Components Object.
fn components(
    root: &mut Map<String, Value>,
    other_names: &BTreeSet<String>,
    conversion: &mut Conversion<'_, '_>,
) -> Map<String, Value> {
    let mut components = Map::new();
    let at = Pointer::root();
    for (from, to) in SHARED {
        let Some(mut members) = root.shift_remove(from) else { continue };
        let at = At { from: at.push(from), to: at.push("components").push(to) };
        conversion.moved(&at);
        match to {
            "schemas" => schema::each_of(&mut members),
            "parameters" => {
                let bodies = parameter::shared(&mut members, other_names, &at, conversion);
                components.extend(bodies.map(|bodies| ("requestBodies".to_owned(), bodies)));
            }
            "responses" => response::shared(&mut members, &at, conversion),
            _ => security::schemes(&mut members, &at, conversion),
        }
        components.insert(to.to_owned(), members);
    }
    components
}
