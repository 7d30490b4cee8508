//! A struct: its fields, how it is built, and how it meets JSON.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::common::{From, deprecated, derives, doc, docs, ident, is_given_as_it_is, literal, type_tokens};
use crate::rust::{DefaultGetter, Field, Literal as Value, Presence, Setter, Struct, Type};

pub(super) fn structure(item: &Struct) -> Vec<TokenStream> {
    let mut items = vec![definition(item)];
    items.extend(functions(item));
    items.extend(default(item));
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
    let derives = derives(&item.derives);
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
        #derives
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #rest
        }
    }
}

/// `new`, and the functions that set optional fields and give their defaults.
fn functions(item: &Struct) -> Option<TokenStream> {
    let new = item.has_new.then(|| new(item));
    let mut setters = item.fields.iter().filter_map(|field| Some(set(field, field.setter.as_ref()?))).peekable();
    let mut getters = item.fields.iter().filter_map(|field| Some(get(field, field.default.as_ref()?))).peekable();
    if new.is_none() && setters.peek().is_none() && getters.peek().is_none() {
        return None;
    }
    let name = ident(&item.name);
    Some(quote! {
        impl #name {
            #new
            #(#setters)*
            #(#getters)*
        }
    })
}

/// What `new` takes no argument for can be made by `Default` too.
fn default(item: &Struct) -> Option<TokenStream> {
    if !item.has_new || item.fields.iter().any(is_argument) {
        return None;
    }
    let name = ident(&item.name);
    Some(quote! {
        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    })
}

fn new(item: &Struct) -> TokenStream {
    let arguments = item.fields.iter().filter(|field| is_argument(field)).map(|field| {
        let (name, value) = (ident(&field.name), type_tokens(&field.value, From::Types));
        if is_given_as_it_is(&field.value) { quote!(#name: #value) } else { quote!(#name: impl Into<#value>) }
    });
    let values = item.fields.iter().map(|field| {
        let name = ident(&field.name);
        match field.presence {
            Presence::Required => match &field.constant {
                Some(constant) => {
                    let tokens = literal(constant);
                    let constant =
                        if matches!(constant, Value::String(_)) { quote!(#tokens.to_owned()) } else { tokens };
                    let constant =
                        if matches!(field.value, Type::Option(_)) { quote!(Some(#constant)) } else { constant };
                    quote!(#name: #constant)
                }
                None if field.value == Type::Unit => quote!(#name: ()),
                None if is_given_as_it_is(&field.value) => quote!(#name),
                None => quote!(#name: #name.into()),
            },
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

/// Whether callers have to give a field: there is more than one value for it.
fn is_argument(field: &Field) -> bool {
    field.presence == Presence::Required && field.constant.is_none() && field.value != Type::Unit
}

fn set(field: &Field, setter: &Setter) -> TokenStream {
    let (name, field_name) = (ident(&setter.name), ident(&field.name));
    let docs = doc(&format!("Sets [`{0}`](Self::{0}).", field.name.word()));
    let value = type_tokens(&field.value, From::Types);
    let deprecated = deprecated(field.deprecated);
    let (argument, given) = match field.value {
        Type::Unit => (TokenStream::new(), quote!(())),
        _ if is_given_as_it_is(&field.value) => (quote!(value: #value), quote!(value)),
        _ => (quote!(value: impl Into<#value>), quote!(value.into())),
    };
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #name(mut self, #argument) -> Self {
            self.#field_name = Some(#given);
            self
        }
    }
}

/// The value of an optional field, or the document's default.
fn get(field: &Field, getter: &DefaultGetter) -> TokenStream {
    let (name, field_name, value) = (ident(&getter.name), ident(&field.name), literal(&getter.value));
    let label = field.name.word();
    let docs = doc(&format!("Gives [`{label}`](Self::{label}), or the document's default if it is absent."));
    let (value_type, body) = match &getter.value {
        Value::String(_) => (quote!(&str), quote!(self.#field_name.as_deref().unwrap_or(#value))),
        Value::Variant(owner, _) => {
            let owner = ident(owner);
            (quote!(#owner), quote!(self.#field_name.clone().unwrap_or(#value)))
        }
        _ => (type_tokens(&field.value, From::Types), quote!(self.#field_name.unwrap_or(#value))),
    };
    let deprecated = deprecated(field.deprecated);
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #name(&self) -> #value_type {
            #body
        }
    }
}

/// `Debug` without the values that must not show up in logs.
fn debug(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let text = item.name.as_str();
    let fields = item.fields.iter().map(|field| {
        let (field_name, label) = (ident(&field.name), field.name.word());
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
