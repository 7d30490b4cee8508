//! An operation: the method of the client, the type that stands for it, and how its answer is read.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::common::{From, deprecated, doc, docs, ident, type_tokens};
use crate::rust::{
    Argument, Arm, BodyArgument, Decode, ErrorVariant, Identifier, Operation, OptionalArgument, ParameterPlace,
    Success, Type,
};

/// The enums that belong to an operation.
pub(super) fn enum_names(operation: &Operation) -> Vec<&Identifier> {
    let mut names = Vec::new();
    if let Success::Several { name, .. } = &operation.success {
        names.push(name);
    }
    if !operation.error.variants.is_empty() {
        names.push(&operation.error.name);
    }
    names
}

pub(super) fn operation(operation: &Operation) -> Vec<TokenStream> {
    let mut items = imports(operation);
    items.push(method(operation));
    items.push(marker(operation));
    items.extend(optional(operation));
    items.push(implementation(operation));
    if let Success::Several { name, variants } = &operation.success {
        items.push(answers(name, "What the service answers, by status.", variants));
    }
    if !operation.error.variants.is_empty() {
        items.extend(errors(operation));
    }
    items
}

fn imports(operation: &Operation) -> Vec<TokenStream> {
    let inner_doc = format!(" The operation {}.", operation.about);
    let mut items = vec![quote!(#![doc = #inner_doc])];
    if all_types(operation).any(Type::has_map) {
        items.push(quote!(
            use std::collections::BTreeMap;
        ));
    }
    items.push(quote!(
        use crate::runtime::{Client, Error, Method, Operation, Reply, Request, Response};
    ));
    if all_types(operation).any(Type::has_text) {
        items.push(quote!(
            use crate::runtime::text;
        ));
    }
    let mut names_types = false;
    all_types(operation).for_each(|value| value.visit_named(&mut |_| names_types = true));
    if names_types {
        items.push(quote!(
            use crate::types;
        ));
    }
    items
}

fn all_types(operation: &Operation) -> impl Iterator<Item = &Type> {
    let optional = operation.optional.iter().map(|optional| match optional {
        OptionalArgument::Parameter { argument, .. } => &argument.value,
        OptionalArgument::Body(body) => &body.value,
    });
    let arguments = operation.arguments.iter().map(|argument| &argument.value);
    let body = operation.body.iter().map(|body| &body.value);
    let errors = operation.error.variants.iter().filter_map(|variant| variant.body.as_ref());
    let success: Vec<&Type> = match &operation.success {
        Success::One(value) => value.iter().collect(),
        Success::Several { variants, .. } => variants.iter().filter_map(|variant| variant.body.as_ref()).collect(),
    };
    arguments.chain(body).chain(optional).chain(success).chain(errors)
}

/// The client's method: what is required are its arguments.
fn method(operation: &Operation) -> TokenStream {
    let (name, marker) = (ident(&operation.method), ident(&operation.marker));
    let (docs, deprecated) = (docs(&operation.docs), deprecated(operation.deprecated));
    let named = operation.arguments.iter().map(|argument| (&argument.name, &argument.value));
    let named = named.chain(operation.body.iter().map(|body| (&body.name, &body.value)));
    let arguments = named.map(|(name, value)| {
        let (name, value) = (ident(name), type_tokens(value, From::Elsewhere));
        quote!(#name: impl Into<#value>)
    });
    let adding = operation.arguments.iter().map(|argument| {
        let name = ident(&argument.name);
        add_parameter(argument, &quote!(request), &quote!(#name))
    });
    let adding_body = operation.body.iter().map(|body| {
        let name = ident(&body.name);
        add_body(body, &quote!(request), &quote!(#name))
    });
    let mutable = (!operation.arguments.is_empty() || operation.body.is_some()).then(|| quote!(mut));
    let body = if mutable.is_none() {
        quote!(self.request())
    } else {
        quote! {
            let #mutable request = self.request();
            #(#adding)*
            #(#adding_body)*
            request
        }
    };
    quote! {
        impl Client {
            #docs
            #deprecated
            pub fn #name(&self, #(#arguments),*) -> Request<#marker> {
                #body
            }
        }
    }
}

fn add_parameter(argument: &Argument, request: &TokenStream, value: &TokenStream) -> TokenStream {
    let (wire, value_type) = (argument.wire.as_str(), type_tokens(&argument.value, From::Elsewhere));
    match argument.place {
        ParameterPlace::Path => quote!(#request.path::<#value_type>(#wire, &#value.into());),
        ParameterPlace::Query => quote!(#request.query::<#value_type>(#wire, &#value.into());),
        ParameterPlace::Header => quote!(#request.header_parameter::<#value_type>(#wire, &#value.into());),
    }
}

fn add_body(body: &BodyArgument, request: &TokenStream, value: &TokenStream) -> TokenStream {
    let (content_type, value_type) = (body.content_type.as_str(), type_tokens(&body.value, From::Elsewhere));
    quote! {
        let #value: #value_type = #value.into();
        #request.json_body(#content_type, &#value);
    }
}

fn marker(operation: &Operation) -> TokenStream {
    let name = ident(&operation.marker);
    let docs = doc(&format!("The operation of [`Client::{}`].", operation.method.as_str().trim_start_matches("r#")));
    quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name;
    }
}

/// What can be added to the request before it is sent.
fn optional(operation: &Operation) -> Option<TokenStream> {
    if operation.optional.is_empty() {
        return None;
    }
    let marker = ident(&operation.marker);
    let methods = operation.optional.iter().map(|optional| {
        let (name, docs, is_deprecated, value_type, adding) = match optional {
            OptionalArgument::Parameter { argument, deprecated } => {
                let adding = add_parameter(argument, &quote!(self), &quote!(value));
                (&argument.name, &argument.docs, *deprecated, &argument.value, adding)
            }
            OptionalArgument::Body(body) => {
                (&body.name, &body.docs, false, &body.value, add_body(body, &quote!(self), &quote!(value)))
            }
        };
        let (name, docs, deprecated) = (ident(name), super::common::docs(docs), deprecated(is_deprecated));
        let value_type = type_tokens(value_type, From::Elsewhere);
        quote! {
            #docs
            #deprecated
            pub fn #name(mut self, value: impl Into<#value_type>) -> Self {
                #adding
                self
            }
        }
    });
    Some(quote! {
        impl Request<#marker> {
            #(#methods)*
        }
    })
}

fn implementation(operation: &Operation) -> TokenStream {
    let (marker, id, path) = (ident(&operation.marker), operation.id.as_str(), operation.path.as_str());
    let method = proc_macro2::Ident::new(operation.http_method, proc_macro2::Span::call_site());
    let accept = match &operation.accept {
        Some(accept) => quote!(Some(#accept)),
        None => quote!(None),
    };
    let security = operation.security.iter().map(|schemes| quote!(&[#(#schemes),*]));
    let output = match &operation.success {
        Success::One(None) => quote!(()),
        Success::One(Some(value)) => type_tokens(value, From::Elsewhere),
        Success::Several { name, .. } => {
            let name = ident(name);
            quote!(#name)
        }
    };
    let error = if operation.error.variants.is_empty() {
        quote!(std::convert::Infallible)
    } else {
        let name = ident(&operation.error.name);
        quote!(#name)
    };
    let arms = operation.arms.iter().map(|arm| arm_tokens(operation, arm));
    let undeclared =
        operation.arms.iter().all(|arm| arm.statuses.is_some()).then(|| quote!(_ => Err(reply.undeclared().into()),));
    quote! {
        impl Operation for #marker {
            type Error = #error;
            type Output = #output;

            const ACCEPT: Option<&'static str> = #accept;
            const ID: &'static str = #id;
            const METHOD: Method = Method::#method;
            const PATH: &'static str = #path;
            const SECURITY: &'static [&'static [&'static str]] = &[#(#security),*];

            fn decode(reply: Reply) -> Result<Response<Self::Output>, Error<Self::Error>> {
                match reply.status().as_u16() {
                    #(#arms)*
                    #undeclared
                }
            }
        }
    }
}

fn arm_tokens(operation: &Operation, arm: &Arm) -> TokenStream {
    let pattern = match arm.statuses {
        None => quote!(_),
        Some((first, last)) if first == last => {
            let status = Literal::u16_unsuffixed(first);
            quote!(#status)
        }
        Some((first, last)) => {
            let (first, last) = (Literal::u16_unsuffixed(first), Literal::u16_unsuffixed(last));
            quote!(#first..=#last)
        }
    };
    let answers = match &operation.success {
        Success::Several { name, .. } => Some(ident(name)),
        Success::One(_) => None,
    };
    let error = ident(&operation.error.name);
    let result = match &arm.decode {
        Decode::Success { has_body: true } => quote!(Ok(reply.json()?)),
        Decode::Success { has_body: false } => quote!(Ok(reply.empty())),
        Decode::SuccessVariant { variant, has_body: true } => {
            let variant = ident(variant);
            quote!(Ok(reply.json_as(#answers::#variant)?))
        }
        Decode::SuccessVariant { variant, has_body: false } => {
            let variant = ident(variant);
            quote!(Ok(reply.empty_as(#answers::#variant)))
        }
        Decode::Error { variant, has_body: true } => {
            let variant = ident(variant);
            quote!(Err(reply.error(#error::#variant)))
        }
        Decode::Error { variant, has_body: false } => {
            let variant = ident(variant);
            quote!(Err(reply.error_without_body(#error::#variant)))
        }
    };
    quote!(#pattern => #result,)
}

/// An enum with a variant for each status.
fn answers(name: &Identifier, about: &str, variants: &[ErrorVariant]) -> TokenStream {
    let name = ident(name);
    let about = doc(about);
    let variants = variants.iter().map(|variant| {
        let (name, docs) = (ident(&variant.name), docs(&variant.docs));
        let body = variant.body.as_ref().map(|body| {
            let body = type_tokens(body, From::Elsewhere);
            quote!((#body))
        });
        quote! {
            #docs
            #name #body,
        }
    });
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

fn errors(operation: &Operation) -> Vec<TokenStream> {
    let name = ident(&operation.error.name);
    let method = operation.method.as_str().trim_start_matches("r#");
    let about = format!("What [`Client::{method}`] is refused with, by status.");
    let arms = operation.error.variants.iter().map(|variant| {
        let (name, text) = (ident(&variant.name), variant.text.as_str());
        let body = variant.body.as_ref().map(|_| quote!((_)));
        quote!(Self::#name #body => #text,)
    });
    vec![
        answers(&operation.error.name, &about, &operation.error.variants),
        quote! {
            impl std::fmt::Display for #name {
                fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    let text = match self {
                        #(#arms)*
                    };
                    formatter.pad(text)
                }
            }
        },
        quote!(impl std::error::Error for #name {}),
    ]
}
