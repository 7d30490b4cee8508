//! An example of every call, for documentation. It compiles and is not run: the values that it does not spell out are
//! arguments of the function around it, which rustdoc hides.

use crate::api::MediaRange;
use crate::plan::names::{Case, identifier};
use crate::rust::{ArgumentForm, BodyKind, Input, InputTarget, Operation, ResponseBody, RuntimeType, Success, Type};

/// The lines of an example in a crate of that name.
pub(crate) fn example(crate_name: &str, operation: &Operation) -> Vec<String> {
    let mut parameters = vec![format!("client: {crate_name}::Client")];
    let mut arguments = Vec::new();
    for input in &operation.required {
        write_input(crate_name, input, &mut parameters, &mut arguments);
    }
    let method = operation.method.as_str();
    let binding = match &operation.success {
        Success::One(None) => String::new(),
        Success::One(Some(body)) | Success::Optional(body) => format!("let {} = ", noun(body)),
        Success::Several(_) => format!("let {RESPONSE} = "),
    };
    let parameters = parameters.join(", ");
    vec![
        String::new(),
        "```no_run".to_owned(),
        format!("# async fn example({parameters}) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {{"),
        format!("{binding}client.{method}({}).await?;", arguments.join(", ")),
        "# Ok(())".to_owned(),
        "# }".to_owned(),
        "```".to_owned(),
    ]
}

/// The variable for a response without a better name.
const RESPONSE: &str = "response";

/// How many words a variable may have that is named after a type.
const WORDS: usize = 3;

/// The variable for a response: the noun that names its type, if that is short and not a kind of response itself.
fn noun(body: &ResponseBody) -> String {
    let name = match body.value() {
        Some(Type::Named(name)) => identifier(name.word(), Case::Value),
        _ => return RESPONSE.to_owned(),
    };
    let words: Vec<&str> = name.as_str().split('_').collect();
    let is_noun = !["output", "response", "result"].iter().any(|word| words.contains(word));
    match is_noun && words.len() <= WORDS && !name.as_str().contains('#') {
        true => name.as_str().to_owned(),
        false => RESPONSE.to_owned(),
    }
}

fn write_input(crate_name: &str, input: &Input, parameters: &mut Vec<String>, arguments: &mut Vec<String>) {
    if let InputTarget::Body(BodyKind::Any { range, .. }) = &input.target {
        arguments.push(format!("{:?}", media_type_in(range)));
    }
    let (form, wire) = (&input.argument.form, wire(input));
    if let Some(literal) = wire.and_then(|wire| literal(&form.value_type()?, wire)) {
        arguments.push(literal);
        return;
    }
    let type_text = match form {
        // Bytes become a body, and no user names its type.
        ArgumentForm::Into(Type::Runtime(RuntimeType::Body), _) => "Vec<u8>".to_owned(),
        form => form.value_type().map(|value| type_text(crate_name, &value)).unwrap_or_default(),
    };
    // The client has its name already.
    let name = Some(input.argument.name.as_str()).filter(|name| *name != "client").unwrap_or("the_client");
    parameters.push(format!("{name}: {type_text}"));
    arguments.push(name.to_owned());
}

/// The text of a literal for a value; `None` if the value is never a literal.
fn wire(input: &Input) -> Option<&str> {
    match &input.target {
        InputTarget::Parameter { wire, .. } | InputTarget::FormField { wire, .. } => Some(wire),
        InputTarget::Body(BodyKind::Json { .. } | BodyKind::Form { .. }) => Some("text"),
        InputTarget::Body(_) | InputTarget::Part { .. } => None,
    }
}

/// A media type that is in a range, or that has the parameter that it needs.
fn media_type_in(range: &MediaRange) -> String {
    match range.essence().split_once('/') {
        Some(("audio", "*")) => "audio/mpeg".to_owned(),
        Some(("image", "*")) => "image/png".to_owned(),
        Some(("text", "*")) => "text/plain".to_owned(),
        Some(("video", "*")) => "video/mp4".to_owned(),
        Some(("multipart", "*")) => "multipart/mixed; boundary=part".to_owned(),
        Some(("multipart", _)) => format!("{}; boundary=part", range.essence()),
        _ => "application/octet-stream".to_owned(),
    }
}

/// A literal, which contains its purpose if it is a string.
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
        Type::Text(format) => format!("{crate_name}::runtime::format::{}", format.type_name()),
        Type::Configured(path) => path.to_string(),
        Type::Named(name) => format!("{crate_name}::types::{}", name.as_str()),
        Type::Local(name) => format!("{crate_name}::operations::{}", name.as_str()),
        Type::Runtime(value) => format!("{crate_name}::runtime::{}", value.name()),
    }
}
