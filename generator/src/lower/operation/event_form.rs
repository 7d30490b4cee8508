//! Decides what the schema of a stream of events describes: each event as a whole, or its data.
//!
//! The schema of an item describes the whole event (OpenAPI 3.2, section 4.14.3.1). Documents of earlier versions, and some of 3.2, describe
//! the data alone. Its properties tell which one is meant.

use std::collections::BTreeSet;

use crate::api::{EnumerationBase, EventForm, Object, Schema, SchemaKind};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::lower::context::Context;
use crate::lower::schema::component::resolved;

/// The members of an event (HTML Standard, section 9.2.6).
const MEMBERS: [&str; 4] = ["data", "event", "id", "retry"];

/// Returns what the schema of the events of a media type describes.
pub(super) fn event_form(context: &mut Context<'_>, at: &Pointer, schema: &Schema) -> EventForm {
    let objects = objects(context, schema);
    let described = objects.as_deref().unwrap_or_default();
    if context.parsed.item_schemas.contains(at) {
        if described.is_empty() || !described.iter().all(is_data) {
            return whole_event_form(context, objects.as_deref());
        }
        let message = "`itemSchema` has no `data`, and properties that no event has: it is read as the schema of the data, which is JSON";
        context.note(Code::KEYWORD_UNUSED, &at.push("itemSchema"), message);
        return EventForm::Json;
    }
    let kind = resolved(context, schema).map(|resolved| resolved.kind.clone());
    if matches!(kind, Some(SchemaKind::Any | SchemaKind::String { .. })) {
        return EventForm::Text;
    }
    match !described.is_empty() && described.iter().all(|object| is_whole(context, object)) {
        true => whole_event_form(context, objects.as_deref()),
        false => EventForm::Json,
    }
}

/// Whether an object is an event rather than its data: it has `data` and `event`, or the members of an event alone.
fn is_whole(context: &mut Context<'_>, object: &Object) -> bool {
    if object.property("data").is_none() {
        return false;
    }
    let is_data_required = object.required.iter().any(|required| required.name == "data");
    let mut is_member = |name: &str, schema: &Schema| match name {
        "data" => is_data_required,
        // Data may have an id too, often a number, which that of an event is not.
        "id" => is_text(context, schema),
        name => MEMBERS.contains(&name),
    };
    object.property("event").is_some()
        || object.properties.iter().all(|property| is_member(&property.name, &property.schema))
}

/// Whether an object is the data of an event rather than the event: it has no `data`, and a property that no event has.
fn is_data(object: &Object) -> bool {
    let has_other = object.properties.iter().any(|property| !MEMBERS.contains(&property.name.as_str()));
    has_other && ["data", "event"].iter().all(|name| object.property(name).is_none())
}

/// How the data of a whole event is read. Its bytes are text, but many documents describe the JSON in them. Text may look like JSON: where
/// nothing else is expected, it is not parsed.
fn whole_event_form(context: &mut Context<'_>, objects: Option<&[Object]>) -> EventForm {
    let data = objects.unwrap_or_default().iter().filter_map(|object| object.property("data"));
    let data: Vec<&Schema> = data.map(|data| &data.schema).collect();
    if data.is_empty() || !data.iter().all(|schema| is_text(context, schema)) {
        return EventForm::Whole;
    }
    let mut is_json = |schema: &&Schema| resolved(context, schema).is_some_and(|schema| schema.content().is_some());
    match data.iter().all(&mut is_json) {
        true => EventForm::WholeJsonText,
        false => EventForm::WholeText,
    }
}

/// Whether all values of a schema are text.
fn is_text(context: &mut Context<'_>, schema: &Schema) -> bool {
    resolved(context, schema).is_some_and(|schema| match &schema.kind {
        SchemaKind::String { .. } => true,
        SchemaKind::Enumeration(values) => values.base() == EnumerationBase::String,
        _ => false,
    })
}

/// Returns the objects that a schema describes, or `None` if it describes something else too.
fn objects(context: &mut Context<'_>, schema: &Schema) -> Option<Vec<Object>> {
    let (mut waiting, mut seen, mut objects) = (vec![schema.clone()], BTreeSet::new(), Vec::new());
    while let Some(schema) = waiting.pop() {
        if let SchemaKind::Reference(id) = schema.kind
            && !seen.insert(id)
        {
            continue;
        }
        match &resolved(context, &schema)?.kind {
            SchemaKind::Object(object) => objects.push(object.clone()),
            SchemaKind::Union(union) => waiting.extend(union.variants.iter().map(|variant| variant.schema.clone())),
            _ => return None,
        }
    }
    Some(objects)
}
