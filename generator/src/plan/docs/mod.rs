//! The documentation of generated items: the document's text if there is one, or a default sentence.

pub(super) mod generated;
pub(super) mod markdown;
pub(super) mod type_names;

use crate::api::{Documentation, Property, Schema, SchemaKind};
use crate::rust::Docs;
pub(crate) use markdown::code;
use markdown::{to_doc_lines, to_paragraph};

/// Returns the documentation of a type. `wire` is the name of its schema, if it has one.
pub(crate) fn of_schema(wire: Option<&str>, schema: &Schema) -> Docs {
    let mut lines = doc_lines(&schema.documentation, |title| wire.is_none_or(|wire| !is_alike(title, wire)));
    if lines.is_empty() {
        lines.push(match wire {
            Some(wire) => format!("The schema {}.", code(wire)),
            None => "An inline schema.".to_owned(),
        });
    }
    if schema.nullable {
        paragraph(&mut lines, "Nullable: `null` is represented as `None`.");
    }
    Docs(lines)
}

/// Returns the documentation of a field. `component` is the schema that the property refers to. Its description is used
/// if the property has none.
pub(crate) fn of_property(property: &Property, component: Option<&Schema>) -> Docs {
    let mut lines = doc_lines(&property.schema.documentation, |title| !is_alike(title, &property.name));
    if let (true, Some(component)) = (lines.is_empty(), component) {
        let description = component.documentation.description.as_deref();
        lines = description.map(to_doc_lines).unwrap_or_default();
    }
    if lines.is_empty() {
        lines.push(format!("The property {}.", code(&property.name)));
    }
    if let Some(default) = &property.schema.default {
        paragraph(&mut lines, &format!("Defaults to {} when omitted.", code(&default.to_string())));
    }
    Docs(lines)
}

/// Returns the documentation of a union variant. `component` is the name of the schema that it refers to.
pub(crate) fn of_variant(schema: &Schema, component: Option<&str>, discriminator_values: &[String]) -> Docs {
    let mut lines = match component {
        Some(name) => vec![format!("The schema {}.", code(name))],
        None => doc_lines(&schema.documentation, |title| !is_type_name(title)),
    };
    if lines.is_empty() {
        lines.push(format!("{}.", kind(&schema.kind)));
    }
    let discriminator_values: Vec<String> = discriminator_values.iter().map(|tag| code(tag)).collect();
    match discriminator_values.as_slice() {
        [] => {}
        [only] => paragraph(&mut lines, &format!("Discriminator value: {only}.")),
        several => paragraph(&mut lines, &format!("Discriminator values: {}.", several.join(", "))),
    }
    Docs(lines)
}

/// Returns `true` if a title only repeats a type.
pub(crate) fn is_type_name(title: &str) -> bool {
    let names = ["any", "array", "boolean", "integer", "null", "number", "object", "string"];
    names.contains(&title.trim().to_ascii_lowercase().as_str())
}

fn kind(kind: &SchemaKind) -> &'static str {
    match kind {
        SchemaKind::Any | SchemaKind::Reference(_) => "Any value",
        SchemaKind::Null => "`null`",
        SchemaKind::Boolean => "A boolean",
        SchemaKind::Integer(_) => "An integer",
        SchemaKind::Number(_) => "A number",
        SchemaKind::String { .. } => "A string",
        SchemaKind::Enumeration(_) => "One of the listed values",
        SchemaKind::Array(_) | SchemaKind::Tuple(_) => "An array",
        SchemaKind::Object(_) => "An object",
        SchemaKind::Union(_) => "One of several alternatives",
    }
}

/// Returns the documentation of a value of an `enum`.
pub(crate) fn of_value(value: &str) -> Docs {
    Docs(vec![format!("The value {}.", code(value))])
}

/// Returns the documentation of the field for additional properties.
pub(crate) fn of_rest(values: &Schema) -> Docs {
    let mut lines = doc_lines(&values.documentation, |_| true);
    if lines.is_empty() {
        lines.push("The additional properties, which have no field of their own.".to_owned());
    }
    Docs(lines)
}

/// Returns the document's text as lines: the title, if `shows_title` returns `true` for it, and the description.
pub(crate) fn doc_lines(documentation: &Documentation, shows_title: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines = Vec::new();
    let description = documentation.description.as_deref().map(to_doc_lines).unwrap_or_default();
    if let Some(title) = documentation.title.as_deref().filter(|title| shows_title(title)) {
        let title = to_paragraph(title);
        if description.first() != title.first() {
            lines.extend(title);
        }
    }
    if !lines.is_empty() && !description.is_empty() {
        lines.push(String::new());
    }
    lines.extend(description);
    lines
}

/// Appends a paragraph.
pub(crate) fn paragraph(lines: &mut Vec<String>, text: &str) {
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(text.to_owned());
}

/// Returns `true` if a title only repeats the name.
fn is_alike(title: &str, wire: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    letters(title) == letters(wire)
}
