//! Servers: an enum of those whose URLs are complete, and a type for each whose URL is a template.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::{Scope, derives, docs, ident, type_tokens};
use super::signature::{converted, declaration};
use crate::rust::{
    Derive, ListedValues, ServerEnum, ServerTemplate, ServerVariable, ServerVariableKind, TemplateConstructor,
    TemplatePiece,
};

/// The enum of the servers whose URLs are complete.
pub(crate) fn servers(servers: &ServerEnum) -> Vec<TokenStream> {
    let has_default = servers.derives.contains(&Derive::Default);
    let variants = servers.variants.iter().enumerate().map(|(index, server)| {
        let (name, docs) = (ident(&server.name), docs(&server.docs));
        let default = (has_default && index == 0).then(|| quote!(#[default]));
        quote! {
            #docs
            #default
            #name,
        }
    });
    let arms = servers.variants.iter().map(|server| {
        let (name, url) = (ident(&server.name), server.url.as_str());
        quote!(Self::#name => #url,)
    });
    let (about, url_about, derives) = (docs(&servers.docs), docs(&servers.url_docs), derives(&servers.derives));
    let name = ident(&servers.name);
    vec![
        quote! {
            #about
            #derives
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
            }
        },
        quote! {
            impl #name {
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
            impl ::core::convert::From<#name> for ServerUrl {
                fn from(server: #name) -> Self {
                    Self::from(server.url())
                }
            }
        },
        display(&name, &quote!(url)),
    ]
}

/// `Display` of an enum, by the function that returns the text of a variant.
fn display(name: &Ident, function: &TokenStream) -> TokenStream {
    quote! {
        impl ::core::fmt::Display for #name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(self.#function())
            }
        }
    }
}

/// A server whose URL is a template.
pub(crate) fn template(template: &ServerTemplate) -> Vec<TokenStream> {
    let (name, template_docs, derives) = (ident(&template.name), docs(&template.docs), derives(&template.derives));
    let origin = template.origin.iter().map(|origin| {
        let (field, about) = (ident(&origin.name), docs(&origin.docs));
        quote! {
            #about
            pub #field: String,
        }
    });
    let fields = template.variables.iter().map(|variable| {
        let (field, docs, value) = (ident(&variable.name), docs(&variable.docs), variable.field_type());
        let value = type_tokens(&value, Scope::Types);
        quote! {
            #docs
            pub #field: #value,
        }
    });
    let mut items = vec![quote! {
        #template_docs
        #derives
        #[non_exhaustive]
        pub struct #name {
            #(#origin)*
            #(#fields)*
        }
    }];
    items.extend(constructor(template));
    items.push(url(template));
    items.extend(template.variables.iter().flat_map(|variable| match &variable.kind {
        ServerVariableKind::Listed(values) => listed(variable, values),
        ServerVariableKind::Text(_) => Vec::new(),
    }));
    items
}

/// `new` or `Default`, and a method for each variable with a default.
fn constructor(template: &ServerTemplate) -> Vec<TokenStream> {
    let name = ident(&template.name);
    let optional = || template.variables.iter().filter_map(|variable| Some((variable, variable.setter.as_ref()?)));
    let initial = optional().map(|(variable, _)| {
        let field = ident(&variable.name);
        let value = match &variable.kind {
            ServerVariableKind::Text(Some(text)) if !text.is_empty() => quote!(#text.to_owned()),
            ServerVariableKind::Text(_) => quote!(String::new()),
            ServerVariableKind::Listed(values) => {
                let name = ident(&values.name);
                quote!(#name::default())
            }
        };
        quote!(#field: #value)
    });
    let setters = optional().map(|(variable, argument)| {
        let (field, docs) = (ident(&variable.name), docs(&variable.docs));
        let (argument, value) = (declaration(argument, Scope::Types), converted(argument));
        quote! {
            #docs
            #[must_use]
            pub fn #field(mut self, #argument) -> Self {
                self.#field = #value;
                self
            }
        }
    });
    let setters = quote!(#(#setters)*);
    let set = quote! {
        impl #name {
            #setters
        }
    };
    match &template.constructor {
        TemplateConstructor::New(function) => {
            let (function_name, about) = (ident(&function.name), docs(&function.docs));
            let arguments = function.arguments.iter().map(|argument| declaration(argument, Scope::Types));
            let required = function.arguments.iter().map(|argument| {
                let (field, value) = (ident(&argument.name), converted(argument));
                quote!(#field: #value)
            });
            vec![quote! {
                impl #name {
                    #about
                    #[must_use]
                    pub fn #function_name(#(#arguments),*) -> Self {
                        Self { #(#required,)* #(#initial),* }
                    }

                    #setters
                }
            }]
        }
        TemplateConstructor::Default => vec![
            quote! {
                impl ::core::default::Default for #name {
                    fn default() -> Self {
                        Self { #(#initial),* }
                    }
                }
            },
            set,
        ],
        TemplateConstructor::DerivedDefault => vec![set],
    }
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
                    Some(ServerVariableKind::Listed(_)) => quote!(server.#field.as_str()),
                    _ => quote!(server.#field),
                });
            }
        }
    }
    let url = match arguments.as_slice() {
        // Outside of a format string, braces are not doubled.
        [] => {
            let text: String = template.pieces.iter().map(TemplatePiece::text).collect();
            quote!(#text)
        }
        arguments => quote!(format!(#format, #(#arguments),*)),
    };
    let made = match &template.origin {
        Some(origin) => {
            let origin = ident(&origin.name);
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
fn listed(variable: &ServerVariable, values: &ListedValues) -> Vec<TokenStream> {
    let (name, about, derives) = (ident(&values.name), docs(&variable.docs), derives(&values.derives));
    let declared = values.variants.iter().enumerate().map(|(index, listed)| {
        let (variant, docs) = (ident(&listed.name), docs(&listed.docs));
        let default = (index == values.default).then(|| quote!(#[default]));
        quote! {
            #docs
            #default
            #variant,
        }
    });
    let arms = values.variants.iter().map(|listed| {
        let (variant, value) = (ident(&listed.name), listed.value.as_str());
        quote!(Self::#variant => #value,)
    });
    let value_about = docs(&values.value_docs);
    vec![
        quote! {
            #about
            #derives
            #[non_exhaustive]
            pub enum #name {
                #(#declared)*
            }
        },
        quote! {
            impl #name {
                #value_about
                #[must_use]
                pub const fn as_str(self) -> &'static str {
                    match self {
                        #(#arms)*
                    }
                }
            }
        },
        display(&name, &quote!(as_str)),
    ]
}
