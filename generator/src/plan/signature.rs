//! How arguments are declared, and which conversions an enum has, so that calls are short: callers make no `Box`, and
//! pass anything that converts.

use std::collections::BTreeSet;

use crate::rust::{Argument, ArgumentForm, Conversion, Identifier, Type, Wrapper};

/// The argument for a field of a struct. A list is any iterator, and a map is any iterator of keys and values.
///
/// Only items that may be text are converted, so that `["a", "b"]` is a list of `String`, of untyped values, or of a type
/// `of_text`. Other items are not: the compiler would not know the type of `x.into()` in a list of several variants
/// of a union, nor that of an empty list.
pub(super) fn field_argument(name: Identifier, value: &Type, of_text: &BTreeSet<Identifier>) -> Argument {
    let (wrapper, passed) = Wrapper::of(value);
    let is_text = |value: &Type| may_be_text(value, of_text);
    let form = match passed {
        Type::Vec(item) if wrapper == Wrapper::None && is_text(&item) => ArgumentForm::IntoItems(*item),
        Type::Vec(item) if wrapper == Wrapper::None => ArgumentForm::Items(*item),
        Type::Map(value) if wrapper == Wrapper::None && is_text(&value) => ArgumentForm::IntoEntries(*value),
        Type::Map(value) if wrapper == Wrapper::None => ArgumentForm::Entries(*value),
        passed if is_passed_as_it_is(&passed) => ArgumentForm::Value(passed),
        passed => ArgumentForm::Into(passed, wrapper),
    };
    Argument { name, form }
}

/// Whether text converts into a type: text itself, any value, or one of the named types `of_text`.
pub(super) fn may_be_text(value: &Type, of_text: &BTreeSet<Identifier>) -> bool {
    match value {
        Type::String | Type::Text(_) | Type::JsonText(_) | Type::Value => true,
        Type::Named(name) => of_text.contains(name),
        _ => false,
    }
}

/// How the argument for a value of an operation is declared. Text is any text, and a list is any iterator.
pub(super) fn operation_form(value: Type) -> ArgumentForm {
    match value {
        Type::String => ArgumentForm::AsRefStr,
        Type::Vec(item) if *item == Type::String => ArgumentForm::AsRefStrs,
        Type::Vec(item) if is_passed_as_it_is(&item) => ArgumentForm::Items(*item),
        Type::Vec(item) => ArgumentForm::IntoItems(*item),
        value if is_passed_as_it_is(&value) => ArgumentForm::Value(value),
        value => ArgumentForm::Into(value, Wrapper::None),
    }
}

/// Whether an argument has the type of its value. An integer literal does not convert into a `u64`, as it is an `i32` for
/// lack of another type; and only a `bool` converts into a `bool`.
fn is_passed_as_it_is(value: &Type) -> bool {
    matches!(value, Type::Bool | Type::U32 | Type::U64)
}

/// The conversions that make a variant of a union.
pub(super) fn conversions(value: &Type) -> Vec<Conversion> {
    let (wrapper, from) = Wrapper::of(value);
    let mut conversions = vec![Conversion::Value(from, wrapper)];
    if *value == Type::String {
        conversions.push(Conversion::Str);
    }
    conversions
}
