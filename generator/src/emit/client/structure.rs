//! A struct: its fields, how it is built, and how it meets JSON.
//!
//! A struct whose fields are too many is several structs, each of which holds the next one in a `Box` and dereferences to
//! it. What the functions of the first one say of a field is right wherever the field is.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::common::{From, deprecated, derives, doc, docs, given, ident, is_given_as_it_is, literal, type_tokens};
use crate::rust::{
    AdditionalProperties, DefaultGetter, Docs, Field, Identifier, Literal as Value, Overflow, Presence, Setter, Struct,
    Type,
};

/// One of the structs that a struct is.
struct Part<'a> {
    name: &'a Identifier,
    docs: &'a Docs,
    fields: &'a [Field],
    additional_properties: Option<&'a AdditionalProperties>,
    /// The struct that it holds.
    next: Option<&'a Overflow>,
}

impl Part<'_> {
    /// The place of its first field among all fields.
    fn first(&self, item: &Struct) -> usize {
        item.overflow.iter().find(|overflow| &overflow.name == self.name).map_or(0, |overflow| overflow.begin)
    }
}

/// The parts of a struct, the one that has its name first.
fn parts(item: &Struct) -> Vec<Part<'_>> {
    let fields = |begin: usize, next: Option<&Overflow>| {
        let end = next.map_or(item.fields.len(), |next| next.begin);
        item.fields.get(begin..end).unwrap_or_default()
    };
    let next = item.overflow.first();
    let mut parts = vec![Part {
        name: &item.name,
        docs: &item.docs,
        fields: fields(0, next),
        additional_properties: item.additional_properties.as_ref(),
        next,
    }];
    for (index, overflow) in item.overflow.iter().enumerate() {
        let next = item.overflow.get(index.saturating_add(1));
        let fields = fields(overflow.begin, next);
        parts.push(Part { name: &overflow.name, docs: &overflow.docs, fields, additional_properties: None, next });
    }
    parts
}

pub(crate) fn structure(item: &Struct) -> Vec<TokenStream> {
    let parts = parts(item);
    let mut items = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        items.push(definition(item, part));
        if index == 0 {
            items.extend(functions(item, &parts));
            items.extend(default(item));
        }
        items.extend(part.next.map(|next| dereference(part, next)).into_iter().flatten());
        if item.redacts {
            items.push(debug(part));
        }
        items.push(json(item, part));
    }
    let name = ident(&item.name);
    items.push(quote!(json::serde_through_json!(#name);));
    items
}

fn definition(item: &Struct, part: &Part<'_>) -> TokenStream {
    let (name, docs_tokens, deprecated_tokens) = (ident(part.name), docs(part.docs), deprecated(item.deprecated));
    let derives = derives(&item.derives);
    let fields = part.fields.iter().map(|field| {
        let (name, docs) = (ident(&field.name), docs(&field.docs));
        let deprecated = deprecated(field.deprecated);
        let field_type = type_tokens(&field.field_type(), From::Types);
        quote! {
            #docs
            #deprecated
            pub #name: #field_type,
        }
    });
    let rest = part.additional_properties.map(|rest| {
        let (name, docs, value) = (ident(&rest.name), docs(&rest.docs), type_tokens(&rest.value, From::Types));
        quote! {
            #docs
            pub #name: BTreeMap<String, #value>,
        }
    });
    let next = part.next.map(|next| {
        let (holder, held) = (ident(&next.holder), ident(&next.name));
        let docs =
            doc("The fields for which there is no room here. They are reached as if they were fields of this struct.");
        quote! {
            #docs
            pub #holder: Box<#held>,
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
            #next
        }
    }
}

/// Makes the fields of the next part those of a part.
fn dereference(part: &Part<'_>, next: &Overflow) -> [TokenStream; 2] {
    let (name, holder, held) = (ident(part.name), ident(&next.holder), ident(&next.name));
    [
        quote! {
            impl ::core::ops::Deref for #name {
                type Target = #held;

                fn deref(&self) -> &Self::Target {
                    &self.#holder
                }
            }
        },
        quote! {
            impl ::core::ops::DerefMut for #name {
                fn deref_mut(&mut self) -> &mut Self::Target {
                    &mut self.#holder
                }
            }
        },
    ]
}

/// `new`, and the functions that set optional fields and give their defaults.
fn functions(item: &Struct, parts: &[Part<'_>]) -> Option<TokenStream> {
    let new = item.has_new.then(|| new(item, parts));
    // What a field is called in documentation: links do not lead through `Deref`.
    let path = |part: &Part<'_>, field: &Field| {
        let owner = if part.name == &item.name { "Self" } else { part.name.as_str() };
        format!("{owner}::{}", field.name.word())
    };
    let fields = || parts.iter().flat_map(|part| part.fields.iter().map(move |field| (path(part, field), field)));
    let mut setters = fields().filter_map(|(path, field)| Some(set(field, &path, field.setter.as_ref()?))).peekable();
    let mut getters = fields().filter_map(|(path, field)| Some(get(field, &path, field.default.as_ref()?))).peekable();
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
        impl ::core::default::Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    })
}

