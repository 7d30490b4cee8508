//! What a caller gives to an operation: its parameters and its body.

use super::documentation::{code, paragraph, words};
use super::markdown::to_doc_lines;
use super::names::{Case, Scope};
use super::parts::{note_unwritten, plan_parts};
use super::responses::label;
use super::types::TypePlanner;
use crate::api::{
    self, Api, ApiKeyLocation, Body, EnumerationBase, Location, MediaKind, MediaType, Operation, Parameter, Rest,
    Schema, SchemaId, SchemaKind, SecurityScheme, SecuritySchemeKind, Serialization, Styled,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::rust::{Argument, BodyEnum, BodyKind, BodyVariant, Docs, Identifier, Input, ParameterPlace, Style, Type};
use crate::source::Origin;

/// The functions that the runtime's request has already.
const REQUEST_METHODS: &[&str] = &["header", "into_future", "items", "new", "send", "server", "timeout"];

/// The variables of a generated method.
const VARIABLES: &[&str] = &["call"];

/// What becomes of an operation's parameters and its body.
pub(super) struct Arguments {
    pub(super) required: Vec<Argument>,
    pub(super) optional: Vec<Argument>,
    pub(super) body: Option<BodyEnum>,
}

/// The names of what a caller gives.
pub(super) struct Names {
    arguments: Scope,
    setters: Scope,
}

impl Names {
    fn scope(&mut self, is_required: bool) -> &mut Scope {
        if is_required { &mut self.arguments } else { &mut self.setters }
    }

    /// Makes a name of a hint for what stands at `at` and is called `wire` there.
    pub(super) fn allocate(
        &mut self,
        planner: &mut TypePlanner<'_>,
        (at, wire): (&Origin, &str),
        hint: &str,
        is_required: bool,
    ) -> Identifier {
        let allocated = self.scope(is_required).allocate(hint, Case::Value);
        if let Some(plain) = allocated.collided_with {
            let message = format!("the name `{plain}` is taken: `{wire}` becomes `{}`", allocated.identifier.as_str());
            planner.report(Diagnostic::note(Code::NAME_COLLISION, at.clone(), message));
        }
        allocated.identifier
    }
}

impl Arguments {
    pub(super) fn push(&mut self, argument: Argument, is_required: bool) {
        if is_required { self.required.push(argument) } else { self.optional.push(argument) }
    }
}

/// Plans the arguments of an operation whose marker type is `marker`; `body_name` is the name of the enum for a body of
/// several media types.
pub(super) fn plan_arguments<'a>(
    planner: &mut TypePlanner<'a>,
    marker: &Identifier,
    body_name: Identifier,
    operation: &'a Operation,
) -> Arguments {
    let mut names =
        Names { arguments: Scope::with_reserved(VARIABLES), setters: Scope::with_reserved(REQUEST_METHODS) };
    // In a script that has no case, an argument may be spelt as the marker is, which would be a pattern then.
    names.arguments.forbid(marker);
    let mut planned = Arguments { required: Vec::new(), optional: Vec::new(), body: None };
    let mut parameters: Vec<&Parameter> = Vec::with_capacity(operation.parameters.len());
    for parameter in &operation.parameters {
        // Given twice, one of them would be the wrong one.
        match credential(planner.api, operation, parameter) {
            Some(scheme) => {
                let message = format!("the credential `{}` is this parameter: it is no argument", scheme.name);
                planner.report(Diagnostic::note(Code::PARAMETER_IS_CREDENTIAL, parameter.at.clone(), message));
            }
            None => parameters.push(parameter),
        }
    }
    // Path arguments stand in the order of the path, and before the others.
    parameters.sort_by_key(|parameter| match parameter.location {
        Location::Path => operation.template.find(&format!("{{{}}}", parameter.name)).unwrap_or(usize::MAX),
        Location::Query | Location::Header | Location::Cookie => usize::MAX,
    });
    for (index, parameter) in parameters.iter().enumerate() {
        let hint = format!("{} {}", marker.as_str(), parameter.name);
        // Parameters of one name are told apart by where they go: the later one says it.
        let is_like = |known: &&Parameter| {
            known.required == parameter.required && known.name.eq_ignore_ascii_case(&parameter.name)
        };
        let name_hint = match parameters.iter().take(index).any(is_like) {
            true => format!("{} {}", place_name(parameter.location), parameter.name),
            false => parameter.name.clone(),
        };
        let value = planner.plan_inline(&hint, &parameter.schema);
        let argument = Argument {
            name: names.allocate(planner, (&parameter.at, &parameter.name), &name_hint, parameter.required),
            docs: parameter_docs(parameter),
            deprecated: parameter.documentation.deprecated,
            input: Input::Parameter {
                wire: parameter.name.clone(),
                place: place(parameter.location),
                style: style_of_parameter(planner, parameter),
                value: match parameter.serialization {
                    Serialization::Styled(_) => sendable(value, parameter.required),
                    Serialization::Json => value,
                },
            },
        };
        planned.push(argument, parameter.required);
    }
    if let Some(body) = &operation.body {
        plan_body(planner, marker, body_name, body, &mut names, &mut planned);
    }
    planned
}

