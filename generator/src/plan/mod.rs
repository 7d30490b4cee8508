//! api to rust: every name, every derive, every `Box`, and which module a thing goes to.
//!
//! Decisions about meaning were made before, and printing comes after: a name that is made here is printed as it is.

mod arguments;
mod client;
mod defaults;
mod derives;
mod documentation;
mod enumerations;
mod evidence;
mod examples;
mod groups;
mod layout;
mod links;
mod markdown;
mod names;
mod operations;
mod pagination;
mod parts;
mod places;
mod reachable;
mod recursion;
mod reserved;
mod responses;
mod servers;
mod size;
mod spelling;
mod status;
mod structs;
mod type_names;
mod types;
mod unions;
mod usage;
mod variants;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::api::Api;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rust::{Crate, Path};
use crate::source::{Origin, Sources};

pub use pagination::{NextPage, Pagination};

/// What becomes of the properties of an object of which the document says nothing: neither that they are there nor that
/// they are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownFields {
    /// They are not read.
    #[default]
    Ignore,
    /// They are kept in a map, and sent again.
    Keep,
}

/// What a target decides, beside what the document says.
#[derive(Clone, Copy, Debug)]
pub struct Choices<'c> {
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
pub fn plan(api: &Api, choices: Choices<'_>, diagnostics: &mut Diagnostics) -> Crate {
    let formats = choices.formats;
    let operation_names = operations::name_operations(api, diagnostics);
    let type_names = type_names::name_types(api, &operation_names, choices.sources, diagnostics);
    let mut planner = types::TypePlanner::new(api, type_names, formats, choices.unknown_fields, diagnostics);
    let mut operations = operations::plan_operations(api, choices, operation_names, &mut planner);
    api.payloads.iter().for_each(|payload| planner.plan_payload(payload));
    let (mut modules, used) = planner.finish();
    for unused in formats.keys().filter(|format| !used.contains(*format)) {
        let message = format!("the target has a type for the format `{unused}`, and the document does not use it");
        diagnostics.push(Diagnostic::warning(Code::FORMAT_UNUSED, api.at.clone(), message));
    }
    let sizes = size::box_by_size(&mut modules, &mut operations, diagnostics);
    derives::derive(&mut modules);
    Crate {
        title: markdown::to_inline(&api.title),
        types: modules,
        sizes,
        groups: groups::plan_groups(api, &operations),
        operations,
        client: client::plan_client(api, diagnostics),
        formats: {
            let used = used.iter().filter_map(|format| formats.get(format)).cloned();
            used.collect::<BTreeSet<_>>().into_iter().collect()
        },
    }
}
