//! The values that a caller passes to an operation, and the names of their arguments and methods.

use super::request_body::{any_of, plan_body};
use crate::api::{Operation, Parameter, ParameterLocation, Serialization};
use crate::location::Origin;
use crate::plan::docs::{code, doc_lines, paragraph};
use crate::plan::names::place::location_name;
use crate::plan::names::reserved::{GENERATED_REQUEST_METHODS, METHOD_VARIABLES, REQUEST_METHODS, REQUEST_SETTINGS};
use crate::plan::names::{Case, DERIVED, NAMED, NameRequest, Reserved, collision, identifier, resolve_names};
use crate::plan::signature::operation_form;
use crate::plan::types::TypePlanner;
use crate::rust::{Argument, ArgumentForm, BodyEnum, BodyKind, Docs, Identifier, Input, InputTarget, Type};

/// The planned values of an operation, and the enum of its body if that may be of several media types.
pub(crate) struct Inputs {
    pub(crate) required: Vec<Input>,
    pub(crate) optional: Vec<Input>,
    pub(crate) body: Option<BodyEnum>,
}

/// A value that a caller passes, before it has a name.
pub(crate) struct Unnamed {
    pub(crate) name_request: NameRequest,
    pub(crate) at: Origin,
    /// How messages call it, if the document names it.
    pub(crate) what: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) default: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) is_required: bool,
    pub(crate) form: ArgumentForm,
    pub(crate) target: InputTarget,
}

/// The arguments of a method share their names with each other, and so do the methods that add optional values. In a
/// script without case, an argument could be spelled as the request type of the operation is, and be a pattern then.
fn name_inputs(
    planner: &mut TypePlanner<'_>,
    request: &Identifier,
    unnamed: Vec<Unnamed>,
    body: Option<BodyEnum>,
) -> Inputs {
    let mut planned = Inputs { required: Vec::new(), optional: Vec::new(), body };
    let (required, optional): (Vec<Unnamed>, Vec<Unnamed>) = unnamed.into_iter().partition(|input| input.is_required);
    let required_names: Reserved<'_> = &[METHOD_VARIABLES, &[request.as_str()]];
    for (unnamed, reserved) in [(required, required_names), (optional, &[REQUEST_METHODS, GENERATED_REQUEST_METHODS])] {
        let mut requests: Vec<NameRequest> = unnamed.iter().map(|input| input.name_request.clone()).collect();
        let has_content_type = unnamed.iter().any(|input| takes_content_type(&input.target));
        if has_content_type {
            let words = ["content type", "body content type"].map(str::to_owned);
            requests.push(NameRequest::of(words.to_vec(), DERIVED, "content type"));
        }
        let mut names = resolve_names(&requests, Case::Value, reserved);
        let content_type = if has_content_type { names.pop() } else { None };
        for (index, resolved) in names.iter().enumerate() {
            let rival = resolved.unavailable.as_ref().and_then(|(_, rival)| unnamed.get(*rival));
            if let (Some(input), Some(rival)) = (unnamed.get(index), rival)
                && let Some(what) = &input.what
            {
                let rival_name = rival.what.as_deref().unwrap_or("the body");
                let warning = collision(&input.at, what, resolved, (rival_name, &rival.at));
                warning.into_iter().for_each(|warning| planner.report(warning));
            }
        }
        for (mut input, resolved) in unnamed.into_iter().zip(names) {
            if let (InputTarget::Body(BodyKind::Any { content_type: argument, range }), Some(content_type)) =
                (&mut input.target, &content_type)
            {
                argument.name = content_type.identifier.clone();
                let about = format!("Media type: {}, passed as `{}`.", any_of(range), argument.name.word());
                paragraph(&mut input.docs.0, &about);
            }
            let Unnamed { docs, default, deprecated, is_required, form, target, .. } = input;
            let name = resolved.identifier;
            let argument = match is_required {
                true => Argument { name: name.clone(), form },
                // The name is that of the method that adds the value.
                false => Argument { name: identifier("value", Case::Value), form },
            };
            let planned = if is_required { &mut planned.required } else { &mut planned.optional };
            planned.push(Input { name, argument, docs, default, deprecated, target });
        }
    }
    planned
}

/// Names the settings that every request type has. A setting makes room for a parameter of its name. `None` if no
/// setting has to.
pub(crate) fn name_settings(optional: &[Input]) -> Option<Vec<Identifier>> {
    if !REQUEST_SETTINGS.iter().any(|setting| optional.iter().any(|input| input.name.as_str() == *setting)) {
        return None;
    }
    Some(REQUEST_SETTINGS.map(|setting| name_setting(setting, optional)).to_vec())
}

