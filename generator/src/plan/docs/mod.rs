//! The documentation of generated items: the document's text, and what a name and a type do not say. An item has no
//! line that only repeats its name.

mod constraints;
pub(super) mod generated;
pub(super) mod markdown;
pub(super) mod type_names;
pub(super) mod webhooks;

use crate::api::analysis::Usage;
use crate::api::{Access, DefaultFor, Documentation, Property, Schema, SchemaKind, Variant};
use crate::rust::{Docs, Identifier, Presence, Type};
pub(crate) use markdown::code;
use markdown::{to_doc_lines, to_paragraph};

/// Returns the documentation of a type: the document's text, and what its name and its form do not say. `wire` is the
/// name of its schema, if it has one.
pub(crate) fn of_schema(name: &Identifier, wire: Option<&str>, schema: &Schema) -> Docs {
    let mut lines = doc_lines(&schema.documentation, |title| wire.is_none_or(|wire| !is_alike(title, wire)));
    let mut facts = Vec::new();
    facts.extend(wire.filter(|wire| !is_alike(wire, name.word())).map(|wire| format!("Schema: {}.", code(wire))));
    facts.extend(constraints::sentences(schema));
    facts.extend(format(schema, &Type::String));
    if schema.nullable {
        facts.push("Nullable: `null` is represented as `None`.".to_owned());
    }
    add_facts(&mut lines, &facts);
    Docs(lines)
}

/// Returns the documentation of a field: the document's text, and what its name and its type do not say. `component` is the
/// schema that the property refers to. Its description is used if the property has none. `lenient` is how the field is absent
/// if the document requires it.
pub(crate) fn of_property(
    property: &Property,
    (field, value): (&Identifier, &Type),
    usage: Usage,
    lenient: Option<Presence>,
    component: Option<&Schema>,
) -> Docs {
    let schema = &property.schema;
    let mut lines = doc_lines(&schema.documentation, |title| !is_alike(title, &property.name));
    if let (true, Some(component)) = (lines.is_empty(), component) {
        let description = component.documentation.description.as_deref();
        lines = description.map(to_doc_lines).unwrap_or_default();
    }
    let mut facts = Vec::new();
    if !is_alike(&property.name, field.word()) {
        facts.push(format!("Key: {}.", code(&property.name)));
    }
    facts.extend(constraints::sentences(schema));
    facts.extend(format(schema, value));
    facts.extend(access(schema.access, usage));
    facts.extend(lenient.map(|presence| {
        let absent = if presence == Presence::Maybe { "`Absent`" } else { "`None`" };
        format!("Required by the API; {absent} if a response lacks it.")
    }));
    let default = schema.default.as_ref().or(component.and_then(|component| component.default.as_ref()));
    if let Some(default) = default {
        facts.push(format!("Defaults to {} when omitted.", code(&default.to_string())));
    }
    add_facts(&mut lines, &facts);
    Docs(lines)
}

/// Returns in which direction a property travels, if its type travels in the other one too (OpenAPI 3.0.3, section
/// 4.7.24.2).
fn access(access: Access, usage: Usage) -> Option<String> {
    match access {
        Access::ReadOnly if usage.input => Some("Read-only: leave it unset in requests.".to_owned()),
        Access::WriteOnly if usage.output => Some("Write-only: absent from responses.".to_owned()),
        Access::Both | Access::ReadOnly | Access::WriteOnly => None,
    }
}

/// Returns the format of a string, unless the Rust type is one for the format.
fn format(schema: &Schema, value: &Type) -> Option<String> {
    match (&schema.kind, value) {
        (SchemaKind::String { format: Some(format) }, Type::String) => Some(format!("Format: {}.", code(format))),
        _ => None,
    }
}

/// Appends sentences as a paragraph.
fn add_facts(lines: &mut Vec<String>, facts: &[String]) {
    if !facts.is_empty() {
        paragraph(lines, &facts.join(" "));
    }
}

/// Returns the documentation of a union variant: the document's text for a schema that is written in the union, and the
/// discriminator values that its name does not show. A component is documented at its own type.
pub(crate) fn of_variant(
    name: &Identifier,
    variant: &Variant,
    (discriminator, default_for): (Option<&str>, DefaultFor),
) -> Docs {
    let discriminator_values = variant.discriminator_values.as_slice();
    let mut lines =
        doc_lines(&variant.schema.documentation, |title| !is_type_name(title) && !is_alike(title, name.word()));
    let values: Vec<String> = discriminator_values.iter().map(|tag| code(tag)).collect();
    match (discriminator_values, values.as_slice()) {
        ([only], _) if is_alike(only, name.word()) => {}
        (_, []) => {}
        (_, [only]) => paragraph(&mut lines, &format!("Discriminator value: {only}.")),
        (_, several) => paragraph(&mut lines, &format!("Discriminator values: {}.", several.join(", "))),
    }
    let others = match default_for {
        DefaultFor::Nothing => None,
        DefaultFor::Absent => Some("."),
        DefaultFor::Unselected => Some(", and those with another value."),
    };
    if let (Some(others), Some(property)) = (others, discriminator) {
        paragraph(&mut lines, &format!("Objects without {} are read as this variant{others}", code(property)));
    }
    Docs(lines)
}

/// Returns `true` if a title only repeats a type.
pub(crate) fn is_type_name(title: &str) -> bool {
    let names = ["any", "array", "boolean", "integer", "null", "number", "object", "string"];
    names.contains(&title.trim().to_ascii_lowercase().as_str())
}

/// Returns `true` if a title is a name that a program gave, such as `range_query_specs`. Such a title tells a reader nothing.
fn is_snake_case(title: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    title.contains('_') && title.chars().all(is_part)
}

/// Returns the documentation of a value of an `enum`, if its name does not show the value.
pub(crate) fn of_value(name: &Identifier, value: &str) -> Docs {
    if is_alike(value, name.word()) { Docs::default() } else { Docs::line(format!("The value {}.", code(value))) }
}

/// Returns the documentation of the field for additional properties.
pub(crate) fn of_rest(values: &Schema) -> Docs {
    let mut lines = doc_lines(&values.documentation, |_| true);
    if lines.is_empty() {
        lines.push("The additional properties, which have no field of their own.".to_owned());
    }
    Docs(lines)
}

/// Returns the document's text as lines: the title, if it is text for readers and `shows_title` returns `true` for it, and the
/// description.
pub(crate) fn doc_lines(documentation: &Documentation, shows_title: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines = Vec::new();
    let description = documentation.description.as_deref().map(to_doc_lines).unwrap_or_default();
    if let Some(title) = documentation.title.as_deref().filter(|title| !is_snake_case(title) && shows_title(title)) {
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
