//! The types of arguments as documentation names them: without paths.

use crate::rust::{ArgumentForm, Type};

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
        Type::Unit => "()".to_owned(),
        Type::Tuple(members) => format!("({})", members.iter().map(type_name).collect::<Vec<_>>().join(", ")),
        Type::Text(format) => format.type_name().to_owned(),
        Type::Configured(path) => path.to_string(),
        Type::Named(name) | Type::Local(name) => name.as_str().to_owned(),
        Type::Runtime(value) => value.name().to_owned(),
    }
}
