//! The functions that make credentials.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{Scope, deprecated, docs, ident};
use super::signature::declaration;
use crate::rust::{Argument, Client, CredentialKind, CredentialSetter, CredentialSource, FromEnv, SecretSource};

pub(crate) fn credentials(client: &Client) -> TokenStream {
    let functions = client.credentials.iter().map(|setter| {
        let (constructor, with) = (constructor(setter), with(setter));
        quote!(#constructor #with)
    });
    let from_env = client.from_env.as_ref().map(from_env);
    quote! {
        impl Credentials {
            #(#functions)*
            #from_env
        }
    }
}

fn constructor(setter: &CredentialSetter) -> TokenStream {
    let function = &setter.constructor;
    let (name, docs) = (ident(&function.name), docs(&function.docs));
    let arguments = function.arguments.iter().map(|argument| declaration(argument, Scope::Types));
    let values: Vec<TokenStream> = function.arguments.iter().map(name_of).collect();
    let added = added(setter.scheme.as_deref(), &credential(&setter.kind, &values));
    let deprecated = deprecated(setter.deprecated);
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #name(#(#arguments),*) -> Self {
            Self::none()#added
        }
    }
}

fn with(setter: &CredentialSetter) -> Option<TokenStream> {
    let function = setter.with.as_ref()?;
    let (name, docs) = (ident(&function.name), docs(&function.docs));
    let arguments = function.arguments.iter().map(|argument| declaration(argument, Scope::Types));
    let values: Vec<TokenStream> = function.arguments.iter().map(name_of).collect();
    let added = added(setter.scheme.as_deref(), &credential(&setter.kind, &values));
    let deprecated = deprecated(setter.deprecated);
    Some(quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #name(self, #(#arguments),*) -> Self {
            self #added
        }
    })
}

fn from_env(function: &FromEnv) -> TokenStream {
    let docs = docs(&function.docs);
    let added = function.sources.iter().map(|CredentialSource { scheme, kind, secret }| {
        let variable = |name: &str| quote!(Credential::variable(#name)?);
        let values = match secret {
            SecretSource::Variable(name) => vec![variable(name)],
            SecretSource::Basic { user, password } => vec![variable(user), variable(password)],
            SecretSource::Named { name, variable: value } => vec![quote!(#name), variable(value)],
        };
        added(scheme.as_deref(), &credential(kind, &values))
    });
    quote! {
        #docs
        pub fn from_env() -> Result<Self, BuildError> {
            Ok(Self::none() #(#added)*)
        }
    }
}

fn name_of(argument: &Argument) -> TokenStream {
    let name = ident(&argument.name);
    quote!(#name)
}

/// The call that adds a credential: for its security scheme, or for every operation.
fn added(scheme: Option<&str>, credential: &TokenStream) -> TokenStream {
    match scheme {
        Some(scheme) => quote!(.with(#scheme, #credential)),
        None => quote!(.with_general(#credential)),
    }
}

/// A credential made of values, which the runtime converts.
fn credential(kind: &CredentialKind, values: &[TokenStream]) -> TokenStream {
    let values = quote!(#(#values),*);
    match kind {
        CredentialKind::Header(name) => quote!(Credential::header(#name, #values)),
        CredentialKind::Query(name) => quote!(Credential::query(#name, #values)),
        CredentialKind::Cookie(name) => quote!(Credential::cookie(#name, #values)),
        CredentialKind::NamedHeader => quote!(Credential::header(#values)),
        CredentialKind::NamedQuery => quote!(Credential::query(#values)),
        CredentialKind::Bearer => quote!(Credential::bearer(#values)),
        CredentialKind::TokenProvider => quote!(Credential::token_provider(#values)),
        CredentialKind::Basic => quote!(Credential::basic(#values)),
    }
}
