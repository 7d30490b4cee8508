//! The dynamic scope of references (JSON Schema 2020-12 Core, section 7.1), as far as it follows from the document.

use std::collections::BTreeMap;

use super::{DEFINITIONS, Identifiers};
use crate::location::Origin;
use crate::source::{Bundle, RefTarget};

/// The schemas that dynamic references find, by the names of their anchors; that of `$recursiveAnchor` is empty.
pub(in crate::openapi) type Scope = BTreeMap<String, RefTarget>;

impl Identifiers {
    /// Whether schemas have dynamic references or anchors.
    pub(in crate::openapi) fn has_dynamic(&self) -> bool {
        self.has_dynamic_references || !self.dynamic_anchors.is_empty()
    }

    /// Whether a dynamic reference may find one of several schemas.
    pub(in crate::openapi) fn has_rivals(&self) -> bool {
        self.has_dynamic_references && self.dynamic_anchors.values().any(|anchored| anchored.len() > 1)
    }

    /// The names of the dynamic anchors that several schemas have.
    pub(in crate::openapi) fn rivals(&self) -> Vec<String> {
        let several = self.dynamic_anchors.iter().filter(|(_, anchored)| anchored.len() > 1);
        several.map(|(name, _)| name.clone()).collect()
    }

    /// Returns the outermost schema with an anchor in the resources around a place.
    pub(in crate::openapi) fn anchor_around(
        &self,
        bundle: &Bundle<'_>,
        place: &Origin,
        name: &str,
    ) -> Option<RefTarget> {
        let mut around = self.around(bundle, place);
        around.find_map(|resource| self.scopes.get(&resource)?.get(name)).cloned()
    }

    /// The schemas with a dynamic anchor.
    pub(in crate::openapi) fn anchored(&self, name: &str) -> &[RefTarget] {
        self.dynamic_anchors.get(name).map_or(&[], Vec::as_slice)
    }

    /// Enters the resources around a place, the outermost first: their anchors are found unless the scope has them already.
    pub(in crate::openapi) fn enter(&self, bundle: &Bundle<'_>, place: &Origin, scope: &mut Scope) {
        for anchors in self.around(bundle, place).filter_map(|resource| self.scopes.get(&resource)) {
            for (name, target) in anchors {
                scope.entry(name.clone()).or_insert_with(|| target.clone());
            }
        }
    }

    /// The resources around a place that are entered on the way to it, the outermost first. Only a reference goes to a definition, and
    /// it does not enter the resources around that.
    fn around(&self, bundle: &Bundle<'_>, place: &Origin) -> impl Iterator<Item = usize> {
        let mut around = Vec::new();
        if let Some(begins) = self.begins.get(&place.file) {
            for above in place.pointer.ancestors() {
                let Some(resource) = begins.get(above) else { continue };
                around.push(*resource);
                if is_definition(above) {
                    break;
                }
            }
        }
        around.extend(self.files.get(&bundle.root_of(place.file).file));
        around.into_iter().rev()
    }
}

/// Returns `true` if a schema at a place is a definition.
fn is_definition(place: &str) -> bool {
    place.rsplit('/').nth(1).is_some_and(|keyword| DEFINITIONS.contains(&keyword))
}
