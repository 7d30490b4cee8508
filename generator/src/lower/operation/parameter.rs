//! Parameters: those of the path item, those of the operation, and undeclared ones of the path template.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use openapiv3::{
    APIKeyLocation, Content, CookieStyle, HeaderStyle, ParameterSchemaOrContent, PathStyle, ReferenceOr, SecurityScheme,
};

use super::media_type::query_style;
use super::nesting::nests;
use super::{follow, query_string};
use crate::api::{
    Documentation, EnumerationBase, MediaRange, Parameter, ParameterLocation, PathTemplate, Schema, SchemaKind,
    Serialization, Style, Styled, is_token,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Pointer;
use crate::lower::context::Context;
use crate::lower::{reference, schema};
use crate::openapi::CollectionFormat;

type Declared<'a> = (&'a Pointer, &'a [ReferenceOr<openapiv3::Parameter>]);

/// Lowers the parameters of an operation. An operation's parameter overrides the path item's of the same location and
/// name (OpenAPI 3.1.1, section 4.8.10.1).
pub(crate) fn lower_parameters(
    context: &mut Context<'_>,
    operation_at: &Pointer,
    path: &PathTemplate,
    inherited: Declared<'_>,
    own: Declared<'_>,
) -> Vec<Parameter> {
    let mut declared_at: Vec<(Parameter, Pointer)> = Vec::new();
    let mut indices: BTreeMap<(ParameterLocation, String), usize> = BTreeMap::new();
    for (list_at, list) in [inherited, own] {
        let mut listed: BTreeSet<(ParameterLocation, String)> = BTreeSet::new();
        for (index, declared) in list.iter().enumerate() {
            let at = list_at.index(index);
            let Some(parameter) = lower_parameter(context, &at, declared) else { continue };
            let key = (parameter.location, parameter.name.clone());
            if !listed.insert(key.clone()) {
                let message = format!("`{}` is declared twice: this declaration replaces the other one", key.1);
                context.warning(Code::PARAMETER_REPEATED, &at, message);
            }
            match indices.get(&key).and_then(|index| declared_at.get_mut(*index)) {
                Some(known) => *known = (parameter, at),
                None => {
                    indices.insert(key, declared_at.len());
                    declared_at.push((parameter, at));
                }
            }
        }
    }
    let names: BTreeSet<&str> = path.variables().collect();
    let mut parameters: Vec<Parameter> = Vec::new();
    for (parameter, at) in declared_at {
        if parameter.location == ParameterLocation::Path && !names.contains(parameter.name.as_str()) {
            let message = format!("the path has no `{{{}}}`: the parameter is not used", parameter.name);
            context.warning(Code::PARAMETER_NOT_IN_PATH, &at, message);
        } else {
            parameters.push(parameter);
        }
    }
    for name in path.variables() {
        // A variable may be repeated.
        if indices.insert((ParameterLocation::Path, name.to_owned()), parameters.len()).is_none() {
            let message = format!("the path parameter `{name}` is not declared: it is a required string");
            // The path is the key of the path item, which contains the operation.
            let path_at = operation_at.split_last().map_or_else(Pointer::root, |(path_at, _)| path_at);
            context.warning(Code::PARAMETER_UNDECLARED, &path_at, message);
            parameters.push(undeclared(context, operation_at, name));
        }
    }
    parameters
}

fn undeclared(context: &Context<'_>, at: &Pointer, name: &str) -> Parameter {
    let kind = SchemaKind::String { format: None };
    Parameter {
        at: context.origin(at),
        name: name.to_owned(),
        location: ParameterLocation::Path,
        documentation: Documentation::default(),
        required: true,
        serialization: Serialization::Styled(ParameterLocation::Path.default_style()),
        schema: Schema { kind, ..schema::any(context, at) },
    }
}

fn lower_parameter(
    context: &mut Context<'_>,
    at: &Pointer,
    declared: &ReferenceOr<openapiv3::Parameter>,
) -> Option<Parameter> {
    let components = context.parsed.openapi.components.as_ref().map(|components| &components.parameters);
    let (at, parameter) = reference::resolve(context, components, "parameters", declared, at)?;
    let data = parameter.parameter_data_ref();
    if matches!(parameter, openapiv3::Parameter::Header { .. })
        && let Some((source, help)) = source_of_ignored(&data.name)
    {
        if !is_credential(context, &data.name) {
            let message = format!("the header `{}` comes from {source}: the parameter has no argument", data.name);
            let origin = context.origin(&at.push("name"));
            context.report(Diagnostic::note(Code::PARAMETER_INVALID, origin, message).help(help));
        }
        return None;
    }
    // The check of the document has reported it.
    if matches!(parameter, openapiv3::Parameter::Header { .. }) && !is_token(&data.name) {
        return None;
    }
    let beside = context.parsed.parameter_keywords.get(&at).copied().unwrap_or_default();
    let (location, style, allow_reserved) = match parameter {
        openapiv3::Parameter::Path { style, .. } => (ParameterLocation::Path, path_style(style), beside.allow_reserved),
        openapiv3::Parameter::Query { .. } if beside.is_query_string => {
            (ParameterLocation::QueryString, Style::Form, false)
        }
        openapiv3::Parameter::Query { style, allow_reserved, .. } => {
            (ParameterLocation::Query, query_style(style), *allow_reserved)
        }
        openapiv3::Parameter::Header { style: HeaderStyle::Simple, .. } => {
            (ParameterLocation::Header, Style::Simple, false)
        }
        openapiv3::Parameter::Cookie { .. } if beside.has_cookie_style => {
            (ParameterLocation::Cookie, Style::Cookie, false)
        }
        openapiv3::Parameter::Cookie { style: CookieStyle::Form, .. } => {
            (ParameterLocation::Cookie, Style::Form, beside.allow_reserved)
        }
    };
    let format = context.parsed.source_map.swagger.collection_format(&context.origin(&at));
    let styled = styled(format.map_or(style, style_of_format), data.explode, allow_reserved);
    let (mut serialization, schema) = match &data.format {
        ParameterSchemaOrContent::Schema(declared) => {
            let schema = schema::lower_schema_or_reference(context, &at.push("schema"), declared);
            (Serialization::Styled(styled), schema)
        }
        ParameterSchemaOrContent::Content(content) if location == ParameterLocation::QueryString => {
            query_string::lower_content_of(context, &at, content)
        }
        ParameterSchemaOrContent::Content(content) => match lower_parameter_content(context, &at, content) {
            (true, schema) => (Serialization::Json, schema),
            (false, schema) => (Serialization::Styled(styled), schema),
        },
    };
    let components = Rc::clone(&context.lowered);
    if let Serialization::Styled(styled) = &mut serialization
        && is_single_text(follow(&components, &schema))
    {
        styled.explode = styled.style.default_explode();
    }
    let has_flat_style = matches!(&serialization, Serialization::Styled(styled) if styled.style != Style::DeepObject);
    if has_flat_style && nests(&components, &schema) {
        let message = "some of its values contain arrays or objects inside of others, for which this style has no text: \
                       sending such a value is an error";
        let help = "if the service expects JSON there, or `deepObject`, an overlay can say so";
        context.report(Diagnostic::note(Code::PARAMETER_NESTED, context.origin(&at), message).help(help));
    }
    Some(Parameter {
        at: context.origin(&at),
        name: data.name.clone(),
        location,
        documentation: Documentation {
            title: None,
            description: data.description.clone().or_else(|| schema.documentation.description.clone()),
            deprecated: data.deprecated.unwrap_or(false),
        },
        // A path parameter is required (OpenAPI 3.1.1, section 4.8.12.2.1).
        required: data.required || location == ParameterLocation::Path,
        serialization,
        schema,
    })
}

/// A style with the defaults of what goes with it. A style that `explode` has no effect on never explodes, so that
/// equal styles compare as equal: `deepObject` is always exploded.
pub(crate) fn styled(style: Style, explode: Option<bool>, allow_reserved: bool) -> Styled {
    let explode = explode.unwrap_or(style.default_explode()) && style != Style::DeepObject;
    Styled { style, explode, allow_reserved }
}

/// Returns the style with the delimiter of a `collectionFormat`, in any location.
pub(crate) fn style_of_format(format: CollectionFormat) -> Style {
    match format {
        CollectionFormat::Ssv => Style::SpaceDelimited,
        CollectionFormat::Tsv => Style::TabDelimited,
        CollectionFormat::Pipes => Style::PipeDelimited,
    }
}

/// Whether every value of a schema is a single text, on which `explode` has no effect.
fn is_single_text(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Boolean | SchemaKind::Integer(_) | SchemaKind::Number(_) | SchemaKind::String { .. } => true,
        SchemaKind::Enumeration(enumeration) => enumeration.base() != EnumerationBase::Mixed,
        _ => false,
    }
}

