//! An API as a short text: one line for each fact that a client depends on. Descriptions and origins are left out, so
//! that a review sees a change of meaning and nothing else.
//!
//! A schema is written much like a type of TypeScript: `?` marks an optional property, `| null` a nullable schema, `*`
//! stands for additional properties, and a plain name is a component.

use std::cmp::Ordering;
use std::fmt::Write;

use super::{
    Access, AdditionalProperties, Api, ApiKeyLocation, Body, DefaultFor, Enumeration, EventForm, HeaderForm,
    HttpScheme, IntegerFormat, MediaKind, MediaRange, MediaTypeObject, NumberFormat, Object, Operation, Parameter,
    Part, PartContent, PartContentType, PartItem, PartItemContent, PartPositions, Requirement, Response, Schema,
    SchemaKind, SecuritySchemeKind, Server, Union,
};

/// The outline of an API.
pub fn outline(api: &Api) -> String {
    let mut text = format!("{} {}\n", api.title, api.version);
    for server in &api.servers {
        line(&mut text, 0, &format!("server {}", server_text(server)));
    }
    for scheme in &api.security_schemes {
        let deprecated = if scheme.deprecated { " (deprecated)" } else { "" };
        line(&mut text, 0, &format!("security scheme {}: {}{deprecated}", scheme.name, scheme_text(&scheme.kind)));
    }
    for operation in &api.operations {
        text.push('\n');
        operation_lines(&mut text, api, operation);
    }
    for webhook in &api.webhooks {
        text.push('\n');
        line(&mut text, 0, &format!("webhook {}: {}", webhook.name, schema_text(api, &webhook.schema, 0)));
    }
    for component in &api.schemas {
        text.push('\n');
        line(&mut text, 0, &format!("{} = {}", component.name, schema_text(api, &component.schema, 0)));
    }
    text
}

fn line(text: &mut String, depth: usize, content: &str) {
    text.push_str(&"  ".repeat(depth));
    text.push_str(content);
    text.push('\n');
}

fn server_text(server: &Server) -> String {
    let mut text = server.url.as_str().to_owned();
    for variable in &server.variables {
        // Writing to a string always succeeds.
        let _ = write!(text, " {}={}", variable.name, variable.default.as_deref().unwrap_or("?"));
        if !variable.values.is_empty() {
            let _ = write!(text, "({})", variable.values.join("|"));
        }
    }
    text
}

fn scheme_text(kind: &SecuritySchemeKind) -> String {
    match kind {
        SecuritySchemeKind::ApiKey { location, name } => {
            let location = match location {
                ApiKeyLocation::Header => "header",
                ApiKeyLocation::Query => "query",
                ApiKeyLocation::Cookie => "cookie",
            };
            format!("API key in {location} {name}")
        }
        SecuritySchemeKind::Http(HttpScheme::Basic) => "HTTP basic".to_owned(),
        SecuritySchemeKind::Http(HttpScheme::Bearer) => "HTTP bearer".to_owned(),
        SecuritySchemeKind::Token => "OAuth 2 token".to_owned(),
    }
}

fn operation_lines(text: &mut String, api: &Api, operation: &Operation) {
    let id = operation.id.as_deref().map_or_else(String::new, |id| format!(" {id}"));
    line(text, 0, &format!("{} {}{id}", operation.method.as_str(), operation.path.without_operators()));
    for server in &operation.servers {
        line(text, 1, &format!("server {}", server_text(server)));
    }
    let security: Vec<String> =
        operation.security.iter().map(|requirement| requirement_text(api, requirement)).collect();
    if !security.is_empty() {
        line(text, 1, &format!("security {}", security.join(" or ")));
    }
    operation.parameters.iter().for_each(|parameter| line(text, 1, &parameter_text(api, parameter)));
    operation.idempotency_key.iter().for_each(|name| line(text, 1, &format!("idempotency key {name}")));
    operation.body.iter().for_each(|body| body_lines(text, api, body));
    if let Some(accept) = &operation.accept {
        line(text, 1, &format!("accept {accept}"));
    }
    if let (Some(events), Some(media_type)) = (&operation.events, operation.event_media_type()) {
        let property = events.property.as_ref().map(|property| format!(", {property}: true"));
        line(text, 1, &format!("alternative {}{}", media_type.name.as_str(), property.unwrap_or_default()));
    }
    operation.responses.iter().for_each(|response| response_lines(text, api, response));
}

fn requirement_text(api: &Api, requirement: &Requirement) -> String {
    let names = requirement.schemes.iter().filter_map(|id| api.security_scheme(*id));
    let names: Vec<&str> = names.map(|scheme| scheme.name.as_str()).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(" and ") }
}

