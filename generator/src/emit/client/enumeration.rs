//! An enum of scalars that keeps the ones it does not know.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::common::{deprecated, doc, docs, ident, literal, typed_literal};
use crate::rust::{Enumeration, EnumerationBase};

pub(crate) fn enumeration(item: &Enumeration) -> Vec<TokenStream> {
    let name = ident(&item.name);
    let implementations = match item.base {
        EnumerationBase::String => quote!(json::string_enum!(#name);),
        EnumerationBase::Integer => quote!(json::number_enum!(#name, i64);),
        EnumerationBase::Unsigned => quote!(json::number_enum!(#name, u64);),
        EnumerationBase::Number => quote!(json::number_enum!(#name, f64);),
        EnumerationBase::Mixed => quote!(json::mixed_enum!(#name);),
    };
    vec![definition(item), names(item), implementations]
}

fn definition(item: &Enumeration) -> TokenStream {
    let (name, docs_tokens, deprecated) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    let variants = item.variants.iter().map(|variant| {
        let (name, docs) = (ident(&variant.name), docs(&variant.docs));
        quote! {
            #docs
            #name,
        }
    });
    let unknown = doc("A value that the document does not list; it is sent as it is.");
    let unknown_type = unknown_type(item.base);
    let derives = match item.base {
        EnumerationBase::Number => quote!(#[derive(Clone, Debug, PartialEq)]),
        _ => quote!(#[derive(Clone, Debug, PartialEq, Eq, Hash)]),
    };
    quote! {
        #docs_tokens
        #deprecated
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
            Unknown(#unknown_type),
        }
    }
}

/// What holds a value that is not listed.
fn unknown_type(base: EnumerationBase) -> TokenStream {
    match base {
        EnumerationBase::String => quote!(String),
        EnumerationBase::Integer => quote!(i64),
        EnumerationBase::Unsigned => quote!(u64),
        EnumerationBase::Number => quote!(f64),
        EnumerationBase::Mixed => quote!(json::Value),
    }
}

/// The list of the listed values, and the value of each.
fn names(item: &Enumeration) -> TokenStream {
    let name = ident(&item.name);
    let count = Token::usize_unsuffixed(item.variants.len());
    let listed = item.variants.iter().map(|variant| ident(&variant.name));
    let arms = item.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let value = match (item.base, &variant.wire) {
            (EnumerationBase::Mixed, value) => {
                let value = typed_literal(value);
                quote!(json::Tree::from(#value))
            }
            (_, value) => literal(value),
        };
        quote!(Self::#name => #value,)
    });
    let listed_docs = doc("Every value that the document lists, in its order.");
    let value_docs = doc("The value on the wire.");
    let value = match item.base {
        EnumerationBase::String => quote! {
            pub fn as_str(&self) -> &str {
                match self {
                    #(#arms)*
                    Self::Unknown(value) => value,
                }
            }
        },
        EnumerationBase::Integer | EnumerationBase::Unsigned | EnumerationBase::Number => {
            let number = unknown_type(item.base);
            quote! {
                pub fn value(&self) -> #number {
                    match self {
                        #(#arms)*
                        Self::Unknown(value) => *value,
                    }
                }
            }
        }
        EnumerationBase::Mixed => quote! {
            pub fn value(&self) -> json::Value {
                let tree = match self {
                    #(#arms)*
                    Self::Unknown(value) => json::Tree::from_value(value),
                };
                tree.to_value()
            }
        },
    };
    quote! {
        impl #name {
            #listed_docs
            pub const VALUES: [Self; #count] = [#(Self::#listed),*];

            #value_docs
            #[must_use]
            #value
        }
    }
}