/// Names a setting beside the methods for optional values.
pub(crate) fn name_setting(setting: &str, optional: &[Input]) -> Identifier {
    let mut words = setting.to_owned();
    while optional.iter().any(|input| input.name.as_str() == words) {
        words.insert_str(0, "with_");
    }
    identifier(&words, Case::Value)
}

/// Whether the media type of a body is another argument.
fn takes_content_type(target: &InputTarget) -> bool {
    matches!(target, InputTarget::Body(BodyKind::Any { .. }))
}

/// Plans the values of the operation with a request type of that name; `body` is the name of the enum for a body of
/// several media types, and `method` the path of the operation's method.
pub(crate) fn plan_inputs<'a>(
    planner: &mut TypePlanner<'a>,
    request: &Identifier,
    (body, method): (Identifier, &str),
    operation: &'a Operation,
) -> Inputs {
    let mut inputs: Vec<Unnamed> = Vec::new();
    let mut body_enum = None;
    let mut parameters: Vec<&Parameter> = operation.parameters.iter().collect();
    // Path parameters come first, in the order of the path.
    parameters.sort_by_key(|parameter| match parameter.location {
        ParameterLocation::Path => {
            operation.path.variables().position(|name| name == parameter.name).unwrap_or(usize::MAX)
        }
        _ => usize::MAX,
    });
    for parameter in parameters {
        let value = planner.plan_inline(&parameter.schema);
        let value = match parameter.serialization {
            Serialization::Styled(_) | Serialization::Text => sendable(value, parameter.required),
            Serialization::Json | Serialization::Form(_) => value,
        };
        inputs.push(Unnamed {
            name_request: parameter_name(parameter),
            at: parameter.at.clone(),
            what: Some(format!("the {} parameter `{}`", location_name(parameter.location), parameter.name)),
            docs: parameter_docs(operation, parameter),
            default: default_of(parameter),
            deprecated: parameter.documentation.deprecated,
            is_required: parameter.required,
            form: operation_form(value),
            target: match parameter.location {
                ParameterLocation::QueryString => InputTarget::QueryString {
                    wire: parameter.name.clone(),
                    serialization: parameter.serialization.clone(),
                },
                location => InputTarget::Parameter {
                    wire: parameter.name.clone(),
                    location,
                    style: style_of_parameter(parameter),
                },
            },
        });
    }
    if let Some(declared) = &operation.body {
        plan_body(planner, (body, method), declared, &mut inputs, &mut body_enum);
    }
    name_inputs(planner, request, inputs, body_enum)
}

/// Of parameters with one name, that of the path keeps it; the names of the others contain their location.
fn parameter_name(parameter: &Parameter) -> NameRequest {
    let location = location_name(parameter.location);
    let rank = match parameter.location {
        ParameterLocation::Path => NAMED,
        ParameterLocation::Query | ParameterLocation::QueryString => NAMED.saturating_add(1),
        ParameterLocation::Header => NAMED.saturating_add(2),
        ParameterLocation::Cookie => NAMED.saturating_add(3),
    };
    NameRequest::named(&parameter.name).or(format!("{location} {}", parameter.name)).with_rank(rank)
}

/// The type of a value that becomes text. `null` has no text: an optional value is unset instead.
pub(crate) fn sendable(value: Type, is_required: bool) -> Type {
    match value {
        Type::Option(inner) if !is_required => *inner,
        value => value,
    }
}

/// How a parameter becomes text, unless by the default style of its location.
fn style_of_parameter(parameter: &Parameter) -> Option<Serialization> {
    let default = Serialization::Styled(parameter.location.default_style());
    (parameter.serialization != default).then(|| parameter.serialization.clone())
}

fn parameter_docs(operation: &Operation, parameter: &Parameter) -> Docs {
    let mut lines = doc_lines(&parameter.documentation, |_| true);
    if let Some(default) = default_of(parameter) {
        paragraph(&mut lines, &format!("Defaults to {} when omitted.", code(&default)));
    }
    let is_key = |name: &String| name.eq_ignore_ascii_case(&parameter.name);
    if parameter.location == ParameterLocation::Header && operation.idempotency_key.as_ref().is_some_and(is_key) {
        paragraph(&mut lines, "Defaults to a random UUID, which all attempts of the call have.");
    }
    Docs(lines)
}

/// The default of an optional parameter, as JSON.
fn default_of(parameter: &Parameter) -> Option<String> {
    let default = parameter.schema.default.as_ref().filter(|_| !parameter.required)?;
    Some(default.to_string())
}
