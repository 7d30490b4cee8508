//! The body of a request as an argument, and the enum of a body that may be of several media types.

use super::arguments::Unnamed;
use super::part_positions::plan_position_arguments;
use super::parts::plan_parts;
use crate::api::{Body, MediaKind, MediaRange, MediaTypeObject, PartItemContent};
use crate::plan::docs::markdown::to_doc_lines;
use crate::plan::docs::{code, generated, paragraph};
use crate::plan::names::media_type::label;
use crate::plan::names::{Case, DERIVED, NAMED, NameRequest, identifier, resolve_names};
use crate::plan::signature::operation_form;
use crate::plan::types::TypePlanner;
use crate::plan::types::unions::counts;
use crate::rust::{
    Argument, ArgumentForm, BodyEnum, BodyKind, BodyVariant, Derive, Docs, Identifier, InputTarget, RuntimeType, Type,
    Wrapper,
};

/// Plans the body; `name` is that of its enum, if it may be of several media types, and `method` the path of the
/// operation's method.
pub(crate) fn plan_body<'a>(
    planner: &mut TypePlanner<'a>,
    (name, method): (Identifier, &str),
    body: &'a Body,
    inputs: &mut Vec<Unnamed>,
    body_enum: &mut Option<BodyEnum>,
) {
    let kind = match body.media_types.as_slice() {
        [] => return,
        [only @ MediaTypeObject { kind: MediaKind::Multipart(Some(parts)), .. }] => {
            return plan_parts(planner, body, only, parts, inputs);
        }
        [only @ MediaTypeObject { kind: MediaKind::Positions(positions), .. }] => {
            return plan_position_arguments(planner, body, only, positions, inputs);
        }
        [only] => plan_kind(planner, only),
        several => {
            *body_enum = Some(plan_enum(planner, (name.clone(), method), several));
            BodyKind::Several(name)
        }
    };
    let mut lines = body.description.as_deref().map(to_doc_lines).unwrap_or_default();
    match kind {
        BodyKind::Items { .. } => paragraph(&mut lines, generated::ITEMS),
        BodyKind::Parts { .. } => paragraph(&mut lines, generated::PART_ITEMS),
        _ => {}
    }
    let words = ["body", "request body"].map(str::to_owned);
    inputs.push(Unnamed {
        name_request: NameRequest::of(words.to_vec(), DERIVED, "body"),
        at: body.at.clone(),
        what: None,
        docs: Docs(lines),
        default: None,
        deprecated: false,
        is_required: body.required,
        form: form_of(&kind),
        target: InputTarget::Body(kind),
    });
}

/// How the argument for a body is declared.
fn form_of(kind: &BodyKind) -> ArgumentForm {
    let runtime = |value| ArgumentForm::Into(Type::Runtime(value), Wrapper::None);
    match kind {
        BodyKind::Json { value, .. } | BodyKind::Form { value, .. } => operation_form(value.clone()),
        BodyKind::Items { item, .. } => ArgumentForm::Into(Type::JsonItems(Box::new(item.clone())), Wrapper::None),
        BodyKind::Parts { item, .. } => ArgumentForm::Into(Type::PartItems(Box::new(item.clone())), Wrapper::None),
        BodyKind::Text { .. } => ArgumentForm::Into(Type::String, Wrapper::None),
        BodyKind::Bytes { .. } | BodyKind::Any { .. } => runtime(RuntimeType::Body),
        BodyKind::Multipart => ArgumentForm::Value(Type::Runtime(RuntimeType::Multipart)),
        BodyKind::Several(name) => ArgumentForm::Into(Type::Local(name.clone()), Wrapper::None),
    }
}

