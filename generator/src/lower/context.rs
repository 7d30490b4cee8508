//! What every function of the lowering has at hand: the document, the places of its nodes, and a place for findings.

use indexmap::IndexMap;

use crate::api::SchemaId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::openapi::Parsed;
use crate::source::{Origin, Pointer};

pub(super) struct Context<'a> {
    pub(super) parsed: &'a Parsed,
    schemas: IndexMap<&'a str, SchemaId>,
    security_schemes: Vec<&'a str>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Context<'a> {
    pub(super) fn new(parsed: &'a Parsed, diagnostics: &'a mut Diagnostics) -> Self {
        let components = parsed.openapi.components.as_ref();
        let schemas = components.map(|components| components.schemas.keys()).into_iter().flatten();
        let security_schemes = components.map(|components| components.security_schemes.keys()).into_iter().flatten();
        Self {
            parsed,
            schemas: schemas.enumerate().map(|(index, name)| (name.as_str(), SchemaId(index))).collect(),
            security_schemes: security_schemes.map(String::as_str).collect(),
            diagnostics,
        }
    }

    /// Where the node at `pointer` of the document was written.
    pub(super) fn origin(&self, pointer: &Pointer) -> Origin {
        self.parsed.moves.origin(pointer)
    }

    /// The component schema of that name.
    pub(super) fn schema_id(&self, name: &str) -> Option<SchemaId> {
        self.schemas.get(name).copied()
    }

    /// The position of the security scheme of that name.
    pub(super) fn security_scheme_index(&self, name: &str) -> Option<usize> {
        self.security_schemes.iter().position(|declared| *declared == name)
    }

    pub(super) fn note(&mut self, code: Code, pointer: &Pointer, message: impl Into<String>) {
        let origin = self.origin(pointer);
        self.diagnostics.push(Diagnostic::note(code, origin, message));
    }

    pub(super) fn warning(&mut self, code: Code, pointer: &Pointer, message: impl Into<String>) {
        let origin = self.origin(pointer);
        self.diagnostics.push(Diagnostic::warning(code, origin, message));
    }
}
