//! api to rust: every name, signature, derive, `Box`, import and sentence of documentation.
//!
//! [`lower`](crate::lower) has decided what goes over the wire, and [`emit`](crate::emit) prints what is planned here.

mod client;
mod docs;
mod features;
mod imports;
mod modules;
mod names;
mod operations;
pub(crate) mod package;
mod signature;
mod types;
mod webhooks;

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, DefaultHeader, RateLimit, WebhookScheme};
use crate::config::{CredentialVariables, ErrorPointers, Grouping, Pagination};
use crate::config::{PinnedName, RequiredFields, Spanned, UnknownFields};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::limits::Limits;
use crate::location::{Pointer, Sources};
use crate::rust::{Crate, Identifier, Path, PlannedName};

/// The options of a target that affect the plan.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlanOptions<'c> {
    /// The client's crate name.
    pub crate_name: &'c str,
    /// How operations are grouped.
    pub grouping: Grouping,
    /// The Rust types for string formats.
    pub formats: &'c BTreeMap<String, Spanned<Path>>,
    /// The paginated operations.
    pub pagination: &'c [Spanned<Pagination>],
    /// The environment variables that hold credentials.
    pub credentials: &'c [Spanned<CredentialVariables>],
    /// Where error responses have their message and their code.
    pub errors: &'c ErrorPointers,
    /// The headers in which the service describes its rate limit.
    pub rate_limit: &'c RateLimit,
    /// The headers that the client sends by default.
    pub headers: &'c [Spanned<DefaultHeader>],
    /// How the service signs the requests of its webhooks.
    pub webhooks: Option<&'c WebhookScheme>,
    /// How undeclared properties are handled.
    pub unknown_fields: UnknownFields,
    /// How required properties that a response lacks are handled.
    pub required_fields: RequiredFields,
    /// The schemas whose required properties a response may lack.
    pub lenient: &'c [Spanned<Pointer>],
    /// The names that do not depend on the document.
    pub names: &'c [Spanned<PinnedName>],
    /// The files that were read. A schema in a separate file is named after the file.
    pub sources: &'c Sources,
    /// The limits of the document.
    pub limits: &'c Limits,
}

/// Plans the Rust code of an API.
pub(crate) fn plan(api: &Api, options: PlanOptions<'_>, diagnostics: &mut Diagnostics) -> Crate {
    let formats = options.formats;
    let pins = names::pins::Pins::of(api, options.names);
    let names::operation_names::ClientNames { groups, operations: operation_names } =
        names::operation_names::name_operations(api, options.grouping, &pins, diagnostics);
    let type_names = names::type_names::name_types(api, &operation_names, &pins, options.sources, diagnostics);
    let methods = api.operations.iter().zip(&operation_names).map(|(operation, names)| PlannedName {
        at: operation.at.clone(),
        name: names.method.clone(),
        is_type: false,
    });
    let names: Vec<PlannedName> = type_names.planned().chain(methods).collect();
    names::pins::report(api, options.names, &names, diagnostics);
    let webhooks: Vec<Identifier> =
        api.webhooks.iter().filter_map(|webhook| type_names.webhook(webhook)).cloned().collect();
    let webhooks_module =
        options.webhooks.and_then(|scheme| webhooks::plan_webhooks(api, scheme, options, &type_names));
    let mut planner = types::TypePlanner::new(api, type_names, options, diagnostics);
    let mut operations = operations::plan_operations(api, options, operation_names, &mut planner);
    api.webhooks.iter().for_each(|payload| planner.plan_webhook(payload));
    planner.report_unmatched_lenient(options.lenient);
    let (mut modules, used) = planner.finish();
    for (unused, path) in formats.iter().filter(|(format, _)| !used.contains(*format)) {
        let message = format!("the target maps the format `{unused}`, which the document does not use");
        diagnostics.push(path.locate(Diagnostic::warning(Code::FORMAT_UNUSED, api.at.clone(), message)));
    }
    let sizes = types::size::box_by_size(&mut modules, &mut operations, diagnostics);
    types::blank::decide_blanks(&mut modules);
    types::functions::plan_functions(&mut modules);
    types::derives::derive(&mut modules);
    operations::finish(&mut operations, &modules, options.crate_name);
    let client = client::plan_client(api, options, diagnostics);
    let formats: BTreeSet<Path> =
        used.iter().filter_map(|format| formats.get(format)).map(|path| path.value.clone()).collect();
    let formats = modules::formats(formats.into_iter().collect());
    let features = features::plan_features(&groups, &webhooks, &operations, &modules);
    let listed = operations::groups::list_operations(api, &groups, &operations);
    let groups = operations::groups::plan_groups(api, groups, &operations);
    let title = docs::markdown::to_inline(&api.title);
    Crate {
        root: modules::root(
            &title,
            &client,
            modules::Present {
                formats: formats.is_some(),
                operations: !operations.is_empty(),
                types: !modules.is_empty(),
                webhooks: webhooks_module.is_some(),
            },
        ),
        client,
        formats,
        types_index: modules::types(&modules, &features.types),
        types: modules,
        operations_index: modules::operations(&operations, &groups, listed),
        operations,
        webhooks: webhooks_module,
        groups,
        features: features.features,
        names,
        sizes,
    }
}

/// Returns the lines of a description, and whether they are harmless, for the targets of cargo-fuzz.
#[cfg(feature = "fuzzing")]
pub(crate) fn doc_lines_of(description: &str) -> (Vec<String>, bool) {
    docs::markdown::checked_doc_lines(description)
}
