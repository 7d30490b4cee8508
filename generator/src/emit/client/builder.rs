//! How a client is built: its servers and credentials.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{docs, ident, inner_docs};
use super::{credentials, modules, server};
use crate::rust::{Builder, Client, DefaultServer, Pointer};

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
    let headers = builder.headers.iter().map(|header| {
        let (name, value) = (header.name.as_str(), header.value.as_str());
        quote!(.header(#name, #value))
    });
    quote! {
        impl Client {
            #docs
            pub fn builder() -> ClientBuilder {
                ClientBuilder::new(#server)#errors #(#headers)*
            }
        }
    }
}