fn new(item: &Struct, parts: &[Part<'_>]) -> TokenStream {
    let arguments = item.fields.iter().filter(|field| is_argument(field)).map(|field| {
        let (name, value) = (ident(&field.name), type_tokens(&field.value.without_box(), From::Types));
        if is_given_as_it_is(&field.value) { quote!(#name: #value) } else { quote!(#name: impl Into<#value>) }
    });
    let rest = item.additional_properties.as_ref().map(|rest| {
        let name = ident(&rest.name);
        quote!(#name: BTreeMap::new(),)
    });
    // The last part is made first: each one stands in the one before.
    let mut next = TokenStream::new();
    for part in parts.iter().skip(1).rev() {
        let (name, values) = (ident(part.name), initial_values(part.fields));
        let holder = item.overflow.first().map(|overflow| ident(&overflow.holder));
        next = quote!(#holder: Box::new(#name { #values #next }),);
    }
    let values = initial_values(parts.first().map_or(&[], |part| part.fields));
    let docs = doc("Makes one of what is required; everything else is absent.");
    quote! {
        #docs
        #[must_use]
        pub fn new(#(#arguments),*) -> Self {
            Self { #values #rest #next }
        }
    }
}

/// The fields as `new` sets them.
fn initial_values(fields: &[Field]) -> TokenStream {
    let values = fields.iter().map(|field| {
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
                None => {
                    let value = given(&field.value, &name);
                    // A field that is set to a variable of its name is not written twice.
                    if is_given_as_it_is(&field.value) { quote!(#name) } else { quote!(#name: #value) }
                }
            },
            Presence::Optional | Presence::OptionalNullable => quote!(#name: None),
        }
    });
    quote!(#(#values,)*)
}

/// Whether callers have to give a field: there is more than one value for it.
fn is_argument(field: &Field) -> bool {
    field.presence == Presence::Required && field.constant.is_none() && field.value != Type::Unit
}

fn set(field: &Field, path: &str, setter: &Setter) -> TokenStream {
    let (name, field_name) = (ident(&setter.name), ident(&field.name));
    let docs = doc(&format!("Sets [`{}`]({path}).", field.name.word()));
    let value = type_tokens(&field.value.without_box(), From::Types);
    let deprecated = deprecated(field.deprecated);
    let given = given(&field.value, &Ident::new("value", Span::call_site()));
    let (argument, given) = match field.value {
        Type::Unit => (TokenStream::new(), quote!(())),
        _ if is_given_as_it_is(&field.value) => (quote!(value: #value), given),
        _ => (quote!(value: impl Into<#value>), given),
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
fn get(field: &Field, path: &str, getter: &DefaultGetter) -> TokenStream {
    let (name, field_name, value) = (ident(&getter.name), ident(&field.name), literal(&getter.value));
    let label = field.name.word();
    let docs = doc(&format!("Gives [`{label}`]({path}), or the document's default if it is absent."));
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
fn debug(part: &Part<'_>) -> TokenStream {
    let name = ident(part.name);
    let text = part.name.as_str();
    let fields = part.fields.iter().map(|field| {
        let (field_name, label) = (ident(&field.name), field.name.word());
        match (field.sensitive, field.presence) {
            (false, _) => quote!(.field(#label, &self.#field_name)),
            (true, Presence::Required) => quote!(.field(#label, &format_args!("[redacted]"))),
            (true, _) => {
                quote!(.field(#label, &self.#field_name.as_ref().map(|_| format_args!("[redacted]"))))
            }
        }
    });
    let rest = part.additional_properties.map(|rest| {
        let (rest_name, label) = (ident(&rest.name), rest.name.as_str());
        quote!(.field(#label, &self.#rest_name))
    });
    let next = part.next.map(|next| {
        let (holder, label) = (ident(&next.holder), next.holder.as_str());
        quote!(.field(#label, &self.#holder))
    });
    quote! {
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.debug_struct(#text) #(#fields)* #rest #next .finish()
            }
        }
    }
}

fn json(item: &Struct, part: &Part<'_>) -> TokenStream {
    let name = ident(part.name);
    let reads = part.fields.iter().map(|field| {
        let (field_name, wire) = (ident(&field.name), field.wire.as_str());
        match field.presence {
            Presence::Required => quote!(#field_name: from.required(#wire)?),
            Presence::Optional => quote!(#field_name: from.optional(#wire)?),
            Presence::OptionalNullable => quote!(#field_name: from.optional_nullable(#wire)?),
        }
    });
    let writes = part.fields.iter().map(|field| {
        let (field_name, wire) = (ident(&field.name), field.wire.as_str());
        match field.presence {
            Presence::Required => quote!(to.required(#wire, &self.#field_name);),
            Presence::Optional | Presence::OptionalNullable => quote!(to.optional(#wire, &self.#field_name);),
        }
    });
    let rest_name = part.additional_properties.map(|rest| ident(&rest.name)).into_iter().collect::<Vec<_>>();
    let known = item.fields.iter().map(|field| field.wire.as_str());
    let rest = part.additional_properties.map(|rest| {
        let name = ident(&rest.name);
        quote!(#name: from.rest(&[#(#known),*])?,)
    });
    // The members of the next part are members of the same object.
    let holder = part.next.map(|next| ident(&next.holder)).into_iter().collect::<Vec<_>>();
    let capacity = item.fields.len().saturating_sub(part.first(item));
    let capacity = Literal::usize_unsuffixed(capacity);
    quote! {
        impl json::Json for #name {
            fn read(tree: &json::Tree<'_>) -> Result<Self, json::ReadError> {
                let mut from = tree.object()?;
                Ok(Self { #(#reads,)* #rest #(#holder: json::read(tree)?,)* })
            }

            fn write(&self) -> json::Tree<'_> {
                let mut to = json::ObjectWriter::with_capacity(#capacity);
                #(#writes)*
                #(to.members(&self.#holder);)*
                #(to.rest(&self.#rest_name);)*
                to.finish()
            }
        }
    }
}
