//! How the responses of an operation are read, and the enums and headers of them.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::common::{Scope, deprecated, derives, docs, ident, type_tokens};
use crate::rust::{
    EventForm, HeaderForm, HeadersType, MediaTypeArm, MediaTypeCondition, Operation, Outcome, PartBody, PartVariant,
    PartVariants, PredicateArm, ResponseBody, ResponseEnum,
};

/// The functions that read a response: by its status, and by its media type where there are several.
pub(crate) fn decode(operation: &Operation) -> TokenStream {
    // Arms that read alike are one arm, if their order allows it.
    let arms = operation.arms.chunk_by(|first, second| {
        first.media_types == second.media_types && first.statuses.is_some() == second.statuses.is_some()
    });
    let arms = arms.map(|alike| {
        let patterns = alike.iter().map(|arm| status_pattern(arm.statuses));
        let pattern = quote!(#(#patterns)|*);
        let media_types = alike.first().map(|arm| arm.media_types.as_slice()).unwrap_or_default();
        let body = match media_types {
            [] => TokenStream::new(),
            [only] => read(only),
            [named @ .., last] => {
                let named = named.iter().map(|arm| {
                    let (pattern, read) = (media_pattern(&arm.media_types), read(arm));
                    quote!(#pattern => #read,)
                });
                let last = read(last);
                quote! {
                    match response.media_type() {
                        #(#named)*
                        _ => #last,
                    }
                }
            }
        };
        quote!(#pattern => #body,)
    });
    let streams = (!operation.streams.is_empty()).then(|| predicate("streams", &operation.streams));
    quote! {
        #streams

        fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
            match response.status().as_u16() {
                #(#arms)*
            }
        }
    }
}

fn status_pattern(statuses: Option<(u16, u16)>) -> TokenStream {
    match statuses {
        None => quote!(_),
        Some((first, last)) if first == last => {
            let status = Literal::u16_unsuffixed(first);
            quote!(#status)
        }
        Some((first, last)) => {
            let (first, last) = (Literal::u16_unsuffixed(first), Literal::u16_unsuffixed(last));
            quote!(#first..=#last)
        }
    }
}

/// The pattern of some media types, with a guard if a range is among them.
fn media_pattern(media_types: &[String]) -> TokenStream {
    if media_types.iter().any(|name| name.ends_with('/')) {
        let conditions = media_conditions(media_types);
        return quote!(media_type if #(#conditions)||*);
    }
    quote!(#(#media_types)|*)
}

/// The conditions of which one holds if `media_type` is one of some.
fn media_conditions(media_types: &[String]) -> Vec<TokenStream> {
    let (ranges, exact): (Vec<&String>, Vec<&String>) = media_types.iter().partition(|name| name.ends_with('/'));
    let exact = match exact.as_slice() {
        [] => None,
        [only] => Some(quote!(media_type == #only)),
        several => Some(quote!(matches!(media_type, #(#several)|*))),
    };
    exact.into_iter().chain(ranges.iter().map(|range| quote!(media_type.starts_with(#range)))).collect()
}

/// The conditions that all hold if `media_type` is none of some.
fn media_exclusions(media_types: &[String]) -> Vec<TokenStream> {
    let (ranges, exact): (Vec<&String>, Vec<&String>) = media_types.iter().partition(|name| name.ends_with('/'));
    let exact = match exact.as_slice() {
        [] => None,
        [only] => Some(quote!(media_type != #only)),
        several => Some(quote!(!matches!(media_type, #(#several)|*))),
    };
    exact.into_iter().chain(ranges.iter().map(|range| quote!(!media_type.starts_with(#range)))).collect()
}

/// A function from a status and a media type to a boolean.
pub(crate) fn predicate(name: &str, arms: &[PredicateArm]) -> TokenStream {
    let name = Ident::new(name, Span::call_site());
    let looks_at_media_type =
        arms.iter().any(|arm| matches!(arm.condition, MediaTypeCondition::OneOf(_) | MediaTypeCondition::NoneOf(_)));
    let body = match arms {
        [only] => match &only.condition {
            MediaTypeCondition::Always => status_condition(only),
            MediaTypeCondition::Never => quote!(false),
            MediaTypeCondition::OneOf(media_types) => {
                let (status, conditions) = (status_condition(only), media_conditions(media_types));
                match conditions.as_slice() {
                    [only] => quote!(#status && #only),
                    several => quote!(#status && (#(#several)||*)),
                }
            }
            MediaTypeCondition::NoneOf(media_types) => {
                let (status, conditions) = (status_condition(only), media_exclusions(media_types));
                quote!(#status && #(#conditions)&&*)
            }
        },
        several if several.iter().all(|arm| arm.condition == MediaTypeCondition::Always) => {
            let patterns = several.iter().map(|arm| status_pattern(arm.statuses));
            quote!(matches!(status, #(#patterns)|*))
        }
        several => {
            let alike = several.chunk_by(|first, second| {
                first.condition == second.condition && first.statuses.is_some() == second.statuses.is_some()
            });
            let arms = alike.filter_map(|alike| {
                let patterns = alike.iter().map(|arm| status_pattern(arm.statuses));
                let condition = match &alike.first()?.condition {
                    MediaTypeCondition::Always => quote!(true),
                    MediaTypeCondition::Never => quote!(false),
                    MediaTypeCondition::OneOf(media_types) => {
                        let conditions = media_conditions(media_types);
                        quote!(#(#conditions)||*)
                    }
                    MediaTypeCondition::NoneOf(media_types) => {
                        let conditions = media_exclusions(media_types);
                        quote!(#(#conditions)&&*)
                    }
                };
                Some(quote!(#(#patterns)|* => #condition,))
            });
            let others = several.iter().all(|arm| arm.statuses.is_some()).then(|| quote!(_ => false,));
            quote! {
                match status {
                    #(#arms)*
                    #others
                }
            }
        }
    };
    let media_type = Ident::new(if looks_at_media_type { "media_type" } else { "_media_type" }, Span::call_site());
    quote! {
        fn #name(status: u16, #media_type: &str) -> bool {
            #body
        }
    }
}

fn status_condition(arm: &PredicateArm) -> TokenStream {
    let pattern = status_pattern(arm.statuses);
    match arm.statuses {
        Some((first, last)) if first == last => quote!(status == #pattern),
        Some(_) => quote!((#pattern).contains(&status)),
        None => quote!(true),
    }
}

pub(crate) fn event_form(form: EventForm) -> TokenStream {
    match form {
        EventForm::Json => quote!(EventForm::Json),
        EventForm::Text => quote!(EventForm::Text),
        EventForm::Whole => quote!(EventForm::Whole),
        EventForm::WholeText => quote!(EventForm::WholeText),
        EventForm::WholeJsonText => quote!(EventForm::WholeJsonText),
    }
}

/// The expression that reads a response.
fn read(arm: &MediaTypeArm) -> TokenStream {
    match &arm.outcome {
        Outcome::Success => match &arm.body {
            None => quote!(Ok(response.empty())),
            Some(ResponseBody::Json(_)) => quote!(Ok(response.json()?)),
            Some(ResponseBody::Text | ResponseBody::Bytes) => quote!(Ok(response.text()?)),
            Some(ResponseBody::Stream) => quote!(Ok(response.stream())),
            Some(ResponseBody::Events(form, _)) => {
                let form = event_form(*form);
                quote!(Ok(response.events(#form)))
            }
            Some(ResponseBody::Items(_)) => quote!(Ok(response.items())),
            Some(ResponseBody::Parts(PartBody::Json(_))) => quote!(Ok(response.json_parts())),
            Some(ResponseBody::Parts(PartBody::Text(_))) => quote!(Ok(response.text_parts())),
            Some(ResponseBody::Parts(PartBody::Bytes)) => quote!(Ok(response.byte_parts())),
            Some(ResponseBody::Parts(PartBody::Positions(parts))) => {
                let (required, read) = read_positions(parts);
                quote!(Ok(response.parts_by_position(#required, #read)))
            }
        },
        Outcome::OptionalSuccess => match &arm.body {
            None => quote!(Ok(response.empty_as(None))),
            Some(body) => read_as(body, &quote!(Some)),
        },
        Outcome::SuccessVariant(name, variant) => {
            let (name, variant) = (ident(name), ident(variant));
            let variant = quote!(#name::#variant);
            match &arm.body {
                None => quote!(Ok(response.empty_as(#variant))),
                Some(body) => read_as(body, &variant),
            }
        }
        Outcome::Error => match &arm.body {
            None | Some(ResponseBody::Json(_)) => quote!(Err(response.error())),
            Some(ResponseBody::Text | ResponseBody::Events(..) | ResponseBody::Items(_)) => {
                quote!(Err(response.text_error()))
            }
            Some(ResponseBody::Bytes | ResponseBody::Stream | ResponseBody::Parts(_)) => {
                quote!(Err(response.bytes_error()))
            }
        },
        Outcome::ErrorVariant(name, variant) => {
            let (name, variant) = (ident(name), ident(variant));
            let variant = quote!(#name::#variant);
            match &arm.body {
                None => quote!(Err(response.error_without_body(#variant))),
                Some(ResponseBody::Json(_)) => quote!(Err(response.error_as(#variant))),
                Some(ResponseBody::Text | ResponseBody::Events(..) | ResponseBody::Items(_)) => {
                    quote!(Err(response.text_error_as(#variant)))
                }
                Some(ResponseBody::Bytes | ResponseBody::Stream | ResponseBody::Parts(_)) => {
                    quote!(Err(response.bytes_error_as(#variant)))
                }
            }
        }
        Outcome::UndeclaredError => quote!(Err(response.undeclared_error())),
        Outcome::UndeclaredErrorVariant(name, variant) => {
            let (name, variant) = (ident(name), ident(variant));
            quote!(Err(response.undeclared_error_as(#name::#variant)))
        }
        Outcome::UntypedError => quote!(Err(response.untyped_error())),
        Outcome::Undeclared => quote!(Err(response.undeclared().into())),
    }
}

/// The expression that reads the body of a success, and wraps it.
fn read_as(body: &ResponseBody, wrapper: &TokenStream) -> TokenStream {
    match body {
        ResponseBody::Json(_) => quote!(Ok(response.json_as(#wrapper)?)),
        ResponseBody::Text | ResponseBody::Bytes => quote!(Ok(response.text_as(#wrapper)?)),
        ResponseBody::Stream => quote!(Ok(response.stream_as(#wrapper))),
        ResponseBody::Events(form, _) => {
            let form = event_form(*form);
            quote!(Ok(response.events_as(#form, #wrapper)))
        }
        ResponseBody::Items(_) => quote!(Ok(response.items_as(#wrapper))),
        ResponseBody::Parts(PartBody::Json(_)) => quote!(Ok(response.json_parts_as(#wrapper))),
        ResponseBody::Parts(PartBody::Text(_)) => quote!(Ok(response.text_parts_as(#wrapper))),
        ResponseBody::Parts(PartBody::Bytes) => quote!(Ok(response.byte_parts_as(#wrapper))),
        ResponseBody::Parts(PartBody::Positions(parts)) => {
            let (required, read) = read_positions(parts);
            quote!(Ok(response.parts_by_position_as(#required, #read, #wrapper)))
        }
    }
}

/// The number of parts that a response has at least, and the function that reads each of them.
fn read_positions(parts: &PartVariants) -> (Literal, TokenStream) {
    let name = ident(&parts.name);
    let read = |variant: &PartVariant| {
        let (variant, method) = (
            ident(&variant.name),
            match &*variant.body {
                PartBody::Json(_) => "json",
                PartBody::Text(_) => "text",
                PartBody::Bytes | PartBody::Positions(_) => "bytes",
            },
        );
        let method = Ident::new(method, Span::call_site());
        quote!(part.#method().map(#name::#variant))
    };
    let arms = parts.positions.iter().enumerate().map(|(index, variant)| {
        let (index, read) = (Literal::usize_unsuffixed(index), read(variant));
        quote!(#index => #read,)
    });
    let rest = parts.rest.as_ref().map_or_else(|| quote!(part.undeclared()), read);
    let function = quote! {
        |part| match part.index() {
            #(#arms)*
            _ => #rest,
        }
    };
    (Literal::usize_unsuffixed(parts.required), function)
}

/// The type of a body.
pub(crate) fn body_type(body: &ResponseBody) -> TokenStream {
    match body {
        ResponseBody::Json(value) => type_tokens(value, Scope::Operations),
        ResponseBody::Text => quote!(String),
        ResponseBody::Bytes => quote!(Bytes),
        ResponseBody::Stream => quote!(ByteStream),
        ResponseBody::Events(_, value) => {
            let value = type_tokens(value, Scope::Operations);
            quote!(EventStream<#value>)
        }
        ResponseBody::Items(value) => {
            let value = type_tokens(value, Scope::Operations);
            quote!(JsonStream<#value>)
        }
        ResponseBody::Parts(PartBody::Json(value) | PartBody::Text(value)) => {
            let value = type_tokens(value, Scope::Operations);
            quote!(PartStream<#value>)
        }
        ResponseBody::Parts(PartBody::Bytes) => quote!(PartStream<Bytes>),
        ResponseBody::Parts(PartBody::Positions(parts)) => {
            let name = ident(&parts.name);
            quote!(PartStream<#name>)
        }
    }
}

/// An enum of responses.
pub(crate) fn response_enum(responses: &ResponseEnum) -> TokenStream {
    let (name, about, derives) = (ident(&responses.name), docs(&responses.docs), derives(&responses.derives));
    let variants = responses.variants.iter().map(|variant| {
        let (name, docs) = (ident(&variant.name), docs(&variant.docs));
        let body = variant.body.as_ref().map(|body| {
            let body = body_type(body);
            quote!((#body))
        });
        quote! {
            #docs
            #name #body,
        }
    });
    quote! {
        #about
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

/// The type that reads the headers of responses.
pub(crate) fn headers(headers: &HeadersType) -> Vec<TokenStream> {
    let (name, about, derives) = (ident(&headers.name), docs(&headers.docs), derives(&headers.derives));
    let getters = headers.getters.iter().map(|getter| {
        let (name, docs, wire) = (ident(&getter.name), docs(&getter.docs), getter.wire.as_str());
        let (deprecated, value) = (deprecated(getter.deprecated), type_tokens(&getter.value, Scope::Operations));
        let read = match getter.form {
            HeaderForm::Simple => quote!(read_header(self.0, #wire)),
            HeaderForm::Json => quote!(read_json_header(self.0, #wire)),
            HeaderForm::Lines => quote!(read_header_lines(self.0, #wire)),
            HeaderForm::Delimited(delimiter) => quote!(read_delimited_header(self.0, #wire, #delimiter)),
        };
        quote! {
            #docs
            #deprecated
            pub fn #name(&self) -> Result<Option<#value>, HeaderError> {
                #read
            }
        }
    });
    vec![
        quote! {
            #about
            #derives
            pub struct #name<'a>(&'a HeaderMap);
        },
        quote! {
            impl<'a> ::core::convert::From<&'a HeaderMap> for #name<'a> {
                fn from(headers: &'a HeaderMap) -> Self {
                    Self(headers)
                }
            }
        },
        quote! {
            impl #name<'_> {
                #(#getters)*
            }
        },
    ]
}
