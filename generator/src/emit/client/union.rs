//! An enum of types that keeps the values which none of them holds.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::common::{From, deprecated, derives, doc, docs, ident, literal, type_tokens};
use crate::rust::{Docs, Literal, ObjectShape, Others, Shape, Type, Union};

pub(crate) fn union(item: &Union) -> Vec<TokenStream> {
    let mut items = vec![definition(item)];
    items.extend(readers(item));
    items.extend(conversions(item));
    items.push(match &item.discriminator {
        Some(property) => json(item, &read_by_tag(item, property)),
        None => json(item, &read_by_shape(item)),
    });
    let name = ident(&item.name);
    items.push(quote!(json::serde_through_json!(#name);));
    items
}

fn definition(item: &Union) -> TokenStream {
    let (name, docs_tokens, deprecated) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    let derives = derives(&item.derives);
    let variants = item.variants.iter().map(|variant| {
        let (name, docs) = (ident(&variant.name), docs(&variant.docs));
        let value = type_tokens(&variant.value, From::Types);
        quote! {
            #docs
            #name(#value),
        }
    });
    let unknown = match has_readers(item) {
        false => doc("A value that is none of these, or that could be several; it is sent as it is."),
        true => docs(&Docs(vec![
            "A value that is none of these, or that could be several; it is sent as it is. The methods of this"
                .to_owned(),
            "type read it as each of those that it is.".to_owned(),
        ])),
    };
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

fn has_readers(item: &Union) -> bool {
    item.variants.iter().any(|variant| variant.reader.is_some())
}

/// The functions for values that are several variants at once: those that read any value as a variant, and the one that
/// makes such a value.
fn readers(item: &Union) -> Option<TokenStream> {
    if !has_readers(item) && !item.merges {
        return None;
    }
    let name = ident(&item.name);
    let shapes = item.variants.iter().map(|variant| shape(&variant.shape));
    let shapes = has_readers(item).then(|| quote!(const SHAPES: &'static [json::Shape] = &[#(#shapes),*];));
    let about = docs(&Docs(vec![
        "Returns the value that is this one and another one at once, with the properties of both. Returns `None` if one of"
            .to_owned(),
        "them is not an object, or if they have different values for one property.".to_owned(),
    ]));
    let and = item.merges.then(|| {
        quote! {
            #about
            #[must_use]
            pub fn and(self, other: impl Into<Self>) -> Option<Self> {
                json::merge_variants(&self, &other.into())
            }
        }
    });
    let readers = item.variants.iter().enumerate().filter_map(|(index, variant)| {
        let (reader, index) = (ident(variant.reader.as_ref()?), Token::usize_unsuffixed(index));
        let about = doc(&format!(
            "Returns the value as [`{0}`](Self::{0}) if it is one, whatever else it is.",
            variant.name.word()
        ));
        let value = match &variant.value {
            Type::Box(inner) | Type::Link(inner) => type_tokens(inner, From::Types),
            other => type_tokens(other, From::Types),
        };
        Some(quote! {
            #about
            #[must_use]
            pub fn #reader(&self) -> Option<#value> {
                json::read_variant(self, Self::SHAPES, #index)
            }
        })
    });
    Some(quote! {
        impl #name {
            #shapes

            #(#readers)*
            #and
        }
    })
}

fn conversions(item: &Union) -> Vec<TokenStream> {
    let name = ident(&item.name);
    let mut conversions = Vec::new();
    for variant in item.variants.iter().filter(|variant| variant.has_from) {
        let variant_name = ident(&variant.name);
        let (value, made) = match &variant.value {
            Type::Box(inner) => (type_tokens(inner, From::Types), quote!(Box::new(value))),
            Type::Link(inner) => (type_tokens(inner, From::Types), quote!(json::Link::new(value))),
            other => (type_tokens(other, From::Types), quote!(value)),
        };
        conversions.push(quote! {
            impl ::core::convert::From<#value> for #name {
                fn from(value: #value) -> Self {
                    Self::#variant_name(#made)
                }
            }
        });
        if variant.value == Type::String {
            conversions.push(quote! {
                impl ::core::convert::From<&str> for #name {
                    fn from(value: &str) -> Self {
                        Self::#variant_name(value.to_owned())
                    }
                }
            });
        }
    }
    conversions
}

fn json(item: &Union, read: &TokenStream) -> TokenStream {
    let name = ident(&item.name);
    let writes = item.variants.iter().map(|variant| {
        let variant = ident(&variant.name);
        quote!(Self::#variant(value) => json::write(value),)
    });
    quote! {
        impl json::Json for #name {
            fn read(tree: &json::Tree<'_>) -> Result<Self, json::ReadError> {
                #read
            }

            fn write(&self) -> json::Tree<'_> {
                match self {
                    #(#writes)*
                    Self::Unknown(value) => json::write(value),
                }
            }
        }
    }
}

fn read_by_tag(item: &Union, property: &str) -> TokenStream {
    let arms = item.variants.iter().map(|variant| {
        let (name, discriminator_values) = (ident(&variant.name), &variant.discriminator_values);
        quote!(Some(#(#discriminator_values)|*) => json::read(tree).map(Self::#name),)
    });
    quote! {
        let read = match tree.get_str(#property) {
            #(#arms)*
            _ => return Ok(Self::Unknown(tree.to_value())),
        };
        Ok(read.unwrap_or_else(|_| Self::Unknown(tree.to_value())))
    }
}

fn read_by_shape(item: &Union) -> TokenStream {
    let shapes = item.variants.iter().map(|variant| shape(&variant.shape));
    let arms = item.variants.iter().enumerate().map(|(index, variant)| {
        let (index, name) = (Token::usize_unsuffixed(index), ident(&variant.name));
        quote!(#index => json::read(tree).map(Self::#name),)
    });
    let (declared, shapes) = match has_readers(item) {
        true => (None, quote!(Self::SHAPES)),
        false => (Some(quote!(const SHAPES: &[json::Shape] = &[#(#shapes),*];)), quote!(SHAPES)),
    };
    quote! {
        #declared
        json::read_union(tree, #shapes, &|variant| match variant {
            #(#arms)*
            _ => Ok(Self::Unknown(tree.to_value())),
        })
    }
}

fn shape(value: &Shape) -> TokenStream {
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