fn path_style(style: &PathStyle) -> Style {
    match style {
        PathStyle::Matrix => Style::Matrix,
        PathStyle::Label => Style::Label,
        PathStyle::Simple => Style::Simple,
    }
}

/// Lowers the media type of a parameter with `content`, of which there is exactly one (OpenAPI 3.1.1, section
/// 4.8.12.2.3). Returns whether it is JSON. The caller formats the text of any other media type.
fn lower_parameter_content(context: &mut Context<'_>, at: &Pointer, content: &Content) -> (bool, Schema) {
    let content_at = at.push("content");
    let Some((name, media_type)) = content.iter().next() else { return (false, schema::any(context, at)) };
    if !MediaRange::parse(name).is_some_and(|name| name.is_json()) {
        let kind = SchemaKind::String { format: None };
        return (false, Schema { kind, ..schema::any(context, at) });
    }
    let media_at = content_at.push(name);
    let schema = match &media_type.schema {
        Some(schema) => schema::lower_schema_or_reference(context, &media_at.push("schema"), schema),
        None => schema::any(context, &media_at),
    };
    (true, schema)
}

/// Returns `true` for `Authorization` if a security scheme describes it: many documents declare it as a parameter too.
fn is_credential(context: &Context<'_>, name: &str) -> bool {
    let components = context.parsed.openapi.components.iter();
    let mut schemes =
        components.flat_map(|components| components.security_schemes.values()).filter_map(|scheme| scheme.as_item());
    let is_authorization = |name: &str| name.eq_ignore_ascii_case("authorization");
    is_authorization(name)
        && schemes.any(|scheme| match scheme {
            SecurityScheme::APIKey { location, name, .. } => {
                *location == APIKeyLocation::Header && is_authorization(name)
            }
            SecurityScheme::HTTP { .. } | SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => true,
        })
}

/// Returns where the value of a header comes from whose parameter "SHALL be ignored" (OpenAPI 3.1.1, section 4.8.12.2.1), and how a
/// caller sets it. Swagger 2.0 has no such rule, so a document may expect that the caller does.
fn source_of_ignored(name: &str) -> Option<(&'static str, String)> {
    let set = format!("`.header(\"{name}\", …)` on a request");
    match name.to_ascii_lowercase().as_str() {
        "accept" => Some(("the media types of the responses", format!("{set} sets another value"))),
        "content-type" => Some(("the media type of the body", format!("{set} sets another value"))),
        "authorization" => {
            Some(("the credentials of the client", format!("set the credentials, or the header by {set}")))
        }
        _ => None,
    }
}
