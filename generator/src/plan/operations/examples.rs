//! An example of every call, for documentation. It compiles and is not run: the values that it does not spell out are
//! arguments of the function around it, which rustdoc hides.

use std::collections::BTreeSet;

use super::example_values::Types;
use crate::api::MediaRange;
use crate::plan::names::{Case, identifier};
use crate::rust::{
    ArgumentForm, BodyKind, Identifier, Input, InputTarget, Operation, ResponseBody, RuntimeType, Success, Type,
};

/// A call of an operation, for an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// The types that the statements name.
    pub(crate) imports: BTreeSet<String>,
    /// The statements that make the arguments.
    pub(crate) statements: Vec<String>,
    /// The variable for the response. `None` if it has no body.
    pub(crate) binding: Option<Binding>,
    /// What has the method: `client`, or a group of it.
    pub(crate) receiver: String,
    /// The method with its arguments: `.get_pet("id")`.
    pub(crate) method: String,
}

/// The variable for a response, and how it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Binding {
    /// The variable.
    pub(crate) variable: String,
    /// What the loop over a stream reads. `None` if the response is not a stream.
    stream: Option<StreamItem>,
    /// Whether the response may be empty.
    is_optional: bool,
}

/// An item of a stream, in an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct StreamItem {
    /// The variable for the stream.
    stream: &'static str,
    /// The variable for an item.
    item: &'static str,
    /// A statement with an item.
    statement: &'static str,
}

impl StreamItem {
    fn of(body: &ResponseBody) -> Option<Self> {
        let (stream, item, statement) = match body {
            ResponseBody::Events(..) => ("events", "event", "println!(\"{event:?}\");"),
            ResponseBody::Items(_) => ("items", "item", "println!(\"{item:?}\");"),
            ResponseBody::Parts(_) => ("parts", "part", "println!(\"{part:?}\");"),
            ResponseBody::Stream => ("chunks", "chunk", "println!(\"{} bytes\", chunk.len());"),
            ResponseBody::Json(_) | ResponseBody::Text | ResponseBody::Bytes => return None,
        };
        Some(Self { stream, item, statement })
    }

    /// The loop over the stream.
    fn read(self) -> Vec<String> {
        let Self { stream, item, statement } = self;
        vec![
            format!("while let Some({item}) = {stream}.next().await {{"),
            format!("    let {item} = {item}?;"),
            format!("    {statement}"),
            "}".to_owned(),
        ]
    }
}

impl Binding {
    fn of(success: &Success) -> Option<Self> {
        let (body, is_optional) = match success {
            Success::One(None) => return None,
            Success::One(Some(body)) => (body, false),
            Success::Optional(body) => (body, true),
            Success::Several(_) => {
                return Some(Self { variable: RESPONSE.to_owned(), stream: None, is_optional: false });
            }
        };
        let stream = StreamItem::of(body);
        let variable = stream.map_or_else(|| noun(body), |item| item.stream.to_owned());
        Some(Self { variable, stream, is_optional })
    }

    /// The beginning of the statement that declares the variable.
    pub(crate) fn declaration(&self) -> String {
        let is_mutable = self.stream.is_some() && !self.is_optional;
        format!("let {}{} = ", if is_mutable { "mut " } else { "" }, self.variable)
    }

    /// The lines that read a stream. There are none for any other response.
    pub(crate) fn reading(&self) -> Vec<String> {
        let lines = self.stream.map(StreamItem::read).unwrap_or_default();
        if lines.is_empty() || !self.is_optional {
            return lines;
        }
        let condition = format!("if let Some(mut {0}) = {0} {{", self.variable);
        let inner = lines.into_iter().map(|line| format!("    {line}"));
        std::iter::once(condition).chain(inner).chain(["}".to_owned()]).collect()
    }
}

/// The call of an operation whose arguments are all made from literals. `None` if an argument is not.
pub(crate) fn call(crate_name: &str, operation: &Operation, types: &Types<'_>) -> Option<Call> {
    let (call, parameters) = call_with_parameters(crate_name, operation, types);
    parameters.is_empty().then_some(call)
}