/// The API key that a parameter is, if the operation takes one in that place.
fn credential<'a>(api: &'a Api, operation: &Operation, parameter: &Parameter) -> Option<&'a SecurityScheme> {
    let schemes = operation.security.iter().flat_map(|requirement| &requirement.schemes);
    schemes.filter_map(|id| api.security_scheme(*id)).find(|scheme| match &scheme.kind {
        SecuritySchemeKind::ApiKey { location, name } => match (location, parameter.location) {
            (ApiKeyLocation::Header, Location::Header) => name.eq_ignore_ascii_case(&parameter.name),
            (ApiKeyLocation::Query, Location::Query) | (ApiKeyLocation::Cookie, Location::Cookie) => {
                *name == parameter.name
            }
            _ => false,
        },
        SecuritySchemeKind::Http(_) | SecuritySchemeKind::Token => false,
    })
}

/// The type of a value that becomes text. `null` has none, and is the same as not to set what need not be set.
pub(super) fn sendable(value: Type, is_required: bool) -> Type {
    match value {
        Type::Option(inner) if !is_required => *inner,
        value => value,
    }
}

fn place(location: Location) -> ParameterPlace {
    match location {
        Location::Path => ParameterPlace::Path,
        Location::Query => ParameterPlace::Query,
        Location::Header => ParameterPlace::Header,
        Location::Cookie => ParameterPlace::Cookie,
    }
}

fn place_name(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// The style of a parameter, if it is not the one that is usual for its place.
fn style_of_parameter<'a>(planner: &mut TypePlanner<'a>, parameter: &'a Parameter) -> Option<Style> {
    let mut styled = match parameter.serialization {
        Serialization::Json => return Some(Style { constant: "JSON", explode: false, reserved: false }),
        Serialization::Styled(styled) => styled,
    };
    if styled.style != api::Style::DeepObject && !has_text(planner, &parameter.schema, true, &mut Vec::new()) {
        let message = "some of its values hold arrays or objects inside of others, which have no text in this style: \
                       such a value is an error before anything is sent";
        let help = "if the service reads JSON there, or `deepObject`, an overlay can say so";
        planner.report(Diagnostic::note(Code::PARAMETER_NESTED, parameter.at.clone(), message).help(help));
    }
    // What is one text has nothing to explode.
    if is_text(planner.follow_references(&parameter.schema)) {
        styled.explode = styled.style == api::Style::Form;
    }
    let is_usual = match parameter.location {
        Location::Path | Location::Header => styled.style == api::Style::Simple && !styled.explode,
        Location::Query | Location::Cookie => styled.style == api::Style::Form && styled.explode,
    };
    (!is_usual || styled.allow_reserved).then(|| style(styled))
}

