//! The members of a form and the parts of a multipart body (OpenAPI 3.1.1, sections 4.8.14.3 and 4.8.15): what media
//! type each has, and which of them the client writes from typed values.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::follow;
use super::media_type::Encoding;
use crate::api::{
    Access, AdditionalProperties, EnumerationBase, MediaRange, MediaType, MediaTypeObject, Object, Part, PartContent,
    PartContentType, Schema, SchemaKind, Serialization,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::context::Context;

/// The parts of a multipart body; `None` if its schema does not name them.
pub(crate) fn lower_parts(
    context: &mut Context<'_>,
    media: &MediaTypeObject,
    encodings: &[Encoding],
) -> Option<Vec<Part>> {
    let components = Rc::clone(&context.lowered);
    let SchemaKind::Object(object) = &follow(&components, &media.schema).kind else { return None };
    if object.properties.is_empty() {
        return None;
    }
    if matches!(object.additional_properties, AdditionalProperties::Schema(_)) {
        let message = "parts that the document does not name can't be sent";
        context.report(Diagnostic::note(Code::MEDIA_TYPE_RAW, media.at.clone(), message));
    }
    let by_property: BTreeMap<&str, &Encoding> =
        encodings.iter().map(|encoding| (encoding.property.as_str(), encoding)).collect();
    let mut parts = Vec::with_capacity(object.properties.len());
    for property in &object.properties {
        // A property that is `readOnly` is not sent (OpenAPI 3.0.3, section 4.7.24.2).
        if property.schema.access == Access::ReadOnly {
            continue;
        }
        let encoding = by_property.get(property.name.as_str()).copied();
        let schema = follow(&components, &property.schema);
        // Each item of an array is a part, which has the media type of the encoding.
        let items = match &schema.kind {
            SchemaKind::Array(items) => Some(follow(&components, items)),
            _ => None,
        };
        let data = data_of(items.unwrap_or(schema));
        let allowed = encoding.map_or(&[] as &[MediaRange], |encoding| &encoding.content_types);
        let headers = encoding.map_or(&[] as &[String], |encoding| &encoding.headers);
        let encoded = encoded_type(items.unwrap_or(schema));
        let value = if headers.is_empty() { value_content_type(data, allowed) } else { None };
        if value.is_none()
            && matches!(data, Data::Structure | Data::Either)
            && !allowed.is_empty()
            && headers.is_empty()
        {
            let message = format!("`{}` has no typed form: the caller writes the part", texts(allowed).join(", "));
            context.report(Diagnostic::note(Code::MEDIA_TYPE_RAW, property.schema.at.clone(), message));
        }
        parts.push(Part {
            property: property.name.clone(),
            content_types: allowed.to_vec(),
            headers: headers.to_vec(),
            is_list: items.is_some(),
            content: match value {
                Some(content_type) => PartContent::Value {
                    style: encoding.and_then(|encoding| encoding.style),
                    content_type: content_type.or(encoded),
                },
                None => PartContent::Raw {
                    content_type: raw_content_type(data, encoded, allowed),
                    is_file: matches!(data, Data::Bytes | Data::Anything),
                },
            },
        });
    }
    Some(parts)
}

/// The members of a form that do not become text by default. Reports those that are JSON although the document has
/// another media type for them.
pub(crate) fn lower_members(
    context: &mut Context<'_>,
    media: &MediaTypeObject,
    encodings: &[Encoding],
) -> Vec<(String, Serialization)> {
    let components = Rc::clone(&context.lowered);
    let object = match &follow(&components, &media.schema).kind {
        SchemaKind::Object(object) => Some(object),
        _ => None,
    };
    let mut members = Vec::new();
    let properties = object.map(Object::properties_by_name).unwrap_or_default();
    for encoding in encodings {
        let allowed = &encoding.content_types;
        let is_json = || allowed.iter().any(MediaRange::is_json).then_some(Serialization::Json);
        let serialization = encoding.style.map(Serialization::Styled).or_else(is_json);
        members.extend(serialization.map(|serialization| (encoding.property.clone(), serialization)));
        let property = properties.get(encoding.property.as_str());
        let Some(schema) = property.map(|property| follow(&components, &property.schema)) else { continue };
        let data = match &schema.kind {
            SchemaKind::Array(items) => data_of(follow(&components, items)),
            _ => data_of(schema),
        };
        if data == Data::Structure && value_content_type(data, allowed).is_none() {
            let message = format!("`{}` is sent as JSON instead of `{}`", encoding.property, texts(allowed).join(", "));
            context.report(Diagnostic::warning(Code::MEDIA_TYPE_RAW, media.at.clone(), message));
        }
    }
    members
}

/// The data that a part contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Data {
    /// Bytes.
    Bytes,
    /// Any data: the schema does not say.
    Anything,
    /// A string.
    Text,
    /// Another value that is written as text: a number, a boolean, a value of an enumeration.
    Scalar,
    /// An object or an array.
    Structure,
    /// A scalar or a structure, depending on the value.
    Either,
}

