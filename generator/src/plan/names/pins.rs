//! The names that a target pins.

use std::collections::BTreeMap;

use crate::api::Api;
use crate::config::{PinnedName, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{FileId, Origin, Pointer};
use crate::rust::PlannedName;

/// The pinned names, by the places of their schemas and operations in the document.
pub(crate) struct Pins<'c> {
    file: FileId,
    types: BTreeMap<&'c Pointer, &'c str>,
    methods: BTreeMap<&'c Pointer, &'c str>,
}

impl<'c> Pins<'c> {
    /// Returns the pins of a target.
    pub(crate) fn of(api: &Api, names: &'c [Spanned<PinnedName>]) -> Self {
        let select = |is_type: bool| {
            let selected = names.iter().map(|pin| &pin.value).filter(|pin| pin.is_type() == is_type);
            selected.map(|pin| (&pin.at, pin.name.as_str())).collect()
        };
        Self { file: api.at.file, types: select(true), methods: select(false) }
    }

    /// No pins.
    pub(super) fn none(api: &Api) -> Self {
        Self { file: api.at.file, types: BTreeMap::new(), methods: BTreeMap::new() }
    }

    /// The name of the type of a schema.
    pub(super) fn of_type(&self, at: &Origin) -> Option<&'c str> {
        self.types.get(&at.pointer).copied().filter(|_| at.file == self.file)
    }

    /// The name of the method of an operation.
    pub(super) fn of_method(&self, at: &Origin) -> Option<&'c str> {
        self.methods.get(&at.pointer).copied().filter(|_| at.file == self.file)
    }
}

/// Reports the pins that name nothing, and those that can't be kept.
pub(crate) fn report(api: &Api, pins: &[Spanned<PinnedName>], names: &[PlannedName], diagnostics: &mut Diagnostics) {
    let by_place: BTreeMap<(&Pointer, bool), &PlannedName> = names
        .iter()
        .filter(|name| name.at.file == api.at.file)
        .map(|name| ((&name.at.pointer, name.is_type), name))
        .collect();
    for pin in pins {
        let PinnedName { at, name } = &pin.value;
        let kind = if pin.value.is_type() { "schema with a type" } else { "operation" };
        match by_place.get(&(at, pin.value.is_type())) {
            None => {
                let message = format!("the document has no {kind} at `#{at}`, whose name is pinned");
                diagnostics.push(pin.locate(Diagnostic::warning(Code::NAME_UNMATCHED, api.at.clone(), message)));
            }
            Some(planned) if planned.name.as_str() != name => {
                let message = format!("`{name}` can't be pinned: it is reserved, or another item has it");
                diagnostics.push(pin.locate(Diagnostic::error(Code::TARGET_INVALID, api.at.clone(), message)));
            }
            Some(_) => {}
        }
    }
}
