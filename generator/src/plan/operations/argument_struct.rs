//! Methods with many arguments take a struct of them, whose fields have names at the place of the call.
//!
//! A struct is preferred to a builder: the compiler reports a field that is missing.

use crate::plan::docs::generated;
use crate::rust::{Argument, ArgumentForm, ArgumentStruct, BodyKind, Identifier, Input, InputTarget, Type};

/// How many arguments a method takes as a list.
const MAX_ARGUMENTS: usize = 5;

/// Plans the struct for the arguments of a method; `None` if a list of them is short enough. `method` is the method's
/// path.
pub(super) fn plan_arguments(name: Identifier, method: &str, required: &[Input]) -> Option<ArgumentStruct> {
    let count = required.iter().flat_map(Input::arguments).count();
    let docs = generated::arguments(method);
    (count > MAX_ARGUMENTS).then_some(ArgumentStruct { name, docs, has_lifetime: false })
}

/// Makes arguments the fields of a struct: a field has a type, where an argument has a bound. Returns whether one of
/// them borrows.
pub(super) fn use_as_fields(required: &mut [Input]) -> bool {
    for input in required.iter_mut() {
        let is_text = matches!(input.target, InputTarget::Body(BodyKind::Text { .. }));
        let argument = &mut input.argument;
        argument.form = if is_text { ArgumentForm::Str } else { field_form(&argument.form) };
        if let InputTarget::Body(BodyKind::Any { content_type: Argument { form, .. }, .. }) = &mut input.target {
            *form = field_form(form);
        }
    }
    required.iter().flat_map(Input::arguments).any(|argument| argument.form.has_lifetime())
}

fn field_form(form: &ArgumentForm) -> ArgumentForm {
    match form {
        ArgumentForm::AsRefStr => ArgumentForm::Str,
        ArgumentForm::AsRefStrs => ArgumentForm::Strs,
        ArgumentForm::Borrow(value) => ArgumentForm::Reference(value.clone()),
        ArgumentForm::Into(value, _) => ArgumentForm::Value(value.clone()),
        ArgumentForm::Items(item) | ArgumentForm::IntoItems(item) => {
            ArgumentForm::Value(Type::Vec(Box::new(item.clone())))
        }
        ArgumentForm::Entries(value) | ArgumentForm::IntoEntries(value) => {
            ArgumentForm::Value(Type::Map(Box::new(value.clone())))
        }
        ArgumentForm::Value(_)
        | ArgumentForm::Implements(_)
        | ArgumentForm::Str
        | ArgumentForm::Strs
        | ArgumentForm::Reference(_) => form.clone(),
    }
}
