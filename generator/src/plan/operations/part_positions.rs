//! Multipart bodies whose parts have positions: an argument for each part of a request, and an enum of those of a response.

use std::collections::BTreeMap;

use super::arguments::{Unnamed, sendable};
use crate::api::{
    Body, Documentation, MediaKind, MediaRange, MediaTypeObject, Operation, PartItem, PartItemContent, PartPositions,
    Schema, SchemaKind,
};
use crate::plan::docs::{code, doc_lines, generated, paragraph};
use crate::plan::names::{Case, NAMED, NameRequest, identifier, resolve_names};
use crate::plan::signature::operation_form;
use crate::plan::types::TypePlanner;
use crate::rust;
use crate::rust::{
    ArgumentForm, Docs, Identifier, InputTarget, PartBody, PartVariant, PartVariants, ResponseBody, ResponseEnum,
    ResponseVariant, RuntimeType, Type, Wrapper,
};

/// What the body of a request begins with, if its parts have positions.
pub(crate) fn plan_positions(operation: &Operation) -> Option<rust::PartPositions> {
    let body = operation.body.as_ref()?;
    let [MediaTypeObject { kind: MediaKind::Positions(positions), content_type, .. }] = body.media_types.as_slice()
    else {
        return None;
    };
    // A body that is optional has no parts at all, or those that it needs.
    let required = if body.required { positions.required } else { positions.required.max(1) };
    Some(rust::PartPositions { content_type: content_type.as_ref()?.as_str().to_owned(), required })
}

/// Plans an argument for each part of a request.
pub(crate) fn plan_position_arguments<'a>(
    planner: &mut TypePlanner<'a>,
    body: &Body,
    media: &'a MediaTypeObject,
    positions: &PartPositions,
    inputs: &mut Vec<Unnamed>,
) {
    let SchemaKind::Tuple(schemas) = &media.schema.kind else { return };
    let names = part_names(planner, schemas, positions);
    for (index, ((schema, part), name)) in schemas.iter().zip(&positions.parts).zip(names).enumerate() {
        let is_rest = index == positions.count();
        let is_required = body.required && index < positions.required;
        let is_value = part.content != PartItemContent::Bytes;
        let form = match (is_value, is_rest) {
            (true, true) => operation_form(Type::Vec(Box::new(planner.plan_inline(schema)))),
            (true, false) => operation_form(sendable(planner.plan_inline(schema), is_required)),
            (false, true) => ArgumentForm::IntoItems(Type::Runtime(RuntimeType::Part)),
            (false, false) => ArgumentForm::Into(Type::Runtime(RuntimeType::Part), Wrapper::None),
        };
        let content_type = part.content_types.iter().find_map(MediaRange::exact).map(|name| name.as_str().to_owned());
        let otherwise =
            if is_rest { generated::FURTHER_PARTS.to_owned() } else { format!("The part at index {index}.") };
        let mut lines = part_docs(schema, &otherwise);
        if !part.headers.is_empty() {
            let headers: Vec<String> = part.headers.iter().map(|name| code(name)).collect();
            paragraph(&mut lines, &format!("Headers: {}.", headers.join(", ")));
        }
        if content_type.is_none() {
            paragraph(&mut lines, &generated::part_media_types(&part.content_types));
        }
        inputs.push(Unnamed {
            name_request: name.with_rank(NAMED.saturating_add(4)),
            at: schema.at.clone(),
            what: Some(if is_rest { "the further parts".to_owned() } else { format!("the part at index {index}") }),
            docs: Docs(lines),
            default: None,
            deprecated: schema.documentation.deprecated,
            is_required,
            form,
            target: InputTarget::PartAt { index, content_type, is_value, is_rest },
        });
    }
}

