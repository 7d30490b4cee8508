//! An operation: the method that begins a request, the request type, and how its responses are read.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::common::{Scope, deprecated, derives, docs, ident, inner_docs, type_tokens};
use super::signature::{declaration, field};
use super::{accessor, argument, events, modules, response};
use crate::rust::{
    Accept, ArgumentStruct, ErrorType, Identifier, Input, NextPage, Operation, Pagination, Pointer, Success,
};

pub(crate) fn operation(operation: &Operation) -> Vec<TokenStream> {
    let mut items = vec![inner_docs(&operation.module_docs)];
    items.extend(modules::imports(&operation.imports));
    items.push(method(operation));
    items.extend(operation.arguments.iter().flat_map(|declared| argument_struct(operation, declared)));
    items.extend(request(operation));
    items.extend(operation.reconnect.as_ref().map(|setting| events::reconnect(operation, setting)));
    items.extend(operation.range.as_ref().map(|setting| range(operation, setting)));
    items.extend(optional(operation));
    items.extend(operation.events.as_ref().map(|events| events::events(operation, events)));
    items.extend(operation.pagination.as_ref().map(|pagination| pages(operation, pagination)));
    items.push(implementation(operation));
    items.extend(operation.body.iter().flat_map(argument::body_enum));
    items.extend(operation.headers.iter().flat_map(response::headers));
    items.extend(operation.parts.as_ref().map(response::response_enum));
    if let Success::Several(successes) = &operation.success {
        items.push(response::response_enum(successes));
        items.extend(accessor::accessors(successes));
    }
    items.extend(operation.error.enumeration().map(response::response_enum));
    items
}

