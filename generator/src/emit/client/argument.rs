//! What a caller gives to an operation: how it is declared, and what becomes of it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::common::{From, docs, ident, is_given_as_it_is, type_tokens};
use crate::rust::{
    Argument, BodyEnum, BodyKind, Identifier, Input, ParameterLocation, PartContentType, Serialization, Style, Type,
};

/// The arguments of a function that takes a value by that name.
pub(crate) fn declaration(argument: &Argument, name: &Ident) -> TokenStream {
    match &argument.input {
        Input::Parameter { value, .. } | Input::FormField { value, .. } => declared(name, value),
        Input::Part { is_list: false, .. } => quote!(#name: impl Into<Part>),
        Input::Part { is_list: true, .. } => quote!(#name: impl IntoIterator<Item = impl Into<Part>>),
        Input::Body(kind) => match kind {
            BodyKind::Json { value, .. } | BodyKind::Form { value, .. } => declared(name, value),
            BodyKind::Text { .. } => quote!(#name: impl Into<String>),
            BodyKind::Bytes { .. } => quote!(#name: impl Into<Body>),
            BodyKind::Any { content_type, .. } => {
                let content_type = ident(content_type);
                quote!(#content_type: impl AsRef<str>, #name: impl Into<Body>)
            }
            BodyKind::Multipart => quote!(#name: Multipart),
            BodyKind::Several(enumeration) => {
                let enumeration = ident(enumeration);
                quote!(#name: impl Into<#enumeration>)
            }
        },
    }
}

/// A list takes whatever gives its items.
fn declared(name: &Ident, value: &Type) -> TokenStream {
    match value {
        Type::Vec(item) => {
            let tokens = type_tokens(item, From::Elsewhere);
            let tokens = if is_given_as_it_is(item) { tokens } else { quote!(impl Into<#tokens>) };
            quote!(#name: impl IntoIterator<Item = #tokens>)
        }
        value => {
            let tokens = type_tokens(value, From::Elsewhere);
            if is_given_as_it_is(value) { quote!(#name: #tokens) } else { quote!(#name: impl Into<#tokens>) }
        }
    }
}

/// The value of an argument, of the type that it has in the end.
fn converted(name: &Ident, value: &Type) -> TokenStream {
    match value {
        Type::Vec(item) if is_given_as_it_is(item) => quote!(#name.into_iter().collect()),
        Type::Vec(_) => quote!(#name.into_iter().map(Into::into).collect()),
        value if is_given_as_it_is(value) => quote!(#name),
        _ => quote!(#name.into()),
    }
}

/// What adds a value to a call.
pub(crate) fn adding(argument: &Argument, call: &TokenStream, name: &Ident) -> TokenStream {
    match &argument.input {
        Input::Parameter { wire, location, style, value } => {
            let (plain, styled) = match location {
                ParameterLocation::Path => ("path", "path_styled"),
                ParameterLocation::Query => ("query", "query_styled"),
                ParameterLocation::Header => ("header", "header_styled"),
                ParameterLocation::Cookie => ("cookie", "cookie_styled"),
            };
            let method = Ident::new(if style.is_some() { styled } else { plain }, Span::call_site());
            let style = style.iter().map(style_tokens);
            let arguments = quote!(#wire, #(#style,)*);
            with_value(call, &method, value, name, &arguments, &TokenStream::new())
        }
        Input::FormField { wire, style, content_type, value } => {
            let (method, how) = match style {
                Some(style) => ("field_styled", style_tokens(style)),
                None => ("field", optional(content_type.as_deref())),
            };
            let method = Ident::new(method, Span::call_site());
            with_value(call, &method, value, name, &quote!(#wire, #how,), &TokenStream::new())
        }
        Input::Part { wire, content_type, is_file, is_list } => {
            let (method, content_type) = match content_type {
                PartContentType::Usual => (if *is_file { "file" } else { "part" }, quote!(None)),
                PartContentType::Default(name) => (if *is_file { "file" } else { "part" }, quote!(Some(#name))),
                PartContentType::OneOf(names) => {
                    (if *is_file { "file_one_of" } else { "part_one_of" }, quote!(&[#(#names),*]))
                }
            };
            let method = Ident::new(method, Span::call_site());
            match is_list {
                false => quote!(#call.#method(#wire, #content_type, #name.into());),
                true => quote! {
                    for part in #name {
                        #call.#method(#wire, #content_type, part.into());
                    }
                },
            }
        }
        Input::Body(kind) => adding_body(kind, call, name),
    }
}

/// How long a line may be that names the type of a value on the way. prettyplease breaks longer ones inside of the type,
/// and nobody writes that.
const LONGEST: usize = 80;

/// A call with a value among its arguments.
fn with_value(
    call: &TokenStream,
    method: &Ident,
    value: &Type,
    name: &Ident,
    before: &TokenStream,
    after: &TokenStream,
) -> TokenStream {
    let (converted, value) = (converted(name, value), type_tokens(value, From::Elsewhere));
    let short = quote!(#call.#method::<#value>(#before &#converted #after););
    // Tokens have spaces between them that text does not have.
    if short.to_string().replace(' ', "").len() <= LONGEST {
        return short;
    }
    quote! {
        let #name: #value = #converted;
        #call.#method(#before &#name #after);
    }
}

fn optional(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}

fn adding_body(kind: &BodyKind, call: &TokenStream, name: &Ident) -> TokenStream {
    match kind {
        BodyKind::Json { content_type, value } => {
            let method = Ident::new("json_body", Span::call_site());
            with_value(call, &method, value, name, &quote!(#content_type,), &TokenStream::new())
        }
        BodyKind::Form { value, styles } => {
            let method = Ident::new("form_body", Span::call_site());
            let styles = style_list(styles);
            with_value(call, &method, value, name, &TokenStream::new(), &quote!(, #styles))
        }
        BodyKind::Text { content_type } => quote!(#call.bytes_body(#content_type, #name.into());),
        BodyKind::Bytes { content_type } => quote!(#call.bytes_body(#content_type, #name);),
        BodyKind::Any { content_type, .. } => {
            let content_type = ident(content_type);
            quote!(#call.bytes_body(#content_type.as_ref(), #name);)
        }
        BodyKind::Multipart => quote!(#call.multipart_body(#name);),
        BodyKind::Several(_) => quote!(#name.into().add_to(&mut #call);),
    }
}

fn style_tokens(serialization: &Serialization) -> TokenStream {
    let Serialization::Styled(styled) = serialization else { return quote!(Style::JSON) };
    let constant = match styled.style {
        Style::Matrix => quote!(MATRIX),
        Style::Label => quote!(LABEL),
        Style::Simple => quote!(SIMPLE),
        Style::Form => quote!(FORM),
        Style::SpaceDelimited => quote!(SPACE_DELIMITED),
        Style::PipeDelimited => quote!(PIPE_DELIMITED),
        Style::DeepObject => quote!(DEEP_OBJECT),
    };
    let exploded = styled.explode.then(|| quote!(.exploded()));
    let reserved = styled.allow_reserved.then(|| quote!(.reserved()));
    quote!(Style::#constant #exploded #reserved)
}

fn style_list(styles: &[(String, Serialization)]) -> TokenStream {
    let styles = styles.iter().map(|(name, style)| {
        let style = style_tokens(style);
        quote!((#name, #style))
    });
    quote!(&[#(#styles),*])
}

/// The enum of a body that may be of several media types.
pub(crate) fn body_enum(body: &BodyEnum, method: &Identifier) -> Vec<TokenStream> {
    let name = ident(&body.name);
    let about =
        super::common::doc(&format!("What [`Client::{}`] sends: a body of one of several media types.", method.word()));
    let variants = body.variants.iter().map(|variant| {
        let (name, docs) = (ident(&variant.name), docs(&variant.docs));
        let content = content(&variant.kind);
        quote! {
            #docs
            #name #content,
        }
    });
    let arms = body.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        match &variant.kind {
            BodyKind::Json { content_type, .. } => {
                quote!(Self::#name(body) => call.json_body(#content_type, &body),)
            }
            BodyKind::Form { styles, .. } => {
                let styles = style_list(styles);
                quote!(Self::#name(body) => call.form_body(&body, #styles),)
            }
            BodyKind::Text { content_type } | BodyKind::Bytes { content_type } => {
                quote!(Self::#name(body) => call.bytes_body(#content_type, body),)
            }
            BodyKind::Any { .. } => {
                quote!(Self::#name { content_type, body } => call.bytes_body(&content_type, body),)
            }
            BodyKind::Multipart | BodyKind::Several(_) => quote!(Self::#name(body) => call.multipart_body(body),),
        }
    });
    let mut items = vec![
        quote! {
            #about
            #[derive(Debug)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
            }
        },
        quote! {
            impl #name {
                fn add_to(self, call: &mut Call) {
                    match self {
                        #(#arms)*
                    }
                }
            }
        },
    ];
    for variant in body.variants.iter().filter(|variant| variant.has_from) {
        let made = ident(&variant.name);
        let (value, body) = match &variant.kind {
            BodyKind::Json { value: Type::Box(inner), .. } | BodyKind::Form { value: Type::Box(inner), .. } => {
                (type_tokens(inner, From::Elsewhere), quote!(Box::new(body)))
            }
            kind => (body_type(kind), quote!(body)),
        };
        items.push(quote! {
            impl ::core::convert::From<#value> for #name {
                fn from(body: #value) -> Self {
                    Self::#made(#body)
                }
            }
        });
    }
    items
}

fn content(kind: &BodyKind) -> TokenStream {
    match kind {
        BodyKind::Any { .. } => quote!({
            #[doc = " The media type."]
            content_type: String,
            #[doc = " The body."]
            body: Body,
        }),
        kind => {
            let value = body_type(kind);
            quote!((#value))
        }
    }
}

fn body_type(kind: &BodyKind) -> TokenStream {
    match kind {
        BodyKind::Json { value, .. } | BodyKind::Form { value, .. } => type_tokens(value, From::Elsewhere),
        BodyKind::Text { .. } => quote!(String),
        BodyKind::Bytes { .. } | BodyKind::Any { .. } => quote!(Body),
        BodyKind::Multipart | BodyKind::Several(_) => quote!(Multipart),
    }
}

/// The names of the runtime that arguments need.
pub(crate) fn names(argument: &Argument) -> Vec<&'static str> {
    match &argument.input {
        Input::Parameter { style, .. } | Input::FormField { style, .. } => style.iter().map(|_| "Style").collect(),
        Input::Part { .. } => vec!["Part"],
        Input::Body(kind) => body_names(kind),
    }
}

/// The names of the runtime that a body needs.
pub(crate) fn body_names(kind: &BodyKind) -> Vec<&'static str> {
    match kind {
        BodyKind::Form { styles, .. } if !styles.is_empty() => vec!["Style"],
        BodyKind::Json { .. } | BodyKind::Form { .. } | BodyKind::Text { .. } => Vec::new(),
        BodyKind::Bytes { .. } | BodyKind::Any { .. } => vec!["Body"],
        BodyKind::Multipart => vec!["Multipart"],
        BodyKind::Several(_) => vec!["Call"],
    }
}
