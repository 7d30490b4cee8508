//! The functions of an enum of successful responses that return the body of a variant.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{Scope, docs, ident, type_tokens};
use super::response::body_type;
use crate::rust::{ResponseBody, ResponseEnum, Type};

/// The `impl` block with the functions; `None` if no variant has a body.
pub(crate) fn accessors(responses: &ResponseEnum) -> Option<TokenStream> {
    let name = ident(&responses.name);
    let is_sole = responses.variants.len() == 1;
    let functions: Vec<TokenStream> = responses
        .variants
        .iter()
        .filter_map(|variant| {
            let (body, accessors) = (variant.body.as_ref()?, variant.accessors.as_ref()?);
            let (body_type, returned) = match body {
                ResponseBody::Json(Type::Box(inner)) => (type_tokens(inner, Scope::Operations), quote!(*body)),
                body => (body_type(body), quote!(body)),
            };
            let others = (!is_sole).then(|| quote!(_ => None,));
            let variant = ident(&variant.name);
            let (borrowing, borrowing_docs) = (ident(&accessors.borrowing), docs(&accessors.borrowing_docs));
            let (consuming, consuming_docs) = (ident(&accessors.consuming), docs(&accessors.consuming_docs));
            Some(quote! {
                #borrowing_docs
                #[must_use]
                pub fn #borrowing(&self) -> Option<&#body_type> {
                    match self {
                        Self::#variant(body) => Some(body),
                        #others
                    }
                }

                #consuming_docs
                #[must_use]
                pub fn #consuming(self) -> Option<#body_type> {
                    match self {
                        Self::#variant(body) => Some(#returned),
                        #others
                    }
                }
            })
        })
        .collect();
    (!functions.is_empty()).then(|| {
        quote! {
            impl #name {
                #(#functions)*
            }
        }
    })
}
