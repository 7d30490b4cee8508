//! Resolves references to components. The openapi stage has checked that each target exists and that there is no cycle,
//! and has normalized each `$ref` to `#/components/<kind>/<name>`.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use crate::location::Pointer;

/// Returns the name in a `$ref` to a component: its last token, unescaped.
pub(super) fn component_name(reference: &str) -> Option<String> {
    let pointer = Pointer::parse(reference.strip_prefix('#')?)?;
    pointer.split_last().map(|(_, name)| name)
}

/// Resolves the item or the reference at `at`. `components` are the components of the `kind`. A chain of references is
/// followed to its end.
pub(super) fn resolve<'a, T>(
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