fn parameter_text(api: &Api, parameter: &Parameter) -> String {
    let mark = if parameter.required { "" } else { "?" };
    let (location, schema) = (parameter.location.as_str(), schema_text(api, &parameter.schema, 1));
    format!("{location} {}{mark}: {schema} ({})", parameter.name, parameter.serialization)
}

fn body_lines(text: &mut String, api: &Api, body: &Body) {
    let mark = if body.required { "" } else { "?" };
    for media in &body.media_types {
        media_lines(text, api, 1, &format!("body{mark}"), media);
    }
}

fn response_lines(text: &mut String, api: &Api, response: &Response) {
    let status = response.status.to_string();
    if response.media_types.is_empty() {
        line(text, 1, &status);
    }
    for media in &response.media_types {
        media_lines(text, api, 1, &status, media);
    }
    for header in &response.headers {
        let form = match header.form {
            HeaderForm::Simple => "simple",
            HeaderForm::Json => "JSON",
            HeaderForm::Lines => "a value a line",
            HeaderForm::Delimited(' ') => "space delimited",
            HeaderForm::Delimited('\t') => "tab delimited",
            HeaderForm::Delimited(_) => "pipe delimited",
        };
        line(text, 2, &format!("header {}: {} ({form})", header.name, schema_text(api, &header.schema, 2)));
    }
}

fn media_lines(text: &mut String, api: &Api, depth: usize, subject: &str, media: &MediaTypeObject) {
    let kind = match &media.kind {
        MediaKind::Json => "JSON",
        MediaKind::Form(_) => "form",
        MediaKind::Multipart(_) => "multipart",
        MediaKind::Text => "text",
        MediaKind::Events(EventForm::Json) => "events with JSON data",
        MediaKind::Events(EventForm::Text) => "events with text data",
        MediaKind::Events(EventForm::Whole) => "events",
        MediaKind::Events(EventForm::WholeText) => "events of text",
        MediaKind::Events(EventForm::WholeJsonText) => "events of text with JSON",
        MediaKind::JsonSequence => "JSON items",
        MediaKind::Parts(PartItem { content: PartItemContent::Json, .. }) => "parts of JSON",
        MediaKind::Parts(PartItem { content: PartItemContent::Text, .. }) => "parts of text",
        MediaKind::Parts(PartItem { content: PartItemContent::Bytes, .. }) => "parts of bytes",
        MediaKind::Positions(_) => "parts by position",
        MediaKind::Bytes => "bytes",
    };
    let name = media.name.as_str();
    line(text, depth, &format!("{subject} {name} as {kind}: {}", schema_text(api, &media.schema, depth)));
    let inner = depth.saturating_add(1);
    match &media.kind {
        MediaKind::Form(members) => {
            for (name, serialization) in members {
                line(text, inner, &format!("member {name}: {serialization}"));
            }
        }
        MediaKind::Parts(item) => line(text, inner, &format!("each part {}", item_text(item))),
        MediaKind::Positions(positions) => positions_lines(text, inner, positions),
        MediaKind::Multipart(Some(parts)) => parts.iter().for_each(|part| line(text, inner, &part_text(part))),
        _ => {}
    }
}

fn positions_lines(text: &mut String, depth: usize, positions: &PartPositions) {
    for (index, part) in positions.parts.iter().enumerate() {
        let subject = match index.cmp(&positions.count()) {
            Ordering::Less if index < positions.required => format!("part {index}"),
            Ordering::Less => format!("part {index}?"),
            Ordering::Equal | Ordering::Greater => "each further part".to_owned(),
        };
        let content = match part.content {
            PartItemContent::Json => "JSON",
            PartItemContent::Text => "text",
            PartItemContent::Bytes => "bytes",
        };
        line(text, depth, &format!("{subject} of {content}: {}", item_text(part)));
    }
    if positions.is_open {
        line(text, depth, "any further parts");
    }
}

fn item_text(item: &PartItem) -> String {
    let content_types: Vec<&str> = item.content_types.iter().map(MediaRange::as_str).collect();
    let headers = match item.headers.as_slice() {
        [] => String::new(),
        headers => format!(", headers {}", headers.join(", ")),
    };
    format!("{}{headers}", content_types.join(", "))
}

fn part_text(part: &Part) -> String {
    let mut text = format!("part {}", part.property);
    if part.is_list {
        text.push_str(" for each item");
    }
    match &part.content {
        PartContent::Value { style, content_type } => {
            text.push_str(": value");
            text.extend(style.map(|style| format!(" ({style})")));
            text.extend(content_type.as_ref().map(|content_type| format!(" as {}", content_type.as_str())));
        }
        PartContent::Raw { content_type, is_file } => {
            text.push_str(if *is_file { ": file" } else { ": raw" });
            match content_type {
                PartContentType::Usual => {}
                PartContentType::Default(content_type) => {
                    let _ = write!(text, " as {}", content_type.as_str());
                }
                PartContentType::OneOf(allowed) => {
                    let allowed: Vec<&str> = allowed.iter().map(MediaRange::as_str).collect();
                    let _ = write!(text, " as one of {}", allowed.join(", "));
                }
            }
        }
    }
    if !part.headers.is_empty() {
        let _ = write!(text, ", headers {}", part.headers.join(", "));
    }
    text
}

