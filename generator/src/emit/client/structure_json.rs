//! How a struct is read from JSON and written to it: a table of its properties for the runtime's macro.
//!
//! A struct without a blank value is read into variables instead, which are written out.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::common::{Scope, ident, type_tokens};
use crate::rust::{Field, Presence, Struct, StructPart};

/// The implementations of JSON for a part of a struct, which is followed by `later` parts.
pub(super) fn json(item: &Struct, part: &StructPart<'_>, later: &[StructPart<'_>]) -> Vec<TokenStream> {
    let table = table(part, later);
    if item.is_blank {
        return vec![quote!(json::object! { #table })];
    }
    vec![read_into_variables(part), quote!(json::members! { #table })]
}

/// The table of the properties of a part.
fn table(part: &StructPart<'_>, later: &[StructPart<'_>]) -> TokenStream {
    let name = ident(part.name);
    let rows = part.fields.iter().map(|field| {
        let (field_name, key) = (ident(&field.name), field.wire.as_str());
        let presence = match field.presence {
            Presence::Required => quote!(required),
            Presence::Optional | Presence::Maybe => quote!(optional),
            Presence::OptionalNullable => quote!(optional_value),
            Presence::Nullable => quote!(nullable),
        };
        quote!(#field_name: #presence #key,)
    });
    let others = part.additional_properties.map(|rest| {
        let name = ident(&rest.name);
        quote!(others #name)
    });
    let nulls = part.nulls.map(|nulls| {
        let nulls = ident(nulls);
        quote!(nulls #nulls)
    });
    let then = part.next.map(|next| {
        let holder = ident(&next.holder);
        if others.is_none() {
            return quote!(then #holder);
        }
        // A property of a later part is none of the others.
        let parts = later.iter().map(|part| ident(part.name));
        quote!(then #holder: #(#parts),*)
    });
    quote!(#name { #(#rows)* } #others #nulls #then)
}

/// Reads a part into a variable for each field.
fn read_into_variables(part: &StructPart<'_>) -> TokenStream {
    let name = ident(part.name);
    let declarations = part.fields.iter().map(|field| {
        let (variable, value) = (variable(field), type_tokens(&field.field_type(), Scope::Types));
        match field.presence {
            Presence::Required => quote!(let mut #variable: json::Slot<#value> = json::Slot(None);),
            Presence::Maybe => quote!(let mut #variable: #value = json::Maybe::Absent;),
            _ => quote!(let mut #variable: #value = None;),
        }
    });
    let variables = part.fields.iter().map(variable);
    let values = part.fields.iter().map(|field| {
        let (name, variable) = (ident(&field.name), variable(field));
        match field.presence {
            Presence::Required => quote!(#name: #variable.take(from)?,),
            _ => quote!(#name: #variable,),
        }
    });
    let declare_others = part.additional_properties.map(|_| quote!(let mut others = BTreeMap::new();));
    let declare_nulls = part.nulls.map(|_| quote!(let mut nulls = json::Nulls::default();));
    let pass_others = option(part.additional_properties.map(|_| quote!(&mut others)));
    let pass_nulls = option(part.nulls.map(|_| quote!(&mut nulls)));
    let others = part.additional_properties.map(|rest| moved(&ident(&rest.name), "others"));
    let nulls = part.nulls.map(|nulls| moved(&ident(nulls), "nulls"));
    let object = quote! {
        from.object(<Self as json::Parts>::ALL, &mut [#(&mut #variables),*], #pass_nulls, #pass_others)?;
    };
    let (read, next) = match part.next {
        None => (object, None),
        Some(next) => {
            let holder = ident(&next.holder);
            let read = quote! {
                let start = #object
                from.return_to(start);
                let next = json::read(from)?;
            };
            (read, Some(moved(&holder, "next")))
        }
    };
    quote! {
        impl json::Json for #name {
            fn read(from: &mut json::Reader<'_>) -> Result<Self, json::Failed> {
                #(#declarations)*
                #declare_others
                #declare_nulls
                #read
                Ok(Self { #(#values)* #others #next #nulls })
            }

            json::fill!();

            fn write(&self, to: &mut json::Writer) {
                to.object(self);
            }
        }
    }
}

/// An expression of an `Option`.
fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

/// The initialization of a field with a variable.
fn moved(field: &Ident, variable: &str) -> TokenStream {
    if field == variable {
        return quote!(#field,);
    }
    let variable = Ident::new(variable, Span::call_site());
    quote!(#field: #variable,)
}

/// The variable that a field is read into. Its name begins with a word that no other variable's name begins with.
fn variable(field: &Field) -> Ident {
    format_ident!("field_{}", field.name.word())
}
