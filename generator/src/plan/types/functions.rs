//! The functions of the types: constructors, setters, getters, conversions and readers, and the imports of the modules.
//!
//! They are planned after the `Box`es, which no argument has.

use std::collections::BTreeSet;

use crate::plan::docs::generated;
use crate::plan::imports;
use crate::plan::names::{Case, identifier};
use crate::plan::signature::{conversions, field_argument, may_be_text};
use crate::rust::{
    AccessorType, Constructor, Conversion, Field, GetterType, Identifier, InitialValue, Item, Literal, Presence,
    Reader, Struct, Type, TypeModule, Union, UnionVariant, Wrapper,
};

/// Plans the functions of all types.
pub(crate) fn plan_functions(modules: &mut [TypeModule]) {
    let in_maybe = types_in_maybe(modules);
    let of_text = types_of_text(modules);
    for module in modules {
        for item in &mut module.items {
            match item {
                Item::Struct(item) => plan_struct_functions(item, &of_text),
                Item::Union(item) => {
                    plan_union_functions(item);
                    if in_maybe.contains(&item.name) {
                        item.variants.iter_mut().for_each(plan_maybe_conversions);
                    }
                }
                Item::Enumeration(_) | Item::Newtype(_) | Item::Alias(_) => {}
            }
        }
        module.imports = imports::of_types(module);
    }
}

/// The types that text converts into: the unions with a variant that is text, and the other names of such types and of text.
fn types_of_text(modules: &[TypeModule]) -> BTreeSet<Identifier> {
    let mut found = BTreeSet::new();
    let mut aliases = Vec::new();
    for item in modules.iter().flat_map(|module| &module.items) {
        match item {
            Item::Union(item)
                if item.variants.iter().any(|variant| variant.has_from && variant.value == Type::String) =>
            {
                found.insert(item.name.clone());
            }
            Item::Alias(alias) => aliases.push(alias),
            _ => {}
        }
    }
    // An alias may stand for another one.
    for _ in 0..aliases.len() {
        let known = found.len();
        let texts = aliases.iter().filter(|alias| may_be_text(&alias.target, &found));
        let names: Vec<Identifier> = texts.map(|alias| alias.name.clone()).collect();
        found.extend(names);
        if found.len() == known {
            break;
        }
    }
    found
}

/// The types of which a field is a `Maybe`.
fn types_in_maybe(modules: &[TypeModule]) -> BTreeSet<Identifier> {
    let items = modules.iter().flat_map(|module| &module.items);
    let fields = items.flat_map(|item| match item {
        Item::Struct(item) => item.fields.as_slice(),
        _ => &[],
    });
    let values = fields.filter(|field| field.presence == Presence::Maybe).map(|field| &field.value);
    values.filter_map(|value| if let Type::Named(name) = value { Some(name.clone()) } else { None }).collect()
}

fn plan_struct_functions(item: &mut Struct, of_text: &BTreeSet<Identifier>) {
    for field in &mut item.fields {
        let field_type = field.field_type();
        if let Some(setter) = &mut field.setter {
            setter.docs = generated::setter(&field.docs);
            let value = || identifier("value", Case::Value);
            setter.argument = (field.value != Type::Unit).then(|| match field.presence {
                Presence::Maybe => field_argument(value(), &field_type, of_text),
                _ => field_argument(value(), &field.value, of_text),
            });
        }
        if let Some(getter) = &mut field.default {
            getter.returns = match &getter.value {
                Literal::String(_) => GetterType::Str,
                Literal::Variant(owner, _) => GetterType::Cloned(Type::Named(owner.clone())),
                _ => GetterType::Copied(field.value.clone()),
            };
        }
    }
    if item.fields.iter().any(Field::is_set_by_new) {
        let values = item.fields.iter().map(|field| initial_value(field, of_text)).collect();
        let is_tag =
            |field: &&Field| field.presence != Presence::Required && !field.lenient && field.constant.is_some();
        let tags: Vec<&str> = item.fields.iter().filter(is_tag).map(|field| field.name.word()).collect();
        item.new = Some(Constructor { docs: generated::constructor(&tags), values });
    }
    for part in &mut item.overflow {
        part.holder_docs = generated::holder();
    }
}

