//! What a caller gives to an operation: its parameters and its body.

use super::parts::plan_parts;
use super::responses::label;
use crate::api::{Body, MediaKind, MediaType, Operation, Parameter, ParameterLocation, Serialization};
use crate::location::Origin;
use crate::plan::docs::markdown::to_doc_lines;
use crate::plan::docs::{code, paragraph, words};
use crate::plan::names::place::location_name;
use crate::plan::names::{Case, DERIVED, NAMED, Reserved, Wish, collision, settle};
use crate::plan::types::TypePlanner;
use crate::rust::{Argument, BodyEnum, BodyKind, BodyVariant, Docs, Identifier, Input, Type};

/// The functions that the runtime's request has already.
const REQUEST_METHODS: &[&str] = &["header", "into_future", "items", "new", "send", "server", "timeout"];

/// The variables of a generated method.
const VARIABLES: &[&str] = &["call"];

/// What becomes of an operation's parameters and its body.
pub(crate) struct Arguments {
    pub(crate) required: Vec<Argument>,
    pub(crate) optional: Vec<Argument>,
    pub(crate) body: Option<BodyEnum>,
}

/// What a caller gives, before it has a name.
pub(crate) struct Given {
    pub(crate) wish: Wish,
    pub(crate) at: Origin,
    /// What it is in the document, if the document names it.
    pub(crate) what: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) deprecated: bool,
    pub(crate) is_required: bool,
    pub(crate) input: Input,
}

/// The arguments of a method share their names with each other, and the functions of a request that set what is optional
/// share theirs. In a script that has no case, an argument could be spelt as the marker of the operation is, which would
/// be a pattern then.
fn name_given(
    planner: &mut TypePlanner<'_>,
    marker: &Identifier,
    given: Vec<Given>,
    body: Option<BodyEnum>,
) -> Arguments {
    let mut planned = Arguments { required: Vec::new(), optional: Vec::new(), body };
    let (required, optional): (Vec<Given>, Vec<Given>) = given.into_iter().partition(|given| given.is_required);
    let required_names: Reserved<'_> = &[VARIABLES, &[marker.as_str()]];
    for (given, reserved) in [(required, required_names), (optional, &[REQUEST_METHODS])] {
        let mut wishes: Vec<Wish> = given.iter().map(|given| given.wish.clone()).collect();
        let has_content_type = given.iter().any(|given| takes_content_type(&given.input));
        if has_content_type {
            let words = ["content type", "body content type"].map(str::to_owned);
            wishes.push(Wish::of(words.to_vec(), DERIVED, "content type"));
        }
        let mut names = settle(&wishes, Case::Value, reserved);
        let content_type = if has_content_type { names.pop() } else { None };
        for (index, settled) in names.iter().enumerate() {
            let rival = settled.unavailable.as_ref().and_then(|(_, rival)| given.get(*rival));
            if let (Some(given), Some(rival)) = (given.get(index), rival)
                && let Some(what) = &given.what
            {
                let rival_name = rival.what.as_deref().unwrap_or("the body");
                let found = collision(&given.at, what, settled, (rival_name, &rival.at));
                found.into_iter().for_each(|found| planner.report(found));
            }
        }
        for (mut given, settled) in given.into_iter().zip(names) {
            if let (Input::Body(BodyKind::Any { content_type: name, range }), Some(content_type)) =
                (&mut given.input, &content_type)
            {
                *name = content_type.identifier.clone();
                let about = format!("Media type: {}, given as `{}`.", any_of(range), name.word());
                paragraph(&mut given.docs.0, &about);
            }
            let Given { docs, deprecated, is_required, input, .. } = given;
            let argument = Argument { name: settled.identifier, docs, deprecated, input };
            if is_required { planned.required.push(argument) } else { planned.optional.push(argument) }
        }
    }
    planned
}

/// Whether the caller says what media type the body is of, as an argument of its own.
fn takes_content_type(input: &Input) -> bool {
    matches!(input, Input::Body(BodyKind::Any { .. }))
}