/// A schema, with its properties one level deeper than the line that it stands on.
fn schema_text(api: &Api, schema: &Schema, depth: usize) -> String {
    let kind = match &schema.kind {
        SchemaKind::Any => "any".to_owned(),
        SchemaKind::Null => "null".to_owned(),
        SchemaKind::Boolean => "boolean".to_owned(),
        SchemaKind::Integer(format) => integer_text(*format).to_owned(),
        SchemaKind::Number(NumberFormat::Float) => "float".to_owned(),
        SchemaKind::Number(NumberFormat::Double) => "double".to_owned(),
        SchemaKind::String { format } => match (schema.content(), format) {
            (Some(content), _) => format!("string of {}", schema_text(api, content, depth)),
            (None, Some(format)) => format!("string<{format}>"),
            (None, None) => "string".to_owned(),
        },
        SchemaKind::Enumeration(enumeration) => enumeration_text(enumeration),
        SchemaKind::Array(items) => format!("array<{}>", schema_text(api, items, depth)),
        SchemaKind::Tuple(members) => {
            let members: Vec<String> = members.iter().map(|member| schema_text(api, member, depth)).collect();
            format!("[{}]", members.join(", "))
        }
        SchemaKind::Object(object) => object_text(api, object, depth),
        SchemaKind::Union(union) => union_text(api, union, depth),
        SchemaKind::Reference(id) => {
            api.component(*id).map_or_else(|| "?".to_owned(), |component| component.name.clone())
        }
    };
    let null = if schema.nullable { " | null" } else { "" };
    let default = schema.default.as_ref().map_or_else(String::new, |default| format!(" = {default}"));
    let sensitive = if schema.sensitive { " sensitive" } else { "" };
    format!("{kind}{null}{default}{sensitive}")
}

fn integer_text(format: IntegerFormat) -> &'static str {
    match format {
        IntegerFormat::Int32 => "int32",
        IntegerFormat::Int64 => "int64",
        IntegerFormat::Uint32 => "uint32",
        IntegerFormat::Uint64 => "uint64",
        IntegerFormat::Exact => "integer",
    }
}

fn enumeration_text(enumeration: &Enumeration) -> String {
    let values: Vec<String> = enumeration.values.iter().map(ToString::to_string).collect();
    format!("enum({})", values.join(" | "))
}

fn object_text(api: &Api, object: &Object, depth: usize) -> String {
    let inner = depth.saturating_add(1);
    let mut text = "{".to_owned();
    for property in &object.properties {
        let mark = if object.requires(&property.name) { "" } else { "?" };
        let access = match property.schema.access {
            Access::Both => "",
            Access::ReadOnly => "readOnly ",
            Access::WriteOnly => "writeOnly ",
        };
        let value = schema_text(api, &property.schema, inner);
        let _ = write!(text, "\n{}{access}{}{mark}: {value}", "  ".repeat(inner), property.name);
    }
    let declared = object.properties_by_name();
    for required in object.required.iter().filter(|required| !declared.contains_key(required.name.as_str())) {
        let _ = write!(text, "\n{}{}: undescribed", "  ".repeat(inner), required.name);
    }
    let others = match &object.additional_properties {
        AdditionalProperties::Unspecified => None,
        AdditionalProperties::Forbidden => Some("never".to_owned()),
        AdditionalProperties::Schema(values) => Some(schema_text(api, values, inner)),
    };
    if let Some(others) = others {
        let _ = write!(text, "\n{}*: {others}", "  ".repeat(inner));
    }
    if text.len() > 1 {
        let _ = write!(text, "\n{}", "  ".repeat(depth));
    }
    text.push('}');
    text
}

fn union_text(api: &Api, union: &Union, depth: usize) -> String {
    let variants = union.variants.iter().map(|variant| {
        let values = match variant.discriminator_values.as_slice() {
            [] => String::new(),
            values => {
                let implicit = variant.implicit_value.iter().map(|name| format!("|{name}"));
                format!("{}{}: ", values.join("|"), implicit.collect::<String>())
            }
        };
        let default = match variant.default_for {
            DefaultFor::Nothing => "",
            DefaultFor::Absent => "default if absent ",
            DefaultFor::Unselected => "default ",
        };
        format!("{default}{values}{}", schema_text(api, &variant.schema, depth))
    });
    let variants: Vec<String> = variants.collect();
    let by = union.discriminator.as_ref().map_or_else(String::new, |property| format!(" by {property}"));
    format!("union{by}({})", variants.join(" | "))
}
