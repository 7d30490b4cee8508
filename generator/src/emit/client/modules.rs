//! The modules that list others, imports, and aliases.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::common::{From, deprecated, derives, docs, ident, type_tokens};
use crate::rust::{Alias, Crate, Docs, Identifier, Item, ServerVariableKind, Type, TypeModule};

/// `mod.rs`: the modules, and what a caller names most.
pub(crate) fn root(planned: &Crate) -> Vec<TokenStream> {
    let title = format!(" The generated part of the client for {}.", planned.title);
    let mut items = vec![
        quote! {
            #![doc = #title]
            #![allow(deprecated, reason = "what is deprecated is still sent and read")]
            #![allow(
                clippy::doc_lazy_continuation,
                clippy::doc_overindented_list_items,
                clippy::match_overlapping_arm,
                clippy::should_implement_trait,
                clippy::too_many_arguments,
                reason = "words, names, sizes and statuses are the document's"
            )]
        },
        quote!(
            pub mod client;
        ),
    ];
    if !planned.formats.is_empty() {
        items.push(quote!(
            mod formats;
        ));
    }
    if !planned.operations.is_empty() {
        items.push(quote!(
            pub mod operations;
        ));
    }
    items.push(quote!(
        pub mod runtime;
    ));
    if !planned.types.is_empty() {
        items.push(quote!(
            pub mod types;
        ));
    }
    let mut servers: Vec<Ident> = Vec::new();
    if !planned.client.servers.is_empty() {
        servers.push(Ident::new("Server", Span::call_site()));
    }
    for template in &planned.client.templates {
        servers.push(ident(&template.name));
        servers.extend(template.variables.iter().filter_map(|variable| match &variable.kind {
            ServerVariableKind::Listed { name, .. } => Some(ident(name)),
            ServerVariableKind::Text(_) => None,
        }));
    }
    servers.sort();
    match servers.as_slice() {
        [] => {}
        [only] => items.push(quote!(
            pub use client::#only;
        )),
        several => items.push(quote!(
            pub use client::{#(#several),*};
        )),
    }
    items.push(quote! {
        pub use runtime::json::Value;
    });
    items.push(quote! {
        pub use runtime::{AnyError, Client, ClientBuilder, Credentials, Error, Request, Response};
    });
    items
}

/// How types of somebody else meet JSON.
pub(crate) fn formats(planned: &Crate) -> Vec<TokenStream> {
    let mut items = vec![
        quote!(#![doc = " The types that stand for formats of strings, by the choice of whoever generated the client."]),
        quote!(
            use crate::runtime::json;
        ),
    ];
    for path in &planned.formats {
        let path = type_tokens(&Type::Configured(path.clone()), From::Types);
        items.push(quote!(json::json_through_text!(#path);));
    }
    items
}

pub(crate) fn types_root(planned: &Crate) -> Vec<TokenStream> {
    let modules = planned.types.iter().map(|module| {
        let names: Vec<&Identifier> = module.items.iter().flat_map(type_names).collect();
        (&module.name, names)
    });
    list(&Docs(vec!["The types of the document's schemas.".to_owned()]), modules)
}

/// The names of the types that an item becomes.
fn type_names(item: &Item) -> Vec<&Identifier> {
    let mut names = vec![item.name()];
    if let Item::Struct(item) = item {
        names.extend(item.overflow.iter().map(|overflow| &overflow.name));
    }
    names
}

pub(crate) fn operations_root(planned: &Crate) -> Vec<TokenStream> {
    let modules = planned.operations.iter().map(|operation| {
        let mut names = vec![&operation.marker];
        names.extend(super::operation::type_names(operation));
        (&operation.module, names)
    });
    let mut about = vec!["The operations: what each of them sends, and what it answers.".to_owned(), String::new()];
    about.extend(planned.groups.0.iter().cloned());
    list(&Docs(about), modules)
}

/// Private modules, and public names out of them, both in alphabetical order.
fn list<'a>(about: &Docs, modules: impl Iterator<Item = (&'a Identifier, Vec<&'a Identifier>)>) -> Vec<TokenStream> {
    let mut modules: Vec<_> = modules.collect();
    modules.sort();
    let lines = about.0.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let mut items = vec![quote!(#(#![doc = #lines])*)];
    for (module, _) in &modules {
        let module = ident(module);
        items.push(quote!(mod #module;));
    }
    for (module, names) in &mut modules {
        names.sort();
        let module = ident(module);
        let names = names.iter().map(|name| ident(name)).collect::<Vec<_>>();
        items.push(match names.as_slice() {
            [only] => quote!(pub use #module::#only;),
            several => quote!(pub use #module::{#(#several),*};),
        });
    }
    items
}

/// What a module of types begins with.
pub(crate) fn type_imports(module: &TypeModule) -> Vec<TokenStream> {
    let about = module.items.first().map_or_else(String::new, |item| item.name().as_str().to_owned());
    let inner_doc = if module.items.len() > 1 {
        format!(" The type `{about}`, and the types that it is made of.")
    } else {
        format!(" The type `{about}`.")
    };
    let mut items = vec![quote!(#![doc = #inner_doc])];
    if module.items.iter().any(has_map) {
        items.push(quote!(
            use std::collections::BTreeMap;
        ));
    }
    if module.items.iter().any(needs_json) {
        items.push(quote!(
            use crate::runtime::json;
        ));
    }
    if module.items.iter().any(has_text) {
        items.push(quote!(
            use crate::runtime::format;
        ));
    }
    let imports = module.imports.iter().map(ident).collect::<Vec<_>>();
    match imports.as_slice() {
        [] => {}
        [only] => items.push(quote!(use crate::types::#only;)),
        several => items.push(quote!(use crate::types::{#(#several),*};)),
    }
    items
}

fn has_map(item: &Item) -> bool {
    let mut found = matches!(item, Item::Struct(item) if item.additional_properties.is_some());
    item.visit_types(&mut |value| found |= value.has_map());
    found
}

/// Everything but an alias meets JSON; an alias may be JSON.
fn needs_json(item: &Item) -> bool {
    match item {
        Item::Alias(alias) => alias.target.has_json(),
        _ => true,
    }
}

fn has_text(item: &Item) -> bool {
    let mut found = false;
    item.visit_types(&mut |value| found |= value.has_text());
    found
}

pub(crate) fn alias(item: &Alias) -> TokenStream {
    let (name, docs, deprecated) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    let target = type_tokens(&item.target, From::Types);
    quote! {
        #docs
        #deprecated
        pub type #name = #target;
    }
}

/// A type around another one.
pub(crate) fn newtype(item: &Alias) -> Vec<TokenStream> {
    let (name, docs, deprecated) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    let (target, derives) = (type_tokens(&item.target, From::Types), derives(&item.derives));
    vec![
        quote! {
            #docs
            #deprecated
            #derives
            pub struct #name(pub #target);
        },
        quote! {
            impl ::core::convert::From<#target> for #name {
                fn from(value: #target) -> Self {
                    Self(value)
                }
            }
        },
        quote! {
            impl json::Json for #name {
                fn read(tree: &json::Tree<'_>) -> Result<Self, json::ReadError> {
                    json::read(tree).map(Self)
                }

                fn write(&self) -> json::Tree<'_> {
                    json::write(&self.0)
                }
            }
        },
        quote!(json::serde_through_json!(#name);),
    ]
}