/// Whether every value of a schema has text in a style that knows arrays and objects of primitive values alone.
/// `may_nest` says whether it may be such an array or object; `above` are the components around it.
fn has_text<'a>(planner: &TypePlanner<'a>, schema: &'a Schema, may_nest: bool, above: &mut Vec<SchemaId>) -> bool {
    match &schema.kind {
        SchemaKind::Array(items) => may_nest && has_text(planner, items, false, above),
        SchemaKind::Tuple(items) => may_nest && items.iter().all(|item| has_text(planner, item, false, above)),
        SchemaKind::Object(object) => {
            let mut members = object.properties.iter().map(|property| &property.schema);
            may_nest
                && members.all(|member| has_text(planner, member, false, above))
                && match &object.rest {
                    Rest::Kept(rest) => has_text(planner, rest, false, above),
                    Rest::Unstated | Rest::Forbidden => true,
                }
        }
        SchemaKind::Union(union) => {
            union.variants.iter().all(|variant| has_text(planner, &variant.schema, may_nest, above))
        }
        SchemaKind::Reference(id) if !above.contains(id) => {
            above.push(*id);
            let has_text = planner
                .api
                .component(*id)
                .is_none_or(|component| has_text(planner, &component.schema, may_nest, above));
            above.pop();
            has_text
        }
        _ => true,
    }
}

/// Whether every value of a schema is one text.
fn is_text(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Boolean | SchemaKind::Integer(_) | SchemaKind::Number(_) | SchemaKind::String { .. } => true,
        SchemaKind::Enumeration(enumeration) => enumeration.base() != EnumerationBase::Mixed,
        _ => false,
    }
}

pub(super) fn style(styled: Styled) -> Style {
    let constant = match styled.style {
        api::Style::Matrix => "MATRIX",
        api::Style::Label => "LABEL",
        api::Style::Simple => "SIMPLE",
        api::Style::Form => "FORM",
        api::Style::SpaceDelimited => "SPACE_DELIMITED",
        api::Style::PipeDelimited => "PIPE_DELIMITED",
        api::Style::DeepObject => "DEEP_OBJECT",
    };
    // What is deep is always in pieces.
    let explode = styled.explode && styled.style != api::Style::DeepObject;
    Style { constant, explode, reserved: styled.allow_reserved }
}

fn parameter_docs(parameter: &Parameter) -> Docs {
    let mut lines = words(&parameter.documentation, |_| true);
    if lines.is_empty() {
        lines.push(format!("The parameter {}.", code(&parameter.name)));
    }
    if let (false, Some(default)) = (parameter.required, &parameter.schema.default) {
        paragraph(&mut lines, &format!("The service takes a missing one for {}.", code(&default.to_string())));
    }
    Docs(lines)
}

fn plan_body<'a>(
    planner: &mut TypePlanner<'a>,
    marker: &Identifier,
    body_name: Identifier,
    body: &'a Body,
    names: &mut Names,
    planned: &mut Arguments,
) {
    let hint = format!("{} body", marker.as_str());
    let kind = match body.media_types.as_slice() {
        [] => return,
        [only] if only.kind == MediaKind::Multipart => {
            if plan_parts(planner, marker, body, only, names, planned) {
                return;
            }
            BodyKind::Multipart
        }
        [only] => plan_kind(planner, &hint, only, || {
            names.scope(body.required).allocate("content type", Case::Value).identifier
        }),
        several => {
            planned.body = Some(plan_enum(planner, &hint, body_name.clone(), several));
            BodyKind::Several(body_name)
        }
    };
    let mut lines = body.description.as_deref().map(to_doc_lines).unwrap_or_default();
    if lines.is_empty() {
        lines.push("The request body.".to_owned());
    }
    if let BodyKind::Any { content_type, range } = &kind {
        paragraph(&mut lines, &format!("Media type: {}, given as `{}`.", any_of(range), content_type.word()));
    }
    let name = names.allocate(planner, (&body.at, "the body"), "body", body.required);
    planned.push(Argument { name, docs: Docs(lines), deprecated: false, input: Input::Body(kind) }, body.required);
}

