//! Signatures as tokens: the declarations of arguments, and the conversions of their values.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::common::{Scope, ident, type_tokens};
use crate::rust::{Argument, ArgumentForm, Conversion, Identifier, RuntimeType, Wrapper};

/// The declaration of an argument.
pub(crate) fn declaration(argument: &Argument, scope: Scope) -> TokenStream {
    let name = ident(&argument.name);
    match &argument.form {
        ArgumentForm::Value(value) => {
            let value = type_tokens(value, scope);
            quote!(#name: #value)
        }
        ArgumentForm::Into(value, _) => {
            let value = type_tokens(value, scope);
            quote!(#name: impl Into<#value>)
        }
        ArgumentForm::Items(item) => {
            let item = type_tokens(item, scope);
            quote!(#name: impl IntoIterator<Item = #item>)
        }
        ArgumentForm::IntoItems(item) => {
            let item = type_tokens(item, scope);
            quote!(#name: impl IntoIterator<Item = impl Into<#item>>)
        }
        ArgumentForm::Entries(value) => {
            let value = type_tokens(value, scope);
            quote!(#name: impl IntoIterator<Item = (impl Into<String>, #value)>)
        }
        ArgumentForm::IntoEntries(value) => {
            let value = type_tokens(value, scope);
            quote!(#name: impl IntoIterator<Item = (impl Into<String>, impl Into<#value>)>)
        }
        ArgumentForm::AsRefStr => quote!(#name: impl AsRef<str>),
        ArgumentForm::AsRefStrs => quote!(#name: impl IntoIterator<Item = impl AsRef<str>>),
        ArgumentForm::Borrow(value) => {
            let value = type_tokens(value, scope);
            quote!(#name: impl Borrow<#value>)
        }
        ArgumentForm::Str => quote!(#name: &str),
        ArgumentForm::Strs => quote!(#name: &[&str]),
        ArgumentForm::Reference(value) => {
            let value = type_tokens(value, scope);
            quote!(#name: &#value)
        }
        ArgumentForm::Implements(required) => {
            let required = runtime_type(*required);
            quote!(#name: impl #required)
        }
    }
}

/// The value of an argument, converted.
pub(crate) fn converted(argument: &Argument) -> TokenStream {
    let name = ident(&argument.name);
    match &argument.form {
        ArgumentForm::Value(_) | ArgumentForm::Implements(_) | ArgumentForm::Str | ArgumentForm::Reference(_) => {
            quote!(#name)
        }
        ArgumentForm::Strs => quote!(#name.iter().map(|item| (*item).to_owned()).collect()),
        ArgumentForm::Into(_, wrapper) => wrapped(*wrapper, &quote!(#name.into())),
        ArgumentForm::Items(_) => quote!(#name.into_iter().collect()),
        ArgumentForm::IntoItems(_) => quote!(#name.into_iter().map(Into::into).collect()),
        ArgumentForm::Entries(_) => quote!(#name.into_iter().map(|(key, value)| (key.into(), value)).collect()),
        ArgumentForm::IntoEntries(_) => {
            quote!(#name.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
        }
        ArgumentForm::AsRefStrs => quote!(#name.into_iter().map(|item| item.as_ref().to_owned()).collect()),
        ArgumentForm::AsRefStr => quote!(#name.as_ref()),
        ArgumentForm::Borrow(_) => quote!(#name.borrow()),
    }
}

fn wrapped(wrapper: Wrapper, value: &TokenStream) -> TokenStream {
    match wrapper {
        Wrapper::None => value.clone(),
        Wrapper::Box => quote!(Box::new(#value)),
        Wrapper::Link => quote!(json::Link::new(#value)),
        Wrapper::OptionBox => quote!(#value.map(Box::new)),
        Wrapper::OptionLink => quote!(#value.map(json::Link::new)),
    }
}

pub(crate) fn runtime_type(value: RuntimeType) -> Ident {
    Ident::new(value.name(), Span::call_site())
}

/// An implementation of `From` that makes a variant of an enum. `value` is the name of its argument.
pub(crate) fn conversion(
    conversion: &Conversion,
    (owner, variant): (&Identifier, &Identifier),
    value: &Ident,
    scope: Scope,
) -> TokenStream {
    let (owner, variant) = (ident(owner), ident(variant));
    let no_generics = TokenStream::new();
    let (generics, from, made) = match conversion {
        Conversion::Value(from, wrapper) => (no_generics, type_tokens(from, scope), wrapped(*wrapper, &quote!(#value))),
        Conversion::Str => (no_generics, quote!(&str), quote!(#value.to_owned())),
        // No generated type has a name of capitals alone that is longer than a letter.
        Conversion::Strings => (
            quote!(<TEXT: Into<String>, const LENGTH: usize>),
            quote!([TEXT; LENGTH]),
            quote!(#value.into_iter().map(Into::into).collect()),
        ),
        Conversion::StringEntries => (
            quote!(<KEY: Into<String>, TEXT: Into<String>, const LENGTH: usize>),
            quote!([(KEY, TEXT); LENGTH]),
            quote!(#value.into_iter().map(|(key, text)| (key.into(), text.into())).collect()),
        ),
    };
    quote! {
        impl #generics ::core::convert::From<#from> for #owner {
            fn from(#value: #from) -> Self {
                Self::#variant(#made)
            }
        }
    }
}

/// The field of a struct of arguments.
pub(crate) fn field(argument: &Argument, scope: Scope) -> TokenStream {
    let name = ident(&argument.name);
    let reference = quote!(&'a);
    match &argument.form {
        ArgumentForm::Str => quote!(pub #name: #reference str),
        ArgumentForm::Strs => quote!(pub #name: #reference [#reference str]),
        ArgumentForm::Reference(value) => {
            let value = type_tokens(value, scope);
            quote!(pub #name: #reference #value)
        }
        _ => {
            let declared = declaration(argument, scope);
            quote!(pub #declared)
        }
    }
}