/// Plans the enum of the parts of a response, which has that name, and how it is read.
pub(crate) fn plan_part_enum<'a>(
    planner: &mut TypePlanner<'a>,
    (name, method): (&Identifier, &str),
    media: &'a MediaTypeObject,
    positions: &PartPositions,
) -> (ResponseEnum, PartVariants) {
    let schemas = match &media.schema.kind {
        SchemaKind::Tuple(schemas) => schemas.as_slice(),
        _ => &[],
    };
    let mut bodies = Vec::new();
    for (index, (schema, part)) in schemas.iter().zip(&positions.parts).enumerate() {
        let is_rest = index == positions.count();
        let otherwise =
            if is_rest { generated::FURTHER_PART.to_owned() } else { format!("The part at index {index}.") };
        bodies.push((Docs(part_docs(schema, &otherwise)), part_body(planner, schema, part)));
    }
    if positions.is_open {
        bodies.push((Docs::line(generated::OPEN_PART), PartBody::Bytes));
    }
    let names = resolve_names(&part_names(planner, schemas, positions), Case::Type, &[]);
    let (mut variants, mut read) = (Vec::new(), Vec::new());
    for (resolved, (docs, body)) in names.into_iter().zip(bodies) {
        let value = match &body {
            PartBody::Json(value) | PartBody::Text(value) => ResponseBody::Json(value.clone()),
            PartBody::Bytes | PartBody::Positions(_) => ResponseBody::Bytes,
        };
        let name = resolved.identifier;
        variants.push(ResponseVariant { name: name.clone(), docs, body: Some(value), accessors: None });
        read.push(PartVariant { name, body: Box::new(body) });
    }
    let rest = if read.len() > positions.count() { read.pop() } else { None };
    let docs = generated::part_enum(method);
    let variants = super::responses::response_enum(name.clone(), docs, variants);
    (variants, PartVariants { name: name.clone(), required: positions.required, positions: read, rest })
}

fn part_body<'a>(planner: &mut TypePlanner<'a>, schema: &'a Schema, part: &PartItem) -> PartBody {
    match part.content {
        PartItemContent::Json => PartBody::Json(planner.plan_inline(schema)),
        PartItemContent::Text => PartBody::Text(planner.plan_inline(schema)),
        PartItemContent::Bytes => PartBody::Bytes,
    }
}

/// Names the parts: by the title, else by the component, else by the place. Parts that would have one name are named by their places, so
/// that none of them depends on the others' order.
fn part_names(planner: &TypePlanner<'_>, schemas: &[Schema], positions: &PartPositions) -> Vec<NameRequest> {
    let word = |schema: &Schema| {
        let component = match schema.kind {
            SchemaKind::Reference(id) => planner.api.component(id).map(|component| component.name.clone()),
            _ => None,
        };
        schema.documentation.title.clone().or(component)
    };
    let words: Vec<Option<String>> = schemas.iter().take(positions.count()).map(word).collect();
    let mut counts: BTreeMap<Identifier, usize> = BTreeMap::new();
    for word in words.iter().flatten() {
        let count = counts.entry(identifier(word, Case::Value)).or_default();
        *count = count.saturating_add(1);
    }
    let is_only = |word: &String| counts.get(&identifier(word, Case::Value)) == Some(&1);
    let position = |(index, word): (usize, Option<String>)| {
        let place = format!("part{}", index.saturating_add(1));
        NameRequest::of(word.filter(is_only).into_iter().chain([place.clone()]).collect(), NAMED, place)
    };
    let has_rest = positions.has_rest || positions.is_open;
    let rest = has_rest.then(|| NameRequest::of(vec!["rest".to_owned(), "other parts".to_owned()], NAMED, "rest"));
    words.into_iter().enumerate().map(position).chain(rest).collect()
}

/// The documentation of a part. Its title is its name.
fn part_docs(schema: &Schema, otherwise: &str) -> Vec<String> {
    let lines = doc_lines(&Documentation { title: None, ..schema.documentation.clone() }, |_| true);
    if lines.is_empty() { vec![otherwise.to_owned()] } else { lines }
}
