//! Servers: an enum of those whose URLs are whole, and a type for each whose URL has something to be filled in.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{doc, docs, ident};
use crate::rust::{Client, DefaultServer, ServerTemplate, ServerVariable, ServerVariableKind, TemplatePiece};

/// The enum of the servers whose URLs are whole.
pub(crate) fn servers(client: &Client) -> Vec<TokenStream> {
    let has_default = client.default == DefaultServer::First;
    let variants = client.servers.iter().enumerate().map(|(index, server)| {
        let (name, docs) = (ident(&server.name), docs(&server.docs));
        let default = (has_default && index == 0).then(|| quote!(#[default]));
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
    let default = has_default.then(|| quote!(Default,));
    let (about, url_about) = (doc("The servers that the document names."), doc("The server's URL."));
    vec![
        quote! {
            #about
            #[derive(Clone, Copy, Debug, #default PartialEq, Eq, Hash)]
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
            impl ::core::convert::From<Server> for ServerUrl {
                fn from(server: Server) -> Self {
                    Self::from(server.url())
                }
            }
        },
    ]
}

/// A server whose URL has something to be filled in.
pub(crate) fn template(template: &ServerTemplate) -> Vec<TokenStream> {
    let name = ident(&template.name);
    let template_docs = docs(&template.docs);
    let origin = template.origin.iter().map(|field| {
        let (field, about) = (ident(field), doc("Where the service is: a URL."));
        quote! {
            #about
            pub #field: String,
        }
    });
    let fields = template.variables.iter().map(|variable| {
        let (field, docs, value) = (ident(&variable.name), docs(&variable.docs), value_type(variable));
        quote! {
            #docs
            pub #field: #value,
        }
    });
    let default = has_derived_default(template).then(|| quote!(Default,));
    let mut items = vec![quote! {
        #template_docs
        #[derive(Clone, Debug, #default PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub struct #name {
            #(#origin)*
            #(#fields)*
        }
    }];
    items.extend(constructor(template));
    items.push(url(template));
    items.extend(template.variables.iter().flat_map(listed));
    items
}

fn value_type(variable: &ServerVariable) -> TokenStream {
    match &variable.kind {
        ServerVariableKind::Text(_) => quote!(String),
        ServerVariableKind::Listed { name, .. } => {
            let name = ident(name);
            quote!(#name)
        }
    }
}

/// `new` takes what has no default; without such a thing there is `Default`, and a method sets each of the others.
fn constructor(template: &ServerTemplate) -> Vec<TokenStream> {
    let name = ident(&template.name);
    let needed: Vec<_> = template
        .origin
        .iter()
        .chain(template.variables.iter().filter(|variable| is_needed(variable)).map(|variable| &variable.name))
        .map(ident)
        .collect();
    let initial = template.variables.iter().filter(|variable| !is_needed(variable)).map(|variable| {
        let field = ident(&variable.name);
        let value = match &variable.kind {
            ServerVariableKind::Text(Some(text)) if !text.is_empty() => quote!(#text.to_owned()),
            ServerVariableKind::Text(_) => quote!(String::new()),
            ServerVariableKind::Listed { name, .. } => {
                let name = ident(name);
                quote!(#name::default())
            }
        };
        quote!(#field: #value)
    });
    let setters = template.variables.iter().filter(|variable| !is_needed(variable)).map(|variable| {
        let (field, docs, value) = (ident(&variable.name), docs(&variable.docs), value_type(variable));
        quote! {
            #docs
            #[must_use]
            pub fn #field(mut self, value: impl Into<#value>) -> Self {
                self.#field = value.into();
                self
            }
        }
    });
    let setters = quote!(#(#setters)*);
    if needed.is_empty() {
        let default = (!has_derived_default(template)).then(|| {
            quote! {
                impl ::core::default::Default for #name {
                    fn default() -> Self {
                        Self { #(#initial),* }
                    }
                }
            }
        });
        let setters = quote! {
            impl #name {
                #setters
            }
        };
        return default.into_iter().chain([setters]).collect();
    }
    let about = doc("The server with what has no default.");
    vec![quote! {
        impl #name {
            #about
            #[must_use]
            pub fn new(#(#needed: impl Into<String>),*) -> Self {
                Self { #(#needed: #needed.into(),)* #(#initial),* }
            }

            #setters
        }
    }]
}

/// Whether every default is the one that its type has anyway.
fn has_derived_default(template: &ServerTemplate) -> bool {
    let mut variables = template.variables.iter();
    template.origin.is_none()
        && variables.all(|variable| match &variable.kind {
            ServerVariableKind::Text(text) => text.as_ref().is_some_and(String::is_empty),
            ServerVariableKind::Listed { .. } => true,
        })
}

fn is_needed(variable: &ServerVariable) -> bool {
    variable.kind == ServerVariableKind::Text(None)
}

fn url(template: &ServerTemplate) -> TokenStream {
    let name = ident(&template.name);
    let mut format = String::new();
    let mut arguments = Vec::new();
    for piece in &template.pieces {
        match piece {
            TemplatePiece::Text(text) => format.push_str(&text.replace('{', "{{").replace('}', "}}")),
            TemplatePiece::Variable(field) => {
                format.push_str("{}");
                let variable = template.variables.iter().find(|variable| variable.name == *field);
                let field = ident(field);
                arguments.push(match variable.map(|variable| &variable.kind) {
                    Some(ServerVariableKind::Listed { .. }) => quote!(server.#field.as_str()),
                    _ => quote!(server.#field),
                });
            }
        }
    }
    let url = match arguments.as_slice() {
        // What is no format has no braces to be doubled.
        [] => {
            let text: String = template.pieces.iter().map(TemplatePiece::text).collect();
            quote!(#text)
        }
        arguments => quote!(format!(#format, #(#arguments),*)),
    };
    let made = match &template.origin {
        Some(origin) => {
            let origin = ident(origin);
            let reference = if arguments.is_empty() { None } else { Some(quote!(&)) };
            quote!(Self::relative(&server.#origin, #reference #url))
        }
        None => quote!(Self::from(#url)),
    };
    let is_used = template.origin.is_some() || !arguments.is_empty();
    let server = if is_used { quote!(server) } else { quote!(_) };
    quote! {
        impl ::core::convert::From<#name> for ServerUrl {
            fn from(#server: #name) -> Self {
                #made
            }
        }
    }
}

/// The enum of the values that a variable may have.
fn listed(variable: &ServerVariable) -> Vec<TokenStream> {
    let ServerVariableKind::Listed { name, variants, default } = &variable.kind else { return Vec::new() };
    let name = ident(name);
    let about = docs(&variable.docs);
    let declared = variants.iter().enumerate().map(|(index, listed)| {
        let (variant, docs) = (ident(&listed.name), docs(&listed.docs));
        let default = (index == *default).then(|| quote!(#[default]));
        quote! {
            #docs
            #default
            #variant,
        }
    });
    let arms = variants.iter().map(|listed| {
        let (variant, value) = (ident(&listed.name), listed.value.as_str());
        quote!(Self::#variant => #value,)
    });
    let text_about = doc("What stands for it in the URL.");
    vec![
        quote! {
            #about
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#declared)*
            }
        },
        quote! {
            impl #name {
                #text_about
                #[must_use]
                pub const fn as_str(self) -> &'static str {
                    match self {
                        #(#arms)*
                    }
                }
            }
        },
    ]
}
