//! Names, documentation and types as tokens.

use proc_macro2::{Ident, Literal as Token, Span, TokenStream};
use quote::quote;

use crate::rust::{Derive, Docs, Identifier, Literal, TextFormat, Type};

/// Where a type is named: types see each other by their names, everybody else through their module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    Types,
    Elsewhere,
}

pub(crate) fn ident(identifier: &Identifier) -> Ident {
    ident_of(identifier.as_str())
}

fn ident_of(text: &str) -> Ident {
    match text.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(text, Span::call_site()),
    }
}

/// A documentation comment, a line an attribute; the space is the one after `///`.
pub(crate) fn docs(docs: &Docs) -> TokenStream {
    let lines = docs.0.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// A documentation comment of the generator's own words.
pub(crate) fn doc(line: &str) -> TokenStream {
    docs(&Docs(vec![line.to_owned()]))
}

/// The attribute of what is deprecated.
pub(crate) fn deprecated(is_deprecated: bool) -> TokenStream {
    if is_deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}

pub(crate) fn type_tokens(value: &Type, from: From) -> TokenStream {
    match value {
        Type::Bool => quote!(bool),
        Type::I32 => quote!(i32),
        Type::I64 => quote!(i64),
        Type::U32 => quote!(u32),
        Type::U64 => quote!(u64),
        Type::F64 => quote!(f64),
        Type::String => quote!(String),
        Type::Number => quote!(json::Number),
        Type::Value => quote!(json::Value),
        Type::Vec(inner) => {
            let inner = type_tokens(inner, from);
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = type_tokens(inner, from);
            quote!(BTreeMap<String, #inner>)
        }
        Type::Option(inner) => {
            let inner = type_tokens(inner, from);
            quote!(Option<#inner>)
        }
        Type::Box(inner) => {
            let inner = type_tokens(inner, from);
            quote!(Box<#inner>)
        }
        Type::Link(inner) => {
            let inner = type_tokens(inner, from);
            quote!(json::Link<#inner>)
        }
        Type::Unit => quote!(()),
        Type::Tuple(members) => {
            let members = members.iter().map(|member| type_tokens(member, from));
            quote!((#(#members,)*))
        }
        Type::Text(format) => {
            let name = Ident::new(text_name(*format), Span::call_site());
            quote!(format::#name)
        }
        Type::Configured(path) => {
            let segments = path.segments().map(ident_of);
            quote!(#(#segments)::*)
        }
        Type::Named(name) => {
            let name = ident(name);
            match from {
                From::Types => quote!(#name),
                From::Elsewhere => quote!(types::#name),
            }
        }
    }
}

/// Whether callers give a value as it is. A literal has no type by itself, and what becomes an unsigned number is not
/// enough to tell it one; nothing but a boolean is one.
pub(crate) fn is_given_as_it_is(value: &Type) -> bool {
    matches!(value, Type::Bool | Type::U32 | Type::U64)
}

/// A value that a caller gives as `impl Into` of its type [without a `Box`](Type::without_box), as its own type.
pub(crate) fn given(value: &Type, name: &Ident) -> TokenStream {
    if is_given_as_it_is(value) {
        return quote!(#name);
    }
    match value {
        Type::Box(_) => quote!(Box::new(#name.into())),
        Type::Link(_) => quote!(json::Link::new(#name.into())),
        Type::Option(inner) if matches!(**inner, Type::Box(_)) => quote!(#name.into().map(Box::new)),
        Type::Option(inner) if matches!(**inner, Type::Link(_)) => quote!(#name.into().map(json::Link::new)),
        _ => quote!(#name.into()),
    }
}

/// The runtime's type for a text that stands for something.
fn text_name(format: TextFormat) -> &'static str {
    match format {
        TextFormat::Base64 => "Base64",
        TextFormat::Date => "Date",
        TextFormat::DateTime => "DateTime",
        TextFormat::Decimal => "Decimal",
        TextFormat::Duration => "Duration",
        TextFormat::Time => "Time",
        TextFormat::Uri => "Uri",
        TextFormat::Uuid => "Uuid",
    }
}

/// A value as an expression of its own type; of a variant, of its enum.
pub(crate) fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::Bool(value) => quote!(#value),
        Literal::Integer(value) => signed(&Token::u64_unsuffixed(value.unsigned_abs()), *value < 0),
        Literal::Unsigned(value) => {
            let value = Token::u64_unsuffixed(*value);
            quote!(#value)
        }
        Literal::Float(value) => signed(&Token::f64_unsuffixed(value.abs()), value.is_sign_negative()),
        Literal::String(value) => quote!(#value),
        Literal::Variant(owner, variant) => {
            let (owner, variant) = (ident(owner), ident(variant));
            quote!(#owner::#variant)
        }
    }
}

/// The same, with its type where that would be guessed wrong.
pub(crate) fn typed_literal(value: &Literal) -> TokenStream {
    match value {
        Literal::Integer(i64::MIN) => quote!(i64::MIN),
        Literal::Integer(value) => signed(&Token::i64_suffixed(value.saturating_abs()), *value < 0),
        Literal::Unsigned(value) => {
            let value = Token::u64_suffixed(*value);
            quote!(#value)
        }
        other => literal(other),
    }
}

/// A literal has no sign in Rust: the sign is an operator before it.
fn signed(value: &Token, is_negative: bool) -> TokenStream {
    if is_negative { quote!(-#value) } else { quote!(#value) }
}

pub(crate) fn derives(derives: &[Derive]) -> TokenStream {
    let derives = derives.iter().map(|derive| match derive {
        Derive::Clone => quote!(Clone),
        Derive::Debug => quote!(Debug),
        Derive::Default => quote!(Default),
        Derive::Eq => quote!(Eq),
        Derive::Hash => quote!(Hash),
        Derive::PartialEq => quote!(PartialEq),
    });
    quote!(#[derive(#(#derives),*)])
}
