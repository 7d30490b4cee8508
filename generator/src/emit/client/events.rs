//! The methods of a request that ask for an event stream, and that make it reconnect.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{Scope, docs, ident, type_tokens};
use super::response::event_form;
use crate::rust::{Events, Identifier, Operation};

/// The `impl` block with the method.
pub(crate) fn events(operation: &Operation, events: &Events) -> TokenStream {
    let (request, item) = (ident(&operation.request), type_tokens(&events.item, Scope::Operations));
    let (about, form) = (docs(&events.docs), event_form(events.form));
    quote! {
        impl #request {
            #about
            pub fn events(self) -> EventRequest<#request, #item> {
                EventRequest::new(self.0, #form)
            }
        }
    }
}

/// The macro for the setting with which the event stream of a response reconnects.
pub(crate) fn reconnect(operation: &Operation, setting: &Identifier) -> TokenStream {
    let (request, setting) = (ident(&operation.request), ident(setting));
    quote!(crate::runtime::impl_reconnect!(#request, #setting);)
}
