//! An enum of strings that keeps the ones it does not know.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::common::{deprecated, doc, docs, ident};
use crate::rust::Enumeration;

pub(super) fn enumeration(item: &Enumeration) -> Vec<TokenStream> {
    let name = ident(&item.name);
    vec![
        definition(item),
        names(item),
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
        quote! {
            impl json::Json for #name {
                fn read(tree: &json::Tree<'_>) -> Result<Self, json::ReadError> {
                    Ok(Self::from(tree.string()?))
                }

                fn write(&self) -> json::Tree<'_> {
                    json::Tree::from(self.as_str())
                }
            }
        },
        quote!(json::serde_through_json!(#name);),
    ]
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
    quote! {
        #docs_tokens
        #deprecated
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
            Unknown(String),
        }
    }
}

fn names(item: &Enumeration) -> TokenStream {
    let name = ident(&item.name);
    let count = Literal::usize_unsuffixed(item.variants.len());
    let listed = item.variants.iter().map(|variant| ident(&variant.name));
    let arms = item.variants.iter().map(|variant| {
        let (name, wire) = (ident(&variant.name), variant.wire.as_str());
        quote!(Self::#name => #wire,)
    });
    let listed_docs = doc("Every value that the document lists, in its order.");
    let text_docs = doc("The value on the wire.");
    quote! {
        impl #name {
            #listed_docs
            pub const LISTED: [Self; #count] = [#(Self::#listed),*];

            #text_docs
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(#arms)*
                    Self::Unknown(value) => value,
                }
            }
        }
    }
}
