//! The types of arguments and responses as documentation names them: without paths, and with a link to the type that
//! the document describes.

use std::collections::BTreeSet;

use super::code;
use crate::rust::{ArgumentForm, PartBody, ResponseBody, Type};

/// Returns the type of the value that an argument stands for, with a link.
pub(crate) fn linked_argument_type(form: &ArgumentForm) -> String {
    linked(&argument_type(form), form.value_type().as_ref())
}

/// Returns the type of the body of a response, with a link. `wrapper` is the name of a generic type around it.
pub(crate) fn linked_response_type(body: &ResponseBody, wrapper: Option<&str>) -> String {
    let name = match body {
        ResponseBody::Json(value) => type_name(value),
        ResponseBody::Text => "String".to_owned(),
        ResponseBody::Bytes => "Bytes".to_owned(),
        ResponseBody::Stream => "ByteStream".to_owned(),
        ResponseBody::Events(_, value) => format!("EventStream<{}>", type_name(value)),
        ResponseBody::Items(value) => format!("JsonStream<{}>", type_name(value)),
        ResponseBody::Parts(PartBody::Json(value) | PartBody::Text(value)) => {
            format!("PartStream<{}>", type_name(value))
        }
        ResponseBody::Parts(PartBody::Bytes) => "PartStream<Bytes>".to_owned(),
        ResponseBody::Parts(PartBody::Positions(parts)) => format!("PartStream<{}>", parts.name.as_str()),
    };
    let text = match wrapper {
        Some(wrapper) => format!("{wrapper}<{name}>"),
        None => name.clone(),
    };
    match body {
        ResponseBody::Bytes | ResponseBody::Stream if text == name => format!("[{}]", code(&text)),
        ResponseBody::Bytes | ResponseBody::Stream => format!("[{}]({name})", code(&text)),
        ResponseBody::Parts(PartBody::Bytes) => format!("[{}](PartStream)", code(&text)),
        ResponseBody::Parts(PartBody::Positions(parts)) => format!("[{}]({})", code(&text), parts.name.as_str()),
        ResponseBody::Json(_)
        | ResponseBody::Text
        | ResponseBody::Events(..)
        | ResponseBody::Items(_)
        | ResponseBody::Parts(_) => linked(&text, body.value()),
    }
}

/// Returns the name of a type with a link to the only type in it that has a page of its own. The paths are those that the
/// module of an operation imports.
fn linked(text: &str, value: Option<&Type>) -> String {
    let mut named = BTreeSet::new();
    value.into_iter().for_each(|value| value.visit_named(&mut |name| _ = named.insert(name.as_str().to_owned())));
    let target = match (value, named.pop_first()) {
        (_, Some(name)) if named.is_empty() => format!("types::{name}"),
        (Some(Type::Local(name)), None) => name.as_str().to_owned(),
        (Some(Type::Runtime(runtime)), None) => runtime.name().to_owned(),
        (Some(Type::Text(format)), None) => format!("format::{}", format.type_name()),
        (Some(Type::JsonText(_)), None) => "json::JsonText".to_owned(),
        (Some(Type::JsonItems(_)), None) => "JsonItems".to_owned(),
        (Some(Type::PartItems(_)), None) => "PartItems".to_owned(),
        (Some(Type::Value), None) => "json::Value".to_owned(),
        _ => return code(text),
    };
    if target == text { format!("[{}]", code(text)) } else { format!("[{}]({target})", code(text)) }
}

/// Returns the type of the value that an argument stands for.
pub(crate) fn argument_type(form: &ArgumentForm) -> String {
    match form {
        ArgumentForm::AsRefStr | ArgumentForm::Str => "&str".to_owned(),
        ArgumentForm::AsRefStrs | ArgumentForm::Strs => "[&str]".to_owned(),
        ArgumentForm::Value(value)
        | ArgumentForm::Into(value, _)
        | ArgumentForm::Borrow(value)
        | ArgumentForm::Reference(value) => type_name(value),
        ArgumentForm::Items(item) | ArgumentForm::IntoItems(item) => format!("[{}]", type_name(item)),
        ArgumentForm::Entries(value) | ArgumentForm::IntoEntries(value) => format!("[(&str, {})]", type_name(value)),
        ArgumentForm::Implements(required) => required.name().to_owned(),
    }
}

fn type_name(value: &Type) -> String {
    match value {
        Type::Bool => "bool".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::U32 => "u32".to_owned(),
        Type::U64 => "u64".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Number => "Number".to_owned(),
        Type::Value => "Value".to_owned(),
        Type::Vec(item) => format!("Vec<{}>", type_name(item)),
        Type::Map(item) => format!("BTreeMap<String, {}>", type_name(item)),
        Type::Option(item) => format!("Option<{}>", type_name(item)),
        Type::Maybe(item) => format!("Maybe<{}>", type_name(item)),
        Type::Box(item) | Type::Link(item) => type_name(item),
        Type::JsonText(content) => format!("JsonText<{}>", type_name(content)),
        Type::JsonItems(item) => format!("JsonItems<{}>", type_name(item)),
        Type::PartItems(item) => format!("PartItems<{}>", type_name(item)),
        Type::Unit => "()".to_owned(),
        Type::Tuple(members) => format!("({})", members.iter().map(type_name).collect::<Vec<_>>().join(", ")),
        Type::Text(format) => format.type_name().to_owned(),
        Type::Configured(path) => path.to_string(),
        Type::Named(name) | Type::Local(name) => name.as_str().to_owned(),
        Type::Runtime(value) => value.name().to_owned(),
    }
}
