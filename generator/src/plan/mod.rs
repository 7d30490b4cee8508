//! api to rust: every name, every derive, every `Box`, and which module a thing goes to.
//!
//! Decisions about meaning were made before, and printing comes after: a name that is made here is printed as it is.

mod client;
mod docs;
mod names;
mod operations;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use crate::api::Api;
use crate::config::{Pagination, UnknownFields};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Origin, Sources};
use crate::rust::{Crate, Path};

/// What a target decides, beside what the document says.
#[derive(Clone, Copy, Debug)]
pub struct PlanOptions<'c> {
    /// How Rust names the crate that the client is.
    pub crate_name: &'c str,
    /// The types that stand for formats of strings.
    pub formats: &'c BTreeMap<String, Path>,
    /// The operations whose answers are pages of a list.
    pub pagination: &'c [Pagination],
    /// What becomes of the properties that the document does not mention.
    pub unknown_fields: UnknownFields,
    /// The file in which they are written, if they are.
    pub written: Option<&'c Origin>,
    /// The files that were read: what stands in a file of its own is named after it.
    pub sources: &'c Sources,
}

/// Decides what Rust says for a service.
pub fn plan(api: &Api, options: PlanOptions<'_>, diagnostics: &mut Diagnostics) -> Crate {
    let formats = options.formats;
    let operation_names = operations::name_operations(api, diagnostics);
    let type_names = names::type_names::name_types(api, &operation_names, options.sources, diagnostics);
    let mut planner = types::TypePlanner::new(api, type_names, formats, options.unknown_fields, diagnostics);
    let mut operations = operations::plan_operations(api, options, operation_names, &mut planner);
    api.webhooks.iter().for_each(|payload| planner.plan_webhook(payload));
    let (mut modules, used) = planner.finish();
    for unused in formats.keys().filter(|format| !used.contains(*format)) {
        let message = format!("the target has a type for the format `{unused}`, and the document does not use it");
        diagnostics.push(Diagnostic::warning(Code::FORMAT_UNUSED, api.at.clone(), message));
    }
    let sizes = types::size::box_by_size(&mut modules, &mut operations, diagnostics);
    types::derives::derive(&mut modules);
    Crate {
        title: docs::markdown::to_inline(&api.title),
        types: modules,
        sizes,
        groups: operations::groups::plan_groups(api, &operations),
        operations,
        client: client::plan_client(api, diagnostics),
        formats: {
            let used = used.iter().filter_map(|format| formats.get(format)).cloned();
            used.collect::<BTreeSet<_>>().into_iter().collect()
        },
    }
}
