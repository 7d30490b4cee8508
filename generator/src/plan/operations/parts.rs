//! The parts of a multipart body as arguments, one for each.

use super::arguments::{Unnamed, sendable};
use crate::api::{Body, MediaRange, MediaTypeObject, Part, PartContent, PartContentType, SchemaKind, Serialization};
use crate::plan::docs::{code, doc_lines, generated, paragraph};
use crate::plan::names::{NAMED, NameRequest};
use crate::plan::signature::operation_form;
use crate::plan::types::TypePlanner;
use crate::rust::{ArgumentForm, Docs, InputTarget, RuntimeType, Type, Wrapper};

/// Plans an argument for each part of a multipart body.
pub(crate) fn plan_parts<'a>(
    planner: &mut TypePlanner<'a>,
    body: &'a Body,
    media: &'a MediaTypeObject,
    parts: &'a [Part],
    inputs: &mut Vec<Unnamed>,
) {
    let SchemaKind::Object(object) = &planner.api.resolve(&media.schema).kind else { return };
    let (properties, required) = (object.properties_by_name(), object.required_names());
    for part in parts {
        let Some(property) = properties.get(part.property.as_str()).copied() else { continue };
        let is_required = body.required && required.contains(property.name.as_str());
        let wire = property.name.clone();
        let (form, target) = match &part.content {
            PartContent::Value { style, content_type } => {
                let value = sendable(planner.plan_inline(&property.schema), is_required);
                let (style, content_type) =
                    (style.map(Serialization::Styled), content_type.as_ref().map(|name| name.as_str().to_owned()));
                (operation_form(value), InputTarget::FormField { wire, style, content_type })
            }
            PartContent::Raw { content_type, is_file } => {
                let part_type = Type::Runtime(RuntimeType::Part);
                let form = match part.is_list {
                    true => ArgumentForm::IntoItems(part_type),
                    false => ArgumentForm::Into(part_type, Wrapper::None),
                };
                let (content_type, is_file, is_list) = (content_type.clone(), *is_file, part.is_list);
                (form, InputTarget::Part { wire, content_type, is_file, is_list })
            }
        };
        let mut lines = doc_lines(&property.schema.documentation, |_| true);
        if lines.is_empty() {
            lines.push(format!("The part {}.", code(&property.name)));
        }
        if !part.headers.is_empty() {
            let headers: Vec<String> = part.headers.iter().map(|name| code(name)).collect();
            paragraph(&mut lines, &format!("Headers: {}.", headers.join(", ")));
        }
        if let Some(about) = media_type_docs(part) {
            paragraph(&mut lines, &about);
        }
        inputs.push(Unnamed {
            name_request: NameRequest::named(&property.name)
                .or(format!("{} part", property.name))
                .with_rank(NAMED.saturating_add(4)),
            at: property.schema.at.clone(),
            what: Some(format!("the part `{}`", property.name)),
            docs: Docs(lines),
            default: None,
            deprecated: property.schema.documentation.deprecated,
            is_required,
            form,
            target,
        });
    }
}

/// What a caller has to know of a part that may have several media types.
fn media_type_docs(part: &Part) -> Option<String> {
    let allowed = &part.content_types;
    if matches!(allowed.as_slice(), [] | [_]) && !allowed.iter().any(MediaRange::has_wildcard) {
        return None;
    }
    let names: Vec<String> = allowed.iter().map(|range| code(range.as_str())).collect();
    let allowed = format!("Allowed media types: {}.", names.join(", "));
    Some(match &part.content {
        PartContent::Value { content_type: Some(content_type), .. } => {
            format!("{allowed} Sent as {}.", code(content_type.as_str()))
        }
        PartContent::Raw { content_type: PartContentType::OneOf(_), .. } => {
            generated::part_media_types(&part.content_types)
        }
        PartContent::Raw { content_type: PartContentType::Default(default), .. } => {
            format!("{allowed} Defaults to {}; set another one with [`Part::content_type`].", code(default.as_str()))
        }
        _ => return None,
    })
}
