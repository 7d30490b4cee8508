//! How a client is built: its servers and credentials.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{doc, docs, ident};
use crate::rust::{Client, Crate, CredentialKind, CredentialSetter};

pub(super) fn client(planned: &Crate) -> Vec<TokenStream> {
    let client = &planned.client;
    let has_servers = !client.servers.is_empty();
    let has_credentials = !client.credentials.is_empty();
    let mut items = vec![quote!(#![doc = " How a client is built: which server it talks to, and as whom."])];
    items.push(match (has_servers, has_credentials) {
        (true, true) => quote! {
            use crate::runtime::{Client, ClientBuilder, Credential, Credentials, SecretString, ServerUrl};
        },
        (true, false) => quote!(
            use crate::runtime::{Client, ClientBuilder, Credentials, ServerUrl};
        ),
        (false, true) => quote!(
            use crate::runtime::{Client, ClientBuilder, Credential, Credentials, SecretString};
        ),
        (false, false) => quote!(
            use crate::runtime::{Client, ClientBuilder, Credentials};
        ),
    });
    items.push(builder(client));
    if has_servers {
        items.extend(servers(client));
    }
    if has_credentials {
        items.push(credentials(client));
    }
    items
}

fn builder(client: &Client) -> TokenStream {
    let server = match client.servers.is_empty() {
        true => quote!(None),
        false => quote!(Some(Server::default().url())),
    };
    let about = match client.servers.is_empty() {
        true => doc("Begins a client. The document names no server, so its URL has to be given."),
        false => doc("Begins a client for the default server."),
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

fn servers(client: &Client) -> Vec<TokenStream> {
    let variants = client.servers.iter().enumerate().map(|(index, server)| {
        let (name, docs) = (ident(&server.name), docs(&server.docs));
        let default = (index == 0).then(|| quote!(#[default]));
        quote! {
            #docs
            #default
            #name,
        }
    });
    let arms = client.servers.iter().map(|server| {
        let (name, url) = (ident(&server.name), server.url.as_str());
        quote!(Self::#name => #url,)
    });
    let (about, url_about) = (doc("The servers that the document names."), doc("The server's URL."));
    vec![
        quote! {
            #about
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum Server {
                #(#variants)*
            }
        },
        quote! {
            impl Server {
                #url_about
                #[must_use]
                pub const fn url(self) -> &'static str {
                    match self {
                        #(#arms)*
                    }
                }
            }
        },
        quote! {
            impl From<Server> for ServerUrl {
                fn from(server: Server) -> Self {
                    Self::from(server.url())
                }
            }
        },
    ]
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
            Self::with(#scheme, #credential)
        }
    }
}

fn adder(setter: &CredentialSetter) -> TokenStream {
    let (name, scheme) = (ident(&setter.adder), setter.scheme.as_str());
    let docs = doc(&format!(
        "Adds what [`{0}`](Self::{0}) begins with.",
        setter.constructor.as_str().trim_start_matches("r#")
    ));
    let (arguments, credential) = credential(&setter.kind);
    quote! {
        #docs
        #[must_use]
        pub fn #name(self, #arguments) -> Self {
            self.and(#scheme, #credential)
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
        CredentialKind::Basic => (
            quote!(user: impl Into<String>, password: impl Into<SecretString>),
            quote!(Credential::basic(user, password)),
        ),
    }
}
