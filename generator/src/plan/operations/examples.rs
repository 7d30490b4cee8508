//! An example of every call, for documentation. It compiles and is not run: what is not written out in it are arguments
//! of the function around it, which rustdoc hides.

use crate::api::essence;
use crate::rust::{Argument, BodyKind, Input, Operation, Success, TextFormat, Type};

/// The lines of an example in a crate of that name.
pub(crate) fn example(crate_name: &str, operation: &Operation) -> Vec<String> {
    let mut given = vec![format!("client: {crate_name}::Client")];
    let mut arguments = Vec::new();
    for argument in &operation.arguments {
        write_argument(crate_name, argument, &mut given, &mut arguments);
    }
    let method = operation.method.as_str();
    let answer = if operation.success == Success::One(None) { "" } else { "let answer = " };
    vec![
        String::new(),
        "```no_run".to_owned(),
        format!("# async fn example({}) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {{", given.join(", ")),
        format!("{answer}client.{method}({}).await?;", arguments.join(", ")),
        "# Ok(())".to_owned(),
        "# }".to_owned(),
        "```".to_owned(),
    ]
}

fn write_argument(crate_name: &str, argument: &Argument, given: &mut Vec<String>, arguments: &mut Vec<String>) {
    let name = argument.name.as_str();
    let wire = match &argument.input {
        Input::Parameter { wire, .. } | Input::FormField { wire, .. } | Input::Part { wire, .. } => wire.as_str(),
        Input::Body(_) => "text",
    };
    let value = match &argument.input {
        Input::Parameter { value, .. } | Input::FormField { value, .. } => Some(value),
        Input::Body(BodyKind::Json { value, .. } | BodyKind::Form { value, .. }) => Some(value),
        _ => None,
    };
    if let Some(literal) = value.and_then(|value| literal(value, wire)) {
        arguments.push(literal);
        return;
    }
    let type_text = match &argument.input {
        Input::Parameter { value, .. } | Input::FormField { value, .. } => type_text(crate_name, value),
        Input::Part { is_list: false, .. } => format!("{crate_name}::runtime::Part"),
        Input::Part { is_list: true, .. } => format!("Vec<{crate_name}::runtime::Part>"),
        Input::Body(kind) => match kind {
            BodyKind::Json { value, .. } | BodyKind::Form { value, .. } => type_text(crate_name, value),
            BodyKind::Text { .. } => "String".to_owned(),
            BodyKind::Bytes { .. } => "Vec<u8>".to_owned(),
            BodyKind::Any { range, .. } => {
                arguments.push(format!("{:?}", media_type_in(range)));
                "Vec<u8>".to_owned()
            }
            BodyKind::Multipart => format!("{crate_name}::runtime::Multipart"),
            BodyKind::Several(name) => format!("{crate_name}::operations::{}", name.as_str()),
        },
    };
    // The client has its name already.
    let name = if name == "client" { "the_client" } else { name };
    given.push(format!("{name}: {type_text}"));
    arguments.push(name.to_owned());
}

/// A media type that is in a range, or that has the parameter that it needs.
fn media_type_in(range: &str) -> String {
    let range = essence(range);
    match range.split_once('/') {
        Some(("audio", "*")) => "audio/mpeg".to_owned(),
        Some(("image", "*")) => "image/png".to_owned(),
        Some(("text", "*")) => "text/plain".to_owned(),
        Some(("video", "*")) => "video/mp4".to_owned(),
        Some(("multipart", "*")) => "multipart/mixed; boundary=part".to_owned(),
        Some(("multipart", _)) => format!("{range}; boundary=part"),
        _ => "application/octet-stream".to_owned(),
    }
}

/// A value that says what it is for.
fn literal(value: &Type, wire: &str) -> Option<String> {
    let text =
        || format!("{:?}", wire.chars().filter(|letter| !matches!(letter, '`' | '\n' | '\r')).collect::<String>());
    Some(match value {
        Type::String => text(),
        Type::Bool => "true".to_owned(),
        Type::I32 | Type::I64 | Type::U32 | Type::U64 => "1".to_owned(),
        Type::F64 => "1.0".to_owned(),
        Type::Vec(inner) => format!("[{}]", literal(inner, wire).filter(|_| !matches!(**inner, Type::Vec(_)))?),
        _ => return None,
    })
}

fn type_text(crate_name: &str, value: &Type) -> String {
    let inner = |inner: &Type| type_text(crate_name, inner);
    match value {
        Type::Bool => "bool".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::U32 => "u32".to_owned(),
        Type::U64 => "u64".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Number => format!("{crate_name}::runtime::json::Number"),
        Type::Value => format!("{crate_name}::Value"),
        Type::Vec(item) => format!("Vec<{}>", inner(item)),
        Type::Map(item) => format!("std::collections::BTreeMap<String, {}>", inner(item)),
        Type::Option(item) => format!("Option<{}>", inner(item)),
        Type::Box(item) => format!("Box<{}>", inner(item)),
        Type::Link(item) => format!("{crate_name}::runtime::json::Link<{}>", inner(item)),
        Type::Unit => "()".to_owned(),
        Type::Tuple(members) => format!("({},)", members.iter().map(inner).collect::<Vec<_>>().join(", ")),
        Type::Text(format) => format!("{crate_name}::runtime::text::{}", text_name(*format)),
        Type::Configured(path) => {
            path.0.iter().map(|segment| segment.as_str().to_owned()).collect::<Vec<_>>().join("::")
        }
        Type::Named(name) => format!("{crate_name}::types::{}", name.as_str()),
    }
}

fn text_name(format: TextFormat) -> String {
    format!("{format:?}")
}
