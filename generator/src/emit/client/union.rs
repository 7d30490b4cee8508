//! An enum of types that preserves every other value.

use proc_macro2::{Ident, Literal as Token, Span, TokenStream};
use quote::quote;

use super::common::{Scope, deprecated, derives, docs, ident, literal, type_tokens};
use super::signature::conversion;
use crate::rust::{
    Accessor, AccessorType, DefaultFor, Identifier, Literal, ObjectShape, Others, Shape, Type, Union, UnionVariant,
    Wrapper,
};

pub(crate) fn union(item: &Union) -> Vec<TokenStream> {
    let mut items = vec![definition(item)];
    if item.has_secrets {
        items.push(debug(item));
    }
    items.extend(accessors(item));
    items.extend(readers(item));
    items.extend(conversions(item));
    items.extend(shapes(item));
    items.push(json(item));
    let name = ident(&item.name);
    items.push(quote!(json::serde_through_json!(#name);));
    items
}

fn definition(item: &Union) -> TokenStream {
    let (name, docs_tokens, deprecated) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    let derives = derives(&item.derives);
    let variants = item.variants.iter().map(|variant| {
        let (name, docs) = (ident(&variant.name), docs(&variant.docs));
        let value = type_tokens(&variant.value, Scope::Types);
        quote! {
            #docs
            #name(#value),
        }
    });
    let unknown = docs(&item.unknown);
    quote! {
        #docs_tokens
        #deprecated
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
            Unknown(json::Value),
        }
    }
}

/// `Debug` without secrets. An unknown value may contain them, so that it is hidden.
fn debug(item: &Union) -> TokenStream {
    let name = ident(&item.name);
    let arms = item.variants.iter().map(|variant| {
        let (name, label) = (ident(&variant.name), variant.name.as_str());
        match variant.sensitive {
            true => {
                quote!(Self::#name(_) => formatter.debug_tuple(#label).field(&format_args!("[redacted]")).finish(),)
            }
            false => quote!(Self::#name(value) => formatter.debug_tuple(#label).field(value).finish(),),
        }
    });
    quote! {
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(#arms)*
                    Self::Unknown(_) => formatter.debug_tuple("Unknown").field(&format_args!("[redacted]")).finish(),
                }
            }
        }
    }
}

/// The functions that return the value of a variant.
fn accessors(item: &Union) -> Option<TokenStream> {
    let name = ident(&item.name);
    let mut accessors = item
        .variants
        .iter()
        .flat_map(|variant| variant.accessors.iter().map(move |one| accessor(variant, one)))
        .peekable();
    accessors.peek()?;
    Some(quote! {
        impl #name {
            #(#accessors)*
        }
    })
}

fn accessor(variant: &UnionVariant, accessor: &Accessor) -> TokenStream {
    let (name, variant) = (ident(&accessor.name), ident(&variant.name));
    let of = |value| type_tokens(value, Scope::Types);
    let (receiver, returns, converted) = match &accessor.returns {
        AccessorType::Str => (quote!(&self), quote!(&str), None),
        AccessorType::Slice(item) => {
            let item = of(item);
            (quote!(&self), quote!(&[#item]), None)
        }
        AccessorType::Copied(value) => (quote!(&self), of(value), Some(quote!(.copied()))),
        AccessorType::Borrowed(value) => {
            let value = of(value);
            (quote!(&self), quote!(&#value), None)
        }
        AccessorType::Owned(value, wrapper) => {
            let unwrapped = match wrapper {
                Wrapper::Box => Some(quote!(.map(|value| *value))),
                Wrapper::Link => Some(quote!(.map(json::Link::into_inner))),
                Wrapper::None | Wrapper::OptionBox | Wrapper::OptionLink => None,
            };
            (quote!(self), of(value), unwrapped)
        }
    };
    quote! {
        #[must_use]
        pub fn #name(#receiver) -> Option<#returns> {
            json::variant_value!(self, Self::#variant) #converted
        }
    }
}

/// The functions for values that match several variants: those that read any value as a variant, and the one that
/// merges two values.
fn readers(item: &Union) -> Option<TokenStream> {
    if !item.has_readers() && item.merge.is_none() {
        return None;
    }
    let name = ident(&item.name);
    let and = item.merge.as_ref().map(|about| {
        let about = docs(about);
        quote! {
            #about
            #[must_use]
            pub fn and(self, other: impl Into<Self>) -> Option<Self> {
                json::merge_variants(&self, &other.into())
            }
        }
    });
    let readers = item.variants.iter().enumerate().filter_map(|(index, variant)| {
        let reader = variant.reader.as_ref()?;
        let (name, about, index) = (ident(&reader.name), docs(&reader.docs), Token::usize_unsuffixed(index));
        let value = type_tokens(&reader.returns, Scope::Types);
        Some(quote! {
            #about
            #[must_use]
            pub fn #name(&self) -> Option<#value> {
                json::read_variant(self, Self::SHAPES, #index)
            }
        })
    });
    Some(quote! {
        impl #name {
            #(#readers)*
            #and
        }
    })
}

fn conversions(item: &Union) -> impl Iterator<Item = TokenStream> {
    let value = Ident::new("value", Span::call_site());
    item.variants.iter().flat_map(move |variant| {
        let value = value.clone();
        let names = (&item.name, &variant.name);
        let conversions = variant.conversions.iter().map(move |from| conversion(from, names, &value, Scope::Types));
        conversions.chain(variant.maybe_conversions.iter().map(|from| conversion_into_maybe(from, &item.name)))
    })
}

/// The conversion of a variant's value into a `Maybe` of the union.
fn conversion_into_maybe(from: &Type, union: &Identifier) -> TokenStream {
    let (from, union) = (type_tokens(from, Scope::Types), ident(union));
    quote! {
        impl ::core::convert::From<#from> for json::Maybe<#union> {
            fn from(value: #from) -> Self {
                Self::Value(value.into())
            }
        }
    }
}

/// The table of the variants: by the values of the discriminator, or by their shapes.
fn json(item: &Union) -> TokenStream {
    let name = ident(&item.name);
    let rows = item.variants.iter().map(|variant| {
        let (name, values) = (ident(&variant.name), &variant.discriminator_values);
        match item.discriminator {
            Some(_) => quote!(#name: #(#values)|*,),
            None => quote!(#name,),
        }
    });
    let default = item.variants.iter().find_map(|variant| {
        let name = ident(&variant.name);
        match variant.default_for {
            DefaultFor::Nothing => None,
            DefaultFor::Absent => Some(quote!(absent #name)),
            DefaultFor::Unselected => Some(quote!(else #name)),
        }
    });
    let by = item.discriminator.as_ref().map(|property| quote!(by #property #default));
    quote!(json::union! { #name #by { #(#rows)* } })
}

/// The shapes of the variants, if they select one or a function reads a value as one.
fn shapes(item: &Union) -> Option<TokenStream> {
    let is_needed = item.discriminator.is_none() || item.has_readers();
    let (name, shapes) = (ident(&item.name), item.variants.iter().map(|variant| shape(&variant.shape)));
    is_needed.then(|| {
        quote! {
            impl #name {
                const SHAPES: &'static [json::Shape] = &[#(#shapes),*];
            }
        }
    })
}

pub(super) fn shape(value: &Shape) -> TokenStream {
    match value {
        Shape::Any => quote!(json::Shape::Any),
        Shape::Null => quote!(json::Shape::Null),
        Shape::Boolean => quote!(json::Shape::Boolean),
        Shape::Integer => quote!(json::Shape::Integer),
        Shape::Number => quote!(json::Shape::Number),
        Shape::Text => quote!(json::Shape::String),
        Shape::Listed(values) => {
            let values = values.iter().map(constant);
            quote!(json::Shape::Enum(&[#(#values),*]))
        }
        Shape::Array(items) => {
            let items = shape(items);
            quote!(json::Shape::Array(&#items))
        }
        Shape::Object(object) => object_shape(object),
        Shape::OneOf(shapes) => {
            let shapes = shapes.iter().map(shape);
            quote!(json::Shape::OneOf(&[#(#shapes),*]))
        }
    }
}

fn object_shape(object: &ObjectShape) -> TokenStream {
    let (required, optional) = (&object.required, &object.optional);
    let constants = object.constants.iter().map(|(name, values)| {
        let values = values.iter().map(constant);
        quote!((#name, &[#(#values),*]))
    });
    let others = match object.others {
        Others::Ignored => quote!(Unspecified),
        Others::Forbidden => quote!(Forbidden),
        Others::Kept => quote!(Schema),
    };
    quote! {
        json::Shape::Object {
            required: &[#(#required),*],
            optional: &[#(#optional),*],
            constants: &[#(#constants),*],
            additional_properties: json::AdditionalProperties::#others,
        }
    }
}

fn constant(value: &Literal) -> TokenStream {
    let tokens = literal(value);
    match value {
        Literal::Bool(_) => quote!(json::Constant::Bool(#tokens)),
        Literal::Integer(_) => quote!(json::Constant::Integer(#tokens)),
        Literal::Unsigned(_) => quote!(json::Constant::Unsigned(#tokens)),
        Literal::Float(_) => quote!(json::Constant::Float(#tokens)),
        Literal::String(_) | Literal::Variant(..) => quote!(json::Constant::String(#tokens)),
    }
}
