//! The modules that list others: the root, the types and the operations.

use std::collections::BTreeSet;

use super::docs::generated;
use super::imports;
use super::names::{Case, identifier};
use crate::rust::{
    Client, Docs, FormatsModule, Group, Identifier, Import, Index, Item, ModuleDeclaration, Operation, Path,
    ServerVariableKind, Success, TypeModule, WEBHOOK_SIGNATURES_FEATURE,
};

/// The modules that a client may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Present {
    pub(super) formats: bool,
    pub(super) operations: bool,
    pub(super) types: bool,
    pub(super) webhooks: bool,
}

/// The root module: the other modules, and the names that callers use most.
pub(super) fn root(title: &str, client: &Client, present: Present) -> Index {
    let signatures = [WEBHOOK_SIGNATURES_FEATURE.to_owned()];
    let declared = [
        ("client", true, true, &[][..]),
        ("formats", false, present.formats, &[]),
        ("operations", true, present.operations, &[]),
        ("runtime", true, true, &[]),
        ("types", true, present.types, &[]),
        ("webhooks", true, present.webhooks, &signatures),
    ];
    let modules = declared
        .into_iter()
        .filter(|(_, _, is_there, _)| *is_there)
        .map(|(name, is_public, _, features)| declaration(&identifier(name, Case::Module), is_public, features));
    let mut exports = Vec::new();
    let servers = server_types(client);
    if !servers.is_empty() {
        exports.push(export("client", servers, &[]));
    }
    let json = ["Maybe", "Value"].map(str::to_owned).to_vec();
    exports.push(Import { path: "runtime::json".to_owned(), names: json, features: Vec::new() });
    let runtime = [
        "AnyError",
        "Body",
        "Client",
        "ClientBuilder",
        "Credentials",
        "Error",
        "Method",
        "Multipart",
        "Part",
        "Response",
        "RetryPolicy",
        "StatusCode",
        "Timeouts",
    ];
    let names = runtime.map(str::to_owned).to_vec();
    exports.push(Import { path: "runtime".to_owned(), names, features: Vec::new() });
    Index { docs: generated::root(title), modules: modules.collect(), exports }
}

/// The types of servers, and of the values of their variables.
fn server_types(client: &Client) -> BTreeSet<&Identifier> {
    let mut types: BTreeSet<&Identifier> = client.servers.iter().map(|servers| &servers.name).collect();
    for template in &client.templates {
        types.insert(&template.name);
        types.extend(template.variables.iter().filter_map(|variable| match &variable.kind {
            ServerVariableKind::Listed(values) => Some(&values.name),
            ServerVariableKind::Text(_) => None,
        }));
    }
    types
}

/// The module of the types; `None` if there are no types. `features` has those of each module.
pub(super) fn types(modules: &[TypeModule], features: &[Vec<String>]) -> Option<Index> {
    let listed = modules.iter().map(|module| {
        let names = module.items.iter().flat_map(|item| {
            let overflow = match item {
                Item::Struct(item) => item.overflow.as_slice(),
                _ => &[],
            };
            std::iter::once(item.name()).chain(overflow.iter().map(|part| &part.name))
        });
        (&module.name, names.collect())
    });
    let features = features.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
    let listed = listed.zip(features).map(|((module, names), features)| (module, names, features));
    (!modules.is_empty()).then(|| index(generated::types_index(), listed.collect()))
}

/// The module of the operations; `None` if there are no operations. It exports those that are in no group. `listed`
/// lists all.
pub(super) fn operations(operations: &[Operation], groups: &[Group], listed: Vec<String>) -> Option<Index> {
    let ungrouped = operations.iter().filter(|operation| operation.group.is_none());
    let mut index = index(generated::operations_index(listed), ungrouped.map(exported).collect());
    let declared =
        groups.iter().map(|group| declaration(&group.path.module, true, std::slice::from_ref(&group.feature.name)));
    index.modules.extend(declared);
    index.modules.sort_by(|one, other| one.name.cmp(&other.name));
    (!operations.is_empty()).then_some(index)
}

/// The module of a group, for its operations.
pub(super) fn group<'o>(docs: Docs, operations: impl Iterator<Item = &'o Operation>) -> Index {
    index(docs, operations.map(exported).collect())
}

/// A module, the names that are exported from it, and the Cargo features of which one must be enabled.
type Exported<'e> = (&'e Identifier, BTreeSet<&'e Identifier>, &'e [String]);

/// The types of an operation.
fn exported(operation: &Operation) -> Exported<'_> {
    let mut names = BTreeSet::from([&operation.request]);
    names.extend(operation.arguments.iter().map(|arguments| &arguments.name));
    names.extend(operation.body.iter().map(|body| &body.name));
    names.extend(operation.headers.iter().map(|headers| &headers.name));
    names.extend(operation.parts.iter().map(|parts| &parts.name));
    names.extend(operation.error.enumeration().map(|errors| &errors.name));
    if let Success::Several(successes) = &operation.success {
        names.insert(&successes.name);
    }
    (&operation.module, names, &[])
}

/// Private modules and the public names out of them, both in alphabetical order.
fn index(docs: Docs, mut listed: Vec<Exported<'_>>) -> Index {
    listed.sort();
    let modules = listed.iter().map(|(module, _, features)| declaration(module, false, features)).collect();
    let exports = listed.into_iter().map(|(module, names, features)| export(module.as_str(), names, features));
    Index { docs, modules, exports: exports.collect() }
}

fn declaration(name: &Identifier, is_public: bool, features: &[String]) -> ModuleDeclaration {
    ModuleDeclaration { name: name.clone(), is_public, features: features.to_vec() }
}

fn export(path: &str, names: BTreeSet<&Identifier>, features: &[String]) -> Import {
    Import { path: path.to_owned(), names: texts(names.into_iter()), features: features.to_vec() }
}

fn texts<'n>(names: impl Iterator<Item = &'n Identifier>) -> Vec<String> {
    names.map(|name| name.as_str().to_owned()).collect()
}

/// The module of the types for formats; `None` if there are no such types.
pub(super) fn formats(types: Vec<Path>) -> Option<FormatsModule> {
    let module = |types| FormatsModule { docs: generated::formats(), imports: imports::of_formats(), types };
    (!types.is_empty()).then(|| module(types))
}
