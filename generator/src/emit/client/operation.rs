//! An operation: the method of the client, the type that stands for it, and how its answer is read.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::common::{From, deprecated, doc, docs, ident, type_tokens};
use super::{argument, response};
use crate::rust::{BodyKind, Identifier, Input, NextPage, Operation, Pagination, ResponseBody, Success, Type};

/// The public types that belong to an operation, beside its marker.
pub(crate) fn type_names(operation: &Operation) -> Vec<&Identifier> {
    let mut names = Vec::new();
    names.extend(operation.body.iter().map(|body| &body.name));
    names.extend(operation.headers.iter().map(|headers| &headers.name));
    if let Success::Several { name, .. } = &operation.success {
        names.push(name);
    }
    if !operation.error.variants.is_empty() {
        names.push(&operation.error.name);
    }
    names
}

pub(crate) fn operation(operation: &Operation) -> Vec<TokenStream> {
    let mut items = imports(operation);
    items.push(method(operation));
    items.push(marker(operation));
    items.extend(optional(operation));
    items.extend(operation.pagination.as_ref().map(|pagination| pages(operation, pagination)));
    items.push(implementation(operation));
    if let Some(body) = &operation.body {
        items.extend(argument::body_enum(body, &operation.method));
    }
    if let Some(headers) = &operation.headers {
        items.extend(response::headers(headers, &operation.method));
    }
    if let Success::Several { name, variants } = &operation.success {
        items.push(response::answers(name, "What the service answers, by status.", variants));
    }
    if !operation.error.variants.is_empty() {
        items.extend(response::errors(operation));
    }
    items
}

