//! api to rust: every name, every derive, every `Box`, and which module a thing goes to.
//!
//! Decisions about meaning were made before, and printing comes after: a name that is made here is printed as it is.

mod client;
mod defaults;
mod derives;
mod documentation;
mod enumerations;
mod evidence;
mod markdown;
mod names;
mod operations;
mod reachable;
mod recursion;
mod responses;
mod structs;
mod types;
mod unions;
mod usage;

use std::collections::{BTreeMap, BTreeSet};

use crate::api::Api;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rust::{Crate, Path};

/// Decides what Rust says for a service; `formats` are the types that the target has for formats of strings.
pub fn plan(api: &Api, formats: &BTreeMap<String, Path>, diagnostics: &mut Diagnostics) -> Crate {
    let mut planner = types::TypePlanner::new(api, formats, diagnostics);
    let operations = operations::plan_operations(api, &mut planner);
    let (mut modules, used) = planner.finish();
    for unused in formats.keys().filter(|format| !used.contains(*format)) {
        let message = format!("the target has a type for the format `{unused}`, and the document does not use it");
        diagnostics.push(Diagnostic::warning(Code::FORMAT_UNUSED, api.at.clone(), message));
    }
    recursion::box_cycles(&mut modules);
    derives::derive(&mut modules);
    Crate {
        title: markdown::to_doc_lines(&markdown::one_line(&api.title)).join(" "),
        types: modules,
        operations,
        client: client::plan_client(api, diagnostics),
        formats: {
            let used = used.iter().filter_map(|format| formats.get(format)).cloned();
            used.collect::<BTreeSet<_>>().into_iter().collect()
        },
    }
}
