//! How a client is built: its servers and credentials.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{docs, ident, inner_docs};
use super::{credentials, modules, server};
use crate::rust::{Builder, BuilderRateLimit, Client, DefaultServer, Pointer, RateLimit, ResetUnit};

pub(crate) fn client(client: &Client) -> Vec<TokenStream> {
    let mut items = vec![inner_docs(&client.docs)];
    items.extend(modules::imports(&client.imports));
    items.push(builder(&client.builder));
    items.extend(client.servers.iter().flat_map(server::servers));
    items.extend(client.templates.iter().flat_map(server::template));
    items.push(credentials::credentials(client));
    items
}

fn builder(builder: &Builder) -> TokenStream {
    let docs = docs(&builder.docs);
    let server = match &builder.server {
        DefaultServer::None => quote!(None),
        DefaultServer::Type(name) => {
            let name = ident(name);
            quote!(Some(#name::default().into()))
        }
        DefaultServer::Url(url) => quote!(Some(ServerUrl::from(#url))),
    };
    let pointer = |pointer: &Option<Pointer>| match pointer.as_ref().map(Pointer::as_str) {
        Some(pointer) => quote!(Some(#pointer)),
        None => quote!(None),
    };
    let errors = (builder.error_message.is_some() || builder.error_code.is_some()).then(|| {
        let (message, code) = (pointer(&builder.error_message), pointer(&builder.error_code));
        quote!(.error_pointers(#message, #code))
    });
    let rate_limit = builder.rate_limit.as_ref().map(rate_limit);
    let headers = builder.headers.iter().map(|header| {
        let (name, value) = (header.name.as_str(), header.value.as_str());
        quote!(.header(#name, #value))
    });
    quote! {
        impl Client {
            #docs
            pub fn builder() -> ClientBuilder {
                ClientBuilder::new(#server)#errors #rate_limit #(#headers)*
            }
        }
    }
}

/// The call that sets the headers of the service's rate limit.
fn rate_limit(limit: &BuilderRateLimit) -> TokenStream {
    let RateLimit { limit: limits, remaining, reset, rejects_before_acting } = &limit.headers;
    let names = |field: TokenStream, names: &[String]| (!names.is_empty()).then(|| quote!(#field: &[#(#names),*],));
    let (limits, remaining) = (names(quote!(limit), limits), names(quote!(remaining), remaining));
    let reset = reset.as_ref().map(|(headers, unit)| {
        let unit = match unit {
            ResetUnit::Seconds => quote!(Seconds),
            ResetUnit::Milliseconds => quote!(Milliseconds),
            ResetUnit::SecondsFromNow => quote!(SecondsFromNow),
            ResetUnit::Date => quote!(Date),
        };
        quote!(reset: &[#(#headers),*], reset_unit: ResetUnit::#unit,)
    });
    let rejects = rejects_before_acting.then(|| quote!(rejects_before_acting: true,));
    let common = (!limit.is_complete).then(|| quote!(..RateLimitHeaders::COMMON));
    quote!(.rate_limit_headers(&RateLimitHeaders { #limits #remaining #reset #rejects #common }))
}
