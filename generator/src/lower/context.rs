//! The context of the lowering: the document, the origins of its nodes, the components lowered so far, and the
//! diagnostics.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use indexmap::IndexMap;

use super::schema::component::Components;
use super::schema::inheritance::Inheritance;
use crate::api::{Component, SchemaId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::limits::{Limits, raise};
use crate::location::{Origin, Pointer};
use crate::openapi::{Parsed, SchemaKeywords};

pub(super) struct Context<'a> {
    pub(super) parsed: &'a Parsed,
    pub(super) inheritance: Inheritance,
    pub(super) components: Components<'a>,
    /// The component schemas, once all of them are lowered.
    pub(super) lowered: Rc<[Component]>,
    schemas: IndexMap<&'a str, SchemaId>,
    security_schemes: BTreeMap<&'a str, usize>,
    diagnostics: &'a mut Diagnostics,
    pub(super) limits: &'a Limits,
    /// The conditional subschemas that are being lowered: one may contain a schema that it applies to.
    pub(super) conditions: BTreeSet<Pointer>,
    /// The number of schemas that were lowered and compared.
    spent: usize,
}

impl<'a> Context<'a> {
    pub(super) fn new(parsed: &'a Parsed, limits: &'a Limits, diagnostics: &'a mut Diagnostics) -> Self {
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
            security_schemes: security_schemes.enumerate().map(|(index, name)| (name.as_str(), index)).collect(),
            diagnostics,
            limits,
            conditions: BTreeSet::new(),
            spent: 0,
        }
    }

    /// Returns the origin of the node at `pointer`.
    pub(super) fn origin(&self, pointer: &Pointer) -> Origin {
        self.parsed.source_map.origin(pointer)
    }

    /// Returns the keywords of the schema at `pointer` that openapiv3 does not know.
    pub(super) fn keywords_beside(&self, pointer: &Pointer) -> Option<&'a SchemaKeywords> {
        self.parsed.schema_keywords.get(pointer)
    }

    /// Returns the component schema with a name.
    pub(super) fn schema_id(&self, name: &str) -> Option<SchemaId> {
        self.schemas.get(name).copied()
    }

    /// Returns the name and the schema of a component.
    pub(super) fn schema(&self, id: SchemaId) -> Option<(&'a str, &'a openapiv3::ReferenceOr<openapiv3::Schema>)> {
        let schemas = &self.parsed.openapi.components.as_ref()?.schemas;
        schemas.get_index(id.0).map(|(name, schema)| (name.as_str(), schema))
    }

    /// Returns the ids of all component schemas.
    pub(super) fn schema_ids(&self) -> impl Iterator<Item = SchemaId> + use<> {
        (0..self.schemas.len()).map(SchemaId)
    }

    /// Returns the index of the security scheme with a name.
    pub(super) fn security_scheme_index(&self, name: &str) -> Option<usize> {
        self.security_schemes.get(name).copied()
    }

    pub(super) fn note(&mut self, code: Code, pointer: &Pointer, message: impl Into<String>) {
        let origin = self.origin(pointer);
        self.report(Diagnostic::note(code, origin, message));
    }

    pub(super) fn warning(&mut self, code: Code, pointer: &Pointer, message: impl Into<String>) {
        let origin = self.origin(pointer);
        self.report(Diagnostic::warning(code, origin, message));
    }

    /// Counts schemas that are lowered or compared. Returns `false` if the document has more than the limit, which is an
    /// error at the schema that exceeds it. No client is generated then, so the schema may have any form.
    pub(super) fn spend(&mut self, at: &Pointer, schemas: usize) -> bool {
        let limit = self.limits.schemas;
        let was_within = self.spent <= limit;
        self.spent = self.spent.saturating_add(schemas);
        let is_within = self.spent <= limit;
        if was_within && !is_within {
            let message = format!("the document has more than {limit} schemas, counting each where `allOf` copies it");
            let error = Diagnostic::error(Code::SCHEMAS_TOO_MANY, self.origin(at), message);
            let help = format!("refer to large schemas by a property rather than by `allOf`, or {}", raise("schemas"));
            // The diagnostics of a component that is incomplete are dropped, and this one must not be.
            self.diagnostics.push(error.help(help));
            self.components.inherited = usize::MAX;
        }
        is_within
    }

    /// Lowers no more schemas, once the document exceeds another limit.
    pub(super) fn stop(&mut self) {
        self.spent = usize::MAX;
    }

    /// Returns `true` if the document has at most as many schemas as the limit.
    pub(super) fn is_within_limit(&self) -> bool {
        self.spent <= self.limits.schemas
    }

    /// Reports that a schema exceeds a limit, so that it is untyped.
    pub(super) fn too_complex(&mut self, at: &Pointer, reason: &str, limit: &str) {
        let message = format!("{reason}: the values are untyped JSON");
        let origin = self.origin(at);
        self.report(Diagnostic::warning(Code::SCHEMA_TOO_COMPLEX, origin, message).help(raise(limit)));
    }

    /// Reports a diagnostic at once. One that is reported for the whole document is not that of a component, which may be lowered
    /// again.
    pub(super) fn report_of_document(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports a diagnostic. The diagnostics of a component are buffered until its lowering is final.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        match self.components.diagnostics() {
            Some(diagnostics) => diagnostics.push(diagnostic),
            None => self.diagnostics.push(diagnostic),
        }
    }
}