fn plan_enum<'a>(
    planner: &mut TypePlanner<'a>,
    hint: &str,
    name: Identifier,
    media_types: &'a [MediaType],
) -> BodyEnum {
    let mut names = Scope::default();
    let mut variants = Vec::with_capacity(media_types.len());
    for media in media_types {
        let label = label(&media.name);
        let is_plain = matches!(media.kind, MediaKind::Json) && label == "json";
        let hint = if is_plain { hint.to_owned() } else { format!("{hint} {label}") };
        let kind = plan_kind(planner, &hint, media, || Identifier("content_type".to_owned()));
        variants.push(BodyVariant {
            name: names.allocate(&label, Case::Type).identifier,
            docs: match &kind {
                BodyKind::Any { range, .. } => {
                    Docs(vec![format!("A body. Media type: {}, given as `content_type`.", any_of(range))])
                }
                _ => Docs(vec![format!("A body of the media type {}.", code(&media.name))]),
            },
            kind,
            has_from: false,
        });
    }
    let types: Vec<Option<Made>> = variants
        .iter()
        .zip(media_types)
        .map(|(variant, media)| match &variant.kind {
            BodyKind::Json { .. } | BodyKind::Form { .. } => Some(Made::Value(planner.underlying(hint, &media.schema))),
            BodyKind::Text { .. } => Some(Made::Value(Type::String)),
            BodyKind::Bytes { .. } => Some(Made::Bytes),
            BodyKind::Multipart => Some(Made::Parts),
            BodyKind::Any { .. } | BodyKind::Several(_) => None,
        })
        .collect();
    for (variant, made) in variants.iter_mut().zip(&types) {
        variant.has_from = made.is_some() && types.iter().filter(|other| *other == made).count() == 1;
    }
    BodyEnum { name, variants }
}

/// The media types that a caller may name for a body.
fn any_of(range: &str) -> String {
    match range.split(';').next().map(str::trim) {
        Some("*/*" | "*") => "any".to_owned(),
        Some(range) if range.ends_with('*') => format!("one of {}", code(range)),
        _ => format!("{} with its parameters", code(range)),
    }
}

/// What a body is made from, if it is made from one thing.
#[derive(PartialEq)]
enum Made {
    Value(Type),
    Bytes,
    Parts,
}

fn plan_kind<'a>(
    planner: &mut TypePlanner<'a>,
    hint: &str,
    media: &'a MediaType,
    content_type: impl FnOnce() -> Identifier,
) -> BodyKind {
    match media.kind {
        MediaKind::Json => {
            let is_range = media.name.contains('*');
            BodyKind::Json {
                content_type: if is_range { "application/json".to_owned() } else { media.name.clone() },
                value: planner.plan_inline(hint, &media.schema),
            }
        }
        MediaKind::Form => {
            note_unwritten(planner, media);
            let styled = media.encodings.iter().filter_map(|encoding| {
                let is_json = encoding.content_types.iter().any(|name| api::is_json(name));
                let json = || is_json.then_some(Style { constant: "JSON", explode: false, reserved: false });
                Some((encoding.property.clone(), encoding.style.map(style).or_else(json)?))
            });
            BodyKind::Form { value: planner.plan_inline(hint, &media.schema), styles: styled.collect() }
        }
        MediaKind::Multipart => BodyKind::Multipart,
        _ if media.name.contains('*') => BodyKind::Any { content_type: content_type(), range: media.name.clone() },
        MediaKind::Text | MediaKind::Events(_) => BodyKind::Text { content_type: media.name.clone() },
        // A multipart body of another kind has a boundary, which only the caller knows.
        MediaKind::Bytes if media.name.to_ascii_lowercase().starts_with("multipart/") => {
            BodyKind::Any { content_type: content_type(), range: media.name.clone() }
        }
        MediaKind::Bytes => BodyKind::Bytes { content_type: media.name.clone() },
    }
}
