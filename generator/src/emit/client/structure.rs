//! A struct: its fields and its functions.
//!
//! A struct with too many fields is several structs, each of which holds the next one in a `Box` and dereferences to
//! it. The functions of the first one reach the fields of all of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{Scope, deprecated, derives, docs, ident, literal, type_tokens};
use super::signature::{converted, declaration};
use super::structure_json::json;
use crate::rust::{
    Argument, ArgumentForm, Constructor, DefaultGetter, Field, GetterType, Implementation, InitialValue,
    Literal as Value, Overflow, Presence, Setter, Struct, StructPart,
};

pub(crate) fn structure(item: &Struct) -> Vec<TokenStream> {
    let parts = item.parts();
    let mut items = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        items.push(definition(item, part));
        if index == 0 {
            items.extend(functions(item, &parts));
            if item.implementations.contains(&Implementation::Default) {
                items.push(default(item));
            }
        }
        items.extend(part.next.map(|next| dereference(part, next)).into_iter().flatten());
        if item.implementations.contains(&Implementation::Debug) {
            items.push(debug(part));
        }
        items.extend(json(item, part, parts.get(index.saturating_add(1)..).unwrap_or_default()));
    }
    let name = ident(&item.name);
    items.push(quote!(json::serde_through_json!(#name);));
    items
}

fn definition(item: &Struct, part: &StructPart<'_>) -> TokenStream {
    let (name, docs_tokens, deprecated_tokens) = (ident(part.name), docs(part.docs), deprecated(item.deprecated));
    let derives = derives(&item.derives);
    let fields = part.fields.iter().map(|field| {
        let (name, docs) = (ident(&field.name), docs(&field.docs));
        let deprecated = deprecated(field.deprecated);
        let field_type = type_tokens(&field.field_type(), Scope::Types);
        quote! {
            #docs
            #deprecated
            pub #name: #field_type,
        }
    });
    let rest = part.additional_properties.map(|rest| {
        let (name, docs, value) = (ident(&rest.name), docs(&rest.docs), type_tokens(&rest.value, Scope::Types));
        quote! {
            #docs
            pub #name: BTreeMap<String, #value>,
        }
    });
    let next = part.next.map(|next| {
        let (holder, held) = (ident(&next.holder), ident(&next.name));
        let docs = docs(&next.holder_docs);
        quote! {
            #docs
            pub #holder: Box<#held>,
        }
    });
    let nulls = part.nulls.map(|nulls| {
        let nulls = ident(nulls);
        quote!(#nulls: json::Nulls,)
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
            #nulls
        }
    }
}

/// Makes the fields of the next part those of a part.
fn dereference(part: &StructPart<'_>, next: &Overflow) -> [TokenStream; 2] {
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

/// `new`, and the functions that set optional fields and return their defaults.
fn functions(item: &Struct, parts: &[StructPart<'_>]) -> Option<TokenStream> {
    let new = item.new.as_ref().map(|constructor| new(item, constructor, parts));
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

/// `Default` by `new`.
fn default(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    quote! {
        impl ::core::default::Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

fn new(item: &Struct, constructor: &Constructor, parts: &[StructPart<'_>]) -> TokenStream {
    let arguments = constructor.arguments().map(|argument| declaration(argument, Scope::Types));
    let rest = item.additional_properties.as_ref().map(|rest| {
        let name = ident(&rest.name);
        quote!(#name: BTreeMap::new(),)
    });
    // The last part is made first: each one stands in the one before. Written inside of each other, they would be indented by
    // their number.
    let holder = item.overflow.first().map(|overflow| ident(&overflow.holder));
    let inner = parts.iter().enumerate().skip(1).rev().map(|(index, part)| {
        let (name, values) = (ident(part.name), initial_values(part, constructor));
        let next = holder.as_ref().filter(|_| index.saturating_add(1) < parts.len());
        quote!(let #holder = Box::new(#name { #values #next });)
    });
    let values = parts.first().map(|part| initial_values(part, constructor));
    let docs = docs(&constructor.docs);
    quote! {
        #docs
        #[must_use]
        pub fn new(#(#arguments),*) -> Self {
            #(#inner)*
            Self { #values #rest #holder }
        }
    }
}

/// The fields of a part as `new` sets them.
fn initial_values(part: &StructPart<'_>, constructor: &Constructor) -> TokenStream {
    let values = part.fields.iter().zip(constructor.values.iter().skip(part.begin)).map(|(field, value)| {
        let name = ident(&field.name);
        match value {
            // A field that is set to a variable of its name is not written twice.
            InitialValue::Argument(Argument { form: ArgumentForm::Value(_), .. }) => quote!(#name),
            InitialValue::Argument(argument) => {
                let value = converted(argument);
                quote!(#name: #value)
            }
            InitialValue::SomeArgument(argument) => {
                let value = converted(argument);
                quote!(#name: Some(#value))
            }
            InitialValue::Constant(constant) => {
                let constant = owned(constant);
                quote!(#name: #constant)
            }
            InitialValue::SomeConstant(constant) => {
                let constant = owned(constant);
                quote!(#name: Some(#constant))
            }
            InitialValue::Unit => quote!(#name: ()),
            InitialValue::None => quote!(#name: None),
            InitialValue::Absent => quote!(#name: json::Maybe::Absent),
        }
    });
    let nulls = part.nulls.map(|nulls| {
        let nulls = ident(nulls);
        quote!(#nulls: json::Nulls::default(),)
    });
    quote!(#(#values,)* #nulls)
}

/// A constant as an owned value.
fn owned(constant: &Value) -> TokenStream {
    let tokens = literal(constant);
    if matches!(constant, Value::String(_)) { quote!(#tokens.to_owned()) } else { tokens }
}

fn set(field: &Field, setter: &Setter) -> TokenStream {
    let (name, field_name) = (ident(&setter.name), ident(&field.name));
    let (docs, deprecated) = (docs(&setter.docs), deprecated(field.deprecated));
    let argument = setter.argument.as_ref().map(|argument| declaration(argument, Scope::Types));
    let value = setter.argument.as_ref().map_or_else(|| quote!(()), converted);
    let value = if field.presence == Presence::Maybe { value } else { quote!(Some(#value)) };
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #name(mut self, #argument) -> Self {
            self.#field_name = #value;
            self
        }
    }
}

/// The function that returns the value of an optional field, or the document's default.
fn get(field: &Field, getter: &DefaultGetter) -> TokenStream {
    let (name, field_name, default) = (ident(&getter.name), ident(&field.name), literal(&getter.value));
    let (docs, deprecated) = (docs(&getter.docs), deprecated(field.deprecated));
    let (returns, value) = match &getter.returns {
        GetterType::Str => (quote!(&str), quote!(as_deref().)),
        GetterType::Copied(value) => (type_tokens(value, Scope::Types), TokenStream::new()),
        GetterType::Cloned(value) => (type_tokens(value, Scope::Types), quote!(clone().)),
    };
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #name(&self) -> #returns {
            self.#field_name.#value unwrap_or(#default)
        }
    }
}

/// `Debug` without the values of sensitive fields.
fn debug(part: &StructPart<'_>) -> TokenStream {
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
        match rest.sensitive {
            false => quote!(.field(#label, &self.#rest_name)),
            true => quote!(.field(#label, &format_args!("[redacted]"))),
        }
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