fn plan_enum<'a>(
    planner: &mut TypePlanner<'a>,
    (name, method): (Identifier, &str),
    media_types: &'a [MediaTypeObject],
) -> BodyEnum {
    let name_request = |media: &MediaTypeObject| {
        NameRequest::of(vec![label(&media.name), media.name.as_str().to_owned()], NAMED, media.name.as_str())
    };
    let names = resolve_names(&media_types.iter().map(name_request).collect::<Vec<_>>(), Case::Type, &[]);
    let mut variants = Vec::with_capacity(media_types.len());
    for (media, resolved) in media_types.iter().zip(names) {
        let kind = plan_kind(planner, media);
        variants.push(BodyVariant {
            name: resolved.identifier,
            docs: Docs::line(match &kind {
                BodyKind::Any { range, .. } => {
                    format!("A body. Media type: {}, passed as `content_type`.", any_of(range))
                }
                BodyKind::Items { .. } => {
                    format!("A body of the media type {}. {}", code(media.name.as_str()), generated::ITEMS)
                }
                BodyKind::Parts { .. } => {
                    format!("A body of the media type {}. {}", code(media.name.as_str()), generated::PART_ITEMS)
                }
                _ => format!("A body of the media type {}.", code(media.name.as_str())),
            }),
            field_docs: matches!(kind, BodyKind::Any { .. }).then(generated::body_fields),
            kind,
            has_from: false,
            conversions: Vec::new(),
        });
    }
    let types: Vec<Option<BodySource>> = variants
        .iter()
        .zip(media_types)
        .map(|(variant, media)| match &variant.kind {
            BodyKind::Json { .. } | BodyKind::Form { .. } => Some(BodySource::Value(planner.underlying(&media.schema))),
            BodyKind::Items { .. } => Some(BodySource::Items(planner.underlying(&media.schema))),
            BodyKind::Parts { item, .. } => Some(BodySource::Parts(match item {
                Type::Runtime(_) => item.clone(),
                _ => planner.underlying(&media.schema),
            })),
            BodyKind::Text { .. } => Some(BodySource::Value(Type::String)),
            BodyKind::Bytes { .. } => Some(BodySource::Bytes),
            BodyKind::Multipart => Some(BodySource::Multipart),
            BodyKind::Any { .. } | BodyKind::Several(_) => None,
        })
        .collect();
    let counts = counts(&types);
    for (variant, source) in variants.iter_mut().zip(&types) {
        variant.has_from = source.is_some() && counts.get(source) == Some(&1);
    }
    BodyEnum { name, docs: generated::body_enum(method), derives: vec![Derive::Debug], variants }
}

/// The media types that a caller may choose for a body.
pub(crate) fn any_of(range: &MediaRange) -> String {
    match range.essence() {
        "*/*" | "*" => "any".to_owned(),
        essence if essence.ends_with('*') => format!("one of {}", code(essence)),
        _ => format!("{} with its parameters", code(range.as_str())),
    }
}

/// What `into()` makes a body from.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum BodySource {
    Value(Type),
    Items(Type),
    Parts(Type),
    Bytes,
    Multipart,
}

fn plan_kind<'a>(planner: &mut TypePlanner<'a>, media: &'a MediaTypeObject) -> BodyKind {
    let content_type = || media.content_type.as_ref().map_or_else(String::new, |name| name.as_str().to_owned());
    match &media.kind {
        MediaKind::Json => BodyKind::Json { content_type: content_type(), value: planner.plan_inline(&media.schema) },
        MediaKind::Form(styles) => BodyKind::Form { value: planner.plan_inline(&media.schema), styles: styles.clone() },
        MediaKind::Multipart(_) => BodyKind::Multipart,
        MediaKind::Text | MediaKind::Events(_) | MediaKind::JsonSequence | MediaKind::Parts(_) | MediaKind::Bytes
            if media.content_type.is_none() =>
        {
            let name = identifier("content_type", Case::Value);
            BodyKind::Any { content_type: Argument { name, form: ArgumentForm::AsRefStr }, range: media.name.clone() }
        }
        MediaKind::JsonSequence => {
            BodyKind::Items { content_type: content_type(), item: planner.plan_inline(&media.schema) }
        }
        MediaKind::Text | MediaKind::Events(_) => BodyKind::Text { content_type: content_type() },
        // Beside other media types, the parts are one value, which the caller makes.
        MediaKind::Positions(_) => BodyKind::Parts {
            content_type: content_type(),
            part_type: None,
            is_text: false,
            item: Type::Runtime(RuntimeType::Part),
        },
        MediaKind::Parts(item) => BodyKind::Parts {
            content_type: content_type(),
            part_type: item.content_types.iter().find_map(MediaRange::exact).map(|name| name.as_str().to_owned()),
            is_text: item.content == PartItemContent::Text,
            item: match item.content {
                PartItemContent::Json | PartItemContent::Text => planner.plan_inline(&media.schema),
                PartItemContent::Bytes => Type::Runtime(RuntimeType::Part),
            },
        },
        MediaKind::Bytes => BodyKind::Bytes { content_type: content_type() },
    }
}
