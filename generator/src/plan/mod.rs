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

use crate::api::Api;
use crate::diagnostic::Diagnostics;
use crate::rust::Crate;

/// Decides what Rust says for a service.
pub fn plan(api: &Api, diagnostics: &mut Diagnostics) -> Crate {
    let mut planner = types::TypePlanner::new(api, diagnostics);
    let operations = operations::plan_operations(api, &mut planner);
    let mut modules = planner.finish();
    recursion::box_cycles(&mut modules);
    derives::derive(&mut modules);
    Crate {
        title: markdown::to_doc_lines(&markdown::one_line(&api.title)).join(" "),
        types: modules,
        operations,
        client: client::plan_client(api, diagnostics),
    }
}
