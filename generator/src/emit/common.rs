//! Names, documentation and types as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Docs, Identifier, Type};

/// Where a type is named: types see each other by their names, everybody else through their module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    Types,
    Elsewhere,
}

pub(super) fn ident(identifier: &Identifier) -> Ident {
    match identifier.as_str().strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(identifier.as_str(), Span::call_site()),
    }
}

/// A documentation comment, a line an attribute; the space is the one after `///`.
pub(super) fn docs(docs: &Docs) -> TokenStream {
    let lines = docs.0.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// A documentation comment of the generator's own words.
pub(super) fn doc(line: &str) -> TokenStream {
    docs(&Docs(vec![line.to_owned()]))
}

/// The attribute of what is deprecated.
pub(super) fn deprecated(is_deprecated: bool) -> TokenStream {
    if is_deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}

pub(super) fn type_tokens(value: &Type, from: From) -> TokenStream {
    match value {
        Type::Bool => quote!(bool),
        Type::I32 => quote!(i32),
        Type::I64 => quote!(i64),
        Type::U32 => quote!(u32),
        Type::U64 => quote!(u64),
        Type::F64 => quote!(f64),
        Type::String => quote!(String),
        Type::Value => quote!(serde_json::Value),
        Type::Vec(inner) => {
            let inner = type_tokens(inner, from);
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = type_tokens(inner, from);
            quote!(BTreeMap<String, #inner>)
        }
        Type::Option(inner) => {
            let inner = type_tokens(inner, from);
            quote!(Option<#inner>)
        }
        Type::Box(inner) => {
            let inner = type_tokens(inner, from);
            quote!(Box<#inner>)
        }
        Type::Named(name) => {
            let name = ident(name);
            match from {
                From::Types => quote!(#name),
                From::Elsewhere => quote!(types::#name),
            }
        }
    }
}
