//! What an operation answers: the enums of its answers, and how each is read.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::common::{From, deprecated, doc, docs, ident, type_tokens};
use crate::rust::{
    ErrorVariant, EventForm, HeaderForm, HeaderGetter, HeadersType, Identifier, MediaTypeArm, Operation, Outcome,
    ResponseBody, StatusArm, Success,
};

/// The functions that read an answer: by its status, and by its media type where there are several.
pub(crate) fn decode(operation: &Operation) -> TokenStream {
    let arms = operation.arms.iter().map(|arm| {
        let pattern = status_pattern(arm);
        let body = match arm.media_types.as_slice() {
            [] => quote!(Err(response.undeclared().into())),
            [only] => read(operation, only),
            [named @ .., last] => {
                let named = named.iter().map(|choice| {
                    let (pattern, read) = (media_pattern(choice), read(operation, choice));
                    quote!(#pattern => #read,)
                });
                let last = read(operation, last);
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
    let undeclared = operation
        .arms
        .iter()
        .all(|arm| arm.statuses.is_some())
        .then(|| quote!(_ => Err(response.undeclared().into()),));
    let streams = streams(operation);
    quote! {
        #streams

        fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
            match response.status().as_u16() {
                #(#arms)*
                #undeclared
            }
        }
    }
}

fn status_pattern(arm: &StatusArm) -> TokenStream {
    match arm.statuses {
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

/// The pattern of a media type, with a guard where it is a range.
fn media_pattern(choice: &MediaTypeArm) -> TokenStream {
    let exact: Vec<&String> = choice.media_types.iter().filter(|name| !name.ends_with('/')).collect();
    if exact.len() == choice.media_types.len() {
        return quote!(#(#exact)|*);
    }
    let conditions = media_conditions(choice, true);
    quote!(media_type if #(#conditions)||*)
}

/// The conditions of which one holds if `media_type` is one of a choice's; or the opposite of each of them, which all
/// hold if it is none.
fn media_conditions(choice: &MediaTypeArm, is_one: bool) -> Vec<TokenStream> {
    let not = (!is_one).then(|| quote!(!));
    let exact: Vec<&String> = choice.media_types.iter().filter(|name| !name.ends_with('/')).collect();
    let ranges = choice.media_types.iter().filter(|name| name.ends_with('/'));
    let mut conditions: Vec<TokenStream> = match exact.as_slice() {
        [] => Vec::new(),
        [only] if is_one => vec![quote!(media_type == #only)],
        [only] => vec![quote!(media_type != #only)],
        several => vec![quote!(#not matches!(media_type, #(#several)|*))],
    };
    conditions.extend(ranges.map(|range| quote!(#not media_type.starts_with(#range))));
    conditions
}

fn is_streamed(choice: &MediaTypeArm) -> bool {
    choice.body.as_ref().is_some_and(ResponseBody::is_streamed)
}

/// The function that says whose bodies are streamed, if there are any.
fn streams(operation: &Operation) -> Option<TokenStream> {
    predicate(operation, "streams", is_streamed)
}

/// The function that says which responses are pages: successes whose bodies are JSON.
pub(crate) fn is_page(operation: &Operation) -> Option<TokenStream> {
    let is_page = |choice: &MediaTypeArm| {
        matches!(choice.outcome, Outcome::Success | Outcome::SuccessVariant(_))
            && matches!(choice.body, Some(ResponseBody::Json(_)))
    };
    operation.pages.as_ref().and_then(|_| predicate(operation, "is_page", is_page))
}

/// A function that says of a status and a media type whether the choice for them is a wanted one, if there is such a choice.
fn predicate(operation: &Operation, name: &str, is_wanted: fn(&MediaTypeArm) -> bool) -> Option<TokenStream> {
    let name = Ident::new(name, Span::call_site());
    let has_wanted = |arm: &&StatusArm| arm.media_types.iter().any(is_wanted);
    // An arm without a wanted choice matters if its statuses are among those of a later one.
    let is_before_wanted = |index: usize, arm: &StatusArm| {
        let later = operation.arms.iter().skip(index).filter(has_wanted);
        later.into_iter().any(|later| overlap(arm, later))
    };
    let arms = operation.arms.iter().enumerate().filter(|(index, arm)| is_before_wanted(*index, arm));
    let arms: Vec<(&StatusArm, Wanted)> = arms.map(|(_, arm)| (arm, wanted_of(arm, is_wanted))).collect();
    let looks_at_media_type = arms.iter().any(|(_, wanted)| matches!(wanted, Wanted::Some(_)));
    let patterns = arms.iter().map(|(arm, _)| status_pattern(arm));
    let body = match arms.as_slice() {
        [] => return None,
        [(arm, wanted)] => {
            let status = status_condition(arm);
            match wanted {
                Wanted::Some(conditions) if conditions.len() > 1 => quote!(#status && (#(#conditions)||*)),
                Wanted::Some(conditions) => quote!(#status && #(#conditions)||*),
                Wanted::All => status,
                Wanted::None => quote!(false),
            }
        }
        several if several.iter().all(|(_, wanted)| matches!(wanted, Wanted::All)) => {
            quote!(matches!(status, #(#patterns)|*))
        }
        several => {
            let arms = several.iter().zip(patterns).map(|((_, wanted), pattern)| match wanted {
                Wanted::All => quote!(#pattern => true,),
                Wanted::None => quote!(#pattern => false,),
                Wanted::Some(conditions) => quote!(#pattern => #(#conditions)||*,),
            });
            let others = several.iter().all(|(arm, _)| arm.statuses.is_some()).then(|| quote!(_ => false,));
            quote! {
                match status {
                    #(#arms)*
                    #others
                }
            }
        }
    };
    let media_type = Ident::new(if looks_at_media_type { "media_type" } else { "_media_type" }, Span::call_site());
    Some(quote! {
        fn #name(status: u16, #media_type: &str) -> bool {
            #body
        }
    })
}

/// Which responses of a status are wanted.
enum Wanted {
    All,
    None,
    /// Those whose media type meets one of some conditions.
    Some(Vec<TokenStream>),
}

fn wanted_of(arm: &StatusArm, is_wanted: fn(&MediaTypeArm) -> bool) -> Wanted {
    if arm.media_types.iter().all(is_wanted) {
        return if arm.media_types.is_empty() { Wanted::None } else { Wanted::All };
    }
    // The last choice is for every media type that the others do not name.
    let [named @ .., last] = arm.media_types.as_slice() else { return Wanted::None };
    let is_by_name = !is_wanted(last);
    let named = named.iter().filter(|choice| is_wanted(choice) == is_by_name);
    let media: Vec<TokenStream> = named.flat_map(|choice| media_conditions(choice, is_by_name)).collect();
    match (is_by_name, media.as_slice()) {
        (_, []) => Wanted::None,
        (true, _) => Wanted::Some(media),
        (false, several) => Wanted::Some(vec![quote!(#(#several)&&*)]),
    }
}

fn overlap(first: &StatusArm, second: &StatusArm) -> bool {
    match (first.statuses, second.statuses) {
        (Some(first), Some(second)) => first.0 <= second.1 && second.0 <= first.1,
        _ => true,
    }
}

fn status_condition(arm: &StatusArm) -> TokenStream {
    let pattern = status_pattern(arm);
    match arm.statuses {
        Some((first, last)) if first == last => quote!(status == #pattern),
        Some(_) => quote!((#pattern).contains(&status)),
        None => quote!(true),
    }
}

fn event_form(form: EventForm) -> TokenStream {
    match form {
        EventForm::Json => quote!(EventForm::Json),
        EventForm::Text => quote!(EventForm::Text),
        EventForm::Whole => quote!(EventForm::Whole),
    }
}

/// The expression that reads an answer.
fn read(operation: &Operation, choice: &MediaTypeArm) -> TokenStream {
    match &choice.outcome {
        Outcome::Success => match &choice.body {
            None => quote!(Ok(response.empty())),
            Some(ResponseBody::Json(_)) => quote!(Ok(response.json()?)),
            Some(ResponseBody::Text | ResponseBody::Bytes) => quote!(Ok(response.text()?)),
            Some(ResponseBody::Stream) => quote!(Ok(response.stream())),
            Some(ResponseBody::Events(form, _)) => {
                let form = event_form(*form);
                quote!(Ok(response.events(#form)))
            }
        },
        Outcome::SuccessVariant(variant) => {
            let variant = ident(variant);
            let name = match &operation.success {
                Success::Several { name, .. } => ident(name),
                Success::One(_) => Ident::new("Self", Span::call_site()),
            };
            let variant = quote!(#name::#variant);
            match &choice.body {
                None => quote!(Ok(response.empty_as(#variant))),
                Some(ResponseBody::Json(_)) => quote!(Ok(response.json_as(#variant)?)),
                Some(ResponseBody::Text | ResponseBody::Bytes) => quote!(Ok(response.text_as(#variant)?)),
                Some(ResponseBody::Stream) => quote!(Ok(response.stream_as(#variant))),
                Some(ResponseBody::Events(form, _)) => {
                    let form = event_form(*form);
                    quote!(Ok(response.events_as(#form, #variant)))
                }
            }
        }
        Outcome::Error(variant) => {
            let (name, variant) = (ident(&operation.error.name), ident(variant));
            let variant = quote!(#name::#variant);
            match &choice.body {
                None => quote!(Err(response.error_without_body(#variant))),
                Some(ResponseBody::Json(_)) => quote!(Err(response.error(#variant))),
                Some(ResponseBody::Text | ResponseBody::Events(..)) => quote!(Err(response.text_error(#variant))),
                Some(ResponseBody::Bytes | ResponseBody::Stream) => quote!(Err(response.bytes_error(#variant))),
            }
        }
    }
}

/// The type of a body.
pub(crate) fn body_type(body: &ResponseBody) -> TokenStream {
    match body {
        ResponseBody::Json(value) => type_tokens(value, From::Elsewhere),
        ResponseBody::Text => quote!(String),
        ResponseBody::Bytes => quote!(Bytes),
        ResponseBody::Stream => quote!(ByteStream),
        ResponseBody::Events(_, value) => {
            let value = type_tokens(value, From::Elsewhere);
            quote!(EventStream<#value>)
        }
    }
}

/// The names of the runtime that a body needs.
pub(crate) fn body_names(body: &ResponseBody) -> &'static [&'static str] {
    match body {
        ResponseBody::Json(_) | ResponseBody::Text => &[],
        ResponseBody::Bytes => &["Bytes"],
        ResponseBody::Stream => &["ByteStream"],
        ResponseBody::Events(..) => &["EventForm", "EventStream"],
    }
}

/// An enum with a variant for each status, or for each media type of one.
pub(crate) fn answers(name: &Identifier, about: &str, variants: &[ErrorVariant]) -> TokenStream {
    let name = ident(name);
    let about = doc(about);
    let is_streamed = |variant: &ErrorVariant| variant.body.as_ref().is_some_and(ResponseBody::is_streamed);
    let derives = match variants.iter().any(is_streamed) {
        true => quote!(Debug),
        false => quote!(Clone, Debug, PartialEq),
    };
    let variants = variants.iter().map(|variant| {
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
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

/// The enum of refusals.
pub(crate) fn errors(operation: &Operation) -> Vec<TokenStream> {
    let name = ident(&operation.error.name);
    let method = operation.method.word();
    let about = format!("What [`Client::{method}`] is refused with, by status.");
    vec![
        answers(&operation.error.name, &about, &operation.error.variants),
        quote!(crate::runtime::impl_api_error!(#name);),
    ]
}

/// The runtime's function that reads a header.
pub(crate) fn header_reader(getter: &HeaderGetter) -> &'static str {
    match getter.form {
        HeaderForm::Simple => "read_header",
        HeaderForm::Json => "read_json_header",
        HeaderForm::Lines => "read_header_lines",
    }
}

/// The type that reads the headers of the answers.
pub(crate) fn headers(headers: &HeadersType, method: &Identifier) -> Vec<TokenStream> {
    let name = ident(&headers.name);
    let method = method.word();
    let about = doc(&format!("The headers of what [`Client::{method}`] answers: `{name}::from(response.headers())`."));
    let getters = headers.getters.iter().map(|getter| {
        let (name, docs, wire) = (ident(&getter.name), docs(&getter.docs), getter.wire.as_str());
        let (deprecated, value) = (deprecated(getter.deprecated), type_tokens(&getter.value, From::Elsewhere));
        let value = if getter.form == HeaderForm::Lines { quote!(Vec<#value>) } else { value };
        let read = Ident::new(header_reader(getter), Span::call_site());
        quote! {
            #docs
            #deprecated
            pub fn #name(&self) -> Result<Option<#value>, HeaderError> {
                #read(self.0, #wire)
            }
        }
    });
    vec![
        quote! {
            #about
            #[derive(Clone, Copy, Debug)]
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