/// The call of an operation, and the parameters of the function around it: the values that have no literal.
fn call_with_parameters(crate_name: &str, operation: &Operation, types: &Types<'_>) -> (Call, Vec<String>) {
    let mut parameters = Vec::new();
    let mut arguments = Vec::new();
    let (mut imports, mut statements) = (BTreeSet::new(), Vec::new());
    for input in &operation.required {
        let made = made_value(input, types, &mut imports, &mut statements);
        if let Some(argument) = made.or_else(|| made_items(input, types, &mut imports)) {
            arguments.push(argument);
            continue;
        }
        write_input(crate_name, operation, input, &mut parameters, &mut arguments);
    }
    let receiver = match &operation.group {
        Some(group) => format!("client.{}()", group.method.as_str()),
        None => "client".to_owned(),
    };
    let binding = Binding::of(&operation.success);
    let arguments = match &operation.arguments {
        Some(declared) => {
            let names = operation.required.iter().flat_map(Input::arguments).map(|argument| argument.name.as_str());
            let field = |(name, value): (&str, &String)| match name == value {
                true => format!("    {name},\n"),
                false => format!("    {name}: {value},\n"),
            };
            let fields: String = names.zip(&arguments).map(field).collect();
            format!("{} {{\n{fields}}}", local_type(crate_name, operation, &declared.name))
        }
        None => arguments.join(", "),
    };
    let method = format!(".{}({arguments})", operation.method.as_str());
    (Call { imports, statements, binding, receiver, method }, parameters)
}