/// Plans the arguments of an operation that `marker` stands for; `body_name` is the name of the enum for a body of several
/// media types.
pub(crate) fn plan_arguments<'a>(
    planner: &mut TypePlanner<'a>,
    (marker, body_name): (&Identifier, Identifier),
    operation: &'a Operation,
) -> Arguments {
    let mut given: Vec<Given> = Vec::new();
    let mut body_enum = None;
    let mut parameters: Vec<&Parameter> = operation.parameters.iter().collect();
    // Path arguments stand in the order of the path, and before the others.
    parameters.sort_by_key(|parameter| match parameter.location {
        ParameterLocation::Path => operation.template.find(&format!("{{{}}}", parameter.name)).unwrap_or(usize::MAX),
        ParameterLocation::Query | ParameterLocation::Header | ParameterLocation::Cookie => usize::MAX,
    });
    for parameter in parameters {
        let value = planner.plan_inline(&parameter.schema);
        given.push(Given {
            wish: parameter_wish(parameter),
            at: parameter.at.clone(),
            what: Some(format!("the {} parameter `{}`", location_name(parameter.location), parameter.name)),
            docs: parameter_docs(parameter),
            deprecated: parameter.documentation.deprecated,
            is_required: parameter.required,
            input: Input::Parameter {
                wire: parameter.name.clone(),
                location: parameter.location,
                style: style_of_parameter(parameter),
                value: match parameter.serialization {
                    Serialization::Styled(_) => sendable(value, parameter.required),
                    Serialization::Json => value,
                },
            },
        });
    }
    if let Some(body) = &operation.body {
        plan_body(planner, body_name, body, &mut given, &mut body_enum);
    }
    name_given(planner, marker, given, body_enum)
}

/// Parameters of one name are told apart by where they go: one of the path keeps it, and any other one says it.
fn parameter_wish(parameter: &Parameter) -> Wish {
    let location = location_name(parameter.location);
    let rank = match parameter.location {
        ParameterLocation::Path => NAMED,
        ParameterLocation::Query => NAMED.saturating_add(1),
        ParameterLocation::Header => NAMED.saturating_add(2),
        ParameterLocation::Cookie => NAMED.saturating_add(3),
    };
    Wish::named(&parameter.name).or(format!("{location} {}", parameter.name)).ranked(rank)
}

/// The type of a value that becomes text. `null` has none, and is the same as not to set what need not be set.
pub(crate) fn sendable(value: Type, is_required: bool) -> Type {
    match value {
        Type::Option(inner) if !is_required => *inner,
        value => value,
    }
}

/// How a parameter becomes text, unless by the default style of its location.
fn style_of_parameter(parameter: &Parameter) -> Option<Serialization> {
    let default = Serialization::Styled(parameter.location.default_style());
    (parameter.serialization != default).then_some(parameter.serialization)
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
    body_name: Identifier,
    body: &'a Body,
    given: &mut Vec<Given>,
    body_enum: &mut Option<BodyEnum>,
) {
    let kind = match body.media_types.as_slice() {
        [] => return,
        [only @ MediaType { kind: MediaKind::Multipart(Some(parts)), .. }] => {
            return plan_parts(planner, body, only, parts, given);
        }
        [only] => plan_kind(planner, only),
        several => {
            *body_enum = Some(plan_enum(planner, body_name.clone(), several));
            BodyKind::Several(body_name)
        }
    };
    let mut lines = body.description.as_deref().map(to_doc_lines).unwrap_or_default();
    if lines.is_empty() {
        lines.push("The request body.".to_owned());
    }
    let words = ["body", "request body"].map(str::to_owned);
    given.push(Given {
        wish: Wish::of(words.to_vec(), DERIVED, "body"),
        at: body.at.clone(),
        what: None,
        docs: Docs(lines),
        deprecated: false,
        is_required: body.required,
        input: Input::Body(kind),
    });
}

fn plan_enum<'a>(planner: &mut TypePlanner<'a>, name: Identifier, media_types: &'a [MediaType]) -> BodyEnum {
    let wish = |media: &MediaType| Wish::of(vec![label(&media.name), media.name.clone()], NAMED, media.name.as_str());
    let names = settle(&media_types.iter().map(wish).collect::<Vec<_>>(), Case::Type, &[]);
    let mut variants = Vec::with_capacity(media_types.len());
    for (media, settled) in media_types.iter().zip(names) {
        let kind = plan_kind(planner, media);
        variants.push(BodyVariant {
            name: settled.identifier,
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
            BodyKind::Json { .. } | BodyKind::Form { .. } => Some(Made::Value(planner.underlying(&media.schema))),
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

fn plan_kind<'a>(planner: &mut TypePlanner<'a>, media: &'a MediaType) -> BodyKind {
    let content_type = || media.content_type.clone().unwrap_or_default();
    match &media.kind {
        MediaKind::Json => BodyKind::Json { content_type: content_type(), value: planner.plan_inline(&media.schema) },
        MediaKind::Form(styles) => BodyKind::Form { value: planner.plan_inline(&media.schema), styles: styles.clone() },
        MediaKind::Multipart(_) => BodyKind::Multipart,
        MediaKind::Text | MediaKind::Events(_) | MediaKind::Bytes if media.content_type.is_none() => {
            BodyKind::Any { content_type: Identifier("content_type".to_owned()), range: media.name.clone() }
        }
        MediaKind::Text | MediaKind::Events(_) => BodyKind::Text { content_type: content_type() },
        MediaKind::Bytes => BodyKind::Bytes { content_type: content_type() },
    }
}
