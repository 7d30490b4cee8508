//! Resolves references to components. The openapi stage has checked that each target exists and that there is no cycle,
//! and has normalized each `$ref` to `#/components/<kind>/<name>`.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Pointer;

/// Returns the name in a `$ref` to a component: its last token, unescaped.
pub(super) fn component_name(reference: &str) -> Option<String> {
    let pointer = Pointer::parse(reference.strip_prefix('#')?)?;
    pointer.split_last().map(|(_, name)| name)
}

/// Resolves the item or the reference at `at`. `components` are the components of the `kind`. A chain of references is
/// followed to its end. Reports an error and returns `None` if the chain has no end: `openapi::resolve` lets no such
/// document through, and a part of it would be missing from the client.
pub(super) fn resolve<'a, T>(
    context: &mut Context<'_>,
    components: Option<&'a IndexMap<String, ReferenceOr<T>>>,
    kind: &str,
    item: &'a ReferenceOr<T>,
    at: &Pointer,
) -> Option<(Pointer, &'a T)> {
    let end = end_of_chain(components, kind, item, at);
    if end.is_none() {
        report_missing(context, kind, at);
    }
    end
}

/// Reports a reference without a target.
pub(super) fn report_missing(context: &mut Context<'_>, kind: &str, at: &Pointer) {
    let message = format!("the reference has no target in `components/{kind}`");
    let error = Diagnostic::error(Code::REF_NOT_FOUND, context.origin(at), message);
    context.report(error);
}

fn end_of_chain<'a, T>(
    components: Option<&'a IndexMap<String, ReferenceOr<T>>>,
    kind: &str,
    item: &'a ReferenceOr<T>,
    at: &Pointer,
) -> Option<(Pointer, &'a T)> {
    let mut item = item;
    let mut at = at.clone();
    // A chain that is longer than the number of components is a cycle.
    for _ in 0..=components.map_or(0, IndexMap::len) {
        match item {
            ReferenceOr::Item(found) => return Some((at, found)),
            ReferenceOr::Reference { reference } => {
                let name = component_name(reference)?;
                item = components?.get(&name)?;
                at = Pointer::root().push("components").push(kind).push(&name);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::diagnostic::Diagnostics;
    use crate::openapi::testing::{lines, parsed};

    #[test]
    fn a_reference_without_a_target_is_an_error() {
        let mut parsed = parsed(json!({
            "openapi": "3.1.0",
            "info": {"title": "Test", "version": "1"},
            "paths": {"/a": {"get": {
                "parameters": [{"$ref": "#/components/parameters/P"}],
                "responses": {"204": {"description": "Done"}},
            }}},
            "components": {"parameters": {"P": {"name": "p", "in": "query", "schema": {"type": "string"}}}},
        }));
        parsed.openapi.components.as_mut().unwrap().parameters.clear();
        let mut diagnostics = Diagnostics::new();
        crate::lower::lower(&parsed, &crate::limits::Limits::default(), &mut diagnostics);
        assert!(diagnostics.has_errors());
        assert_eq!(
            lines(&diagnostics),
            ["/paths/~1a/get/parameters/0: the reference has no target in `components/parameters`"]
        );
    }
}
