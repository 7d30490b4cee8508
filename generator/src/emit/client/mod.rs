//! The client as tokens: one file for each module of types and for each operation, and the files that list them.
//!
//! A client is a list of [`SourceFile`]s, and each of them can be emitted without the others.

mod accessor;
mod argument;
mod builder;
pub(crate) mod common;
mod credentials;
mod enumeration;
mod events;
mod modules;
mod operation;
mod response;
mod server;
mod signature;
mod structure;
mod structure_json;
mod union;
mod webhooks;

use proc_macro2::TokenStream;

use crate::rust::{Client, Crate, FormatsModule, Group, Index, Item, Operation, TypeModule, WebhooksModule};

/// A file of the client, before it is tokens.
#[derive(Clone, Debug)]
pub(crate) struct SourceFile<'a> {
    /// Its path below the folder of generated files, with `/` between the parts.
    pub path: String,
    /// Its subject, for the error about a file that is not valid Rust.
    pub subject: String,
    content: Content<'a>,
}

/// The content of a file.
#[derive(Clone, Debug)]
enum Content<'a> {
    Root(&'a Index),
    Index(&'a Index),
    Client(&'a Client),
    Formats(&'a FormatsModule),
    Types(&'a TypeModule),
    Group(&'a Group),
    Operation(&'a Operation),
    Webhooks(&'a WebhooksModule),
}

/// The files of a client, but for the runtime and the manifest.
pub(crate) fn source_files(planned: &Crate) -> Vec<SourceFile<'_>> {
    let file =
        |path: &str, subject: &str, content| SourceFile { path: path.to_owned(), subject: subject.to_owned(), content };
    let mut files = vec![
        file("mod.rs", "the root module", Content::Root(&planned.root)),
        file("client.rs", "servers and credentials", Content::Client(&planned.client)),
    ];
    let formats = planned.formats.iter();
    files.extend(formats.map(|module| file("formats.rs", "the types of formats", Content::Formats(module))));
    let types = planned.types_index.iter();
    files.extend(types.map(|index| file("types/mod.rs", "the list of types", Content::Index(index))));
    for module in &planned.types {
        let name = module.name.as_str();
        files.push(file(&format!("types/{name}.rs"), &format!("the module `{name}`"), Content::Types(module)));
    }
    let webhooks = planned.webhooks.iter();
    files.extend(webhooks.map(|module| file("webhooks.rs", "webhook requests", Content::Webhooks(module))));
    let operations = planned.operations_index.iter();
    files.extend(operations.map(|index| file("operations/mod.rs", "the list of operations", Content::Index(index))));
    for group in &planned.groups {
        let module = group.path.module.as_str();
        let path = format!("operations/{module}/mod.rs");
        files.push(file(&path, &format!("the group `{module}`"), Content::Group(group)));
    }
    for operation in &planned.operations {
        let module = operation.module.as_str();
        let path = match &operation.group {
            Some(group) => format!("operations/{}/{module}.rs", group.module.as_str()),
            None => format!("operations/{module}.rs"),
        };
        files.push(file(&path, &format!("the operation `{}`", operation.id), Content::Operation(operation)));
    }
    files
}

/// The items of a file, in order: inner attributes and imports first.
pub(crate) fn emit(file: &SourceFile<'_>) -> Vec<TokenStream> {
    match &file.content {
        Content::Root(root) => modules::root(root),
        Content::Index(index) => modules::index(index),
        Content::Client(client) => builder::client(client),
        Content::Formats(module) => modules::formats(module),
        Content::Types(module) => types(module),
        Content::Group(group) => modules::group(group),
        Content::Operation(operation) => operation::operation(operation),
        Content::Webhooks(module) => webhooks::webhooks(module),
    }
}

fn types(module: &TypeModule) -> Vec<TokenStream> {
    let mut items = vec![common::inner_docs(&module.docs)];
    items.extend(modules::imports(&module.imports));
    for item in &module.items {
        match item {
            Item::Struct(item) => items.extend(structure::structure(item)),
            Item::Enumeration(item) => items.extend(enumeration::enumeration(item)),
            Item::Union(item) => items.extend(union::union(item)),
            Item::Alias(item) => items.push(modules::alias(item)),
            Item::Newtype(item) => items.extend(modules::newtype(item)),
        }
    }
    items
}
