//! An enum of scalars that preserves the ones it does not list.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{deprecated, derives, docs, ident, literal, typed_literal};
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
    vec![definition(item), values(item), implementations]
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
    let (unknown, unknown_type) = (docs(&item.unknown), unknown_type(item.base));
    let derives = derives(&item.derives);
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

/// The type of a value that is not listed.
fn unknown_type(base: EnumerationBase) -> TokenStream {
    match base {
        EnumerationBase::String => quote!(String),
        EnumerationBase::Integer => quote!(i64),
        EnumerationBase::Unsigned => quote!(u64),
        EnumerationBase::Number => quote!(f64),
        EnumerationBase::Mixed => quote!(json::Value),
    }
}

/// The constant that lists the values, and the function that returns the value of a variant.
fn values(item: &Enumeration) -> TokenStream {
    let name = ident(&item.name);
    let listed = item.variants.iter().map(|variant| ident(&variant.name));
    let arms = item.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let value = match (item.base, &variant.wire) {
            (EnumerationBase::Mixed, value) => {
                let value = typed_literal(value);
                quote!(json::Value::from(#value))
            }
            (_, value) => literal(value),
        };
        quote!(Self::#name => #value,)
    });
    let (values_docs, value_docs) = (docs(&item.values), docs(&item.value));
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
                match self {
                    #(#arms)*
                    Self::Unknown(value) => value.clone(),
                }
            }
        },
    };
    quote! {
        impl #name {
            #values_docs
            pub const VALUES: &'static [Self] = &[#(Self::#listed),*];

            #value_docs
            #[must_use]
            #value
        }
    }
}
