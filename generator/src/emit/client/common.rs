//! Names, documentation and types as tokens.

use proc_macro2::{Ident, Literal as Token, Span, TokenStream};
use quote::quote;

use super::signature::runtime_type;
use crate::rust::{Derive, Docs, Identifier, Literal, Type};

/// The file in which a type is named: types and operations see their like by the name alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Types,
    Operations,
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

/// Stands between the lines of a documentation comment in its one attribute: a line less is five tokens less to parse.
pub(crate) const LINE_BREAK: char = '\u{1}';

/// A documentation comment.
pub(crate) fn docs(docs: &Docs) -> TokenStream {
    joined(docs).map(|lines| quote!(#[doc = #lines])).unwrap_or_default()
}

/// The documentation comment of a file.
pub(crate) fn inner_docs(docs: &Docs) -> TokenStream {
    joined(docs).map(|lines| quote!(#![doc = #lines])).unwrap_or_default()
}

/// The lines of a comment as the text of one attribute. The space is the one after `///`. A control character would end the line
/// or the comment, and the planned lines have none.
fn joined(docs: &Docs) -> Option<String> {
    let mut joined = String::new();
    for (index, line) in docs.0.iter().enumerate() {
        if index > 0 {
            joined.push(LINE_BREAK);
        }
        if !line.is_empty() {
            joined.push(' ');
            joined.extend(line.chars().map(|character| if character.is_control() { ' ' } else { character }));
        }
    }
    (!docs.0.is_empty()).then_some(joined)
}

/// The attribute of a deprecated item.
pub(crate) fn deprecated(is_deprecated: bool) -> TokenStream {
    if is_deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}

pub(crate) fn type_tokens(value: &Type, scope: Scope) -> TokenStream {
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
            let inner = type_tokens(inner, scope);
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = type_tokens(inner, scope);
            quote!(BTreeMap<String, #inner>)
        }
        Type::Option(inner) => {
            let inner = type_tokens(inner, scope);
            quote!(Option<#inner>)
        }
        Type::Maybe(inner) => {
            let inner = type_tokens(inner, scope);
            quote!(json::Maybe<#inner>)
        }
        Type::Box(inner) => {
            let inner = type_tokens(inner, scope);
            quote!(Box<#inner>)
        }
        Type::Link(inner) => {
            let inner = type_tokens(inner, scope);
            quote!(json::Link<#inner>)
        }
        Type::JsonText(content) => {
            let content = type_tokens(content, scope);
            quote!(json::JsonText<#content>)
        }
        Type::JsonItems(item) => {
            let item = type_tokens(item, scope);
            quote!(JsonItems<#item>)
        }
        Type::PartItems(item) => {
            let item = type_tokens(item, scope);
            quote!(PartItems<#item>)
        }
        Type::Unit => quote!(()),
        Type::Tuple(members) => {
            let members = members.iter().map(|member| type_tokens(member, scope));
            quote!((#(#members,)*))
        }
        Type::Text(format) => {
            let name = Ident::new(format.type_name(), Span::call_site());
            quote!(format::#name)
        }
        Type::Configured(path) => {
            let segments = path.segments().map(ident_of);
            quote!(#(#segments)::*)
        }
        Type::Named(name) => {
            let name = ident(name);
            match scope {
                Scope::Types => quote!(#name),
                Scope::Operations => quote!(types::#name),
            }
        }
        Type::Local(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Type::Runtime(value) => {
            let name = runtime_type(*value);
            quote!(#name)
        }
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
        Derive::Copy => quote!(Copy),
        Derive::Debug => quote!(Debug),
        Derive::Default => quote!(Default),
        Derive::Eq => quote!(Eq),
        Derive::Hash => quote!(Hash),
        Derive::PartialEq => quote!(PartialEq),
    });
    quote!(#[derive(#(#derives),*)])
}
