//! Parameters: those of the path item, those of the operation, and those that only the path template names.

use openapiv3::{Content, CookieStyle, HeaderStyle, ParameterSchemaOrContent, PathStyle, ReferenceOr};

use super::LeftOut;
use super::media_type::query_style;
use crate::api::{
    Documentation, Location, MediaRange, Parameter, PathTemplate, Schema, SchemaKind, Serialization, Style, Styled,
};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::lower::context::Context;
use crate::lower::{reference, schema};

type Declared<'a> = (&'a Pointer, &'a [ReferenceOr<openapiv3::Parameter>]);

/// Lowers the parameters of an operation. One of its own replaces the path item's of the same location and name.
pub(crate) fn lower_parameters(
    context: &mut Context<'_>,
    operation_at: &Pointer,
    path: &PathTemplate,
    inherited: Declared<'_>,
    own: Declared<'_>,
) -> Result<Vec<Parameter>, LeftOut> {
    let mut parameters: Vec<Parameter> = Vec::new();
    for (list_at, list) in [inherited, own] {
        let mut listed: Vec<(Location, String)> = Vec::new();
        for (index, declared) in list.iter().enumerate() {
            let at = list_at.index(index);
            let Some(parameter) = lower_parameter(context, &at, declared)? else { continue };
            let key = (parameter.location, parameter.name.clone());
            if listed.contains(&key) {
                let message = format!("`{}` is declared already: this one takes the place of the other one", key.1);
                context.warning(Code::PARAMETER_REPEATED, &at, message);
            }
            match parameters.iter_mut().find(|known| (known.location, &known.name) == (key.0, &key.1)) {
                Some(known) => *known = parameter,
                None => parameters.push(parameter),
            }
            listed.push(key);
        }
    }
    parameters.retain(|parameter| {
        let is_used = parameter.location != Location::Path || path.variables().any(|name| name == parameter.name);
        if !is_used {
            let message = format!("the path has no `{{{}}}`: the parameter is left out", parameter.name);
            context.warning(Code::PARAMETER_NOT_IN_PATH, operation_at, message);
        }
        is_used
    });
    for name in path.variables() {
        if !parameters.iter().any(|known| known.location == Location::Path && known.name == name) {
            let message = format!("the path parameter `{name}` is not declared: it is taken to be a string");
            context.warning(Code::PARAMETER_UNDECLARED, operation_at, message);
            parameters.push(undeclared(context, operation_at, name));
        }
    }
    Ok(parameters)
}

fn undeclared(context: &Context<'_>, at: &Pointer, name: &str) -> Parameter {
    let kind = SchemaKind::String { format: None };
    Parameter {
        at: context.origin(at),
        name: name.to_owned(),
        location: Location::Path,
        documentation: Documentation::default(),
        required: true,
        serialization: styled(Style::Simple, None, false),
        schema: Schema { kind, ..schema::any(context, at) },
    }
}

fn lower_parameter(
    context: &mut Context<'_>,
    at: &Pointer,
    declared: &ReferenceOr<openapiv3::Parameter>,
) -> Result<Option<Parameter>, LeftOut> {
    let components = context.parsed.openapi.components.as_ref().map(|components| &components.parameters);
    let Some((at, parameter)) = reference::resolve(components, "parameters", declared, at) else {
        return Err(LeftOut::new(at, "the reference to a parameter leads nowhere"));
    };
    let data = parameter.parameter_data_ref();
    if matches!(parameter, openapiv3::Parameter::Header { .. }) && is_ignored_header(&data.name) {
        return Ok(None);
    }
    if matches!(parameter, openapiv3::Parameter::Header { .. }) && !is_token(&data.name) {
        let message = format!("no header may be called `{}`: the parameter is left out", data.name);
        context.warning(Code::PARAMETER_INVALID, &at, message);
        return Ok(None);
    }
    let (location, style, allow_reserved) = match parameter {
        openapiv3::Parameter::Path { style, .. } => (Location::Path, path_style(style), false),
        openapiv3::Parameter::Query { style, allow_reserved, .. } => {
            (Location::Query, query_style(style), *allow_reserved)
        }
        openapiv3::Parameter::Header { style: HeaderStyle::Simple, .. } => (Location::Header, Style::Simple, false),
        openapiv3::Parameter::Cookie { style: CookieStyle::Form, .. } => (Location::Cookie, Style::Form, false),
    };
    let by_style = styled(style, data.explode, allow_reserved);
    let (serialization, schema) = match &data.format {
        ParameterSchemaOrContent::Schema(declared) => {
            (by_style, schema::lower_schema_or_reference(context, &at.push("schema"), declared))
        }
        ParameterSchemaOrContent::Content(content) => lower_parameter_content(context, &at, content, by_style),
    };
    Ok(Some(Parameter {
        at: context.origin(&at),
        name: data.name.clone(),
        location,
        documentation: Documentation {
            title: None,
            description: data.description.clone().or_else(|| schema.documentation.description.clone()),
            deprecated: data.deprecated.unwrap_or(false),
        },
        // A path is not a path without all of its parts (OpenAPI 3.1, section 4.8.12.2.1).
        required: data.required || location == Location::Path,
        serialization,
        schema,
    }))
}

/// A style with the default that it has for `explode` (OpenAPI 3.1.1, section 4.8.12.2.2).
fn styled(style: Style, explode: Option<bool>, allow_reserved: bool) -> Serialization {
    let explode = explode.unwrap_or(style == Style::Form);
    Serialization::Styled(Styled { style, explode, allow_reserved })
}

fn path_style(style: &PathStyle) -> Style {
    match style {
        PathStyle::Matrix => Style::Matrix,
        PathStyle::Label => Style::Label,
        PathStyle::Simple => Style::Simple,
    }
}

/// A parameter with `content` has exactly one media type (OpenAPI 3.1.1, section 4.8.12.2.3). What is no JSON is text that
/// the caller makes.
fn lower_parameter_content(
    context: &mut Context<'_>,
    at: &Pointer,
    content: &Content,
    by_style: Serialization,
) -> (Serialization, Schema) {
    let content_at = at.push("content");
    let Some((name, media_type)) = content.iter().next() else { return (by_style, schema::any(context, at)) };
    if !MediaRange::parse(name).is_some_and(|name| name.is_json()) {
        let kind = SchemaKind::String { format: None };
        return (by_style, Schema { kind, ..schema::any(context, at) });
    }
    let media_at = content_at.push(name);
    let schema = match &media_type.schema {
        Some(schema) => schema::lower_schema_or_reference(context, &media_at.push("schema"), schema),
        None => schema::any(context, &media_at),
    };
    (Serialization::Json, schema)
}

/// Whether a name may be a header's (RFC 9110, sections 5.1 and 5.6.2).
fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// OpenAPI 3.1, section 4.8.12.2.1: such a header parameter "SHALL be ignored"; bodies and security say it better.
fn is_ignored_header(name: &str) -> bool {
    ["accept", "content-type", "authorization"].iter().any(|ignored| name.eq_ignore_ascii_case(ignored))
}
