//! Which types accept a response that lacks a required property.

use std::collections::BTreeSet;

use super::TypePlanner;
use crate::api::analysis::Usage;
use crate::api::{Object, Schema};
use crate::config::{RequiredFields, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Pointer;
use crate::plan::PlanOptions;

/// What the target says about required properties, and which entries of its list have matched.
pub(super) struct Lenient<'a> {
    everything: bool,
    listed: BTreeSet<&'a Pointer>,
    matched: BTreeSet<&'a Pointer>,
}

impl<'a> Lenient<'a> {
    pub(super) fn new(options: PlanOptions<'a>) -> Self {
        Self {
            everything: options.required_fields == RequiredFields::Lenient,
            listed: options.lenient.iter().map(|entry| &entry.value).collect(),
            matched: BTreeSet::new(),
        }
    }
}

impl TypePlanner<'_> {
    /// Returns `true` if values of an object may lack required properties when they are read. A type that callers only send is
    /// never read.
    pub(super) fn is_lenient(&mut self, schema: &Schema, object: &Object, usage: Usage) -> bool {
        if object.required.is_empty() || (usage.input && !usage.output) {
            return false;
        }
        let is_in_document = schema.at.file == self.api.at.file;
        let listed = self.lenient.listed.get(&schema.at.pointer).filter(|_| is_in_document);
        self.lenient.matched.extend(listed);
        listed.is_some() || self.lenient.everything
    }

    /// Reports the entries of the target's list that match no object.
    pub(in crate::plan) fn report_unmatched_lenient(&mut self, entries: &[Spanned<Pointer>]) {
        let unmatched: Vec<_> = entries.iter().filter(|entry| !self.lenient.matched.contains(&entry.value)).collect();
        for entry in unmatched {
            let message = format!("no response has an object with required properties at `#{}`", entry.value.as_str());
            let diagnostic = Diagnostic::error(Code::LENIENT_UNMATCHED, self.api.at.clone(), message);
            self.report(entry.locate(diagnostic));
        }
    }
}
