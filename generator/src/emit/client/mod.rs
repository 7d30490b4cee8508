//! The client as tokens: one file for each module of types and for each operation, and the files that list them.
//!
//! A client is a list of [`SourceFile`]s, and each of them can be emitted without the others.

mod argument;
mod builder;
mod common;
mod enumeration;
mod modules;
mod operation;
mod response;
mod server;
mod structure;
mod union;

use proc_macro2::TokenStream;

use crate::rust::{Crate, Item, Operation, TypeModule};

/// A file of the client, before it is tokens.
#[derive(Clone, Debug)]
pub(crate) struct SourceFile<'a> {
    /// Its path below the folder of generated files, with `/` between the parts.
    pub path: String,
    /// What it is about, for the error that says which file is no Rust.
    pub subject: String,
    content: Content<'a>,
}

/// What a file holds.
#[derive(Clone, Debug)]
enum Content<'a> {
    Root(&'a Crate),
    Client(&'a Crate),
    Formats(&'a Crate),
    TypesRoot(&'a Crate),
    Types(&'a TypeModule),
    OperationsRoot(&'a Crate),
    Operation(&'a Operation),
}

/// The files of a client, but for the runtime and the manifest.
pub(crate) fn source_files(planned: &Crate) -> Vec<SourceFile<'_>> {
    let file = |path: String, subject: String, content| SourceFile { path, subject, content };
    let mut files = vec![
        file("mod.rs".to_owned(), "the root module".to_owned(), Content::Root(planned)),
        file("client.rs".to_owned(), "servers and credentials".to_owned(), Content::Client(planned)),
    ];
    if !planned.formats.is_empty() {
        files.push(file("formats.rs".to_owned(), "the types of formats".to_owned(), Content::Formats(planned)));
    }
    if !planned.types.is_empty() {
        files.push(file("types/mod.rs".to_owned(), "the list of types".to_owned(), Content::TypesRoot(planned)));
    }
    for module in &planned.types {
        let path = format!("types/{}.rs", module.name.as_str());
        files.push(file(path, format!("the module `{}`", module.name.as_str()), Content::Types(module)));
    }
    if !planned.operations.is_empty() {
        let subject = "the list of operations".to_owned();
        files.push(file("operations/mod.rs".to_owned(), subject, Content::OperationsRoot(planned)));
    }
    for operation in &planned.operations {
        let path = format!("operations/{}.rs", operation.module.as_str());
        files.push(file(path, format!("the operation `{}`", operation.id), Content::Operation(operation)));
    }
    files
}

/// The items of a file, in order: inner attributes and imports first.
pub(crate) fn emit(file: &SourceFile<'_>) -> Vec<TokenStream> {
    match &file.content {
        Content::Root(planned) => modules::root(planned),
        Content::Client(planned) => builder::client(planned),
        Content::Formats(planned) => modules::formats(planned),
        Content::TypesRoot(planned) => modules::types_root(planned),
        Content::Types(module) => types(module),
        Content::OperationsRoot(planned) => modules::operations_root(planned),
        Content::Operation(operation) => operation::operation(operation),
    }
}

fn types(module: &TypeModule) -> Vec<TokenStream> {
    let mut items = modules::type_imports(module);
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
