//! Imports, the modules that list others, and aliases.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::common::{Scope, deprecated, derives, docs, ident, inner_docs, type_tokens};
use crate::rust::{Alias, FormatsModule, Group, Import, Index, Type};

/// The root module.
pub(crate) fn root(root: &Index) -> Vec<TokenStream> {
    let docs = inner_docs(&root.docs);
    let mut items = vec![quote! {
        #docs
        #![allow(deprecated, reason = "what is deprecated is still sent and read")]
        #![allow(missing_docs, reason = "what the API does not describe has no documentation that repeats its name")]
        #![allow(
            clippy::doc_lazy_continuation,
            clippy::doc_overindented_list_items,
            clippy::match_overlapping_arm,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            reason = "words, names, sizes and statuses are the document's"
        )]
    }];
    items.extend(declarations(root));
    items
}

/// A module that lists others.
pub(crate) fn index(index: &Index) -> Vec<TokenStream> {
    let mut items = vec![inner_docs(&index.docs)];
    items.extend(declarations(index));
    items
}

fn declarations(index: &Index) -> Vec<TokenStream> {
    let modules = index.modules.iter().map(|module| {
        let name = ident(&module.name);
        let public = module.is_public.then(|| quote!(pub));
        let condition = condition(&module.features);
        quote!(#condition #public mod #name;)
    });
    let exports = index.exports.iter().map(|export| {
        let (tree, condition) = (use_tree(export), condition(&export.features));
        quote!(#condition pub use #tree;)
    });
    modules.chain(exports).collect()
}

/// The condition that one of some Cargo features is enabled.
fn condition(features: &[String]) -> Option<TokenStream> {
    match features {
        [] => None,
        [only] => Some(quote!(#[cfg(feature = #only)])),
        several => Some(quote!(#[cfg(any(#(feature = #several),*))])),
    }
}

/// The module of a group of operations: its type, and the method of the client that returns it.
pub(crate) fn group(group: &Group) -> Vec<TokenStream> {
    let import = quote!(
        use crate::runtime::Client;
    );
    let mut items = vec![inner_docs(&group.index.docs), import];
    items.extend(declarations(&group.index));
    let (view, about) = (ident(&group.path.view), docs(&group.docs));
    let (method, method_docs) = (ident(&group.path.method), docs(&group.method_docs));
    items.push(quote! {
        #about
        #[derive(Clone, Copy, Debug)]
        #[must_use = "a group of operations does nothing by itself"]
        pub struct #view<'a> {
            client: &'a Client,
        }
    });
    items.push(quote! {
        impl Client {
            #method_docs
            pub fn #method(&self) -> #view<'_> {
                #view { client: self }
            }
        }
    });
    items
}

/// The imports of a file.
pub(crate) fn imports(imports: &[Import]) -> impl Iterator<Item = TokenStream> {
    imports.iter().map(|import| {
        let tree = use_tree(import);
        quote!(use #tree;)
    })
}

fn use_tree(import: &Import) -> TokenStream {
    let path = import.path.split("::").map(name);
    let path = quote!(#(#path)::*);
    let names: Vec<Ident> = import.names.iter().map(|text| name(text)).collect();
    match names.as_slice() {
        [] => path,
        [only] => quote!(#path::#only),
        several => quote!(#path::{#(#several),*}),
    }
}

fn name(text: &str) -> Ident {
    match text.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(text, Span::call_site()),
    }
}

/// The implementations of JSON for the types of other crates.
pub(crate) fn formats(module: &FormatsModule) -> Vec<TokenStream> {
    let mut items = vec![inner_docs(&module.docs)];
    items.extend(imports(&module.imports));
    for path in &module.types {
        let path = type_tokens(&Type::Configured(path.clone()), Scope::Types);
        items.push(quote!(json::json_through_text!(#path);));
    }
    items
}

pub(crate) fn alias(item: &Alias) -> TokenStream {
    let (name, docs, deprecated) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    let target = type_tokens(&item.target, Scope::Types);
    quote! {
        #docs
        #deprecated
        pub type #name = #target;
    }
}

/// A type around another one.
pub(crate) fn newtype(item: &Alias) -> Vec<TokenStream> {
    let (name, docs, deprecated) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    let (target, derives) = (type_tokens(&item.target, Scope::Types), derives(&item.derives));
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
        quote!(json::newtype!(#name);),
        quote!(json::serde_through_json!(#name);),
    ]
}