/// The lines of an example in a crate of that name.
pub(crate) fn example(crate_name: &str, operation: &Operation, types: &Types<'_>) -> Vec<String> {
    let (Call { imports, statements, binding, receiver, method }, parameters) =
        call_with_parameters(crate_name, operation, types);
    let client = format!("client: {crate_name}::Client");
    let parameters = std::iter::once(client).chain(parameters).collect::<Vec<_>>().join(", ");
    let declaration = binding.as_ref().map(Binding::declaration).unwrap_or_default();
    let mut lines = vec![String::new(), "```no_run".to_owned()];
    if let Some(import) = import(crate_name, &imports) {
        lines.extend([import, String::new()]);
    }
    lines.push(format!("# async fn example({parameters}) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {{"));
    lines.extend(statements.iter().flat_map(|statement| statement.lines()).map(str::to_owned));
    lines.extend(format!("{declaration}{receiver}{method}.await?;").lines().map(str::to_owned));
    lines.extend(binding.iter().flat_map(Binding::reading));
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// Returns the declaration that imports some types, if there are any.
pub(crate) fn import(crate_name: &str, types: &BTreeSet<String>) -> Option<String> {
    let names: Vec<&str> = types.iter().map(String::as_str).collect();
    match names.as_slice() {
        [] => None,
        [name] => Some(format!("use {crate_name}::types::{name};")),
        names => Some(format!("use {crate_name}::types::{{{}}};", names.join(", "))),
    }
}

/// Returns an argument that is a struct, and adds the statement that makes it. Returns `None` if it is none, or if some
/// required field has no literal.
fn made_value(
    input: &Input,
    types: &Types<'_>,
    imports: &mut BTreeSet<String>,
    statements: &mut Vec<String>,
) -> Option<String> {
    let (ArgumentForm::Borrow(Type::Named(name)) | ArgumentForm::Reference(Type::Named(name))) = &input.argument.form
    else {
        return None;
    };
    let value = types.value(name, imports)?;
    let variable = variable(input);
    statements.push(format!("let {variable} = {value};"));
    Some(format!("&{variable}"))
}

/// Returns an argument that is an array with one item of a body. Returns `None` if the item has no literal.
fn made_items(input: &Input, types: &Types<'_>, imports: &mut BTreeSet<String>) -> Option<String> {
    let (ArgumentForm::Into(Type::JsonItems(item) | Type::PartItems(item), _)
    | ArgumentForm::Value(Type::JsonItems(item) | Type::PartItems(item))) = &input.argument.form
    else {
        return None;
    };
    let item = match &**item {
        Type::Named(name) => types.value(name, imports)?,
        // A literal does not convert into these: the items of an array are not converted.
        Type::String | Type::U32 | Type::U64 | Type::Vec(_) => return None,
        item => literal(item, "text")?,
    };
    // A field of a struct is not converted.
    let conversion = if matches!(input.argument.form, ArgumentForm::Value(_)) { ".into()" } else { "" };
    Some(format!("[{item}]{conversion}"))
}

/// Returns the variable for an argument. In an example, `client` is the client.
fn variable(input: &Input) -> &str {
    match input.argument.name.as_str() {
        "client" => "the_client",
        name => name,
    }
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

fn write_input(
    crate_name: &str,
    operation: &Operation,
    input: &Input,
    parameters: &mut Vec<String>,
    arguments: &mut Vec<String>,
) {
    if let InputTarget::Body(BodyKind::Any { range, .. }) = &input.target {
        arguments.push(format!("{:?}", media_type_in(range)));
    }
    let (form, wire) = (&input.argument.form, wire(input));
    let is_text = matches!(form, ArgumentForm::AsRefStr | ArgumentForm::Str);
    let value = if is_text { Some(Type::String) } else { form.value_type() };
    if let Some(literal) = wire.and_then(|wire| literal(value.as_ref()?, wire)) {
        arguments.push(match form {
            ArgumentForm::Strs => format!("&{literal}"),
            ArgumentForm::Value(Type::Vec(_)) if operation.arguments.is_some() => format!("vec!{literal}"),
            ArgumentForm::Value(Type::String) => format!("{literal}.to_owned()"),
            _ => literal,
        });
        return;
    }
    let type_text = match form {
        // Bytes become a body, and no user names its type.
        ArgumentForm::Into(Type::Runtime(RuntimeType::Body), _) => "Vec<u8>".to_owned(),
        // Nor that of items.
        ArgumentForm::Into(Type::JsonItems(item) | Type::PartItems(item), _) => {
            type_text(crate_name, operation, &Type::Vec(item.clone()))
        }
        _ => value.map(|value| type_text(crate_name, operation, &value)).unwrap_or_default(),
    };
    // The client has its name already.
    let name = variable(input);
    parameters.push(format!("{name}: {type_text}"));
    let is_borrowed = matches!(form, ArgumentForm::Borrow(_) | ArgumentForm::Reference(_));
    arguments.push(if is_borrowed { format!("&{name}") } else { name.to_owned() });
}

/// The text of a literal for a value; `None` if the value is never a literal.
fn wire(input: &Input) -> Option<&str> {
    match &input.target {
        InputTarget::Parameter { wire, .. }
        | InputTarget::QueryString { wire, .. }
        | InputTarget::FormField { wire, .. } => Some(wire),
        InputTarget::Body(BodyKind::Json { .. } | BodyKind::Form { .. }) => Some("text"),
        InputTarget::PartAt { is_value: true, .. } => Some("text"),
        InputTarget::Body(_) | InputTarget::Part { .. } | InputTarget::PartAt { .. } => None,
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
pub(super) fn literal(value: &Type, wire: &str) -> Option<String> {
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

/// The path of a type in the module of an operation.
fn local_type(crate_name: &str, operation: &Operation, name: &Identifier) -> String {
    match &operation.group {
        Some(group) => format!("{crate_name}::operations::{}::{}", group.module.as_str(), name.as_str()),
        None => format!("{crate_name}::operations::{}", name.as_str()),
    }
}

fn type_text(crate_name: &str, operation: &Operation, value: &Type) -> String {
    let inner = |inner: &Type| type_text(crate_name, operation, inner);
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
        Type::Maybe(item) => format!("{crate_name}::Maybe<{}>", inner(item)),
        Type::Box(item) => format!("Box<{}>", inner(item)),
        Type::Link(item) => format!("{crate_name}::runtime::json::Link<{}>", inner(item)),
        Type::JsonText(content) => format!("{crate_name}::runtime::json::JsonText<{}>", inner(content)),
        Type::JsonItems(item) => format!("{crate_name}::runtime::JsonItems<{}>", inner(item)),
        Type::PartItems(item) => format!("{crate_name}::runtime::PartItems<{}>", inner(item)),
        Type::Unit => "()".to_owned(),
        Type::Tuple(members) => format!("({},)", members.iter().map(inner).collect::<Vec<_>>().join(", ")),
        Type::Text(format) => format!("{crate_name}::runtime::format::{}", format.type_name()),
        Type::Configured(path) => path.to_string(),
        Type::Named(name) => format!("{crate_name}::types::{}", name.as_str()),
        Type::Local(name) => local_type(crate_name, operation, name),
        Type::Runtime(value) => format!("{crate_name}::runtime::{}", value.name()),
    }
}