/// The method that begins a request, which takes the required values.
fn method(operation: &Operation) -> TokenStream {
    let (name, request) = (ident(&operation.method), ident(&operation.request));
    let (docs, deprecated) = (docs(&operation.docs), deprecated(operation.deprecated));
    let arguments = || operation.required.iter().flat_map(Input::arguments);
    let (arguments, destructured) = match &operation.arguments {
        Some(declared) => {
            let (name, fields) = (ident(&declared.name), arguments().map(|argument| ident(&argument.name)));
            let lifetime = declared.has_lifetime.then(|| quote!(<'_>));
            let destructured = quote!(let #name { #(#fields),* } = arguments;);
            (vec![quote!(arguments: #name #lifetime)], Some(destructured))
        }
        None => (arguments().map(|argument| declaration(argument, Scope::Operations)).collect(), None),
    };
    let adding = operation.required.iter().map(|input| argument::adding(input, &quote!(builder)));
    let (owner, client) = match &operation.group {
        Some(group) => {
            let view = ident(&group.view);
            (quote!(#view<'_>), quote!(self.client))
        }
        None => (quote!(Client), quote!(self)),
    };
    let positions = operation.part_positions.as_ref().map(|positions| {
        let (content_type, required) = (&positions.content_type, Literal::usize_unsuffixed(positions.required));
        quote!(builder.part_positions(#content_type, #required);)
    });
    let body = if operation.required.is_empty() && positions.is_none() {
        quote!(#request(RequestBuilder::new::<#request>(#client)))
    } else {
        quote! {
            #destructured
            let mut builder = RequestBuilder::new::<#request>(#client);
            #positions
            #(#adding)*
            #request(builder)
        }
    };
    quote! {
        impl #owner {
            #docs
            #deprecated
            pub fn #name(&self, #(#arguments),*) -> #request {
                #body
            }
        }
    }
}

/// The struct of the arguments. Its `Debug` output has no values, which may be secrets.
fn argument_struct(operation: &Operation, declared: &ArgumentStruct) -> [TokenStream; 2] {
    let (name, about) = (ident(&declared.name), docs(&declared.docs));
    let fields = operation.required.iter().flat_map(|input| {
        input.arguments().map(|argument| {
            let about = (argument.name == input.name).then(|| docs(&input.docs));
            let field = field(argument, Scope::Operations);
            quote! {
                #about
                #field
            }
        })
    });
    let lifetime = declared.has_lifetime.then(|| quote!(<'a>));
    let any_lifetime = declared.has_lifetime.then(|| quote!(<'_>));
    let text = name.to_string();
    [
        quote! {
            #about
            pub struct #name #lifetime {
                #(#fields),*
            }
        },
        quote! {
            impl ::core::fmt::Debug for #name #any_lifetime {
                fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    formatter.debug_struct(#text).finish_non_exhaustive()
                }
            }
        },
    ]
}

/// The request type, and the settings that every request type has.
fn request(operation: &Operation) -> [TokenStream; 2] {
    let (name, docs, derives) =
        (ident(&operation.request), docs(&operation.request_docs), derives(&operation.request_derives));
    let settings = operation.settings.iter().flatten().map(ident);
    let declared = quote! {
        #docs
        #derives
        #[must_use = "a request does nothing unless it is awaited or sent"]
        pub struct #name(RequestBuilder);
    };
    [declared, quote!(crate::runtime::impl_request!(#name #(, #settings)*);)]
}

/// The macro for the setting of a range.
fn range(operation: &Operation, setting: &Identifier) -> TokenStream {
    let (request, setting) = (ident(&operation.request), ident(setting));
    quote!(crate::runtime::impl_range!(#request, #setting);)
}

/// The methods that add optional values to a request.
fn optional(operation: &Operation) -> Option<TokenStream> {
    if operation.optional.is_empty() {
        return None;
    }
    let request = ident(&operation.request);
    let methods = operation.optional.iter().map(|input| {
        let (name, docs, deprecated) = (ident(&input.name), docs(&input.docs), deprecated(input.deprecated));
        let arguments = input.arguments().map(|argument| declaration(argument, Scope::Operations));
        let adding = argument::adding(input, &quote!(self.0));
        quote! {
            #docs
            #deprecated
            pub fn #name(mut self, #(#arguments),*) -> Self {
                #adding
                self
            }
        }
    });
    Some(quote! {
        impl #request {
            #(#methods)*
        }
    })
}

/// The method that streams the items of all pages.
fn pages(operation: &Operation, pagination: &Pagination) -> TokenStream {
    let (request, item) = (ident(&operation.request), type_tokens(&pagination.item, Scope::Operations));
    let items = pagination.items.as_str();
    let next = match &pagination.next {
        NextPage::Cursor { parameter, at } => {
            let at = at.as_str();
            quote!(NextPage::Cursor { parameter: #parameter, pointer: #at })
        }
        NextPage::LastItem { parameter, at } => {
            let at = at.as_str();
            quote!(NextPage::LastItem { parameter: #parameter, pointer: #at })
        }
        NextPage::Offset { parameter } => quote!(NextPage::Offset { parameter: #parameter }),
        NextPage::Page { parameter, first } => {
            let first = Literal::u64_unsuffixed(*first);
            quote!(NextPage::PageNumber { parameter: #parameter, first: #first })
        }
        NextPage::Link { at: None } => quote!(NextPage::LinkHeader),
        NextPage::Link { at: Some(at) } => {
            let at = at.as_str();
            quote!(NextPage::LinkInBody { pointer: #at })
        }
    };
    let more = match pagination.more.as_ref().map(Pointer::as_str) {
        Some(more) => quote!(Some(#more)),
        None => quote!(None),
    };
    let about = docs(&pagination.docs);
    quote! {
        impl #request {
            #about
            pub fn items(self) -> Paginator<#request, #item> {
                Paginator::new(self, Pagination { items: #items, next: #next, has_more: #more })
            }
        }
    }
}

fn implementation(operation: &Operation) -> TokenStream {
    let (request, id, path) = (ident(&operation.request), operation.id.as_str(), operation.path.as_str());
    let method = operation.http_method.as_str();
    let accept = match &operation.accept {
        Accept::Default => TokenStream::new(),
        Accept::Value(accept) => quote!(const ACCEPT: Option<&'static str> = Some(#accept);),
        Accept::None => quote!(
            const ACCEPT: Option<&'static str> = None;
        ),
    };
    let security = (!operation.security.is_empty()).then(|| {
        let security = operation.security.iter().map(|schemes| quote!(&[#(#schemes),*]));
        quote!(const SECURITY: &'static [&'static [&'static str]] = &[#(#security),*];)
    });
    let stream = operation.events.as_ref().and_then(|events| events.property.as_ref());
    let stream = stream.map(|property| quote!(const STREAM_PROPERTY: Option<&'static str> = Some(#property);));
    let key = operation.idempotency_key.iter();
    let key = key.map(|name| quote!(const IDEMPOTENCY_KEY: Option<&'static str> = Some(#name);));
    let server = operation.server.iter().map(|server| quote!(const SERVER: Option<&'static str> = Some(#server);));
    let output = match &operation.success {
        Success::One(None) => quote!(()),
        Success::One(Some(body)) => response::body_type(body),
        Success::Optional(body) => {
            let body = response::body_type(body);
            quote!(Option<#body>)
        }
        Success::Several(successes) => {
            let name = ident(&successes.name);
            quote!(#name)
        }
    };
    let error = match &operation.error {
        ErrorType::Untyped => quote!(UntypedBody),
        ErrorType::One(body) => response::body_type(body),
        ErrorType::Several(errors) => {
            let name = ident(&errors.name);
            quote!(#name)
        }
    };
    let pages = operation.pagination.as_ref().map(|pagination| pagination.pages.as_slice()).unwrap_or_default();
    let is_page = (!pages.is_empty()).then(|| response::predicate("is_page", pages));
    let decode = response::decode(operation);
    quote! {
        impl Operation for #request {
            type Error = #error;
            type Output = #output;

            #accept
            const ID: &'static str = #id;
            const METHOD: &'static str = #method;
            const PATH: &'static str = #path;
            #security
            #(#server)*
            #stream
            #(#key)*

            #is_page

            #decode
        }
    }
}
