//! Requests: the statements that add the values of a caller, and the enum of a body of several media types.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::common::{Scope, derives, docs, ident, type_tokens};
use super::signature::{conversion, converted};
use crate::rust::{
    Argument, ArgumentForm, BodyEnum, BodyKind, BodyVariant, Input, InputTarget, MediaRange, ParameterLocation,
    PartContentType, Serialization, Style,
};

/// The statement that adds a value to a request, which is the expression `builder`.
pub(crate) fn adding(input: &Input, builder: &TokenStream) -> TokenStream {
    let argument = &input.argument;
    match &input.target {
        InputTarget::Parameter { wire, location, style } => {
            let (plain, styled) = match location {
                ParameterLocation::Path => ("path", "path_styled"),
                ParameterLocation::Query | ParameterLocation::QueryString => ("query", "query_styled"),
                ParameterLocation::Header => ("header", "header_styled"),
                ParameterLocation::Cookie => ("cookie", "cookie_styled"),
            };
            let method = Ident::new(if style.is_some() { styled } else { plain }, Span::call_site());
            let style = style.iter().map(style_tokens);
            let arguments = quote!(#wire, #(#style,)*);
            with_value(builder, &method, argument, &arguments, &TokenStream::new())
        }
        InputTarget::QueryString { wire, serialization } => {
            let (method, styles) = match serialization {
                Serialization::Json => ("json_query", None),
                Serialization::Form(members) => ("form_query", Some(style_list(members))),
                Serialization::Text | Serialization::Styled(_) => ("text_query", None),
            };
            let method = Ident::new(method, Span::call_site());
            let after = styles.map(|styles| quote!(, #styles)).unwrap_or_default();
            with_value(builder, &method, argument, &quote!(#wire,), &after)
        }
        InputTarget::FormField { wire, style, content_type } => {
            let (method, how) = match style {
                Some(style) => ("field_styled", style_tokens(style)),
                None => ("field", optional(content_type.as_deref())),
            };
            let method = Ident::new(method, Span::call_site());
            with_value(builder, &method, argument, &quote!(#wire, #how,), &TokenStream::new())
        }
        InputTarget::Part { wire, content_type, is_file, is_list } => {
            let (method, content_type) = match content_type {
                PartContentType::Usual => (if *is_file { "file" } else { "part" }, quote!(None)),
                PartContentType::Default(media_type) => {
                    let name = media_type.as_str();
                    (if *is_file { "file" } else { "part" }, quote!(Some(#name)))
                }
                PartContentType::OneOf(ranges) => {
                    let names = ranges.iter().map(MediaRange::as_str);
                    (if *is_file { "file_one_of" } else { "part_one_of" }, quote!(&[#(#names),*]))
                }
            };
            let method = Ident::new(method, Span::call_site());
            let name = ident(&argument.name);
            let converts = matches!(argument.form, ArgumentForm::Into(..) | ArgumentForm::IntoItems(_));
            let into = converts.then(|| quote!(.into()));
            match is_list {
                false => quote!(#builder.#method(#wire, #content_type, #name #into);),
                true => quote! {
                    for part in #name {
                        #builder.#method(#wire, #content_type, part #into);
                    }
                },
            }
        }
        InputTarget::PartAt { index, content_type, is_value, is_rest } => {
            let index = Literal::usize_unsuffixed(*index);
            let content_type = content_type.as_deref();
            if *is_value {
                let method = Ident::new(if *is_rest { "values_from" } else { "value_at" }, Span::call_site());
                return with_value(builder, &method, argument, &quote!(#index, #content_type,), &TokenStream::new());
            }
            let (name, content_type) = (ident(&argument.name), optional(content_type));
            match (&argument.form, is_rest) {
                (_, true) => quote!(#builder.parts_from(#index, #content_type, #name);),
                (ArgumentForm::Into(..), false) => quote!(#builder.part_at(#index, #content_type, #name.into());),
                (_, false) => quote!(#builder.part_at(#index, #content_type, #name);),
            }
        }
        InputTarget::Body(kind) => adding_body(kind, builder, argument),
    }
}

/// How long a line may be that names the type of a converted value. prettyplease breaks longer ones inside of the type,
/// which nobody would write.
const LONGEST: usize = 80;

fn is_short(line: &TokenStream) -> bool {
    // Tokens have spaces between them that text does not have.
    line.to_string().replace(' ', "").len() <= LONGEST
}

/// A call with a value among its arguments.
fn with_value(
    builder: &TokenStream,
    method: &Ident,
    argument: &Argument,
    before: &TokenStream,
    after: &TokenStream,
) -> TokenStream {
    let (name, converted) = (ident(&argument.name), converted(argument));
    match &argument.form {
        ArgumentForm::AsRefStr | ArgumentForm::Str => return quote!(#builder.#method(#before #converted #after);),
        ArgumentForm::Borrow(value) | ArgumentForm::Reference(value) => {
            let value = type_tokens(value, Scope::Operations);
            let short = quote!(#builder.#method::<#value>(#before #converted #after););
            return if is_short(&short) {
                short
            } else {
                quote! {
                    let #name: &#value = #converted;
                    #builder.#method(#before #name #after);
                }
            };
        }
        _ => {}
    }
    let value = argument.form.value_type().map_or_else(|| quote!(_), |value| type_tokens(&value, Scope::Operations));
    let short = quote!(#builder.#method::<#value>(#before &#converted #after););
    if is_short(&short) {
        return short;
    }
    quote! {
        let #name: #value = #converted;
        #builder.#method(#before &#name #after);
    }
}

fn optional(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}

/// The function of the builder that sets a body of parts.
fn parts_method(is_text: bool) -> Ident {
    Ident::new(if is_text { "text_part_items_body" } else { "part_items_body" }, Span::call_site())
}

fn adding_body(kind: &BodyKind, builder: &TokenStream, argument: &Argument) -> TokenStream {
    let name = ident(&argument.name);
    match kind {
        BodyKind::Json { content_type, .. } => {
            let method = Ident::new("json_body", Span::call_site());
            with_value(builder, &method, argument, &quote!(#content_type,), &TokenStream::new())
        }
        BodyKind::Form { styles, .. } => {
            let method = Ident::new("form_body", Span::call_site());
            let styles = style_list(styles);
            with_value(builder, &method, argument, &TokenStream::new(), &quote!(, #styles))
        }
        BodyKind::Items { content_type, .. } => {
            let items = converted(argument);
            quote!(#builder.items_body(#content_type, #items);)
        }
        BodyKind::Parts { content_type, part_type, is_text, .. } => {
            let (method, part_type, items) =
                (parts_method(*is_text), optional(part_type.as_deref()), converted(argument));
            quote!(#builder.#method(#content_type, #part_type, #items);)
        }
        BodyKind::Text { content_type } => match argument.form {
            ArgumentForm::Str => quote!(#builder.bytes_body(#content_type, #name.to_owned());),
            _ => quote!(#builder.bytes_body(#content_type, #name.into());),
        },
        BodyKind::Bytes { content_type } => quote!(#builder.bytes_body(#content_type, #name);),
        BodyKind::Any { content_type, .. } => {
            let content_type = converted(content_type);
            quote!(#builder.bytes_body(#content_type, #name);)
        }
        BodyKind::Multipart => quote!(#builder.multipart_body(#name);),
        BodyKind::Several(_) => {
            let converted = converted(argument);
            quote!(#converted.add_to(&mut #builder);)
        }
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
        Style::Cookie => quote!(COOKIE),
        Style::TabDelimited => quote!(TAB_DELIMITED),
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
pub(crate) fn body_enum(body: &BodyEnum) -> Vec<TokenStream> {
    let (name, about, derives) = (ident(&body.name), docs(&body.docs), derives(&body.derives));
    let variants = body.variants.iter().map(|variant| {
        let (name, docs) = (ident(&variant.name), docs(&variant.docs));
        let content = content(variant);
        quote! {
            #docs
            #name #content,
        }
    });
    let arms = body.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        match &variant.kind {
            BodyKind::Json { content_type, .. } => {
                quote!(Self::#name(body) => builder.json_body(#content_type, &body),)
            }
            BodyKind::Form { styles, .. } => {
                let styles = style_list(styles);
                quote!(Self::#name(body) => builder.form_body(&body, #styles),)
            }
            BodyKind::Items { content_type, .. } => {
                quote!(Self::#name(body) => builder.items_body(#content_type, body),)
            }
            BodyKind::Parts { content_type, part_type, is_text, .. } => {
                let (method, part_type) = (parts_method(*is_text), optional(part_type.as_deref()));
                quote!(Self::#name(body) => builder.#method(#content_type, #part_type, body),)
            }
            BodyKind::Text { content_type } | BodyKind::Bytes { content_type } => {
                quote!(Self::#name(body) => builder.bytes_body(#content_type, body),)
            }
            BodyKind::Any { content_type, .. } => {
                let content_type = ident(&content_type.name);
                quote!(Self::#name { #content_type, body } => builder.bytes_body(&#content_type, body),)
            }
            BodyKind::Multipart | BodyKind::Several(_) => quote!(Self::#name(body) => builder.multipart_body(body),),
        }
    });
    let mut items = vec![
        quote! {
            #about
            #derives
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
            }
        },
        quote! {
            impl #name {
                fn add_to(self, builder: &mut RequestBuilder) {
                    match self {
                        #(#arms)*
                    }
                }
            }
        },
    ];
    let value = Ident::new("body", Span::call_site());
    for variant in &body.variants {
        let conversions = variant.conversions.iter();
        items.extend(conversions.map(|from| conversion(from, (&body.name, &variant.name), &value, Scope::Operations)));
    }
    items
}

fn content(variant: &BodyVariant) -> TokenStream {
    match &variant.kind {
        BodyKind::Any { content_type, .. } => {
            let name = ident(&content_type.name);
            let about = variant.field_docs.as_ref().map(|about| (docs(&about.content_type), docs(&about.body)));
            let (content_type_docs, body_docs) = about.unwrap_or_default();
            quote!({
                #content_type_docs
                #name: String,
                #body_docs
                body: Body,
            })
        }
        BodyKind::Json { value, .. } | BodyKind::Form { value, .. } => {
            let value = type_tokens(value, Scope::Operations);
            quote!((#value))
        }
        BodyKind::Items { item, .. } => {
            let item = type_tokens(item, Scope::Operations);
            quote!((JsonItems<#item>))
        }
        BodyKind::Parts { item, .. } => {
            let item = type_tokens(item, Scope::Operations);
            quote!((PartItems<#item>))
        }
        BodyKind::Text { .. } => quote!((String)),
        BodyKind::Bytes { .. } => quote!((Body)),
        BodyKind::Multipart | BodyKind::Several(_) => quote!((Multipart)),
    }
}
