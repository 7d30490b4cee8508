//! The module that verifies webhook requests and reads their events.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::common::{docs, ident, inner_docs};
use super::{modules, union};
use crate::rust::{
    EventName, EventNames, SecretEncoding, SignatureEncoding, SignedPart, SignedTimestamp, TimestampPlace,
    TimestampUnit, WebhookScheme, WebhooksModule,
};

pub(crate) fn webhooks(module: &WebhooksModule) -> Vec<TokenStream> {
    let mut items = vec![inner_docs(&module.docs)];
    items.extend(modules::imports(&module.imports));
    let (event_docs, event) = (docs(&module.event_docs), ident(&module.event));
    items.push(quote! {
        #event_docs
        pub type Event = crate::types::#event;
    });
    let (scheme_docs, scheme) = (docs(&module.scheme_docs), scheme(&module.scheme));
    items.push(quote! {
        #scheme_docs
        pub const SCHEME: SignatureScheme = #scheme;
    });
    items.extend(module.names.iter().flat_map(tables));
    let verify = docs(&module.verify);
    items.push(quote! {
        #verify
        pub fn verify(
            headers: &HeaderMap,
            body: &[u8],
            secrets: impl Into<WebhookSecrets>,
        ) -> Result<Event, WebhookError> {
            verify_at(headers, body, secrets, SystemTime::now())
        }
    });
    let (verify_at, read) = (docs(&module.verify_at), read(module.names.as_ref()));
    items.push(quote! {
        #verify_at
        pub fn verify_at(
            headers: &HeaderMap,
            body: &[u8],
            secrets: impl Into<WebhookSecrets>,
            now: SystemTime,
        ) -> Result<Event, WebhookError> {
            SCHEME.verify(headers, body, secrets, now)?;
            #read
        }
    });
    items
}

/// The names and the shapes of the events.
fn tables(names: &EventNames) -> [TokenStream; 2] {
    let words = names.events.iter().map(|event| {
        let words = &event.words;
        quote!(&[#(#words),*])
    });
    let shapes = names.events.iter().map(|event| union::shape(&event.shape));
    let (names_docs, shapes_docs) = (docs(&names.names_docs), docs(&names.shapes_docs));
    [
        quote! {
            #names_docs
            const NAMES: &[&[&str]] = &[#(#words),*];
        },
        quote! {
            #shapes_docs
            const SHAPES: &[json::Shape] = &[#(#shapes),*];
        },
    ]
}

/// Reads the event of a verified request.
fn read(names: Option<&EventNames>) -> TokenStream {
    let Some(names) = names else { return quote!(read_body(body)) };
    let arms = names.events.iter().enumerate().map(|(index, event)| {
        let (index, variant) = (Token::usize_unsuffixed(index), ident(&event.variant));
        quote!(#index => json::read_tree(tree).map(Event::#variant),)
    });
    let (found, name) = match &names.place {
        EventName::Header(header) => {
            (Some(quote!(let name = event_name(headers, #header)?;)), quote!(&|_| Some(name.to_owned())))
        }
        EventName::Pointer(pointer) => {
            let pointer = pointer.as_str();
            (None, quote!(&|tree| tree.pointer(#pointer)?.as_str().map(str::to_owned)))
        }
    };
    quote! {
        #found
        read_event(body, #name, NAMES, SHAPES, &|event, tree| match event {
            #(#arms)*
            _ => Ok(Event::Unknown(tree.to_value())),
        })
    }
}

fn scheme(scheme: &WebhookScheme) -> TokenStream {
    let WebhookScheme { header, prefix, secret_prefix, .. } = scheme;
    let (separator, id) = (option(scheme.separator.as_ref()), option(scheme.id.as_ref()));
    let encoding = match scheme.encoding {
        SignatureEncoding::Hex => quote!(Hex),
        SignatureEncoding::Base64 => quote!(Base64),
    };
    let secret_encoding = match scheme.secret_encoding {
        SecretEncoding::Text => quote!(Text),
        SecretEncoding::Hex => quote!(Hex),
        SecretEncoding::Base64 => quote!(Base64),
    };
    let signed = scheme.signed.iter().map(|part| match part {
        SignedPart::Text(text) => quote!(SignedPart::Text(#text)),
        SignedPart::Id => quote!(SignedPart::Id),
        SignedPart::Timestamp => quote!(SignedPart::Timestamp),
        SignedPart::Body => quote!(SignedPart::Body),
    });
    let timestamp = option(scheme.timestamp.as_ref().map(timestamp).as_ref());
    quote! {
        SignatureScheme {
            header: #header,
            separator: #separator,
            prefix: #prefix,
            encoding: SignatureEncoding::#encoding,
            signed: &[#(#signed),*],
            id: #id,
            timestamp: #timestamp,
            secret_prefix: #secret_prefix,
            secret_encoding: SecretEncoding::#secret_encoding,
        }
    }
}

fn timestamp(timestamp: &SignedTimestamp) -> TokenStream {
    let place = match &timestamp.place {
        TimestampPlace::Header(name) => quote!(Header(#name)),
        TimestampPlace::Item(prefix) => quote!(Item(#prefix)),
    };
    let unit = match timestamp.unit {
        TimestampUnit::Seconds => quote!(Seconds),
        TimestampUnit::Milliseconds => quote!(Milliseconds),
    };
    let tolerance = Token::u32_unsuffixed(timestamp.tolerance);
    quote! {
        SignedTimestamp {
            place: TimestampPlace::#place,
            unit: TimestampUnit::#unit,
            tolerance: Duration::from_secs(#tolerance),
        }
    }
}

fn option(value: Option<&impl quote::ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}
