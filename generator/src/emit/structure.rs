//! A struct: its fields, how it is built, and how it meets JSON.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::common::{From, deprecated, doc, docs, ident, type_tokens};
use crate::rust::{Derive, Field, Presence, Setter, Struct};

pub(super) fn structure(item: &Struct) -> Vec<TokenStream> {
    let mut items = vec![definition(item)];
    items.extend(building(item));
    if item.redacts {
        items.push(debug(item));
    }
    items.push(json(item));
    let name = ident(&item.name);
    items.push(quote!(json::serde_through_json!(#name);));
    items
}

fn definition(item: &Struct) -> TokenStream {
    let (name, docs_tokens, deprecated_tokens) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    let derives = item.derives.iter().map(|derive| derive_tokens(*derive));
    let fields = item.fields.iter().map(|field| {
        let (name, docs) = (ident(&field.name), docs(&field.docs));
        let deprecated = deprecated(field.deprecated);
        let field_type = type_tokens(&field.field_type(), From::Types);
        quote! {
            #docs
            #deprecated
            pub #name: #field_type,
        }
    });
    let rest = item.rest.as_ref().map(|rest| {
        let (name, docs, value) = (ident(&rest.name), docs(&rest.docs), type_tokens(&rest.value, From::Types));
        quote! {
            #docs
            pub #name: BTreeMap<String, #value>,
        }
    });
    quote! {
        #docs_tokens
        #deprecated_tokens
        #[derive(#(#derives),*)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #rest
        }
    }
}

fn derive_tokens(derive: Derive) -> TokenStream {
    match derive {
        Derive::Clone => quote!(Clone),
        Derive::Debug => quote!(Debug),
        Derive::Default => quote!(Default),
        Derive::Eq => quote!(Eq),
        Derive::Hash => quote!(Hash),
        Derive::PartialEq => quote!(PartialEq),
    }
}

/// `new`, and the functions that set optional fields.
fn building(item: &Struct) -> Option<TokenStream> {
    let new = item.has_new.then(|| new(item));
    let mut setters = item.fields.iter().filter_map(|field| Some(set(field, field.setter.as_ref()?))).peekable();
    if new.is_none() && setters.peek().is_none() {
        return None;
    }
    let name = ident(&item.name);
    Some(quote! {
        impl #name {
            #new
            #(#setters)*
        }
    })
}

fn new(item: &Struct) -> TokenStream {
    let required = || item.fields.iter().filter(|field| field.presence == Presence::Required);
    let arguments = required().map(|field| {
        let (name, value) = (ident(&field.name), type_tokens(&field.value, From::Types));
        quote!(#name: impl Into<#value>)
    });
    let values = item.fields.iter().map(|field| {
        let name = ident(&field.name);
        match field.presence {
            Presence::Required => quote!(#name: #name.into()),
            Presence::Optional | Presence::OptionalNullable => quote!(#name: None),
        }
    });
    let rest = item.rest.as_ref().map(|rest| {
        let name = ident(&rest.name);
        quote!(#name: BTreeMap::new(),)
    });
    let docs = doc("Makes one of what is required; everything else is absent.");
    quote! {
        #docs
        #[must_use]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values,)* #rest }
        }
    }
}

fn set(field: &Field, setter: &Setter) -> TokenStream {
    let (name, field_name) = (ident(&setter.name), ident(&field.name));
    let docs = doc(&format!("Sets [`{0}`](Self::{0}).", field.name.as_str().trim_start_matches("r#")));
    let value = type_tokens(&field.value, From::Types);
    let deprecated = deprecated(field.deprecated);
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #name(mut self, value: impl Into<#value>) -> Self {
            self.#field_name = Some(value.into());
            self
        }
    }
}

/// `Debug` without the values that must not show up in logs.
fn debug(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let text = item.name.as_str();
    let fields = item.fields.iter().map(|field| {
        let (field_name, label) = (ident(&field.name), field.name.as_str().trim_start_matches("r#"));
        match (field.sensitive, field.presence) {
            (false, _) => quote!(.field(#label, &self.#field_name)),
            (true, Presence::Required) => quote!(.field(#label, &format_args!("[redacted]"))),
            (true, _) => {
                quote!(.field(#label, &self.#field_name.as_ref().map(|_| format_args!("[redacted]"))))
            }
        }
    });
    let rest = item.rest.as_ref().map(|rest| {
        let (rest_name, label) = (ident(&rest.name), rest.name.as_str());
        quote!(.field(#label, &self.#rest_name))
    });
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_struct(#text) #(#fields)* #rest .finish()
            }
        }
    }
}

fn json(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let reads = item.fields.iter().map(|field| {
        let (field_name, wire) = (ident(&field.name), field.wire.as_str());
        match field.presence {
            Presence::Required => quote!(#field_name: from.required(#wire)?),
            Presence::Optional => quote!(#field_name: from.optional(#wire)?),
            Presence::OptionalNullable => quote!(#field_name: from.optional_nullable(#wire)?),
        }
    });
    let writes = item.fields.iter().map(|field| {
        let (field_name, wire) = (ident(&field.name), field.wire.as_str());
        match field.presence {
            Presence::Required => quote!(to.required(#wire, &self.#field_name);),
            Presence::Optional | Presence::OptionalNullable => quote!(to.optional(#wire, &self.#field_name);),
        }
    });
    let rest_name = item.rest.as_ref().map(|rest| ident(&rest.name)).into_iter().collect::<Vec<_>>();
    let known = item.fields.iter().map(|field| field.wire.as_str());
    let rest = item.rest.as_ref().map(|rest| {
        let name = ident(&rest.name);
        quote!(#name: from.rest(&[#(#known),*])?,)
    });
    let capacity = Literal::usize_unsuffixed(item.fields.len());
    quote! {
        impl json::Json for #name {
            fn read(tree: &json::Tree<'_>) -> Result<Self, json::ReadError> {
                let mut from = tree.object()?;
                Ok(Self { #(#reads,)* #rest })
            }

            fn write(&self) -> json::Tree<'_> {
                let mut to = json::ObjectWriter::with_capacity(#capacity);
                #(#writes)*
                #(to.rest(&self.#rest_name);)*
                to.finish()
            }
        }
    }
}