pub(super) fn data_of(schema: &Schema) -> Data {
    match &schema.kind {
        SchemaKind::String { format: Some(format) } if format == "binary" => Data::Bytes,
        SchemaKind::String { .. } => Data::Text,
        SchemaKind::Any => Data::Anything,
        SchemaKind::Enumeration(enumeration) if enumeration.base() == EnumerationBase::Mixed => Data::Either,
        SchemaKind::Null
        | SchemaKind::Boolean
        | SchemaKind::Integer(_)
        | SchemaKind::Number(_)
        | SchemaKind::Enumeration(_) => Data::Scalar,
        SchemaKind::Array(_) | SchemaKind::Tuple(_) | SchemaKind::Object(_) => Data::Structure,
        SchemaKind::Union(_) | SchemaKind::Reference(_) => Data::Either,
    }
}

/// The media type of a part that is a string with encoded bytes, if the document does not say another one (OpenAPI 3.1.1,
/// section 4.8.15.1.1). `format: byte` is the `contentEncoding` of OpenAPI 3.0 (version 3.0.4, section 4.7.15.1.1).
pub(super) fn encoded_type(schema: &Schema) -> Option<MediaType> {
    match &schema.kind {
        SchemaKind::String { format } => {
            let bytes = || (format.as_deref() == Some("byte")).then(MediaType::octet_stream);
            schema.encoded_type.as_deref().cloned().or_else(bytes)
        }
        _ => None,
    }
}

/// The media type of a part that the client writes from a typed value, which is `Some(None)` for the default one of the
/// value. `None` if no allowed media type fits the value, or if the caller has to choose one.
fn value_content_type(data: Data, allowed: &[MediaRange]) -> Option<Option<MediaType>> {
    let plain_text = MediaType::plain_text();
    let text = || among(allowed, |range| range.includes(&plain_text), &plain_text);
    let json = || among(allowed, MediaRange::is_json, &MediaType::json());
    let only = match allowed {
        [only] => only.exact(),
        _ => None,
    };
    match (data, allowed, only) {
        (Data::Bytes, ..) | (Data::Anything, [], _) => None,
        (Data::Anything, _, Some(only)) => only.is_json().then(|| Some(only.clone())),
        (_, [], _) => Some(None),
        (Data::Text | Data::Scalar, _, Some(only)) => Some(Some(only.clone())),
        (Data::Anything | Data::Text, ..) => None,
        (Data::Scalar, ..) => text().or_else(json).map(Some),
        (Data::Structure | Data::Either, _, Some(_)) => json().or_else(text).map(Some),
        (Data::Structure | Data::Either, ..) => json().map(Some),
    }
}

/// The media type of a part that the caller writes. `encoded` is that of a string with encoded bytes.
fn raw_content_type(data: Data, encoded: Option<MediaType>, allowed: &[MediaRange]) -> PartContentType {
    let is_encoded = encoded.is_some();
    let usual = match data {
        Data::Text if is_encoded => encoded,
        Data::Bytes | Data::Anything => Some(MediaType::octet_stream()),
        Data::Text | Data::Scalar => Some(MediaType::plain_text()),
        Data::Structure => Some(MediaType::json()),
        Data::Either => None,
    };
    let is_usual = |range: &MediaRange| match data {
        Data::Structure => range.is_json(),
        _ => usual.as_ref().is_some_and(|usual| range.includes(usual)),
    };
    let default = |media_type: &MediaType| PartContentType::Default(media_type.clone());
    if allowed.is_empty() {
        let named = usual.filter(|_| is_encoded || data == Data::Structure);
        return named.map_or(PartContentType::Usual, PartContentType::Default);
    }
    let only = match allowed {
        [only] => only.exact().cloned(),
        _ => None,
    };
    match only.or_else(|| among(allowed, is_usual, usual.as_ref()?)) {
        Some(usual) => default(&usual),
        None => PartContentType::OneOf(allowed.to_vec()),
    }
}

/// The first allowed media type that fits, as the document spells it; else `usual`, if an allowed range contains it.
fn among(allowed: &[MediaRange], fits: impl Fn(&MediaRange) -> bool, usual: &MediaType) -> Option<MediaType> {
    let written = allowed.iter().filter(|range| fits(range)).find_map(MediaRange::exact).cloned();
    let is_allowed = |range: &MediaRange| range.includes(usual) || fits(range);
    written.or_else(|| allowed.iter().any(is_allowed).then(|| usual.clone()))
}

fn texts(ranges: &[MediaRange]) -> Vec<String> {
    ranges.iter().map(|range| range.as_str().to_owned()).collect()
}
