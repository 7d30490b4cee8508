//! The modules that list others: the root, the types and the operations.

use std::collections::BTreeSet;

use super::docs::generated;
use super::imports;
use super::names::{Case, identifier};
use crate::rust::{
    Client, FormatsModule, Identifier, Import, Index, Item, ModuleDeclaration, Operation, Path, ServerVariableKind,
    Success, TypeModule,
};

/// The root module: the other modules, and the names that callers use most.
pub(super) fn root(title: &str, client: &Client, formats: bool, operations: bool, types: bool) -> Index {
    let declared = [
        ("client", true, true),
        ("formats", false, formats),
        ("operations", true, operations),
        ("runtime", true, true),
        ("types", true, types),
    ];
    let modules = declared
        .into_iter()
        .filter(|(_, _, is_there)| *is_there)
        .map(|(name, is_public, _)| ModuleDeclaration { name: identifier(name, Case::Module), is_public });
    let mut exports = Vec::new();
    let servers = server_types(client);
    if !servers.is_empty() {
        exports.push(Import { path: "client".to_owned(), names: texts(servers.into_iter()) });
    }
    exports.push(Import::of("runtime::json::Value"));
    let runtime = ["AnyError", "Client", "ClientBuilder", "Credentials", "Error", "Request", "Response"];
    exports.push(Import { path: "runtime".to_owned(), names: runtime.map(str::to_owned).to_vec() });
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

/// The module of the types; `None` if there are no types.
pub(super) fn types(modules: &[TypeModule]) -> Option<Index> {
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
    (!modules.is_empty()).then(|| index(generated::types_index(), listed.collect()))
}

/// The module of the operations; `None` if there are no operations. `groups` lists them.
pub(super) fn operations(operations: &[Operation], groups: Vec<String>) -> Option<Index> {
    let listed = operations.iter().map(|operation| {
        let mut names = BTreeSet::from([&operation.marker]);
        names.extend(operation.body.iter().map(|body| &body.name));
        names.extend(operation.headers.iter().map(|headers| &headers.name));
        names.extend(operation.error.enumeration().map(|errors| &errors.name));
        if let Success::Several(successes) = &operation.success {
            names.insert(&successes.name);
        }
        (&operation.module, names)
    });
    (!operations.is_empty()).then(|| index(generated::operations_index(groups), listed.collect()))
}

/// Private modules and the public names out of them, both in alphabetical order.
fn index(docs: crate::rust::Docs, mut listed: Vec<(&Identifier, BTreeSet<&Identifier>)>) -> Index {
    listed.sort();
    let declared = listed.iter().map(|(module, _)| ModuleDeclaration { name: (*module).clone(), is_public: false });
    let modules = declared.collect();
    let exports = listed
        .into_iter()
        .map(|(module, names)| Import { path: module.as_str().to_owned(), names: texts(names.into_iter()) });
    Index { docs, modules, exports: exports.collect() }
}

fn texts<'n>(names: impl Iterator<Item = &'n Identifier>) -> Vec<String> {
    names.map(|name| name.as_str().to_owned()).collect()
}

/// The module of the types for formats; `None` if there are no such types.
pub(super) fn formats(types: Vec<Path>) -> Option<FormatsModule> {
    let module = |types| FormatsModule { docs: generated::formats(), imports: imports::of_formats(), types };
    (!types.is_empty()).then(|| module(types))
}
