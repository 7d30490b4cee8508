//! The properties that a schema inherits by `allOf`: the common case of an intersection, and the limit of their number.

use std::collections::{BTreeMap, BTreeSet};

use super::component::resolved;
use super::intersect::{allows_null, annotated_with};
use crate::api::{AdditionalProperties, Required, Schema, SchemaKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits::raise;
use crate::location::Pointer;
use crate::lower::context::Context;

/// Adds the properties of an object to one that has none of them, and others. The result is that of an intersection, but the
/// time does not depend on the properties that are there already: an `allOf` may have as many members as the document has
/// nodes. Returns the first schema if the schemas are not such objects.
pub(super) fn extended(
    context: &mut Context<'_>,
    at: &Pointer,
    mut first: Schema,
    second: &Schema,
) -> Result<Schema, Box<Schema>> {
    let SchemaKind::Object(object) = &mut first.kind else { return Err(Box::new(first)) };
    if object.properties.is_empty() || !matches!(second.kind, SchemaKind::Object(_) | SchemaKind::Reference(_)) {
        return Err(Box::new(first));
    }
    let target = resolved(context, second);
    let Some((target, added)) = target.as_ref().and_then(|target| match &target.kind {
        SchemaKind::Object(added) => Some((target, added)),
        _ => None,
    }) else {
        return Err(Box::new(first));
    };
    let rest = match (&object.additional_properties, &added.additional_properties) {
        (AdditionalProperties::Schema(_), AdditionalProperties::Schema(_)) => return Err(Box::new(first)),
        (AdditionalProperties::Schema(kept), _) | (_, AdditionalProperties::Schema(kept)) => {
            AdditionalProperties::Schema(kept.clone())
        }
        (AdditionalProperties::Forbidden, AdditionalProperties::Forbidden) => AdditionalProperties::Forbidden,
        _ => AdditionalProperties::Unspecified,
    };
    // A few names are found faster without an index.
    let is_small = added.properties.len().saturating_add(added.required.len()) < 16;
    let (known, known_required) = match is_small {
        true => (BTreeMap::new(), BTreeSet::new()),
        false => (object.properties_by_name(), object.required_names()),
    };
    let has = |name: &str| if is_small { object.property(name).is_some() } else { known.contains_key(name) };
    if added.properties.iter().any(|property| has(&property.name)) {
        return Err(Box::new(first));
    }
    let requires = |name: &str| if is_small { object.requires(name) } else { known_required.contains(name) };
    let required: Vec<Required> = added.required.iter().filter(|required| !requires(&required.name)).cloned().collect();
    if matches!(second.kind, SchemaKind::Reference(_)) && !inherit(context, at, added.properties.len()) {
        return Err(Box::new(first));
    }
    object.properties.extend(added.properties.iter().cloned());
    object.required.extend(required);
    object.additional_properties = rest;
    first.nullable = first.nullable && allows_null(target);
    let documentation = second.documentation.clone();
    let annotations = Schema { documentation, ..without_values(target) };
    Ok(annotated_with(first, &annotations))
}

/// Returns `true` if the schemas of the document inherit too many properties, which was reported.
pub(super) fn inherit_too_many(context: &Context<'_>) -> bool {
    context.components.inherited > context.limits.inherited_properties
}

/// Counts properties that a schema inherits. Returns `false` if there are too many in the document, and reports that once.
pub(super) fn inherit(context: &mut Context<'_>, at: &Pointer, count: usize) -> bool {
    let limit = context.limits.inherited_properties;
    let before = context.components.inherited;
    let inherited = before.saturating_add(count);
    if inherited <= limit {
        context.components.inherited = inherited;
        return true;
    }
    if before <= limit {
        context.components.inherited = usize::MAX;
        context.stop();
        let message = format!("the schemas of the document inherit more than {limit} properties by `allOf`");
        let help =
            format!("let the schemas have a property with the common part, or {}", raise("inherited-properties"));
        let error = Diagnostic::error(Code::INHERITANCE_TOO_LARGE, context.origin(at), message);
        context.report_of_document(error.help(help));
    }
    false
}

/// Returns the annotations of a schema.
fn without_values(schema: &Schema) -> Schema {
    Schema {
        nullable: schema.nullable,
        sensitive: schema.sensitive,
        access: schema.access,
        default: schema.default.clone(),
        constraints: schema.constraints.clone(),
        ..Schema::any(schema.at.clone())
    }
}
