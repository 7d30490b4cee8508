//! How a client is built: its servers and credentials.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{doc, docs, ident};
use super::server;
use crate::rust::{Client, Crate, CredentialKind, CredentialSetter, DefaultServer};

pub(crate) fn client(planned: &Crate) -> Vec<TokenStream> {
    let client = &planned.client;
    let mut items = vec![quote!(#![doc = " How a client is built: which server it talks to, and as whom."])];
    let has_servers = !client.servers.is_empty() || !client.templates.is_empty();
    let has_url = has_servers || matches!(client.default, DefaultServer::Url(_));
    let has_secret = client.credentials.iter().any(|setter| setter.kind != CredentialKind::Provided);
    let is_provided = client.credentials.iter().any(|setter| setter.kind == CredentialKind::Provided);
    let credential = (!client.credentials.is_empty()).then(|| quote!(Credential,));
    let secret = has_secret.then(|| quote!(SecretString,));
    let url = has_url.then(|| quote!(ServerUrl,));
    let provider = is_provided.then(|| quote!(TokenProvider,));
    items.push(quote! {
        use crate::runtime::{Client, ClientBuilder, #credential Credentials, #secret #url #provider};
    });
    items.push(builder(client));
    if !client.servers.is_empty() {
        items.extend(server::servers(client));
    }
    items.extend(client.templates.iter().flat_map(server::template));
    if !client.credentials.is_empty() {
        items.push(credentials(client));
    }
    items
}

fn builder(client: &Client) -> TokenStream {
    let server = match &client.default {
        DefaultServer::None => quote!(None),
        DefaultServer::First => quote!(Some(Server::default().into())),
        DefaultServer::Template(name) => {
            let name = ident(name);
            quote!(Some(#name::default().into()))
        }
        DefaultServer::Url(url) => quote!(Some(ServerUrl::from(#url))),
    };
    let about = match &client.default {
        DefaultServer::None if !client.templates.is_empty() => {
            doc("Begins a client. The document does not say where the service is, so a server has to be given.")
        }
        DefaultServer::None => doc("Begins a client. The document names no server, so its URL has to be given."),
        DefaultServer::First | DefaultServer::Template(_) => doc("Begins a client for the default server."),
        DefaultServer::Url(_) => doc("Begins a client. Every operation has a server of its own."),
    };
    if client.credentials.is_empty() {
        return quote! {
            impl Client {
                #about
                pub fn builder() -> ClientBuilder {
                    ClientBuilder::new(#server, Credentials::none())
                }
            }
        };
    }
    quote! {
        impl Client {
            #about
            pub fn builder(credentials: Credentials) -> ClientBuilder {
                ClientBuilder::new(#server, credentials)
            }
        }
    }
}

fn credentials(client: &Client) -> TokenStream {
    // An API with one scheme has nothing to add a credential to.
    let has_adders = client.credentials.len() > 1;
    let functions = client.credentials.iter().map(|setter| {
        let constructor = constructor(setter);
        let adder = has_adders.then(|| adder(setter));
        quote!(#constructor #adder)
    });
    quote! {
        impl Credentials {
            #(#functions)*
        }
    }
}

fn constructor(setter: &CredentialSetter) -> TokenStream {
    let (name, docs, scheme) = (ident(&setter.constructor), docs(&setter.docs), setter.scheme.as_str());
    let (arguments, credential) = credential(&setter.kind);
    quote! {
        #docs
        #[must_use]
        pub fn #name(#arguments) -> Self {
            Self::none().with(#scheme, #credential)
        }
    }
}

fn adder(setter: &CredentialSetter) -> TokenStream {
    let (name, scheme) = (ident(&setter.adder), setter.scheme.as_str());
    let docs = doc(&format!("Adds the credential of [`{0}`](Self::{0}).", setter.constructor.word()));
    let (arguments, credential) = credential(&setter.kind);
    quote! {
        #docs
        #[must_use]
        pub fn #name(self, #arguments) -> Self {
            self.with(#scheme, #credential)
        }
    }
}

/// The arguments that make a credential, and the credential.
fn credential(kind: &CredentialKind) -> (TokenStream, TokenStream) {
    let secret = quote!(value: impl Into<SecretString>);
    match kind {
        CredentialKind::Header(name) => (secret, quote!(Credential::header(#name, value))),
        CredentialKind::Query(name) => (secret, quote!(Credential::query(#name, value))),
        CredentialKind::Cookie(name) => (secret, quote!(Credential::cookie(#name, value))),
        CredentialKind::Bearer => (secret, quote!(Credential::bearer(value))),
        CredentialKind::Provided => {
            (quote!(provider: impl TokenProvider), quote!(Credential::token_provider(provider)))
        }
        CredentialKind::Basic => (
            quote!(user: impl Into<String>, password: impl Into<SecretString>),
            quote!(Credential::basic(user, password)),
        ),
    }
}
