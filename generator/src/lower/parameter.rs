//! Parameters: those of the path item, those of the operation, and those that only the path template names.

use openapiv3::{HeaderStyle, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr};

use super::context::Context;
use super::operation::LeftOut;
use super::{reference, schema};
use crate::api::{Documentation, Location, Parameter, Schema, SchemaKind, Style};
use crate::diagnostic::Code;
use crate::source::Pointer;

type Declared<'a> = (&'a Pointer, &'a [ReferenceOr<openapiv3::Parameter>]);

/// Lowers the parameters of an operation. One of its own replaces the path item's of the same location and name.
pub(super) fn lower_parameters(
    context: &mut Context<'_>,
    operation_at: &Pointer,
    path: &str,
    inherited: Declared<'_>,
    own: Declared<'_>,
) -> Result<Vec<Parameter>, LeftOut> {
    let mut parameters: Vec<Parameter> = Vec::new();
    for (list_at, list) in [inherited, own] {
        for (index, declared) in list.iter().enumerate() {
            let Some(parameter) = lower_parameter(context, &list_at.index(index), declared)? else { continue };
            let same = |known: &&mut Parameter| known.location == parameter.location && known.name == parameter.name;
            match parameters.iter_mut().find(same) {
                Some(known) => *known = parameter,
                None => parameters.push(parameter),
            }
        }
    }
    let names = template_names(path);
    parameters.retain(|parameter| {
        let is_used = parameter.location != Location::Path || names.contains(&parameter.name);
        if !is_used {
            let message = format!("the path has no `{{{}}}`: the parameter is left out", parameter.name);
            context.warning(Code::PARAMETER_NOT_IN_PATH, operation_at, message);
        }
        is_used
    });
    for name in names {
        if !parameters.iter().any(|known| known.location == Location::Path && known.name == name) {
            let message = format!("the path parameter `{name}` is not declared: it is taken to be a string");
            context.warning(Code::PARAMETER_UNDECLARED, operation_at, message);
            parameters.push(undeclared(context, operation_at, name));
        }
    }
    Ok(parameters)
}

/// The names between braces in a path template.
fn template_names(path: &str) -> Vec<String> {
    let pieces = path.split('{').skip(1);
    pieces.filter_map(|piece| piece.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}

fn undeclared(context: &Context<'_>, at: &Pointer, name: String) -> Parameter {
    let kind = SchemaKind::String { format: None };
    Parameter {
        at: context.origin(at),
        name,
        location: Location::Path,
        documentation: Documentation::default(),
        required: true,
        style: Style::Simple,
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
    let (location, style) = match parameter {
        openapiv3::Parameter::Path { style: PathStyle::Simple, .. } => (Location::Path, Style::Simple),
        openapiv3::Parameter::Query { style: QueryStyle::Form, allow_reserved: false, .. } => {
            (Location::Query, Style::FormExploded)
        }
        openapiv3::Parameter::Header { style: HeaderStyle::Simple, .. } if is_ignored_header(&data.name) => {
            return Ok(None);
        }
        openapiv3::Parameter::Header { style: HeaderStyle::Simple, .. } => (Location::Header, Style::Simple),
        openapiv3::Parameter::Cookie { .. } => return Err(LeftOut::new(&at, "cookie parameters have no form yet")),
        _ => return Err(LeftOut::new(&at, format!("the style of the parameter `{}` has no form yet", data.name))),
    };
    let schema = lower_parameter_schema(context, &at, data, style)?;
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
        style,
        schema,
    }))
}

/// OpenAPI 3.1, section 4.8.12.2.1: such a header parameter "SHALL be ignored"; bodies and security say it better.
fn is_ignored_header(name: &str) -> bool {
    ["accept", "content-type", "authorization"].iter().any(|ignored| name.eq_ignore_ascii_case(ignored))
}

fn lower_parameter_schema(
    context: &mut Context<'_>,
    at: &Pointer,
    data: &ParameterData,
    style: Style,
) -> Result<Schema, LeftOut> {
    let ParameterSchemaOrContent::Schema(declared) = &data.format else {
        let message = format!("the parameter `{}` has `content`, which has no form yet", data.name);
        return Err(LeftOut::new(&at.push("content"), message));
    };
    let schema_at = at.push("schema");
    let explodes = data.explode.unwrap_or(style == Style::FormExploded);
    let is_fit = is_primitive(context, declared, 0)
        || (style == Style::FormExploded && explodes && is_array_of_primitives(context, declared));
    if !is_fit {
        let message = format!("the parameter `{}` is no single value, which has no form yet", data.name);
        return Err(LeftOut::new(&schema_at, message));
    }
    Ok(schema::lower_schema_or_reference(context, &schema_at, declared))
}

fn is_array_of_primitives(context: &Context<'_>, declared: &ReferenceOr<openapiv3::Schema>) -> bool {
    let components = context.parsed.openapi.components.as_ref().map(|components| &components.schemas);
    let resolved = reference::resolve(components, "schemas", declared, &Pointer::root());
    let Some((_, schema)) = resolved else { return false };
    match &schema.schema_kind {
        openapiv3::SchemaKind::Type(openapiv3::Type::Array(array)) => {
            array.items.as_ref().is_some_and(|items| is_primitive(context, &items.clone().unbox(), 0))
        }
        _ => false,
    }
}

/// Whether every value is a string, a number or a boolean. `depth` bounds a chain of single-member `allOf`.
fn is_primitive(context: &Context<'_>, declared: &ReferenceOr<openapiv3::Schema>, depth: usize) -> bool {
    let components = context.parsed.openapi.components.as_ref().map(|components| &components.schemas);
    let resolved = reference::resolve(components, "schemas", declared, &Pointer::root());
    let Some((_, schema)) = resolved else { return false };
    match &schema.schema_kind {
        openapiv3::SchemaKind::Type(openapiv3::Type::Array(_) | openapiv3::Type::Object(_)) => false,
        openapiv3::SchemaKind::Type(_) => true,
        openapiv3::SchemaKind::AllOf { all_of } => match all_of.as_slice() {
            [only] => depth < 16 && is_primitive(context, only, depth.saturating_add(1)),
            _ => false,
        },
        _ => false,
    }
}
