//! Forms: the parameters with `in: formData` are the properties of a body (Swagger 2.0, section "Parameter Object").

use serde_json::{Map, Value, json};

use super::conversion::{At, Conversion};
use super::keywords::CollectionFormat;
use super::parameter::take_schema;
use super::schema;
use crate::diagnostic::Code;
use crate::location::{Origin, Pointer};

const URL_ENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// A part of a form.
pub(super) struct Part {
    pub(super) parameter: Value,
    /// Where it is written, or the reference to it.
    pub(super) from: Pointer,
    /// The origin of a part that a reference names.
    pub(super) origin: Option<Origin>,
}

/// Returns the request body of a form. `at.from` is the list of the parameters of the operation, or the operation if it has none.
pub(super) fn body(parts: Vec<Part>, at: &At, consumes: &[String], conversion: &mut Conversion<'_, '_>) -> Value {
    let is_file = |part: &Part| {
        let types = [Some(&part.parameter), part.parameter.get("items")];
        types.into_iter().flatten().any(|schema| schema.get("type").is_some_and(|name| name == "file"))
    };
    let named = consumes.iter().map(|name| name.trim()).find(|name| is_form(name));
    // Only a multipart form has files.
    let media_type = match named {
        Some(named) if !parts.iter().any(is_file) || named.starts_with(MULTIPART) => named,
        None if !parts.iter().any(is_file) => URL_ENCODED,
        _ => MULTIPART,
    };
    if named.is_none()
        && let [first, ..] = consumes
    {
        let message = format!("`consumes` names no form, but `{first}`: the form is sent as `{media_type}`");
        conversion.note(Code::MEDIA_TYPE_UNUSED, &at.from, message);
    }
    let content_at = at.to.push("content").push(media_type);
    let (mut properties, mut required, mut encodings) = (Map::new(), Vec::new(), Map::new());
    // Operations share the parts, but not the form: its type has the name of the operation.
    for to in [at.to.clone(), content_at.push("schema")] {
        conversion.source_map.record(to, conversion.before.origin(&at.from));
    }
    for part in parts {
        let Value::Object(mut members) = part.parameter else { continue };
        let Some(name) = members.get("name").and_then(Value::as_str).map(str::to_owned) else {
            let message = "a parameter needs `name`, a string: this part of the form is left out".to_owned();
            conversion.warning(Code::KEY_MISSING, &part.from, message);
            continue;
        };
        let to = content_at.push("schema").push("properties").push(&name);
        let own = At { from: part.from, to };
        // The keys of the parameter are those of the property, so that they have the right places with it.
        match part.origin {
            Some(origin) => conversion.source_map.record(own.to.clone(), origin),
            None => conversion.moved(&own),
        }
        let mut schema = Value::Object(take_schema(&mut members));
        schema::convert(&mut schema);
        let Value::Object(mut schema) = schema else { continue };
        if members.get("required") == Some(&Value::Bool(true)) {
            required.push(name.clone());
        }
        let is_array = schema.get("type").is_some_and(|name| name == "array");
        match members.get("collectionFormat").and_then(Value::as_str).unwrap_or("csv") {
            _ if !is_array => {}
            "multi" => {}
            format => {
                let origin = conversion.source_map.origin(&own.to);
                conversion.source_map.record(content_at.push("encoding").push(&name), origin.clone());
                match CollectionFormat::parse(format) {
                    Some(format) => conversion.source_map.swagger.add_collection_format(origin, format),
                    None if format != "csv" => {
                        let message =
                            format!("a form has no `collectionFormat` `{format}`: commas separate the values");
                        conversion.warning(Code::STYLE_INVALID, &own.from.push("collectionFormat"), message);
                    }
                    None => {}
                }
                encodings.insert(name.clone(), json!({"style": "form", "explode": false}));
            }
        }
        for key in ["name", "in", "required", "collectionFormat", "allowEmptyValue"] {
            members.shift_remove(key);
        }
        schema.extend(members);
        properties.insert(name, Value::Object(schema));
    }
    let mut schema = json!({"type": "object", "properties": properties});
    let is_required = !required.is_empty();
    if is_required && let Value::Object(members) = &mut schema {
        members.insert("required".to_owned(), json!(required));
    }
    let mut content = json!({"schema": schema});
    if !encodings.is_empty()
        && let Value::Object(members) = &mut content
    {
        members.insert("encoding".to_owned(), Value::Object(encodings));
    }
    json!({"content": {media_type: content}, "required": is_required})
}

fn is_form(media_type: &str) -> bool {
    media_type.starts_with(URL_ENCODED) || media_type.starts_with(MULTIPART)
}