fn imports(operation: &Operation) -> Vec<TokenStream> {
    let inner_doc = format!(" The operation {}.", operation.about);
    let mut items = vec![quote!(#![doc = #inner_doc])];
    let types = all_types(operation);
    if types.iter().any(|value| value.has_map()) {
        items.push(quote!(
            use std::collections::BTreeMap;
        ));
    }
    let mut names = BTreeSet::from(["Client", "Error", "Method", "Operation", "Reply", "Request", "Response"]);
    names.extend(operation.arguments.iter().chain(&operation.optional).flat_map(argument::names));
    names.extend(bodies(operation).iter().flat_map(|body| response::body_names(body)));
    if let Some(body) = &operation.body {
        names.extend(body.variants.iter().flat_map(|variant| argument::body_names(&variant.kind)));
    }
    if operation.pagination.is_some() {
        names.extend(["Items", "Next", "Pages"]);
    }
    if let Some(headers) = &operation.headers {
        names.extend(["HeaderError", "HeaderMap"]);
        names.extend(headers.getters.iter().map(response::header_reader));
    }
    // Functions come behind types, as rustfmt has it.
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_by_key(|name| name.starts_with(char::is_lowercase));
    let names = names.iter().map(|name| Ident::new(name, Span::call_site()));
    items.push(quote!(use crate::runtime::{#(#names),*};));
    if types.iter().any(|value| value.has_json()) {
        items.push(quote!(
            use crate::runtime::json;
        ));
    }
    if types.iter().any(|value| value.has_text()) {
        items.push(quote!(
            use crate::runtime::text;
        ));
    }
    let mut names_types = false;
    types.iter().for_each(|value| value.visit_named(&mut |_| names_types = true));
    if names_types {
        items.push(quote!(
            use crate::types;
        ));
    }
    items
}

/// The bodies of all answers.
fn bodies(operation: &Operation) -> Vec<&ResponseBody> {
    let errors = operation.error.variants.iter().filter_map(|variant| variant.body.as_ref());
    let mut bodies: Vec<&ResponseBody> = match &operation.success {
        Success::One(body) => body.iter().collect(),
        Success::Several { variants, .. } => variants.iter().filter_map(|variant| variant.body.as_ref()).collect(),
    };
    bodies.extend(errors);
    bodies
}

fn all_types(operation: &Operation) -> Vec<&Type> {
    let of_body = |kind| match kind {
        &BodyKind::Json { ref value, .. } | &BodyKind::Form { ref value, .. } => Some(value),
        _ => None,
    };
    let arguments = operation.arguments.iter().chain(&operation.optional);
    let arguments = arguments.filter_map(|argument| match &argument.input {
        Input::Parameter { value, .. } | Input::FormField { value, .. } => Some(value),
        Input::Body(kind) => of_body(kind),
        Input::Part { .. } => None,
    });
    let variants = operation.body.iter().flat_map(|body| &body.variants).filter_map(|variant| of_body(&variant.kind));
    let headers = operation.headers.iter().flat_map(|headers| &headers.getters).map(|getter| &getter.value);
    let answers = bodies(operation).into_iter().filter_map(ResponseBody::value);
    let items = operation.pagination.iter().map(|pagination| &pagination.item);
    arguments.chain(variants).chain(headers).chain(answers).chain(items).collect()
}

/// The client's method: what is required are its arguments.
fn method(operation: &Operation) -> TokenStream {
    let (name, marker) = (ident(&operation.method), ident(&operation.marker));
    let (docs, deprecated) = (docs(&operation.docs), deprecated(operation.deprecated));
    let arguments = operation.arguments.iter().map(|argument| argument::declaration(argument, &ident(&argument.name)));
    let adding =
        operation.arguments.iter().map(|argument| argument::adding(argument, &quote!(call), &ident(&argument.name)));
    let body = if operation.arguments.is_empty() {
        quote!(Request::new(self.call::<#marker>()))
    } else {
        quote! {
            let mut call = self.call::<#marker>();
            #(#adding)*
            Request::new(call)
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

fn marker(operation: &Operation) -> TokenStream {
    let name = ident(&operation.marker);
    let docs = doc(&format!("The operation of [`Client::{}`].", operation.method.word()));
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
    let value = Ident::new("value", Span::call_site());
    let methods = operation.optional.iter().map(|argument| {
        let (name, docs, deprecated) = (ident(&argument.name), docs(&argument.docs), deprecated(argument.deprecated));
        let (declaration, adding) =
            (argument::declaration(argument, &value), argument::adding(argument, &quote!(self.call), &value));
        quote! {
            #docs
            #deprecated
            pub fn #name(mut self, #declaration) -> Self {
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

/// The items of a list, page after page.
fn pages(operation: &Operation, pagination: &Pagination) -> TokenStream {
    let (marker, item) = (ident(&operation.marker), type_tokens(&pagination.item, From::Elsewhere));
    let items = pagination.items.as_str();
    let next = match &pagination.next {
        NextPage::Cursor { parameter, at } => {
            let at = at.as_str();
            quote!(Next::Cursor { parameter: #parameter, at: #at })
        }
        NextPage::LastItem { parameter, at } => {
            let at = at.as_str();
            quote!(Next::LastItem { parameter: #parameter, at: #at })
        }
        NextPage::Offset { parameter } => quote!(Next::Offset { parameter: #parameter }),
        NextPage::Page { parameter, first } => {
            let first = Literal::u64_unsuffixed(*first);
            quote!(Next::Page { parameter: #parameter, first: #first })
        }
        NextPage::Link => quote!(Next::Link),
    };
    let more = match pagination.more.as_ref().map(|more| more.as_str()) {
        Some(more) => quote!(Some(#more)),
        None => quote!(None),
    };
    let about = doc("All the items, page after page: a page is asked for when its first item is.");
    quote! {
        impl Request<#marker> {
            #about
            pub fn items(self) -> Items<#marker, #item> {
                Items::new(self, Pages { items: #items, next: #next, more: #more })
            }
        }
    }
}

fn implementation(operation: &Operation) -> TokenStream {
    let (marker, id, path) = (ident(&operation.marker), operation.id.as_str(), operation.path.as_str());
    let method = Ident::new(operation.http_method, Span::call_site());
    let accept = match operation.accept.as_deref() {
        Some("application/json") => TokenStream::new(),
        Some(accept) => quote!(const ACCEPT: Option<&'static str> = Some(#accept);),
        None => quote!(
            const ACCEPT: Option<&'static str> = None;
        ),
    };
    let security = (!operation.security.is_empty()).then(|| {
        let security = operation.security.iter().map(|schemes| quote!(&[#(#schemes),*]));
        quote!(const SECURITY: &'static [&'static [&'static str]] = &[#(#security),*];)
    });
    let server = operation.server.iter().map(|server| quote!(const SERVER: Option<&'static str> = Some(#server);));
    let output = match &operation.success {
        Success::One(None) => quote!(()),
        Success::One(Some(body)) => response::body_type(body),
        Success::Several { name, .. } => {
            let name = ident(name);
            quote!(#name)
        }
    };
    let error = if operation.error.variants.is_empty() {
        quote!(::core::convert::Infallible)
    } else {
        let name = ident(&operation.error.name);
        quote!(#name)
    };
    let decode = response::decode(operation);
    quote! {
        impl Operation for #marker {
            type Error = #error;
            type Output = #output;

            #accept
            const ID: &'static str = #id;
            const METHOD: Method = Method::#method;
            const PATH: &'static str = #path;
            #security
            #(#server)*

            #decode
        }
    }
}
