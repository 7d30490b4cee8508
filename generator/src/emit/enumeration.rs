//! An enum of scalars that keeps the ones it does not know.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::common::{deprecated, doc, docs, ident, literal};
use crate::rust::{Enumeration, EnumerationBase, Literal};

pub(super) fn enumeration(item: &Enumeration) -> Vec<TokenStream> {
    let mut items = vec![definition(item), names(item)];
    items.extend(conversions(item));
    items.push(json(item));
    let name = ident(&item.name);
    items.push(quote!(json::serde_through_json!(#name);));
    items
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
    let unknown_type = match item.base {
        EnumerationBase::String => quote!(String),
        EnumerationBase::Integer => quote!(i64),
        EnumerationBase::Number => quote!(f64),
        EnumerationBase::Mixed => quote!(serde_json::Value),
    };
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

/// The list of the listed values, and the value of each.
fn names(item: &Enumeration) -> TokenStream {
    let name = ident(&item.name);
    let count = Token::usize_unsuffixed(item.variants.len());
    let listed = item.variants.iter().map(|variant| ident(&variant.name));
    let arms = item.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let value = match (item.base, &variant.wire) {
            (EnumerationBase::Mixed, value) => {
                let value = literal(value);
                quote!(json::Tree::from(#value))
            }
            // An integer among other numbers.
            (EnumerationBase::Number, Literal::Integer(value)) => {
                let value = literal(&Literal::Integer(*value));
                quote!(f64::from(#value))
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
        EnumerationBase::Integer => quote! {
            pub fn as_i64(&self) -> i64 {
                match self {
                    #(#arms)*
                    Self::Unknown(value) => *value,
                }
            }
        },
        EnumerationBase::Number => quote! {
            pub fn as_f64(&self) -> f64 {
                match self {
                    #(#arms)*
                    Self::Unknown(value) => *value,
                }
            }
        },
        EnumerationBase::Mixed => quote! {
            pub fn to_value(&self) -> serde_json::Value {
                let tree = match self {
                    #(#arms)*
                    Self::Unknown(value) => json::Tree::of_value(value),
                };
                tree.to_value()
            }
        },
    };
    quote! {
        impl #name {
            #listed_docs
            pub const LISTED: [Self; #count] = [#(Self::#listed),*];

            #value_docs
            #[must_use]
            #value
        }
    }
}

fn conversions(item: &Enumeration) -> Vec<TokenStream> {
    let name = ident(&item.name);
    match item.base {
        EnumerationBase::String => vec![
            quote! {
                impl From<&str> for #name {
                    fn from(value: &str) -> Self {
                        let listed = Self::LISTED.iter().find(|listed| listed.as_str() == value);
                        listed.cloned().unwrap_or_else(|| Self::Unknown(value.to_owned()))
                    }
                }
            },
            quote! {
                impl From<String> for #name {
                    fn from(value: String) -> Self {
                        Self::from(value.as_str())
                    }
                }
            },
            quote! {
                impl std::str::FromStr for #name {
                    type Err = std::convert::Infallible;

                    fn from_str(value: &str) -> Result<Self, Self::Err> {
                        Ok(Self::from(value))
                    }
                }
            },
            quote! {
                impl std::fmt::Display for #name {
                    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        formatter.pad(self.as_str())
                    }
                }
            },
        ],
        EnumerationBase::Integer => vec![from(item, &quote!(i64), &quote!(as_i64)), display(item, &quote!(as_i64))],
        EnumerationBase::Number => vec![from(item, &quote!(f64), &quote!(as_f64)), display(item, &quote!(as_f64))],
        EnumerationBase::Mixed => {
            vec![from(item, &quote!(serde_json::Value), &quote!(to_value)), display(item, &quote!(to_value))]
        }
    }
}

fn from(item: &Enumeration, value: &TokenStream, getter: &TokenStream) -> TokenStream {
    let name = ident(&item.name);
    quote! {
        impl From<#value> for #name {
            fn from(value: #value) -> Self {
                let listed = Self::LISTED.iter().find(|listed| listed.#getter() == value);
                listed.cloned().unwrap_or(Self::Unknown(value))
            }
        }
    }
}

fn display(item: &Enumeration, getter: &TokenStream) -> TokenStream {
    let name = ident(&item.name);
    quote! {
        impl std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.#getter(), formatter)
            }
        }
    }
}

fn json(item: &Enumeration) -> TokenStream {
    let name = ident(&item.name);
    let (read, write) = match item.base {
        EnumerationBase::String => (quote!(Ok(Self::from(tree.string()?))), quote!(json::Tree::from(self.as_str()))),
        EnumerationBase::Integer => (quote!(json::read(tree).map(i64::into)), quote!(json::Tree::from(self.as_i64()))),
        EnumerationBase::Number => (quote!(json::read(tree).map(f64::into)), quote!(json::Tree::from(self.as_f64()))),
        EnumerationBase::Mixed => {
            (quote!(Ok(Self::from(tree.to_value()))), quote!(json::Tree::owned(self.to_value())))
        }
    };
    quote! {
        impl json::Json for #name {
            fn read(tree: &json::Tree<'_>) -> Result<Self, json::ReadError> {
                #read
            }

            fn write(&self) -> json::Tree<'_> {
                #write
            }
        }
    }
}