/// What `new` sets a field to.
fn initial_value(field: &Field, of_text: &BTreeSet<Identifier>) -> InitialValue {
    let argument = |value: &Type| field_argument(field.name.clone(), value, of_text);
    match (field.presence, &field.constant) {
        (Presence::Required, _) => {}
        (Presence::Nullable | Presence::Maybe, _) if field.lenient => {
            return InitialValue::Argument(argument(&field.field_type()));
        }
        (_, Some(constant)) if field.lenient => return InitialValue::SomeConstant(constant.clone()),
        (_, None) if field.lenient => return InitialValue::SomeArgument(argument(&field.value)),
        _ => {}
    }
    match (field.presence, &field.constant) {
        (Presence::Maybe, _) => InitialValue::Absent,
        (Presence::Optional | Presence::OptionalNullable | Presence::Nullable, constant) => match constant {
            // The value of a discriminator selects the type, also if the property is optional.
            Some(constant) => InitialValue::SomeConstant(constant.clone()),
            None => InitialValue::None,
        },
        (Presence::Required, Some(constant)) => match field.value {
            Type::Option(_) => InitialValue::SomeConstant(constant.clone()),
            _ => InitialValue::Constant(constant.clone()),
        },
        (Presence::Required, None) if field.value == Type::Unit => InitialValue::Unit,
        (Presence::Required, None) => InitialValue::Argument(argument(&field.value)),
    }
}

fn plan_union_functions(item: &mut Union) {
    let collection = collection_conversion(item);
    for variant in &mut item.variants {
        if variant.has_from {
            variant.conversions = conversions(&variant.value);
            let is_collection = |(value, _): &&(Type, Conversion)| *value == variant.value;
            variant.conversions.extend(collection.as_ref().filter(is_collection).map(|(_, found)| found.clone()));
        }
        plan_accessors(variant);
        if let Some(Reader { returns, .. }) = &mut variant.reader {
            *returns = match Wrapper::of(&variant.value) {
                (Wrapper::Box | Wrapper::Link, inner) => inner,
                _ => variant.value.clone(),
            };
        }
    }
    item.unknown = generated::unknown_variant(item.has_readers());
}

/// Plans the conversions of a variant's value into a `Maybe` of the union. The runtime has that of `&str`.
fn plan_maybe_conversions(variant: &mut UnionVariant) {
    let values = variant.conversions.iter().filter_map(|conversion| match conversion {
        Conversion::Value(from, _) => Some(from.clone()),
        Conversion::Str | Conversion::Strings | Conversion::StringEntries => None,
    });
    variant.maybe_conversions = values.collect();
}

/// The conversion from an array of text into the variant that is a list or a map of text, with the value of that variant.
///
/// A union has at most one. To the compiler, arrays of text and of pairs overlap; and where several lists are variants, an
/// array of text would look like the only array that converts.
fn collection_conversion(item: &Union) -> Option<(Type, Conversion)> {
    let mut collections = item.variants.iter().filter(|variant| matches!(variant.value, Type::Vec(_) | Type::Map(_)));
    let (Some(variant), None) = (collections.next(), collections.next()) else { return None };
    let conversion = match &variant.value {
        Type::Vec(text) if **text == Type::String => Conversion::Strings,
        Type::Map(text) if **text == Type::String => Conversion::StringEntries,
        _ => return None,
    };
    // The type of a configured format may be an array itself.
    let has_configured = item.variants.iter().any(|variant| matches!(variant.value, Type::Configured(_)));
    (variant.has_from && !has_configured).then(|| (variant.value.clone(), conversion))
}

/// Settles what the accessors of a variant return: a borrowed value and an owned one. A value that is `Copy` is returned by
/// the first one alone, and `null` by none.
fn plan_accessors(variant: &mut UnionVariant) {
    let (wrapper, value) = Wrapper::of(&variant.value);
    let returns = match value.clone() {
        Type::Unit => Vec::new(),
        Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 => vec![AccessorType::Copied(value)],
        Type::String => vec![AccessorType::Str, AccessorType::Owned(value, wrapper)],
        Type::Vec(item) => vec![AccessorType::Slice(*item), AccessorType::Owned(value, wrapper)],
        _ => vec![AccessorType::Borrowed(value.clone()), AccessorType::Owned(value, wrapper)],
    };
    variant.accessors.truncate(returns.len());
    for (accessor, returns) in variant.accessors.iter_mut().zip(returns) {
        accessor.returns = returns;
    }
}
