//! How a client is built: its servers and credentials.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{Scope, docs, ident, inner_docs};
use super::signature::declaration;
use super::{modules, server};
use crate::rust::{Argument, Builder, Client, CredentialKind, CredentialSetter, DefaultServer, Pointer};

pub(crate) fn client(client: &Client) -> Vec<TokenStream> {
    let mut items = vec![inner_docs(&client.docs)];
    items.extend(modules::imports(&client.imports));
    items.push(builder(&client.builder));
    items.extend(client.servers.iter().flat_map(server::servers));
    items.extend(client.templates.iter().flat_map(server::template));
    if !client.credentials.is_empty() {
        items.push(credentials(client));
    }
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
    let (argument, credentials) = match builder.takes_credentials {
        true => (quote!(credentials: Credentials), quote!(credentials)),
        false => (TokenStream::new(), quote!(Credentials::none())),
    };
    let pointer = |pointer: &Option<Pointer>| match pointer.as_ref().map(Pointer::as_str) {
        Some(pointer) => quote!(Some(#pointer)),
        None => quote!(None),
    };
    let errors = (builder.error_message.is_some() || builder.error_code.is_some()).then(|| {
        let (message, code) = (pointer(&builder.error_message), pointer(&builder.error_code));
        quote!(.error_pointers(#message, #code))
    });
    quote! {
        impl Client {
            #docs
            pub fn builder(#argument) -> ClientBuilder {
                ClientBuilder::new(#server, #credentials)#errors
            }
        }
    }
}

fn credentials(client: &Client) -> TokenStream {
    let functions = client.credentials.iter().map(|setter| {
        let (constructor, with) = (constructor(setter), with(setter));
        quote!(#constructor #with)
    });
    quote! {
        impl Credentials {
            #(#functions)*
        }
    }
}

fn constructor(setter: &CredentialSetter) -> TokenStream {
    let function = &setter.constructor;
    let (name, docs, scheme) = (ident(&function.name), docs(&function.docs), setter.scheme.as_str());
    let arguments = function.arguments.iter().map(|argument| declaration(argument, Scope::Types));
    let credential = credential(&setter.kind, &function.arguments);
    quote! {
        #docs
        #[must_use]
        pub fn #name(#(#arguments),*) -> Self {
            Self::none().with(#scheme, #credential)
        }
    }
}

fn with(setter: &CredentialSetter) -> Option<TokenStream> {
    let function = setter.with.as_ref()?;
    let (name, docs, scheme) = (ident(&function.name), docs(&function.docs), setter.scheme.as_str());
    let arguments = function.arguments.iter().map(|argument| declaration(argument, Scope::Types));
    let credential = credential(&setter.kind, &function.arguments);
    Some(quote! {
        #docs
        #[must_use]
        pub fn #name(self, #(#arguments),*) -> Self {
            self.with(#scheme, #credential)
        }
    })
}

/// A credential made of the arguments, which the runtime converts.
fn credential(kind: &CredentialKind, arguments: &[Argument]) -> TokenStream {
    let values = arguments.iter().map(|argument| ident(&argument.name));
    let values = quote!(#(#values),*);
    match kind {
        CredentialKind::Header(name) => quote!(Credential::header(#name, #values)),
        CredentialKind::Query(name) => quote!(Credential::query(#name, #values)),
        CredentialKind::Cookie(name) => quote!(Credential::cookie(#name, #values)),
        CredentialKind::Bearer => quote!(Credential::bearer(#values)),
        CredentialKind::TokenProvider => quote!(Credential::token_provider(#values)),
        CredentialKind::Basic => quote!(Credential::basic(#values)),
    }
}
