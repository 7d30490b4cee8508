//! Value to openapiv3's types, and the smallest part of a document that does not fit them.

use indexmap::IndexMap;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::object_kind::{ObjectKind, walk};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::Pointer;
use crate::source::Document;

/// openapiv3 takes far more stack a level than serde_json, whose limit of 128 levels would fit into a thread's usual
/// two megabytes.
const STACK: usize = 256 << 20;

/// A whole document, and its webhooks.
type Typed = (openapiv3::OpenAPI, IndexMap<String, openapiv3::PathItem>);

/// Parses a whole document.
pub(crate) fn parse(document: &Document, diagnostics: &mut Diagnostics) -> Option<Typed> {
    let value = &document.value;
    let parsed = on_large_stack(|| whole(value).map_err(|error| (error.to_string(), narrow(value))));
    match parsed {
        Some(Ok(typed)) => Some(typed),
        Some(Err((error, narrowed))) => {
            let narrowed = if narrowed.is_empty() { vec![(Pointer::root(), error)] } else { narrowed };
            for (at, message) in narrowed {
                let message = format!("this is not what OpenAPI says: {message}");
                diagnostics.push(Diagnostic::error(Code::OPENAPI_INVALID, document.source_map.origin(&at), message));
            }
            None
        }
        None => {
            diagnostics.push(Diagnostic::error(
                Code::INTERNAL,
                None,
                "no thread could be started to parse the document",
            ));
            None
        }
    }
}

fn whole(value: &Value) -> serde_json::Result<Typed> {
    let openapi = serde_json::from_value(value.clone())?;
    let webhooks = match value.get(super::WEBHOOKS) {
        Some(webhooks) => serde_json::from_value(webhooks.clone())?,
        None => IndexMap::new(),
    };
    Ok((openapi, webhooks))
}

fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?;
        thread.join().ok()
    })
}

/// The smallest objects that do not fit, each with its error. An object around one that does not fit says nothing
/// that this one does not say better.
fn narrow(value: &Value) -> Vec<(Pointer, String)> {
    let mut failing: Vec<(Pointer, String)> = Vec::new();
    let mut value = value.clone();
    walk(&mut value, ObjectKind::Document, &Pointer::root(), &mut |value, kind, at| {
        if let Err(message) = fits(value, kind) {
            // The walk visits an outer object before those in it.
            failing.retain(|(outer, _)| at.strip_prefix(outer).is_none());
            failing.push((at.clone(), message));
        }
    });
    failing
}

fn fits(value: &Value, kind: ObjectKind) -> Result<(), String> {
    match kind {
        ObjectKind::Info => parses::<openapiv3::Info>(value),
        ObjectKind::Server => parses::<openapiv3::Server>(value),
        ObjectKind::SecurityScheme => parses::<openapiv3::SecurityScheme>(value),
        ObjectKind::PathItem => parses::<openapiv3::PathItem>(value),
        ObjectKind::Operation => parses::<openapiv3::Operation>(value),
        ObjectKind::Parameter => parses::<openapiv3::Parameter>(value),
        ObjectKind::Header => parses::<openapiv3::Header>(value),
        ObjectKind::RequestBody => parses::<openapiv3::RequestBody>(value),
        ObjectKind::Response => parses::<openapiv3::Response>(value),
        ObjectKind::MediaType => parses::<openapiv3::MediaType>(value),
        ObjectKind::Schema => parses::<openapiv3::Schema>(value).and_then(|()| {
            let mut lists = super::SCHEMA_LISTS.iter().filter_map(|list| value.get(list));
            lists.try_for_each(parses::<Vec<openapiv3::ReferenceOr<openapiv3::Schema>>>)
        }),
        _ => Ok(()),
    }
}

/// A reference fits everywhere; `ReferenceOr` is not asked, as its errors say nothing about what is wrong.
fn parses<T: DeserializeOwned>(value: &Value) -> Result<(), String> {
    if value.get("$ref").is_some() {
        return Ok(());
    }
    serde_json::from_value::<T>(value.clone()).map(drop).map_err(|error| error.to_string())
}
