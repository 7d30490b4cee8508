//! What every function of the lowering has at hand: the document, the places of its nodes, what is lowered already,
//! and a place for findings.

use std::rc::Rc;

use indexmap::IndexMap;

use super::schema::component::Components;
use super::schema::inheritance::Inheritance;
use crate::api::{Component, SchemaId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Origin, Pointer};
use crate::openapi::Parsed;

pub(super) struct Context<'a> {
    pub(super) parsed: &'a Parsed,
    pub(super) inheritance: Inheritance,
    pub(super) components: Components,
    /// The component schemas, once all of them are lowered.
    pub(super) lowered: Rc<[Component]>,
    schemas: IndexMap<&'a str, SchemaId>,
    security_schemes: Vec<&'a str>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Context<'a> {
    pub(super) fn new(parsed: &'a Parsed, diagnostics: &'a mut Diagnostics) -> Self {
        let components = parsed.openapi.components.as_ref();
        let names = components.map(|components| components.schemas.keys()).into_iter().flatten();
        let schemas = names.enumerate().map(|(index, name)| (name.as_str(), SchemaId(index))).collect();
        let security_schemes = components.map(|components| components.security_schemes.keys()).into_iter().flatten();
        Self {
            parsed,
            inheritance: Inheritance::of(&parsed.openapi, &schemas),
            components: Components::default(),
            lowered: Rc::new([]),
            schemas,
            security_schemes: security_schemes.map(String::as_str).collect(),
            diagnostics,
        }
    }

    /// Where the node at `pointer` of the document was written.
    pub(super) fn origin(&self, pointer: &Pointer) -> Origin {
        self.parsed.source_map.origin(pointer)
    }

    /// The component schema of that name.
    pub(super) fn schema_id(&self, name: &str) -> Option<SchemaId> {
        self.schemas.get(name).copied()
    }

    /// The name of a component schema, and what the document says of it.
    pub(super) fn schema(&self, id: SchemaId) -> Option<(&'a str, &'a openapiv3::ReferenceOr<openapiv3::Schema>)> {
        let schemas = &self.parsed.openapi.components.as_ref()?.schemas;
        schemas.get_index(id.0).map(|(name, schema)| (name.as_str(), schema))
    }

    /// The ids of all component schemas.
    pub(super) fn schema_ids(&self) -> impl Iterator<Item = SchemaId> + use<> {
        (0..self.schemas.len()).map(SchemaId)
    }

    /// The position of the security scheme of that name.
    pub(super) fn security_scheme_index(&self, name: &str) -> Option<usize> {
        self.security_schemes.iter().position(|declared| *declared == name)
    }

    pub(super) fn note(&mut self, code: Code, pointer: &Pointer, message: impl Into<String>) {
        let origin = self.origin(pointer);
        self.report(Diagnostic::note(code, origin, message));
    }

    pub(super) fn warning(&mut self, code: Code, pointer: &Pointer, message: impl Into<String>) {
        let origin = self.origin(pointer);
        self.report(Diagnostic::warning(code, origin, message));
    }

    /// Takes a finding. What is found in a component is reported when the component is lowered for good.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        match self.components.findings() {
            Some(findings) => findings.push(diagnostic),
            None => self.diagnostics.push(diagnostic),
        }
    }
}
